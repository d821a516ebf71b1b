"""The scripts of an archive, run in a process of their own, as whoever has only the archive runs them."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from app.core.checks import Check, check
from exports.tidy.archive import recounts
from exports.tidy.checking import Tables

SECONDS = 120


def scripts_agree(tables: Tables) -> list[Check]:
    """Run both scripts on the archive they came in."""
    return [_run(tables, name) for name in ("recount.py", "recount_weights.py")]


def _run(tables: Tables, name: str) -> Check:
    # An archive may come from anybody: a script of it is run only where it is ours.
    if foreign := list(_foreign(tables)):
        return check(
            f"{name} agrees", [f"{each} is not the one of this version, so nothing was run" for each in foreign]
        )
    with tempfile.TemporaryDirectory(prefix="plumbline-") as folder:
        for member, body in tables.members.items():
            if Path(member).name == member:
                (Path(folder) / member).write_bytes(body)
        command = [sys.executable, "-I", str(Path(folder) / name)]
        ended = subprocess.run(  # noqa: S603  # our own program: it is what we write, byte for byte
            command, cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False
        )
    said = (ended.stdout or ended.stderr).strip().splitlines()
    return check(f"{name}: {said[0] if said else ''}", [f"{name}: {said[-1]}"] if ended.returncode else ())


def _foreign(tables: Tables) -> Iterator[str]:
    return (name for name, ours in recounts().items() if tables.members.get(name) != ours)
