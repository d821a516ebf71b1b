"""The day: written down by the team, signed off, and no longer signed off once what it covers is changed."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.days import Day
from app.core.errors import MoveNotPossible, NotHere
from app.core.errors_desk import DayChanged, DayNotWritten
from app.core.workshops import WorkshopMove, WorkshopState
from app.services import accounts, days, plans, reports, verification, withdrawal, workshops
from app.storage.days import DayRecord
from app.storage.workshops import Move
from tests.builders import LATER, NOON, SECRET, Room, a_plan

QUIET = Day(invited=22, accepted=16, came=14, adverse_events="Nobody.", interruptions="A power cut of ten minutes.")


@pytest.fixture
def room(db: Session) -> Room:
    """A workshop of six people that has ended."""
    room = Room(db, people=6)
    room.judge(room.rounds[0], [4] * 6)
    room.move(WorkshopMove.END, WorkshopState.LIVE)
    return room


def keep(room: Room, day: Day, *, seen: int | None = None, by: int | None = None) -> None:
    seen = days.day_of(room.db, room.id).number if seen is None else seen
    days.keep(room.db, room.id, day, seen=seen, by=by or room.owner, at=LATER)


def signed(room: Room) -> bool:
    return days.day_of(room.db, room.id).signed_at is not None


def sign(room: Room) -> None:
    keep(room, QUIET)
    days.sign_off(room.db, room.id, by=room.owner, at=LATER)


def test_what_was_written_stands_with_who_wrote_it(room: Room) -> None:
    keep(room, QUIET)
    kept = days.day_of(room.db, room.id)
    assert (kept.day, kept.by, kept.at, kept.signed_at) == (QUIET, "asha", LATER, None)


def test_nobody_overwrites_what_she_has_not_seen(room: Room) -> None:
    meera = accounts.create_account(room.db, "meera", review=room.review)
    keep(room, QUIET, by=meera)
    with pytest.raises(DayChanged) as refused:
        keep(room, Day(invited=20), seen=0)
    assert refused.value.say.startswith("meera wrote this page down a moment ago.")
    assert days.day_of(room.db, room.id).day == QUIET
    keep(room, Day(invited=20))
    assert len(room.db.scalars(select(DayRecord)).all()) == 2, "the earlier page stays on record"


def test_two_who_write_the_same_are_of_one_mind(room: Room) -> None:
    keep(room, QUIET, seen=0)
    keep(room, QUIET, seen=0)
    assert len(room.db.scalars(select(DayRecord)).all()) == 1


def test_a_plan_has_no_day_yet(db: Session) -> None:
    room = Room(db)
    draft = plans.plan(db, room.review, a_plan(db, room.review), by=room.owner, at=NOON)
    with pytest.raises(MoveNotPossible):
        days.keep(db, draft, QUIET, seen=0, by=room.owner, at=NOON)


def test_only_a_written_day_of_an_ended_workshop_is_signed_off(room: Room) -> None:
    with pytest.raises(DayNotWritten):
        days.sign_off(room.db, room.id, by=room.owner, at=LATER)
    running = Room(room.db)
    days.keep(room.db, running.id, QUIET, seen=0, by=running.owner, at=LATER)
    with pytest.raises(MoveNotPossible):
        days.sign_off(room.db, running.id, by=running.owner, at=LATER)


def test_signing_off_twice_is_signing_off_once(room: Room) -> None:
    sign(room)
    days.sign_off(room.db, room.id, by=room.owner, at=LATER)
    assert [move.move for move in room.db.scalars(select(Move).order_by(Move.id))][-1] == "sign_off"
    assert len(room.db.scalars(select(Move).where(Move.move == "sign_off")).all()) == 1
    assert days.day_of(room.db, room.id).signed_by == "asha"


def writes_more(room: Room) -> None:
    keep(room, Day(invited=21))


def withdraws(room: Room) -> None:
    withdrawal.withdraw(room.db, room.codes[0], secret=SECRET, at=LATER)


def notes_a_reading(room: Room) -> None:
    days.note_read_aloud(room.db, room.id, room.rounds[0], "hi", on=True, by=room.owner, at=LATER)


@pytest.mark.parametrize("change", [writes_more, withdraws, notes_a_reading])
def test_what_changes_the_day_ends_its_sign_off_by_a_move_of_its_own(room: Room, change: object) -> None:
    assert callable(change)
    sign(room)
    assert signed(room)
    change(room)
    assert not signed(room)
    void = room.db.scalars(select(Move).where(Move.move == "void")).one()
    assert (void.before, void.after) == ("signed_off", "ended")
    assert all(check.holds for check in verification.verify(room.db, room.review))


def test_what_changes_nothing_leaves_the_sign_off(room: Room) -> None:
    sign(room)
    keep(room, QUIET)
    days.note_read_aloud(room.db, room.id, room.rounds[0], "hi", on=False, by=room.owner, at=LATER)
    assert signed(room)
    assert all(check.holds for check in verification.verify(room.db, room.review))


def test_a_sign_off_without_its_move_is_found(room: Room) -> None:
    keep(room, QUIET)
    workshops.workshop_row(room.db, room.id).signed_off_at = LATER
    room.db.flush()
    found = [line for check in verification.verify(room.db, room.review) for line in check.differences]
    assert found == [f"Workshop {room.id}: its moves lead to ended, and it stands at signed_off"]


def test_readings_are_noted_by_round_and_language_and_taken_back(room: Room) -> None:
    first, second, _ = room.rounds
    for round, language in ((first, "hi"), (first, "mr"), (second, "hi"), (first, "hi")):
        days.note_read_aloud(room.db, room.id, round, language, on=True, by=room.owner, at=LATER)
    assert days.read_aloud(room.db, room.id) == {first: ("hi", "mr"), second: ("hi",)}
    days.note_read_aloud(room.db, room.id, first, "mr", on=False, by=room.owner, at=LATER)
    assert days.many_read_aloud(room.db, room.id) == {"hi": 2}
    other = Room(room.db)
    with pytest.raises(NotHere):
        days.note_read_aloud(room.db, other.id, first, "hi", on=True, by=room.owner, at=LATER)


def test_the_report_carries_the_day_its_sign_off_and_what_was_read_aloud(room: Room) -> None:
    notes_a_reading(room)
    sign(room)
    made = reports.report(room.db, room.id, at=LATER, software="Plumbline", salt="s")
    assert (made.workshop.day, made.workshop.signed_off_by, made.workshop.signed_off_at) == (QUIET, "asha", LATER)
    assert made.statements[0].rounds[0].read_aloud == ("hi",)
    assert made.statements[1].rounds[0].read_aloud == ()
