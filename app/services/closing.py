"""Closing a round: who counts as present is stored, and who skipped is forgotten. It can be undone for a moment."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import bindparam, delete, exists, func, or_, select
from sqlalchemy.orm import Session

from app.core.panels import was_present
from app.core.seats import is_given_to
from app.core.workshops import RoundState
from app.services.given import seats_of
from app.storage.ballots import Ballot, Skip
from app.storage.ready import answers_in
from app.storage.workshops import Panellist, Round

UNDO_WITHIN = timedelta(seconds=5)
NO_TIME = timedelta(0)


def close(db: Session, rows: Sequence[Round], *, at: datetime) -> None:
    """Close open rounds."""
    present = _present(db, rows)
    for row in rows:
        row.state, row.closed_at, row.present = RoundState.CLOSED.value, at, present[row.id]
    db.execute(delete(Skip).where(Skip.round_id.in_([row.id for row in rows])))


def undo(row: Round) -> None:
    """Take a closing back: the same opening goes on. Skips were forgotten and stay so."""
    row.closed_at, row.present, row.taken_back_at = None, None, None


def undo_left(row: Round, *, at: datetime) -> timedelta:
    """How long a closing can still be taken back. The server's clock decides."""
    if row.state != RoundState.CLOSED or row.closed_at is None:
        return NO_TIME
    return max(NO_TIME, min(UNDO_WITHIN, row.closed_at + UNDO_WITHIN - at))


def _present(db: Session, rows: Sequence[Round]) -> dict[int, int]:
    """How many were there while each round was open, of those it was given to, and who answered (`method.md` 2)."""
    seats = seats_of(db, rows)
    return {
        row.id: sum(each.many for each in _people(db, row) if _was_present(row, each, seats[row.id])) for row in rows
    }


class _Alike(NamedTuple):
    """People of one workshop of whom the same is known: most of a hall were noted at one moment."""

    seen_at: datetime
    seat: int | None
    gone: bool
    answered: bool
    many: int


def _people(db: Session, row: Round) -> list[_Alike]:
    return [_Alike(*said) for said in answers_in(db, _ALIKE, workshop=row.workshop_id, round=row.id)]


def _was_present(row: Round, people: _Alike, seats: Collection[int]) -> bool:
    assert row.opened_at is not None  # only an open round is closed
    # To one whom it was not given to, it is as if she had gone.
    outside = people.gone or not is_given_to(people.seat, seats)
    return was_present(row.opened_at, seen_at=people.seen_at, gone=outside, answered=people.answered)


# Counted by the database: the room waits, and reading a thousand people one by one takes six times as long.
_EACH = (
    select(
        Panellist.seen_at,
        Panellist.seat,
        or_(Panellist.left_at.is_not(None), Panellist.removed_at.is_not(None)).label("gone"),
        exists().where(Ballot.round_id == bindparam("round"), Ballot.panellist_id == Panellist.id).label("answered"),
    )
    .where(Panellist.workshop_id == bindparam("workshop"))
    .subquery()
)
_ALIKE = select(*_EACH.c, func.count()).group_by(*_EACH.c)
