"""Withdrawal: one's own code removes everything one gave, until the date on the notice."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.core.errors import ReleasedAlready
from app.core.workshops import WorkshopId
from app.services import candidates, days
from app.services.panels import code_owner
from app.services.workshops import raise_count, tell, workshop_row
from app.storage.ballots import Ballot, BallotEvent, Skip, Withdrawal
from app.storage.comments import Comment
from app.storage.workshops import Panellist


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What a withdrawal removed."""

    workshop: WorkshopId
    ballots: int
    comments: int


@dataclass(frozen=True, slots=True)
class Removed:
    """What was removed, of so many people: ballots on record, and comments."""

    people: int
    ballots: int
    comments: int


def withdraw(db: Session, code: str, *, secret: str, at: datetime) -> Withdrawn:
    """Remove what a panellist gave, for good. Raises PersonalCodeUnknown and, after the date, ReleasedAlready."""
    person = code_owner(db, code, secret=secret)
    if at > person.workshop.withdraw_until:
        raise ReleasedAlready
    workshop = WorkshopId(person.workshop_id)
    removed = remove_all(db, [person], at=at)
    raise_count(db.connection(), workshop, by=1)
    days.void(db, workshop_row(db, workshop), by=None, at=at)
    tell(workshop_row(db, workshop))
    db.flush()
    return Withdrawn(workshop, removed.ballots, removed.comments)


def remove_all(db: Session, people: Sequence[Panellist], *, at: datetime) -> Removed:
    """Remove everything these people gave; they have left. What was removed before is not counted again."""
    numbers = [person.id for person in people]
    ballots, comments = _given(db, BallotEvent, numbers), _given(db, Comment, numbers)
    known = set(db.scalars(select(Withdrawal.panellist_id).where(Withdrawal.panellist_id.in_(numbers))))
    # Written first: the database deletes ballot events only of those who stand here.
    db.add_all(
        Withdrawal(panellist_id=id, ballots=ballots[id], comments=comments[id], at=at)
        for id in numbers
        if id not in known
    )
    db.flush()
    candidates.forget_those_from(db, list(db.scalars(select(Comment.id).where(Comment.panellist_id.in_(numbers)))))
    for table in (Ballot, BallotEvent, Skip, Comment):
        db.execute(delete(table).where(table.panellist_id.in_(numbers)))
    for person in people:
        person.left_at = person.left_at or at
    return Removed(len(numbers), ballots.total(), comments.total())


def _given(db: Session, table: type[BallotEvent] | type[Comment], people: Sequence[int]) -> Counter[int]:
    """How many rows each of these people has."""
    many = select(table.panellist_id, func.count()).where(table.panellist_id.in_(people)).group_by(table.panellist_id)
    return Counter(dict(db.execute(many).all()))
