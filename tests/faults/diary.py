"""Diaries: what each client did, was told and showed, one JSON object a line, by a clock that all processes share."""

import json
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any


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
