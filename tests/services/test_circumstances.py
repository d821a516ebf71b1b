"""How a statement came to its ballots: what the record says and no ballot does."""

from dataclasses import replace

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.core.circumstances import Circumstances, OutOf
from app.core.protocol import Protocol, protocol_hash
from app.core.workshops import RoundMove
from app.services import results, rounds
from app.services.results import Result
from app.storage.ballots import Ballot
from app.storage.protocols import ProtocolVersion
from tests.builders import LATER, NOON, Room


def first(room: Room) -> Result:
    """The result of the first statement in the review."""
    return results.of_review(room.db, room.review)[0]


def found(room: Room) -> Circumstances:
    """What is known of the first statement beside its ballots."""
    return first(room).confirmation.circumstances


def asked_again(room: Room, before: list[int], after: list[int]) -> None:
    """The first statement is judged, talked about, and judged again."""
    room.judge(room.rounds[0], before)
    again = rounds.again(room.db, room.id, room.rounds[0], by=None, at=LATER)
    room.judge(again, after)


def test_nothing_is_out_of_the_ordinary_by_itself(db: Session) -> None:
    room = Room(db)
    for place in range(10):
        room.join(group=int(place >= 5))
    room.judge(room.rounds[0], [4] * 10)
    assert found(room) == Circumstances()


def test_pairs_are_of_those_who_rated_before_and_after(db: Session) -> None:
    room = Room(db, people=8)
    asked_again(room, [2, 2, 2, 3, 4, 4, 5, 5], [4, 4, 4, 4, 4, 4])
    assert sorted(found(room).askings) == [(2, 4), (2, 4), (2, 4), (3, 4), (4, 4), (4, 4)]
    assert found(room).carried == 2
    assert {"moved_after_talk", "first_answer_kept"} <= set(first(room).confirmation.flags)


def test_fewer_pairs_than_the_smallest_cell_are_left_out(db: Session) -> None:
    room = Room(db, people=8)
    asked_again(room, [2] * 8, [4] * 4)
    assert found(room).askings == ()


def test_a_reopened_round_is_told_and_one_answered_after_the_wall_too(db: Session) -> None:
    room = Room(db, people=8)
    round = room.rounds[0]
    room.judge(round, [4] * 7)
    room.reveal(round)
    assert not found(room).seen_early
    room.step(round, RoundMove.REOPEN)
    room.close(round)
    assert (found(room).reopened, found(room).seen_early) == (True, False), "nobody answered again"
    room.reveal(round)
    room.step(round, RoundMove.REOPEN)
    assert room.cast(room.people[7], round, 5).ok
    room.close(round)
    assert found(room).seen_early
    assert "seen_early" in first(room).confirmation.flags


def test_reopening_before_the_wall_is_not_seeing_early(db: Session) -> None:
    room = Room(db, people=8)
    round = room.rounds[0]
    room.judge(round, [4] * 7)
    room.step(round, RoundMove.REOPEN)
    assert room.cast(room.people[7], round, 5).ok
    room.close(round)
    room.reveal(round)
    assert (found(room).reopened, found(room).seen_early) == (True, False)


@pytest.mark.parametrize(("second", "missing"), [(5, False), (4, True), (0, True)])
def test_a_group_is_missing_that_was_to_be_heard_and_gave_too_few_ratings(
    db: Session, second: int, missing: bool
) -> None:
    room = Room(db)
    for place in range(8 + second):
        room.join(group=int(place >= 8))
    room.judge(room.rounds[0], [4] * (8 + second))
    assert ("group_missing" in first(room).confirmation.flags) is missing


def test_where_groups_are_hidden_for_another_reason_nobody_is_called_missing(db: Session) -> None:
    room = Room(db)
    for place in range(10):
        room.join(group=int(place >= 5))
    asked_again(room, [4] * 9, [4] * 10)
    result = first(room)
    assert not result.pools[0].named
    assert "group_missing" not in result.confirmation.flags


def test_readers_of_another_language_are_told(db: Session) -> None:
    room = Room(db, people=8)
    room.judge(room.rounds[0], [4] * 8)
    db.execute(update(Ballot).where(Ballot.panellist_id.in_(room.people[:5])).values(lang="hi"))
    assert found(room).unchecked == OutOf(5, 8)
    assert "unchecked_translation" in first(room).confirmation.flags


def test_a_newer_protocol_is_told_where_ballots_were_cast_under_the_earlier_one(db: Session) -> None:
    room = Room(db, people=8)
    room.judge(room.rounds[0], [4] * 8)
    changed = replace(Protocol(), small_panel=9)
    values = {"body": changed.to_json(), "hash": protocol_hash(changed), "created_at": NOON, "frozen_at": None}
    db.add(ProtocolVersion(review_id=room.review, number=2, **values))
    db.flush()
    judged, unjudged, _ = results.of_review(db, room.review)
    assert "rules_changed" in judged.confirmation.flags
    assert not unjudged.confirmation.circumstances.rules_changed
