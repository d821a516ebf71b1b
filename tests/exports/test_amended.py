"""What leaves about a text that was changed in the room: both versions, each with its own answers, and the change."""

import io
import subprocess
import sys
import zipfile
from csv import DictReader
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from sqlalchemy.orm import Session

from app.core.statements import PartKind
from app.core.workshops import RoundMove
from app.services import amendments, candidates, reports
from app.services.amendments import NewWords
from exports import tidy, word
from exports.tidy import verifying
from tests.builders import LATER, Room

TEXTS = ("Women far from town", "A room near the market", "It feels within reach", "More women come")


@pytest.fixture
def room(db: Session) -> Room:
    """A statement is judged, changed after the talk and judged again; another is taken back; one is proposed."""
    made = Room(db, people=8)
    first, _, third = made.rounds
    made.judge(first, [1, 1, 2, 3, 4, 4, 5, 5])
    made.open(third)
    made.cast(made.people[0], third, 1)
    made.step(third, RoundMove.TAKE_BACK)
    change(made, "A safe room near the bus")
    judge_again(made, [5] * 8)
    proposal = {PartKind.CONTEXT: "=HYPERLINK(1)", PartKind.OUTCOME: "Nobody comes"}
    candidates.note(
        db, made.review, proposal, candidates.Where(made.id), title="Fear of the way", by=made.owner, at=LATER
    )
    return made


def change(room: Room, resource: str) -> None:
    first = room.rounds[0]
    words = NewWords((TEXTS[0], resource, *TEXTS[2:]), why="The market closes at five.")
    seen = amendments.to_amend(room.db, room.id, first).seen
    amendments.amend(room.db, room.id, first, words, seen=seen, by=room.owner, at=LATER)


def judge_again(room: Room, ratings: list[int]) -> None:
    asking = room.rounds[1]
    room.open(asking)
    for person, rating in zip(room.people, ratings, strict=False):
        assert room.cast(person, asking, rating).ok
    room.close(asking)


def report(room: Room):
    return reports.report(room.db, room.id, at=LATER, software="Plumbline", salt="s")


def table(room: Room, name: str) -> list[dict[str, str]]:
    archive = zipfile.ZipFile(io.BytesIO(tidy.render(report(room))))
    return list(DictReader(io.StringIO(archive.read(f"{name}.csv").decode(), newline="")))


def test_both_versions_stand_in_the_tables_and_one_of_them_is_kept(room: Room) -> None:
    rows = [row for row in table(room, "statements") if row["statement_id"] == "S-1"]
    assert [(row["version"], row["kept"], row["changed_from"]) for row in rows] == [("1", "0", "NA"), ("2", "1", "1")]
    assert rows[1]["change_note"] == "The market closes at five."
    found = [(row["version"], row["n_plausibility"]) for row in table(room, "confirmations")][:2]
    assert found == [("1", "8"), ("2", "8")]
    assert [row["statement_id"] for row in table(room, "criteria")] == ["S-1", "S-2", "S-3"]


def test_until_it_was_judged_the_earlier_text_is_kept(db: Session) -> None:
    made = Room(db, people=8)
    made.judge(made.rounds[0], [4] * 8)
    change(made, "A safe room")
    rows = {row["version"]: row for row in table(made, "statements") if row["statement_id"] == "S-1"}
    assert (rows["1"]["kept"], rows["2"]["kept"], rows["2"]["status"]) == ("1", "0", "not_reached")


@pytest.mark.parametrize("script", ["recount.py", "recount_weights.py"])
@pytest.mark.parametrize("ratings", [[5] * 8, [2] * 4])
def test_whoever_counts_again_comes_to_the_same(db: Session, tmp_path: Path, script: str, ratings: list[int]) -> None:
    made = Room(db, people=8)
    made.judge(made.rounds[0], [1, 1, 2, 3, 4, 4, 5, 5])
    change(made, "A safe room")
    judge_again(made, ratings)
    archive = tmp_path / "tidy.zip"
    archive.write_bytes(tidy.render(report(made)))
    with zipfile.ZipFile(archive) as members:
        members.extractall(tmp_path)
    done = subprocess.run([sys.executable, tmp_path / script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_archive_verifies(room: Room) -> None:
    found = [each for each in verifying.verify(tidy.render(report(room))) if each.differences]
    assert found == []


def test_what_was_taken_back_says_so_and_leaves_without_its_answers(room: Room) -> None:
    (row,) = [row for row in table(room, "statements") if row["statement_id"] == "S-3"]
    assert row["status"] == "taken_back"
    (asked,) = [row for row in table(room, "rounds") if row["statement_id"] == "S-3"]
    assert (asked["taken_back"], asked["closed_at"], asked["present"]) == ("1", "NA", "NA")
    assert asked["round_id"] not in {row["round_id"] for row in table(room, "ballots")}


def test_a_proposal_has_a_row_for_each_part_that_no_spreadsheet_runs(room: Room) -> None:
    rows = table(room, "candidates")
    assert [(row["position"], row["kind"], row["text"]) for row in rows] == [
        ("1", "context", "'=HYPERLINK(1)"),
        ("2", "outcome", "Nobody comes"),
    ]
    assert {row["state"] for row in rows} == {"waiting"}


def test_word_holds_the_change_as_tracked_changes_of_whoever_made_it(room: Room) -> None:
    paper = Document(io.BytesIO(word.render(report(room))))
    came = [(mark.get(qn("w:author")), "".join(t.text for t in mark.iter(qn("w:t")))) for mark in marks(paper, "w:ins")]
    went = ["".join(t.text for t in mark.iter(qn("w:delText"))) for mark in marks(paper, "w:del")]
    assert came == [("asha", " safe"), ("asha", " bus")]
    assert went == [" market"]
    ids = [mark.get(qn("w:id")) for tag in ("w:ins", "w:del", "w:bookmarkStart") for mark in marks(paper, tag)]
    assert len(set(ids)) == len(ids)


def marks(paper, tag: str):
    return list(paper.element.iter(qn(tag)))


def test_word_names_both_versions_what_was_taken_back_and_what_was_proposed(room: Room) -> None:
    paper = Document(io.BytesIO(word.render(report(room))))
    said = " ".join(t.text or "" for t in paper.element.iter(qn("w:t")))
    assert "S-1, version 1" in said
    assert "S-1, version 2" in said
    assert "Changed in the room from version 1. The market closes at five." in said
    assert "counted nowhere: S-3." in said
    assert "Proposed by the panel, not judged" in said
    assert "Fear of the way" in said


def test_the_same_report_gives_the_same_bytes(room: Room) -> None:
    made = report(room)
    assert word.render(made) == word.render(made)
    assert tidy.render(made) == tidy.render(made)
