"""Taking back what the desk did a moment ago: a closing, an opening nobody has used, a step to another statement.

The server's clock decides. A closing goes on as the same opening; an opening is taken back only while nobody has
answered, skipped or written, because their words would hang in a round that was never open.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, literal, select, tuple_, union_all
from sqlalchemy.orm import Session

from app.core.errors import UndoTooLate
from app.core.errors_desk import OpeningStands
from app.core.workshops import RoundId, RoundMove, RoundState
from app.services import closing
from app.services.closing import NO_TIME, UNDO_WITHIN
from app.services.moves import last_move_of
from app.storage.ballots import BallotEvent, Skip
from app.storage.comments import Comment
from app.storage.workshops import Round, Workshop


def left(db: Session, row: Round, *, at: datetime) -> timedelta:
    """How long taking back the last move of a round is offered: whether anybody has answered is not to be seen here."""
    if row.state == RoundState.OPEN:
        return _since(row.opened_at, at) if last_move_of(db, row) == RoundMove.OPEN else NO_TIME
    return closing.undo_left(row, at=at)


def refuse_too_late(db: Session, row: Round, *, at: datetime) -> None:
    """Raise OpeningStands or UndoTooLate where a round's last move cannot be taken back any more."""
    if row.state == RoundState.OPEN and has_begun(db, [row]):
        raise OpeningStands
    if not left(db, row, at=at):
        raise OpeningStands if row.state == RoundState.OPEN else UndoTooLate


def take_back(row: Round) -> None:
    """Take back what the last move of a round wrote down, once it is open again or waits in the queue again."""
    if row.state == RoundState.OPEN:
        closing.undo(row)
    else:
        row.opened_at = None


def note_step(room: Workshop, row: Round, *, at: datetime | None) -> None:
    """Note from where the room goes to this round, so that the way back is offered; back there, none is."""
    is_back = room.shown_before_id == row.id
    room.shown_before_id, room.shown_at = (None, None) if is_back else (room.current_round_id, at)


def forget_step(room: Workshop) -> None:
    """Once a round has moved, there is no step to take back."""
    room.shown_before_id = room.shown_at = None


def step_left(room: Workshop, *, at: datetime) -> tuple[RoundId, timedelta] | None:
    """The round that was on show before the last step, and how long it can be gone back to so."""
    span = _since(room.shown_at, at)
    return (RoundId(room.shown_before_id), span) if room.shown_before_id and span else None


def _since(moment: datetime | None, at: datetime) -> timedelta:
    if moment is None:
        return NO_TIME
    return max(NO_TIME, min(UNDO_WITHIN, moment + UNDO_WITHIN - at))


def has_begun(db: Session, rows: Sequence[Round]) -> bool:
    """Whether anybody has answered, skipped or written since these rounds opened together, or one alone."""
    ids = [row.id for row in rows]
    begun: list[Select[int]] = [select(literal(1)).where(table.round_id.in_(ids)) for table in (Skip, Comment)]
    opening = [(row.id, row.epoch) for row in rows]
    answered = select(literal(1)).where(tuple_(BallotEvent.round_id, BallotEvent.epoch).in_(opening))
    return db.scalar(union_all(*begun, answered).limit(1)) is not None
