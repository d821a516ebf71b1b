"""Answering: the blocks that are open together, opened and closed by one move, each for its own sub-panel.

Every round of them moves on in the one legal history. What was answered is never shown all at once; a statement that is
talked about afterwards is put on show and revealed in plenary, like any other.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.blocks import (
    AnsweringStanding,
    BlockId,
    answering_after,
    answering_stands,
    answerings,
)
from app.core.errors import MoveNotPossible, NotHere, OneRoundAtATime, SomeoneWasFaster, UndoTooLate
from app.core.errors_blocks import StillAnswering
from app.core.errors_desk import OpeningStands
from app.core.workshops import RUNNING, AccountId, PanellistId, RoundMove, RoundState, WorkshopId, WorkshopState
from app.services import closing, late, rounds, undoing, workshops
from app.services.closing import NO_TIME
from app.services.moves import who_was_last
from app.services.panels import touch
from app.storage.blocks import Block
from app.storage.workshops import Round, Workshop

OPENS = frozenset({RoundMove.OPEN, RoundMove.REOPEN})


@dataclass(frozen=True, slots=True)
class Answering:
    """Blocks that are opened together, in their order, each with its rounds."""

    blocks: tuple[Block, ...]
    rounds: tuple[Round, ...]

    @property
    def standing(self) -> AnsweringStanding:
        """Where they stand together."""
        return answering_stands((row.epoch, RoundState(row.state)) for row in self.rounds)

    @property
    def is_before_the_day(self) -> bool:
        """Whether they may be answered by link while people still join."""
        return all(block.before_the_day for block in self.blocks)

    def of(self, block: Block) -> tuple[Round, ...]:
        """The rounds of one of its blocks."""
        return tuple(row for row in self.rounds if row.block_id == block.id)

    def undo_left(self, db: Session, *, at: datetime) -> timedelta:
        """How long their closing, or their opening, can still be taken back; an opening only as a whole."""
        if self.standing.state is not RoundState.OPEN:
            closed = [row for row in self.rounds if row.taken_back_at is None]
            return max((closing.undo_left(row, at=at) for row in closed), default=NO_TIME)
        whole = all(row.state == RoundState.OPEN for row in self.rounds)
        return undoing.left(db, self.rounds[0], at=at) if whole else NO_TIME


def answerings_of(db: Session, workshop: WorkshopId) -> list[Answering]:
    """What of a workshop is answered at one's own pace, in its order."""
    found = db.scalars(select(Block).where(Block.workshop_id == workshop).order_by(Block.position)).all()
    in_blocks = Round.workshop_id == workshop, Round.block_id.is_not(None)
    rows = db.scalars(select(Round).where(*in_blocks).order_by(Round.position)).all() if found else []
    return [_answering(together, rows) for together in answerings(found, _belongs)]


def on_now(db: Session, room: Workshop) -> Answering | None:
    """The answering a room is at: open, about to be opened, or closed with nothing put on show since; or None."""
    found = answerings_of(db, WorkshopId(room.id))
    for each in found:
        if each.standing.state is RoundState.OPEN:
            return each
    if room.current_round_id is not None:
        here = [each for each in found if any(row.id == room.current_round_id for row in each.rounds)]
        return next((each for each in here if each.standing.state is RoundState.QUEUED), None)
    closed = [each for each in found if each.standing.state is RoundState.CLOSED]
    return closed[-1] if closed else None


def ahead(db: Session, room: Workshop) -> Answering | None:
    """What may be opened while people join: the first that is answered by link before the day and still waits."""
    found = answerings_of(db, WorkshopId(room.id))
    return next((each for each in found if each.is_before_the_day and each.standing.state is RoundState.QUEUED), None)


