"""Withdrawal: one's own code removes everything one gave, until the date on the notice."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.core.errors import ReleasedAlready
from app.core.workshops import WorkshopId
from app.services import days
from app.services.panels import code_owner
from app.services.workshops import raise_count, tell, workshop_row
from app.storage.ballots import Ballot, BallotEvent, Skip, Withdrawal
from app.storage.comments import Comment


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What a withdrawal removed."""

    workshop: WorkshopId
    ballots: int
    comments: int


def withdraw(db: Session, code: str, *, secret: str, at: datetime) -> Withdrawn:
    """Remove what a panellist gave, for good. Raises PersonalCodeUnknown and, after the date, ReleasedAlready."""
    person = code_owner(db, code, secret=secret)
    if at > person.workshop.withdraw_until:
        raise ReleasedAlready
    workshop = WorkshopId(person.workshop_id)
    ballots = _count(db, BallotEvent, person.id)
    comments = _count(db, Comment, person.id)
    if db.get(Withdrawal, person.id) is None:
        # Written first: the database deletes ballot events only of those who stand here.
        db.add(Withdrawal(panellist_id=person.id, ballots=ballots, comments=comments, at=at))
        db.flush()
    for table in (Ballot, BallotEvent, Skip, Comment):
        db.execute(delete(table).where(table.panellist_id == person.id))
    person.left_at = person.left_at or at
    raise_count(db, workshop, by=1)
    days.void(db, workshop_row(db, workshop), by=None, at=at)
    tell(workshop_row(db, workshop))
    db.flush()
    return Withdrawn(workshop, ballots, comments)


def _count(db: Session, table: type[BallotEvent] | type[Comment], panellist: int) -> int:
    return db.scalar(select(func.count()).select_from(table).where(table.panellist_id == panellist)) or 0
