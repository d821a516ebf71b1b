"""The team notes evidence and coherence; the criteria follow, and every change stays in a list."""

from datetime import timedelta

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.core.errors import NotHere
from app.core.errors_review import EvidenceChanged, SourceNotedAlready
from app.core.workshops import StatementId
from app.services import accounts, evidence, results
from app.services.evidence import Noted
from app.storage.evidence import EvidenceAct
from app.storage.statements import Coherence, Evidence
from tests.builders import NOON, Room

THICK, THIN, UNKNOWN = Noted("data", "thick"), Noted("theory", "thin"), Noted()
FIRST = StatementId(1)


@pytest.fixture
def room(db: Session) -> Room:
    """A review whose statements have neither sources nor marks yet."""
    room = Room(db, people=6)
    db.execute(delete(Evidence))
    db.execute(delete(Coherence))
    return room


def add(room: Room, *sources: str, stance: evidence.Stance = "supports", noted: Noted = UNKNOWN) -> None:
    evidence.add(room.db, room.review, FIRST, sources, stance, noted, by=room.owner, at=NOON)


def note(room: Room, link: int, noted: Noted, seen: Noted) -> None:
    evidence.note(room.db, room.review, FIRST, {link: (seen, noted)}, by=room.owner, at=NOON)


def links(room: Room) -> list[evidence.Link]:
    return evidence.links_of(room.db, room.review, FIRST)


def criteria(room: Room) -> tuple[float | None, ...]:
    return results.of_review(room.db, room.review)[0].criteria.grades


def test_the_criteria_follow_what_is_noted(room: Room) -> None:
    assert criteria(room) == (None, None, None, None, None)
    add(room, "18", "19", noted=THICK)
    add(room, "20", noted=THIN)
    assert criteria(room)[:3] == (1.0, 1.0, pytest.approx(2 / 3))
    evidence.rate(room.db, room.review, FIRST, 4, by=room.owner, at=NOON)
    assert criteria(room)[4] == 0.75


def test_a_source_may_speak_for_and_against_but_each_only_once(room: Room) -> None:
    add(room, "18")
    add(room, "18", stance="contradicts")
    with pytest.raises(SourceNotedAlready) as refused:
        add(room, "17", "18")
    assert (
        refused.value.say
        == "Noted for this statement already, the same way: 18. Change it in the list. Nothing was added."
    )
    assert [(link.source, link.stance) for link in links(room)] == [("18", "supports"), ("18", "contradicts")]


def test_a_source_listed_twice_is_noted_once(room: Room) -> None:
    add(room, "18", "18")
    assert [link.source for link in links(room)] == ["18"]


def test_what_was_invented_for_an_example_is_so_until_someone_notes_something_else(room: Room) -> None:
    add(room, "18", noted=THICK)
    room.db.query(Evidence).update({"invented": True})
    room.db.expire_all()
    note(room, links(room)[0].id, THICK, seen=THICK)
    assert links(room)[0].invented
    note(room, links(room)[0].id, THIN, seen=THICK)
    assert not links(room)[0].invented


def test_where_one_was_changed_meanwhile_none_of_the_list_is(room: Room) -> None:
    add(room, "18", "19")
    first, second = (link.id for link in links(room))
    note(room, second, THICK, seen=UNKNOWN)
    both = {first: (UNKNOWN, THIN), second: (UNKNOWN, THIN)}
    with pytest.raises(EvidenceChanged):
        evidence.note(room.db, room.review, FIRST, both, by=room.owner, at=NOON)
    assert [link.noted for link in links(room)] == [UNKNOWN, THICK]


def test_the_slower_of_two_changes_nothing(room: Room) -> None:
    add(room, "18")
    link = links(room)[0].id
    note(room, link, THICK, seen=UNKNOWN)
    with pytest.raises(EvidenceChanged):
        note(room, link, THIN, seen=UNKNOWN)
    assert links(room)[0].noted == THICK
    evidence.take_away(room.db, room.review, FIRST, link, seen=THICK, by=room.owner, at=NOON)
    with pytest.raises(EvidenceChanged):
        note(room, link, THIN, seen=THICK)


def test_every_change_stays_in_the_list_with_who_and_when(room: Room) -> None:
    add(room, "18")
    link = links(room)[0].id
    note(room, link, THICK, seen=UNKNOWN)
    evidence.take_away(room.db, room.review, FIRST, link, seen=THICK, by=room.owner, at=NOON)
    for value in (4, 4, 2, None):
        evidence.rate(room.db, room.review, FIRST, value, by=room.owner, at=NOON + timedelta(hours=1))
    acts = evidence.acts_of(room.db, room.review, FIRST)
    assert [(act.source, act.before, act.after) for act in reversed(acts)] == [
        ("18", None, UNKNOWN),
        ("18", UNKNOWN, THICK),
        ("18", THICK, None),
        (None, None, 4),
        (None, 4, 2),
        (None, 2, None),
    ]
    assert {act.by for act in acts} == {"asha"}
    assert links(room) == []
    assert evidence.marks_of(room.db, FIRST) == {}


def test_a_change_after_the_first_answer_says_so(room: Room) -> None:
    before = NOON - timedelta(days=1)
    evidence.add(room.db, room.review, FIRST, ["18"], "supports", THIN, by=room.owner, at=before)
    room.judge(room.rounds[0], [5] * 6)
    evidence.add(room.db, room.review, FIRST, ["19"], "supports", THIN, by=room.owner, at=NOON + timedelta(days=1))
    assert [(act.source, act.late) for act in evidence.acts_of(room.db, room.review, FIRST)] == [
        ("19", True),
        ("18", False),
    ]


def test_each_rater_keeps_a_mark_of_her_own(room: Room) -> None:
    other = accounts.create_account(room.db, "meera", review=room.review)
    evidence.rate(room.db, room.review, FIRST, 5, by=room.owner, at=NOON)
    evidence.rate(room.db, room.review, FIRST, 2, by=other, at=NOON)
    assert evidence.marks_of(room.db, FIRST) == {"asha": 5, "meera": 2}
    assert criteria(room)[4] == pytest.approx((3.5 - 1) / 4)


def test_another_reviews_statement_is_not_here(room: Room) -> None:
    elsewhere = Room(room.db, title="Elsewhere", people=1)
    with pytest.raises(NotHere):
        evidence.links_of(room.db, elsewhere.review, FIRST)
    with pytest.raises(NotHere):
        evidence.rate(room.db, elsewhere.review, FIRST, 3, by=room.owner, at=NOON)
    add(room, "18")
    second = StatementId(2)
    with pytest.raises(NotHere):
        evidence.note(room.db, room.review, second, {links(room)[0].id: (UNKNOWN, THIN)}, by=room.owner, at=NOON)
    assert room.db.query(EvidenceAct).count() == 1