def move(
    db: Session,
    workshop: WorkshopId,
    block: BlockId,
    move: RoundMove,
    *,
    seen: tuple[int, RoundState],
    by: AccountId | None,
    at: datetime,
    listening: Collection[PanellistId] = (),
) -> AnsweringStanding:
    """Move a block on from the epoch and state the facilitator saw, with all that are opened together with it.

    `listening` as in `rounds.move`. Raises SomeoneWasFaster, MoveNotPossible, OneRoundAtATime, StillAnswering,
    UndoTooLate, OpeningStands, and NotHere for a block of another workshop.
    """
    room = workshops.workshop_row(db, workshop, lock=True)
    answering = _with(db, room, block)
    before = answering.standing
    if (before.epoch, before.state) != seen:
        raise SomeoneWasFaster(who=who_was_last(db, workshop))
    after = answering_after(before, move)
    _may_move(db, room, answering, move, at)
    touch(db, listening, at=at)
    rows = _touched(answering, move, at)
    rounds.carry_out(db, room, rows, move, by=by, at=at)
    if move in OPENS and not (answering.is_before_the_day and room.state == WorkshopState.LOBBY):
        rounds.go_live(db, room, by, at)
    room.current_round_id = _place_of(room, answering, after)
    undoing.forget_step(room)
    workshops.tell(room)
    db.flush()
    if move is RoundMove.UNDO and after.state is RoundState.OPEN:
        for row in rows:
            late.let_in(db, row, at=at)
    return after


def _belongs(block: Block) -> tuple[bool, int | None]:
    """What a block is opened with: the others of its stretch of the afternoon; what is for before the day apart."""
    return block.before_the_day, block.agenda_item_id


def _answering(blocks: Sequence[Block], rows: Sequence[Round]) -> Answering:
    ids = {block.id for block in blocks}
    return Answering(tuple(blocks), tuple(row for row in rows if row.block_id in ids))


def _with(db: Session, room: Workshop, block: BlockId) -> Answering:
    for each in answerings_of(db, WorkshopId(room.id)):
        if any(row.id == block for row in each.blocks) and each.rounds:
            return each
    raise NotHere


def _place_of(room: Workshop, answering: Answering, standing: AnsweringStanding) -> int | None:
    """While it is open, or about to be, its first round marks the place in the afternoon; nothing is on show."""
    waits = standing.state is RoundState.QUEUED and room.state != WorkshopState.LOBBY
    return answering.rounds[0].id if waits or standing.state is RoundState.OPEN else None


def _touched(answering: Answering, move: RoundMove, at: datetime) -> list[Round]:
    """The rounds that a move is about. One whose answers were shown in plenary, or that was taken back, stays so."""
    stay = [row for row in answering.rounds if row.taken_back_at is None]
    if move is RoundMove.UNDO and answering.standing.state is RoundState.CLOSED:
        return [row for row in stay if closing.undo_left(row, at=at)]
    begins = {
        RoundMove.OPEN: RoundState.QUEUED,
        RoundMove.CLOSE: RoundState.OPEN,
        RoundMove.REOPEN: RoundState.CLOSED,
        RoundMove.UNDO: RoundState.OPEN,
    }
    return [row for row in stay if row.state == begins[move]]


def _may_move(db: Session, room: Workshop, answering: Answering, move: RoundMove, at: datetime) -> None:
    if room.state not in RUNNING or (move in OPENS and room.state == WorkshopState.PAUSED):
        raise MoveNotPossible(state=room.state)
    if move is RoundMove.UNDO:
        _refuse_too_late(db, answering, at)
    if move is RoundMove.REOPEN and not _touched(answering, move, at):
        raise MoveNotPossible(state=RoundState.REVEALED.value)
    own = {row.id for row in answering.rounds}
    others = [row for row in workshops.open_rounds(db, WorkshopId(room.id)) if row.id not in own]
    if others:
        raise StillAnswering if others[0].block_id else OneRoundAtATime


def _refuse_too_late(db: Session, answering: Answering, at: datetime) -> None:
    """Raise OpeningStands where somebody has begun or the time is over, UndoTooLate for a closing of a while ago."""
    is_open = answering.standing.state is RoundState.OPEN
    if is_open and undoing.has_begun(db, answering.rounds):
        raise OpeningStands
    if not answering.undo_left(db, at=at):
        raise OpeningStands if is_open else UndoTooLate
