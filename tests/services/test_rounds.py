"""Moving rounds: one statement at a time, and the slower of two facilitators is told who was faster."""

from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.core.errors import MoveNotPossible, NotHere, OneRoundAtATime, SomeoneWasFaster
from app.core.workshops import (
    ROUND_MOVES,
    PanellistId,
    RoundId,
    RoundMove,
    RoundState,
    WorkshopMove,
    WorkshopState,
)
from app.services import ballots, figures, panels, rounds, snapshots, snapshots_desk, workshops
from app.storage.workshops import Move, Round, Workshop
from tests.builders import LATER, NOON, Room

QUEUED, OPEN, CLOSED, REVEALED = RoundState


def test_the_first_statement_opened_brings_the_room_from_the_lobby_to_work(db: Session) -> None:
    room = Room(db)
    room.open(room.rounds[0])
    row = db.get_one(Workshop, room.id)
    assert (row.state, row.started_at, row.current_round_id) == ("live", NOON, room.rounds[0])


def bring(room: Room, round: RoundId, state: RoundState) -> None:
    """Move a round to a state along the way a facilitator goes."""
    for move in (RoundMove.OPEN, RoundMove.CLOSE, RoundMove.REVEAL)[: list(RoundState).index(state)]:
        room.step(round, move)


@pytest.mark.parametrize(("state", "move"), list(product(RoundState, RoundMove)))
def test_a_round_moves_as_the_table_says_and_stays_where_it_is_otherwise(
    db: Session, state: RoundState, move: RoundMove
) -> None:
    room = Room(db)
    round = room.rounds[0]
    bring(room, round, state)
    if (state, move) in ROUND_MOVES:
        room.step(round, move)
        assert db.get_one(Round, round).state == ROUND_MOVES[state, move]
    else:
        with pytest.raises(MoveNotPossible):
            room.step(round, move)
        assert db.get_one(Round, round).state == state


@pytest.mark.parametrize("move", RoundMove)
def test_the_slower_of_two_facilitators_is_told_who_was_faster(db: Session, move: RoundMove) -> None:
    room = Room(db)
    round = room.rounds[0]
    room.open(round)
    with pytest.raises(SomeoneWasFaster) as refused:
        rounds.move(db, room.id, round, move, seen=(0, QUEUED), by=room.owner, at=NOON)
    assert refused.value.say == "asha changed this a moment ago. Nothing was lost; this is how it stands now."
    assert db.get_one(Round, round).state == OPEN


def test_a_desk_that_saw_an_earlier_opening_is_slower_too(db: Session) -> None:
    room = Room(db)
    round = room.rounds[0]
    for move in (RoundMove.OPEN, RoundMove.CLOSE, RoundMove.REOPEN):
        room.step(round, move)
    with pytest.raises(SomeoneWasFaster):
        rounds.move(db, room.id, round, RoundMove.CLOSE, seen=(1, OPEN), by=room.owner, at=NOON)


def test_whoever_moved_from_the_terminal_is_somebody(db: Session) -> None:
    room = Room(db)
    db.execute(update(Move).values(account_id=None))
    with pytest.raises(SomeoneWasFaster, match="someone_was_faster") as refused:
        workshops.move(db, room.id, WorkshopMove.DOORS, state=WorkshopState.DRAFT, by=None, at=NOON)
    assert refused.value.facts == {"who": "Somebody"}


@pytest.mark.parametrize("move", [RoundMove.OPEN, RoundMove.REVEAL, RoundMove.REOPEN])
def test_nothing_else_is_moved_while_a_statement_is_open(db: Session, move: RoundMove) -> None:
    room = Room(db)
    first, second, _ = room.rounds
    bring(room, second, QUEUED if move is RoundMove.OPEN else CLOSED)
    room.open(first)
    with pytest.raises(OneRoundAtATime):
        room.step(second, move)
    assert db.get_one(Workshop, room.id).current_round_id == first


def test_the_database_itself_refuses_two_open_statements(db: Session) -> None:
    room = Room(db)
    room.open(room.rounds[0])
    with pytest.raises(IntegrityError), db.begin_nested():
        db.execute(update(Round).where(Round.id == room.rounds[1]).values(state="open"))


def test_two_workshops_may_each_have_one_open(db: Session) -> None:
    north, south = Room(db), Room(db)
    north.open(north.rounds[0])
    south.open(south.rounds[0])
    with pytest.raises(NotHere):
        rounds.move(db, south.id, north.rounds[0], RoundMove.CLOSE, seen=(1, OPEN), by=south.owner, at=NOON)


def test_reopening_raises_the_epoch_and_is_counted(db: Session) -> None:
    room = Room(db)
    round = room.rounds[0]
    bring(room, round, REVEALED)
    room.step(round, RoundMove.REOPEN, at=LATER)
    row = db.get_one(Round, round)
    assert (row.epoch, row.reopened, row.opened_at, row.closed_at, row.present) == (2, 1, LATER, None, None)
    assert row.revealed_at == NOON, "the report must say that answers had been on the wall"


