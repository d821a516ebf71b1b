"""Rounds: moving one on, putting another on show, asking again after the talk."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core.errors import MoveNotPossible, NotHere, OneRoundAtATime, SomeoneWasFaster
from app.core.errors_blocks import AnsweredTogether, StillAnswering
from app.core.workshops import (
    RUNNING,
    AccountId,
    PanellistId,
    RoundId,
    RoundMove,
    RoundStanding,
    RoundState,
    WorkshopId,
    WorkshopMove,
    WorkshopState,
    round_after,
)
from app.services import closing, late, undoing, workshops
from app.services.moves import record, who_was_last
from app.services.panels import touch
from app.storage.workshops import Round, Workshop


def move(
    db: Session,
    workshop: WorkshopId,
    round: RoundId,
    move: RoundMove,
    *,
    seen: tuple[int, RoundState],
    by: AccountId | None,
    at: datetime,
    listening: Collection[PanellistId] = (),
) -> RoundStanding:
    """Move a round on from the epoch and state the facilitator saw.

    `listening` are the panellists whose phones hear the room right now; they count as present. Raises SomeoneWasFaster
    when the round is not where it was seen, MoveNotPossible, OneRoundAtATime, UndoTooLate and OpeningStands.
    """
    room = workshops.workshop_row(db, workshop, lock=True)
    row = _round_row(db, workshop, round)
    before = RoundStanding(round, row.epoch, RoundState(row.state))
    if (before.epoch, before.state) != seen:
        raise SomeoneWasFaster(who=who_was_last(db, workshop))
    after = round_after(before, move)
    _may_move(db, room, row, move, at)
    touch(db, listening, at=at)
    carry_out(db, room, [row], move, by=by, at=at)
    if after.state is RoundState.OPEN:
        go_live(db, room, by, at)
    room.current_round_id = row.id
    undoing.forget_step(room)
    workshops.tell(room)
    db.flush()
    if move is RoundMove.UNDO and after.state is RoundState.OPEN:
        late.let_in(db, row, at=at)
    return after


def carry_out(
    db: Session, room: Workshop, rows: Sequence[Round], move: RoundMove, *, by: AccountId | None, at: datetime
) -> None:
    """Move rounds on and write each move down. Raises MoveNotPossible where one cannot be moved so."""
    for row in rows:
        before = RoundStanding(RoundId(row.id), row.epoch, RoundState(row.state))
        after = round_after(before, move)
        row.state, row.epoch = after.state.value, after.epoch
        _stamp(row, move, at)
        record(db, room, move.value, before=before.state.value, after=row.state, by=by, at=at, round=row)
    if move is RoundMove.CLOSE:
        closing.close(db, rows, at=at)


def show(db: Session, workshop: WorkshopId, round: RoundId, *, at: datetime | None = None) -> None:
    """Put another round on show, back or forth. Raises OneRoundAtATime while another is open.

    With the time, the way back is offered for a few seconds.
    """
    room = workshops.workshop_row(db, workshop, lock=True)
    row = _round_row(db, workshop, round)
    _refuse_a_room_at_rest(room)
    _refuse_two_open(db, room, row)
    if room.current_round_id != row.id:
        undoing.note_step(room, row, at=at)
        room.current_round_id = row.id
        workshops.tell(room)
    db.flush()


def again(db: Session, workshop: WorkshopId, round: RoundId, *, by: AccountId | None, at: datetime) -> RoundId:
    """Ask once more after the talk: a second round of the same text, put on show. The same one when asked twice."""
    room = workshops.workshop_row(db, workshop, lock=True)
    first = _round_row(db, workshop, round)
    if room.state not in RUNNING:
        raise MoveNotPossible(state=room.state)
    if first.state not in (RoundState.CLOSED, RoundState.REVEALED):
        raise MoveNotPossible(state=first.state)
    _refuse_two_open(db, room, first)
    second = _second_round(db, room, first)
    record(db, room, "again", before=first.state, after=second.state, by=by, at=at, round=second)
    room.current_round_id = second.id
    workshops.tell(room)
    db.flush()
    return RoundId(second.id)


def _second_round(db: Session, room: Workshop, first: Round) -> Round:
    others = Round.workshop_id == room.id
    there = db.scalar(select(Round).where(others, Round.version_id == first.version_id, Round.number > first.number))
    if there is not None:
        return there
    db.execute(update(Round).where(others, Round.position > first.position).values(position=Round.position + 1))
    second = Round(
        workshop_id=room.id,
        version_id=first.version_id,
        number=first.number + 1,
        position=first.position + 1,
        mode="plenary",
        state=RoundState.QUEUED.value,
        epoch=0,
        reopened=0,
    )
    db.add(second)
    db.flush()
    return second


def _round_row(db: Session, workshop: WorkshopId, round: RoundId) -> Round:
    row = db.get(Round, round)
    if row is None or row.workshop_id != workshop:
        raise NotHere
    return row


def _may_move(db: Session, room: Workshop, row: Round, move: RoundMove, at: datetime) -> None:
    _refuse_a_room_at_rest(room)
    if row.block_id and move is not RoundMove.REVEAL:
        raise AnsweredTogether
    if move in (RoundMove.OPEN, RoundMove.REOPEN) and room.state == WorkshopState.PAUSED:
        raise MoveNotPossible(state=room.state)
    if move is RoundMove.UNDO:
        undoing.refuse_too_late(db, row, at=at)
    # A move puts its round on show: an open one would go on unseen.
    _refuse_two_open(db, room, row)


def _refuse_a_room_at_rest(room: Workshop) -> None:
    if room.state not in RUNNING:
        raise MoveNotPossible(state=room.state)


def _refuse_two_open(db: Session, room: Workshop, row: Round) -> None:
    others = [other for other in workshops.open_rounds(db, WorkshopId(room.id)) if other.id != row.id]
    if any(other.block_id for other in others):
        raise StillAnswering
    if others:
        raise OneRoundAtATime


def go_live(db: Session, room: Workshop, by: AccountId | None, at: datetime) -> None:
    """The first statement opened brings the whole room from the lobby to work."""
    if room.state == WorkshopState.LOBBY:
        workshops.move(db, WorkshopId(room.id), WorkshopMove.START, state=WorkshopState.LOBBY, by=by, at=at)


def _stamp(row: Round, move: RoundMove, at: datetime) -> None:
    if move in (RoundMove.OPEN, RoundMove.REOPEN):
        row.opened_at, row.closed_at, row.present = at, None, None
        row.reopened += move is RoundMove.REOPEN
    elif move is RoundMove.UNDO:
        undoing.take_back(row)
    elif move is RoundMove.REVEAL:
        row.revealed_at = row.revealed_at or at
