"""Undo of a closing: for five seconds the same opening goes on, and what came meanwhile counts."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import MoveNotPossible, OneRoundAtATime, SomeoneWasFaster, UndoTooLate, WorkshopError
from app.core.errors_desk import OpeningStands
from app.core.histories import Moved, play_round
from app.core.protocol import Protocol
from app.core.workshops import RoundMove, RoundState, VersionId, WorkshopMove, WorkshopState
from app.services import ballots, closed_rounds, figures, judgements, late, rounds, snapshots, snapshots_desk
from app.storage.ballots import Ballot, BallotEvent
from app.storage.workshops import Move, Round, Workshop
from tests.builders import LATER, NOON, Room

SOON = LATER + timedelta(milliseconds=4900)


@pytest.fixture
def room(db: Session) -> Room:
    """Four people, of whom two have answered a statement that was closed by mistake."""
    room = Room(db, people=4)
    room.open(room.rounds[0])
    for panellist in room.people[:2]:
        assert room.cast(panellist, room.rounds[0], 2).ok
    room.close(room.rounds[0])
    return room


def undo(room: Room, *, at: datetime = SOON) -> None:
    room.step(room.rounds[0], RoundMove.UNDO, at=at)


def stands(room: Room) -> dict[int, int | None]:
    """What stands, by place."""
    rows = room.db.execute(select(Ballot.panellist_id, Ballot.plausibility).where(Ballot.round_id == room.rounds[0]))
    return {room.people.index(who): plausibility for who, plausibility in rows}  # type: ignore[arg-type]


def test_the_same_opening_goes_on(room: Room) -> None:
    undo(room)
    row = room.db.get_one(Round, room.rounds[0])
    assert (row.state, row.epoch, row.reopened, row.opened_at) == ("open", 1, 0, NOON)
    assert (row.closed_at, row.present) == (None, None)
    assert room.cast(room.people[2], room.rounds[0], 5).ok


def test_what_came_meanwhile_counts_once_and_in_the_phones_order(room: Room) -> None:
    round = room.rounds[0]
    late_ones = [
        room.cast(room.people[0], round, 5, seq=3, key="newest"),
        room.cast(room.people[0], round, 4, seq=2, key="older"),
        room.cast(room.people[2], round, 1, key="first"),
        room.cast(room.people[2], round, 1, key="first"),
    ]
    assert {each.error for each in late_ones} == {"closed"}
    undo(room)
    assert stands(room) == {0: 5, 1: 2, 2: 1}
    assert late.many(room.db, room.id) == 0
    room.close(round, at=SOON)
    version = VersionId(room.db.get_one(Round, round).version_id)
    counted, present = judgements.counted(room.db, room.id, version, Protocol())
    assert sorted(each.judgement.plausibility or 0 for each in counted) == [1, 2, 5]
    assert present == 4
    closed = closed_rounds.read(room.db, [room.id], [version])[room.id, version]
    assert judgements.late_ballots(closed) == {round: []}


def test_a_phone_that_was_told_closed_is_told_the_same_again(room: Room) -> None:
    sent = room.sent(room.rounds[0], 5)
    asked = [(room.people[3], sent)]
    first = ballots.cast_ballots(room.db, asked, channel="socket", at=LATER)
    undo(room)
    assert ballots.cast_ballots(room.db, asked, channel="socket", at=SOON) == first
    assert snapshots.phone_state(room.db, room.people[3], at=SOON)["rounds"][0]["mine"]["plausibility"] == 5


def test_what_comes_after_the_second_closing_is_late_again(room: Room) -> None:
    room.cast(room.people[2], room.rounds[0], 1)
    undo(room)
    room.close(room.rounds[0], at=SOON)
    assert room.cast(room.people[3], room.rounds[0], 5).error == "closed"
    assert late.many(room.db, room.id) == 1
    assert stands(room) == {0: 2, 1: 2, 2: 1}


def test_the_count_says_who_got_done_meanwhile(room: Room) -> None:
    count = room.db.get_one(Workshop, room.id).count
    room.cast(room.people[2], room.rounds[0], 1)
    room.cast(room.people[0], room.rounds[0], 1, seq=2)
    undo(room)
    room.db.expire_all()
    assert room.db.get_one(Workshop, room.id).count == count + 1
    assert figures.progress(room.db, room.id, at=LATER)["done"] == 3


def test_the_record_keeps_what_came_as_it_came(room: Room) -> None:
    room.cast(room.people[2], room.rounds[0], 1, key="k")
    undo(room)
    rows = room.db.execute(select(BallotEvent.key == "k", BallotEvent.late).order_by(BallotEvent.id)).all()
    assert [tuple(row) for row in rows][-2:] == [(True, True), (False, False)]


def test_it_is_an_act_of_its_own_in_a_legal_history(room: Room) -> None:
    undo(room)
    moves = room.db.scalars(select(Move).where(Move.round_id == room.rounds[0]).order_by(Move.id)).all()
    assert [(row.move, row.before, row.after, row.epoch, row.account_id) for row in moves][-1] == (
        "undo", "closed", "open", 1, room.owner,
    )  # fmt: skip
    played = play_round((Moved(row.move, row.before, row.after, row.epoch) for row in moves), number=1)
    assert (played.state, played.epoch) == (RoundState.OPEN, 1)


def after_time(room: Room) -> None:
    undo(room, at=LATER + timedelta(seconds=5))


def after_the_answers_were_shown(room: Room) -> None:
    room.step(room.rounds[0], RoundMove.REVEAL, at=LATER)
    undo(room, at=LATER)


def twice(room: Room) -> None:
    undo(room)
    undo(room)


def while_another_is_open(room: Room) -> None:
    room.step(room.rounds[1], RoundMove.OPEN, at=LATER)
    undo(room)


def after_the_end(room: Room) -> None:
    room.move(WorkshopMove.END, WorkshopState.LIVE)
    undo(room)


def from_a_page_that_is_old(room: Room) -> None:
    rounds.move(
        room.db, room.id, room.rounds[0], RoundMove.UNDO, seen=(1, RoundState.OPEN), by=room.owner, at=SOON
    )  # fmt: skip


@pytest.mark.parametrize(
    ("how", "refusal"),
    [
        (after_time, UndoTooLate),
        (after_the_answers_were_shown, MoveNotPossible),
        (twice, OpeningStands),
        (while_another_is_open, OneRoundAtATime),
        (after_the_end, MoveNotPossible),
        (from_a_page_that_is_old, SomeoneWasFaster),
    ],
)
def test_it_cannot_be_undone(room: Room, how: object, refusal: type[WorkshopError]) -> None:
    assert callable(how)
    with pytest.raises(refusal):
        how(room)


def test_a_pause_does_not_keep_a_closing(room: Room) -> None:
    room.move(WorkshopMove.PAUSE, WorkshopState.LIVE)
    undo(room)
    assert room.db.get_one(Round, room.rounds[0]).state == "open"


def test_the_desk_is_told_how_long_it_can_be_undone(room: Room) -> None:
    for at, left in (
        (LATER, 5000),
        (LATER + timedelta(seconds=2), 3000),
        (SOON, 100),
        (LATER + timedelta(seconds=9), 0),
        (NOON, 5000),
    ):
        assert snapshots_desk.desk_state(room.db, room.id, at=at)["rounds"][0]["undo_ms"] == left
    undo(room)
    assert snapshots_desk.desk_state(room.db, room.id, at=SOON)["rounds"][0]["undo_ms"] == 0


def test_phones_have_to_ask_after_it_because_a_late_answer_may_stand(room: Room) -> None:
    assert snapshots.phones_frame(room.db, room.id, at=LATER) is not None
    undo(room)
    assert snapshots.phones_frame(room.db, room.id, at=SOON) is None
    room.close(room.rounds[0], at=SOON)
    assert snapshots.phones_frame(room.db, room.id, at=SOON) is not None