def test_every_move_is_on_record_with_its_actor(db: Session) -> None:
    room = Room(db)
    bring(room, room.rounds[0], REVEALED)
    moves = [(row.move, row.before, row.after, row.epoch) for row in db.scalars(select(Move).order_by(Move.id))]
    assert moves == [
        ("plan", "", "draft", None),
        ("doors", "draft", "lobby", None),
        ("open", "queued", "open", 1),
        ("start", "lobby", "live", None),
        ("close", "open", "closed", 1),
        ("reveal", "closed", "revealed", 1),
    ]
    assert set(db.scalars(select(Move.account_id))) == {room.owner}


def test_paused_rooms_close_and_reveal_but_open_nothing(db: Session) -> None:
    room = Room(db)
    first, second, _ = room.rounds
    room.open(first)
    room.move(WorkshopMove.PAUSE, WorkshopState.LIVE)
    room.close(first)
    room.reveal(first)
    with pytest.raises(MoveNotPossible, match="not_possible") as refused:
        room.open(second)
    assert refused.value.facts == {"state": "paused"}


@pytest.mark.parametrize("state", ["draft", "ended"])
def test_rooms_without_people_move_no_round(db: Session, state: str) -> None:
    room = Room(db)
    room.open(room.rounds[0])
    room.close(room.rounds[0])
    db.execute(update(Workshop).where(Workshop.id == room.id).values(state=state))
    db.expire_all()
    for act in (lambda: room.open(room.rounds[1]), lambda: room.reveal(room.rounds[0]), lambda: ask_again(room)):
        with pytest.raises(MoveNotPossible):
            act()


def ask_again(room: Room) -> RoundId:
    """Ask for the first statement again."""
    return rounds.again(room.db, room.id, room.rounds[0], by=room.owner, at=LATER)


def test_asking_again_makes_a_second_round_right_after_the_first(db: Session) -> None:
    room = Room(db)
    first, second, third = room.rounds
    bring(room, first, REVEALED)
    again = ask_again(room)
    assert room.rounds == [first, again, second, third]
    row = db.get_one(Round, again)
    assert (row.number, row.state, row.epoch) == (2, QUEUED, 0)
    assert db.get_one(Workshop, room.id).current_round_id == again
    assert ask_again(room) == again, "asked twice, it is the same round"


@pytest.mark.parametrize("state", [QUEUED, OPEN])
def test_what_was_not_closed_is_not_asked_again(db: Session, state: RoundState) -> None:
    room = Room(db)
    bring(room, room.rounds[0], state)
    with pytest.raises(MoveNotPossible):
        ask_again(room)


def test_asking_again_waits_until_the_open_statement_is_closed(db: Session) -> None:
    room = Room(db)
    bring(room, room.rounds[0], CLOSED)
    room.open(room.rounds[1])
    with pytest.raises(OneRoundAtATime):
        ask_again(room)
    assert db.get_one(Workshop, room.id).current_round_id == room.rounds[1]


def test_showing_another_statement_waits_until_the_open_one_is_closed(db: Session) -> None:
    room = Room(db)
    first, second, _ = room.rounds
    room.open(first)
    with pytest.raises(OneRoundAtATime):
        rounds.show(db, room.id, second, at=NOON)
    rounds.show(db, room.id, first, at=NOON)
    room.close(first)
    version = db.get_one(Workshop, room.id).version
    rounds.show(db, room.id, second, at=NOON)
    assert snapshots_desk.desk_state(db, room.id, at=NOON)["current"] == second
    assert db.get_one(Workshop, room.id).version == version + 1


def test_present_is_stored_when_a_round_closes(db: Session) -> None:
    room = Room(db, people=5)
    answered_and_left, listens, silent, left, away = room.people
    round = room.rounds[0]
    room.open(round, at=NOON + timedelta(minutes=5))
    assert room.cast(answered_and_left, round).ok
    leave(db, answered_and_left, left)
    listening: set[PanellistId] = {listens, left}
    seen = (1, OPEN)
    rounds.move(
        db, room.id, round, RoundMove.CLOSE, seen=seen, by=None, at=NOON + timedelta(hours=1), listening=listening
    )
    assert db.get_one(Round, round).present == 2, "who answered and left, and who listens; not the silent, nor the gone"
    assert silent != away


def leave(db: Session, *people: PanellistId) -> None:
    """These people leave from their own phones."""
    for panellist in people:
        panels.leave(db, panellist, at=LATER)


def test_a_skip_is_gone_after_close(db: Session) -> None:
    room = Room(db, people=1)
    round = room.rounds[0]
    room.open(round)
    ballots.skip(db, room.people[0], round)
    assert figures.progress(db, room.id, at=NOON)["done"] == 1
    room.close(round)
    assert snapshots.phone_state(db, room.people[0], at=NOON)["rounds"][0]["mine"] is None
