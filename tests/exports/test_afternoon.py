"""A workshop as the database holds it, told by Word and by the tables."""

import csv
import subprocess
import sys
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from docx import Document
from sqlalchemy.orm import Session

from app.core.report import Report
from app.services import reports, rounds
from exports import tidy, word
from exports.package import unpack
from tests.builders import LATER, Room

RATINGS = [5, 4, 4, 5, 4, 5, 4, 3, 2, 1, 5, 4]


@pytest.fixture
def room(db: Session) -> Room:
    """Twelve people of two groups; five statements: judged, judged again, divided, left open, not reached."""
    room = Room(db, statements=5)
    for number in range(12):
        room.join(group=number % 2)
    first, second, third, fourth, _ = room.rounds
    room.judge(first, RATINGS)
    room.judge(second, [1] * 12)
    again = rounds.again(db, room.id, second, by=room.owner, at=LATER)
    room.judge(again, [5] * 9)
    room.judge(third, [1, 5] * 6)
    room.open(fourth)
    for panellist in room.people:
        room.cast(panellist, fourth, 2)
    return room


def told(room: Room) -> Report:
    return reports.report(room.db, room.id, at=LATER, software="Plumbline", salt="of this test")


def rows(archive: bytes, table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(unpack(archive)[f"{table}.csv"].decode(), newline="")))


def test_it_recounts(room: Room, tmp_path: Path) -> None:
    archive = tidy.render(told(room))
    (tmp_path / "tidy.zip").write_bytes(archive)
    (tmp_path / "recount.py").write_bytes(unpack(archive)["recount.py"])
    command = [sys.executable, "-I", "recount.py", "tidy.zip"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("5 of 5 agree\n", 0), done.stderr


def test_who_answered_only_before_the_talk_is_carried_and_marked(room: Room) -> None:
    ballots = rows(tidy.render(told(room)), "ballots")
    assert sum(ballot["carried"] == "1" for ballot in ballots) == 3


def test_an_open_round_gives_nothing_away(room: Room) -> None:
    archive = tidy.render(told(room))
    [still_open] = {row["round_id"] for row in rows(archive, "rounds") if row["statement_id"] == "S-4"}
    assert still_open not in {row["round_id"] for row in rows(archive, "ballots")}
    [row] = [row for row in rows(archive, "confirmations") if row["statement_id"] == "S-4"]
    assert row["n_plausibility"] == "0"


def test_nobody_can_be_followed_from_one_statement_to_the_next(room: Room) -> None:
    archive = tidy.render(told(room))
    statement_of = {row["round_id"]: row["statement_id"] for row in rows(archive, "rounds")}
    met: dict[str, set[str]] = {}
    for row in rows(archive, "ballots"):
        met.setdefault(row["panellist"], set()).add(statement_of[row["round_id"]])
    assert all(len(statements) == 1 for statements in met.values())


def test_the_summary_says_the_same(room: Room) -> None:
    document = Document(BytesIO(word.render(told(room))))
    text = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert "Confirmed (9 of 12 yes, 2 no)" in text
    assert "Before the talk: 0 of 12 yes, 0 in between, 12 no" in text
    assert "The panel is divided (6 of 12 yes, 6 no)" in text
    assert "Still open" in text
