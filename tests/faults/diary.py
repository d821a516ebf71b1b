"""Diaries: what each client did, was told and showed, one JSON object a line, by a clock that all processes share."""

import json
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any

Note = Callable[..., None]  # notes what was just done, and its facts


class Notebook:
    """A diary in memory, for a room within one process."""

    def __init__(self) -> None:
        self.lines: list[dict[str, Any]] = []

    def __call__(self, did: str, **facts: Any) -> None:
        self.lines.append({"t": monotonic(), "did": did, **facts})


class Diary:
    """One client's. Everything is written down before the next thing is done."""

    def __init__(self, folder: Path, who: str) -> None:
        self._file = (folder / f"{who}.jsonl").open("a", encoding="utf-8", buffering=1)
        self._lock = Lock()

    def __call__(self, did: str, **facts: Any) -> None:
        """Note what was just done."""
        with self._lock:
            self._file.write(json.dumps({"t": monotonic(), "did": did, **facts}) + "\n")

    def close(self) -> None:
        self._file.close()
