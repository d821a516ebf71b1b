"""Rounds: moving one on, putting another on show, asking again after the talk."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import bindparam, select
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
    StatementId,
    WorkshopId,
    WorkshopMove,
    WorkshopState,
    round_after,
)
from app.services import askings, closing, late, undoing, workshops
from app.services.moves import record, who_was_last
from app.services.panels import touch
from app.storage.ready import answers_in
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
    row = round_row(db, workshop, round)
    before = RoundStanding(round, row.epoch, RoundState(row.state))
    if (before.epoch, before.state) != seen:
        raise SomeoneWasFaster(who=who_was_last(db, workshop))
    after = round_after(before, move)
    _may_move(db, room, row, move, at)
    touch(db, listening, at=at)
    carry_out(db, room, [row], move, by=by, at=at)
    if after.state is RoundState.OPEN:
        go_live(db, room, by, at)
    if not (row.block_id and move is RoundMove.TAKE_BACK):
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
    if move in (RoundMove.CLOSE, RoundMove.TAKE_BACK):
        closing.close(db, rows, at=at)


def show(db: Session, workshop: WorkshopId, round: RoundId, *, at: datetime | None = None) -> None:
    """Put another round on show, back or forth. Raises OneRoundAtATime while another is open.

    With the time, the way back is offered for a few seconds.
    """
    room = workshops.workshop_row(db, workshop, lock=True)
    row = round_row(db, workshop, round)
    refuse_a_room_at_rest(room)
    refuse_two_open(db, room, row)
    if room.current_round_id != row.id:
        undoing.note_step(room, row, at=at)
        room.current_round_id = row.id
        workshops.tell(room)
    db.flush()


def again(db: Session, workshop: WorkshopId, round: RoundId, *, by: AccountId | None, at: datetime) -> RoundId:
    """Ask once more after the talk: a second round of the text, put on show. The same one when asked twice."""
    room = workshops.workshop_row(db, workshop, lock=True)
    first = round_row(db, workshop, round)
    if room.state not in RUNNING:
        raise MoveNotPossible(state=room.state)
    if first.state not in (RoundState.CLOSED, RoundState.REVEALED):
        raise MoveNotPossible(state=first.state)
    refuse_two_open(db, room, first)
    second = _second_round(db, first)
    record(db, room, "again", before=first.state, after=second.state, by=by, at=at, round=second)
    room.current_round_id = second.id
    workshops.tell(room)
    db.flush()
    return RoundId(second.id)


def _second_round(db: Session, first: Round) -> Round:
    """The asking after the talk: the one that waits, in whichever words, or was made before; else a new one."""
    statement, workshop = StatementId(first.version.statement_id), WorkshopId(first.workshop_id)
    waiting = askings.waiting_for(db, workshop, [statement]).get(statement)
    if waiting is not None:
        waiting.taken_back_at = None
        return waiting
    others = Round.workshop_id == workshop, Round.version_id == first.version_id
    there = db.scalar(select(Round).where(*others, Round.number > first.number))
    return there or askings.put_behind(db, first, first.version_id, first.number + 1)


def round_row(db: Session, workshop: WorkshopId, round: RoundId) -> Round:
    """A round of this workshop. Raises NotHere."""
    row = db.get(Round, round)
    if row is None or row.workshop_id != workshop:
        raise NotHere
    return row


def _may_move(db: Session, room: Workshop, row: Round, move: RoundMove, at: datetime) -> None:
    refuse_a_room_at_rest(room)
    if row.block_id and move not in (RoundMove.REVEAL, RoundMove.TAKE_BACK):
        raise AnsweredTogether
    if move in (RoundMove.OPEN, RoundMove.REOPEN) and room.state == WorkshopState.PAUSED:
        raise MoveNotPossible(state=room.state)
    if move is RoundMove.REVEAL and row.taken_back_at is not None:
        raise MoveNotPossible(state=row.state)
    if move is RoundMove.UNDO:
        undoing.refuse_too_late(db, row, at=at)
    if move is not RoundMove.TAKE_BACK:
        # A move puts its round on show: an open one would go on unseen.
        refuse_two_open(db, room, row)


def refuse_a_room_at_rest(room: Workshop) -> None:
    """Raise MoveNotPossible before the doors open and after the end."""
    if room.state not in RUNNING:
        raise MoveNotPossible(state=room.state)


def refuse_two_open(db: Session, room: Workshop, row: Round) -> None:
    """Raise OneRoundAtATime while another statement is open, StillAnswering while a block is."""
    are_open = answers_in(db, _OPEN, workshop=room.id, open=RoundState.OPEN.value)
    others = [block for id, block in are_open if id != row.id]
    if any(others):
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
        row.taken_back_at = None
    elif move is RoundMove.UNDO:
        undoing.take_back(row)
    elif move is RoundMove.TAKE_BACK:
        row.taken_back_at = at
    elif move is RoundMove.REVEAL:
        row.revealed_at = row.revealed_at or at


_OPEN = select(Round.id, Round.block_id).where(
    Round.workshop_id == bindparam("workshop"), Round.state == bindparam("open")
)
