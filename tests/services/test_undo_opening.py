"""Undo of an opening and of a step to another statement: for five seconds, and never over anybody's words."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import RoundNotOpen, RoundReopened
from app.core.errors_desk import OpeningStands
from app.core.histories import Moved, play_round
from app.core.workshops import RoundMove
from app.services import ballots, comments, desks, rounds, snapshots_desk, verification
from app.services.comments import Written
from app.storage.keys import CommentKeys
from app.storage.workshops import Move, Round
from tests.builders import NOON, Room

SOON = NOON + timedelta(seconds=4)
TOO_LATE = NOON + timedelta(seconds=6)


@pytest.fixture
def room(db: Session) -> Room:
    """Three people, and a statement that was opened a moment ago."""
    room = Room(db, people=3)
    room.open(room.rounds[0])
    return room


def undo(room: Room, *, at=SOON) -> None:
    room.step(room.rounds[0], RoundMove.UNDO, at=at)


def row(room: Room) -> Round:
    return room.db.get_one(Round, room.rounds[0])


def test_an_opening_nobody_has_used_is_taken_back(room: Room) -> None:
    undo(room)
    assert (row(room).state, row(room).opened_at, row(room).reopened) == ("queued", None, 0)


def test_the_next_opening_is_another_one_and_takes_no_answer_meant_for_the_first(room: Room) -> None:
    meant = room.sent(room.rounds[0])
    undo(room)
    waiting, later = ballots.cast_ballots(
        room.db, [(room.people[0], meant), (room.people[0], {**meant, "key": "b"})], channel="http", at=SOON
    )
    assert (waiting.error, later.error) == (RoundNotOpen.code, RoundNotOpen.code)
    room.open(room.rounds[0], at=TOO_LATE)
    assert room.db.get_one(Round, room.rounds[0]).epoch == 2
    late = ballots.cast_ballots(room.db, [(room.people[0], {**meant, "key": "c"})], channel="http", at=TOO_LATE)
    assert late[0].error == RoundReopened.code


def answers(room: Room, keys: CommentKeys) -> None:
    assert room.cast(room.people[0], room.rounds[0]).ok


def answers_half(room: Room, keys: CommentKeys) -> None:
    assert room.cast(room.people[0], room.rounds[0], 4, relevance=None).ok


def skips(room: Room, keys: CommentKeys) -> None:
    ballots.skip(room.db, room.people[0], room.rounds[0])


def writes(room: Room, keys: CommentKeys) -> None:
    comments.write(
        room.db, keys, room.people[0], Written("k", room.rounds[0], None, "It depends", False, False), at=SOON
    )


@pytest.mark.parametrize("begins", [answers, answers_half, skips, writes])
def test_once_anybody_has_begun_the_opening_stands_and_her_words_with_it(
    room: Room, keys: CommentKeys, begins: object
) -> None:
    assert callable(begins)
    before = snapshots_desk.desk_state(room.db, room.id, at=SOON)["rounds"][0]["undo_ms"]
    begins(room, keys)
    # The desk offers it all the same: a button that vanished would tell that somebody has answered.
    assert snapshots_desk.desk_state(room.db, room.id, at=SOON)["rounds"][0]["undo_ms"] == before == 1000
    with pytest.raises(OpeningStands):
        undo(room)
    assert row(room).state == "open"


def test_after_five_seconds_an_opening_stands(room: Room) -> None:
    with pytest.raises(OpeningStands):
        undo(room, at=TOO_LATE)


def test_a_reopening_is_not_taken_back_because_answers_hang_in_it(room: Room) -> None:
    room.close(room.rounds[0], at=NOON)
    room.step(room.rounds[0], RoundMove.REOPEN)
    with pytest.raises(OpeningStands):
        undo(room)


def test_the_record_tells_of_it_and_is_one_history(room: Room) -> None:
    undo(room)
    moves = room.db.scalars(select(Move).where(Move.round_id == room.rounds[0]).order_by(Move.id))
    told = [Moved(move.move, move.before, move.after, move.epoch) for move in moves]
    assert [(each.move, each.after) for each in told] == [("open", "open"), ("undo", "queued")]
    assert play_round(told, number=1).state == "queued"
    assert all(check.holds for check in verification.verify(room.db, room.review))


def test_a_step_to_another_statement_can_be_gone_back_on(room: Room) -> None:
    first, second = room.rounds[:2]
    room.close(first, at=NOON)
    rounds.show(room.db, room.id, second, at=NOON)
    assert desks.day_so_far(room.db, room.id, at=SOON)["step"] == {"round": first, "ms": 1000}
    assert desks.day_so_far(room.db, room.id, at=TOO_LATE)["step"] is None
    rounds.show(room.db, room.id, first, at=SOON)
    assert desks.day_so_far(room.db, room.id, at=SOON)["step"] is None, "the way back is no step of its own"


def test_opening_a_statement_ends_the_way_back(room: Room) -> None:
    first, second = room.rounds[:2]
    room.close(first, at=NOON)
    rounds.show(room.db, room.id, second, at=NOON)
    room.open(second, at=SOON)
    assert desks.day_so_far(room.db, room.id, at=SOON)["step"] is None
