"""A review that was condensed, as it leaves: in the tables of a workshop, verified, and in Word."""

from sqlalchemy.orm import Session

from app.core.report import Report
from app.core.statements import Origin
from app.core.weights import ranked
from app.core.workshops import WorkshopMove, WorkshopState
from app.services import lineage, plans, reports, reviews, weights
from app.services.condensed_texts import NewText
from app.services.lineage import Hand
from exports.tidy import render
from exports.tidy.verifying import verify
from tests.builders import LATER, NOON, Room, a_plan
from tests.exports.test_tidy import tables
from tests.exports.test_word import words


def condensed(db: Session) -> Room:
    """One panel judged two of four; they were merged into a text, which another panel judged again."""
    room = Room(db, people=9, statements=4)
    room.judge(room.rounds[0], [5] * 9)
    room.judge(room.rounds[1], [4, 4, 4, 5, 5, 5, 3, 4, 4])
    one, two, three, four = (line.id for line in reviews.statements_of(db, room.review))
    lineage.merge_anew(db, room.review, [one, two], NewText(one, ("Both far out",), title="Far"), hand(room, 0))
    lineage.keep(db, room.review, [three], hand(room, 1))
    lineage.drop(db, room.review, [four], "Out of scope.", hand(room, 2))
    weights.unlock(db, room.review, reason="Places were swapped.", by=room.owner, at=LATER)
    weights.keep(db, room.review, ranked([1, 2, 3, 4, 5]), by=room.owner, at=LATER)
    return room


def hand(room: Room, seen: int) -> Hand:
    return Hand(room.owner, LATER, seen)


def confirming(room: Room) -> Room:
    """The round of the condensed text."""
    text = reviews.statements_of(room.db, room.review, Origin.CONDENSED)[0]
    again = Room(room.db)
    again.review, again.owner, again.people = room.review, room.owner, []
    plan = a_plan(room.db, room.review, versions=(text.version_id,))
    again.id = plans.plan(room.db, room.review, plan, by=room.owner, at=NOON)
    again.move(WorkshopMove.DOORS, WorkshopState.DRAFT)
    for _ in range(8):
        again.join()
    again.judge(again.rounds[0], [5] * 8)
    return again


def reported(room: Room) -> Report:
    room.db.expire_all()
    return reports.report(room.db, room.id, at=LATER, software="0", salt="salt")


def test_the_archive_of_a_condensed_review_agrees(db: Session) -> None:
    room = condensed(db)
    checks = verify(render(reported(room)))
    assert [each.line for each in checks if not each.holds] == []
    assert "ok  4 configurations are accounted for: 1 kept, 2 merged, 1 dropped, 0 open" in [c.line for c in checks]
    assert verify(render(reported(confirming(room))))[-1].holds


def test_the_tables_say_who_decided_what_and_when(db: Session) -> None:
    found = tables(reported(condensed(db)))
    ends = {row["statement_id"]: tuple(row.values())[1:] for row in found["lineage"]}
    at = "2026-03-02T12:00Z"
    assert ends == {
        "S-1": ("merged", "C-1", "C-1", "NA", at, "asha"),
        "S-2": ("merged", "C-1", "C-1", "NA", at, "asha"),
        "S-3": ("kept", "NA", "S-3", "NA", at, "asha"),
        "S-4": ("dropped", "NA", "NA", "Out of scope.", at, "asha"),
        "C-1": ("written", "NA", "C-1", "NA", at, "asha"),
    }
    assert [(row["act"], row["by"], row["reason"]) for row in found["locks"]] == [
        ("locked", "NA", "NA"),
        ("unlocked", "asha", "Places were swapped."),
        ("locked", "asha", "NA"),
    ]


def test_the_workshop_of_a_condensed_text_shows_it_with_the_sources_of_its_parents(db: Session) -> None:
    found = reported(confirming(condensed(db)))
    (text,) = found.statements
    assert (text.id, text.origin, len(text.evidence)) == ("C-1", "condensed", 4)
    rows = tables(found)
    assert rows["statements"][0]["origin"] == "condensed"
    assert [each.line for each in verify(render(found)) if not each.holds] == []


def test_word_tells_the_sum_and_the_unlocking(db: Session) -> None:
    text = words(reported(condensed(db)))
    assert "4 = 1 kept + 2 merged into 1 + 1 dropped" in text
    assert "C-1\nFar\nS-1, S-2" in text
    assert "unlocked by asha. Reason: Places were swapped." in text
