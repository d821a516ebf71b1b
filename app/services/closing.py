"""Closing a round: who counts as present is stored, and who skipped is forgotten. It can be undone for a moment."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.core.panels import was_present
from app.core.workshops import RoundState
from app.storage.ballots import Ballot, Skip
from app.storage.workshops import Panellist, Round

UNDO_WITHIN = timedelta(seconds=5)
NO_TIME = timedelta(0)


def close(db: Session, row: Round, *, at: datetime) -> None:
    """Close an open round."""
    row.state, row.closed_at, row.present = RoundState.CLOSED.value, at, _present(db, row)
    db.execute(delete(Skip).where(Skip.round_id == row.id))


def undo(row: Round) -> None:
    """Take a closing back: the same opening goes on. Skips were forgotten and stay so."""
    row.closed_at, row.present = None, None


def undo_left(row: Round, *, at: datetime) -> timedelta:
    """How long a closing can still be taken back. The server's clock decides."""
    if row.state != RoundState.CLOSED or row.closed_at is None:
        return NO_TIME
    return max(NO_TIME, min(UNDO_WITHIN, row.closed_at + UNDO_WITHIN - at))


def _present(db: Session, row: Round) -> int:
    """Who was there while the round was open, and everyone who answered (`method.md` 2)."""
    assert row.opened_at is not None  # only an open round is closed
    answered = set(db.scalars(select(Ballot.panellist_id).where(Ballot.round_id == row.id)))
    people = db.scalars(select(Panellist).where(Panellist.workshop_id == row.workshop_id))
    return sum(
        was_present(
            row.opened_at,
            seen_at=person.seen_at,
            gone=person.left_at is not None or person.removed_at is not None,
            answered=person.id in answered,
        )
        for person in people
    )
