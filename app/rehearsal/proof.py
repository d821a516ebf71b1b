"""The proof: is every answer a phone was told is saved in the tables that were downloaded?

The export hides who is who, differently for each statement. So the answers of one round are compared as a heap: each
that was acknowledged must be in it, as often as it was acknowledged. And the archive counts itself again.
"""

import csv
import io
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from app.core.ballots import Abstention, Answer
from app.rehearsal.phone import Phone, RoundName

Heap = Counter[tuple[RoundName, Answer]]
MISSING = {"NA", "", "none"}
RECOUNT_WITHIN = 300.0  # seconds


class Tables:
    """The tidy tables of one workshop."""

    def __init__(self, archive: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(archive))

    def rows(self, name: str) -> Iterator[dict[str, str]]:
        """The rows of a table."""
        with self._archive.open(name) as file:
            yield from csv.DictReader(io.TextIOWrapper(file, "utf-8-sig", newline=""))

    def ballots(self) -> Heap:
        """The ballots cast in each round, as a heap: without those that came late or were carried over."""
        rounds = {row["round_id"]: _name(row) for row in self.rows("rounds.csv")}
        cast = (row for row in self.rows("ballots.csv") if row["late"] == row["carried"] == "0")
        return Counter((rounds[row["round_id"]], _answer(row)) for row in cast)

    def classes(self) -> dict[str, int]:
        """How many statements got which class."""
        return dict(sorted(Counter(row["computed_class"] for row in self.rows("confirmations.csv")).items()))


def acknowledged(phones: Iterable[Phone]) -> Heap:
    """What the phones were told is saved: for each round the last answer that was acknowledged."""
    return Counter(saved for phone in phones for saved in phone.saved.items())


def lost(told: Heap, kept: Heap, unsure: int) -> int:
    """How many acknowledged ballots are not in the export; the other way round, how many it has too many.

    A phone that got no answer at all to its last try cannot say whether that one or the one before stands (`unsure`).
    """
    return max(0, (told - kept).total() - unsure)


def recount_agrees(archive: bytes) -> bool:
    """Whether the archive's own `recount.py`, run alone, finds what is written in its tables."""
    with tempfile.TemporaryDirectory() as folder:
        zipfile.ZipFile(io.BytesIO(archive)).extractall(folder)
        command = [sys.executable, "-I", str(Path(folder) / "recount.py")]
        ran = subprocess.run(  # noqa: S603  # a script of our own, from our own archive
            command, cwd=folder, capture_output=True, timeout=RECOUNT_WITHIN, check=False
        )
    return ran.returncode == 0


def _name(row: dict[str, str]) -> RoundName:
    return row["statement_id"], int(row["version"]), int(row["number"])


def _answer(row: dict[str, str]) -> Answer:
    abstained = row["abstained"]
    return Answer(
        _number(row["plausibility"]),
        _number(row["relevance"]),
        None if abstained in MISSING else Abstention(abstained),
        _positions(row["parts"]),
        _positions(row["if_changed"]),
    )


def _number(cell: str) -> int | None:
    return None if cell in MISSING else int(cell)


def _positions(cell: str) -> tuple[int, ...]:
    return () if cell in MISSING else tuple(int(at) for at in cell.split(";"))
