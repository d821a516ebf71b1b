"""What a review's statements took so far, once enough of it was measured."""

from datetime import timedelta

from sqlalchemy.orm import Session

from app.core.agenda import Pace
from app.services import measured
from app.storage.ballots import BallotEvent
from app.storage.blocks import Block
from app.storage.workshops import Round
from tests.builders import NOON, Room


def in_the_room(db: Session, room: Room, *, seconds: int, then: int) -> None:
    """All statements of a room, each opened and shown after so many seconds, the next one so much later."""
    for number, round in enumerate(room.rounds):
        row = db.get_one(Round, round)
        row.opened_at = NOON + timedelta(seconds=number * then)
        row.revealed_at = row.opened_at + timedelta(seconds=seconds)
    db.flush()


def at_own_pace(db: Session, room: Room, *, seconds: int) -> None:
    """The first panellist answers one statement of a block after the other."""
    block = Block(workshop_id=room.id, position=1, title="", seats=[], before_the_day=False)
    db.add(block)
    db.flush()
    for number, round in enumerate(room.rounds):
        row = db.get_one(Round, round)
        row.mode, row.block_id = "self_paced", block.id
        at = NOON + timedelta(seconds=number * seconds)
        sent = {"key": f"k{number}", "digest": "", "seq": 1, "epoch": 1, "channel": "http", "lang": "en", "late": False}
        db.add(
            BallotEvent(round_id=row.id, panellist_id=room.people[0], parts=[], if_changed=[], answer={}, at=at, **sent)
        )
    db.flush()


def test_a_new_review_plans_with_what_is_usual(db: Session) -> None:
    assert measured.pace_of(db, Room(db).review) == Pace(50, 75, 255)


def test_a_review_that_took_longer_plans_with_its_own_times(db: Session) -> None:
    room = Room(db, statements=12)
    in_the_room(db, room, seconds=110, then=300)
    assert measured.pace_of(db, room.review) == Pace(50, 110, 300)


def test_answers_one_after_the_other_tell_the_pace_of_a_block(db: Session) -> None:
    room = Room(db, statements=12, people=1)
    at_own_pace(db, room, seconds=38)
    assert measured.pace_of(db, room.review).self_paced == 38


def test_a_few_times_are_not_enough(db: Session) -> None:
    room = Room(db, statements=9, people=1)
    at_own_pace(db, room, seconds=38)
    assert measured.pace_of(db, room.review) == Pace()


def test_a_rehearsal_does_not_count(db: Session) -> None:
    room = Room(db, statements=12, people=1, pilot=True)
    at_own_pace(db, room, seconds=5)
    assert measured.pace_of(db, room.review) == Pace()


def test_who_went_out_for_a_while_does_not_slow_the_others_down(db: Session) -> None:
    room = Room(db, statements=12)
    in_the_room(db, room, seconds=4_000, then=9_000)
    assert measured.pace_of(db, room.review) == Pace()
