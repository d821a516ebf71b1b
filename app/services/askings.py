"""Askings: a statement put to the same panel once more, in the same words or in changed ones.

What waits and was never opened can be moved, put aside or given another text; what was opened once stays as it is.
"""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, bindparam, or_, select, update
from sqlalchemy.orm import Session, joinedload

from app.core.workshops import RoundState, StatementId, WorkshopId
from app.storage.ready import first_answer_in
from app.storage.statements import StatementVersion
from app.storage.versions import Amendment
from app.storage.workshops import Round


def is_untouched(row: Round) -> bool:
    """Whether a round waits and was never opened."""
    return row.state == RoundState.QUEUED and row.epoch == 0


def waiting_for(db: Session, workshop: WorkshopId, statements: Collection[StatementId]) -> dict[StatementId, Round]:
    """The askings after the talk that wait for these statements, put aside or not: at most one of each."""
    mine = select(Round).join(StatementVersion).where(Round.workshop_id == workshop)
    of = mine.where(StatementVersion.statement_id.in_(statements)).options(joinedload(Round.version))
    again = or_(Round.number > 1, Round.version_id.in_(amended_in(workshop)))
    rows = db.scalars(of.where(again).order_by(Round.position))
    return {StatementId(row.version.statement_id): row for row in rows if is_untouched(row)}


def amended_in(workshop: WorkshopId) -> Select[int]:
    """The versions that a workshop wrote."""
    return select(Amendment.version_id).where(Amendment.workshop_id == workshop)


def put_behind(db: Session, first: Round, version: int, number: int) -> Round:
    """Put an asking in the queue, right behind another round."""
    make_room(db, first.workshop_id, first.position, by=1)
    made = Round(
        workshop_id=first.workshop_id,
        version_id=version,
        number=number,
        position=first.position + 1,
        mode="plenary",
        state=RoundState.QUEUED.value,
        epoch=0,
        reopened=0,
    )
    db.add(made)
    db.flush()
    return made


def on_the_agenda() -> ColumnElement[bool]:
    """Whether a round is shown in the order of the afternoon: all but what was put aside before anybody answered."""
    return or_(Round.taken_back_at.is_(None), Round.epoch > 0)


def asked_before(db: Session, row: Round) -> Round | None:
    """The asking before the talk of one after it: of the same text, or of the text that was changed."""
    mine = select(Round).where(Round.workshop_id == row.workshop_id)
    if row.number > 1:
        return db.scalar(mine.where(Round.version_id == row.version_id, Round.number == row.number - 1))
    earlier = first_answer_in(db, _MADE_FROM, version=row.version_id, workshop=row.workshop_id)
    asked = mine.where(Round.version_id == earlier, Round.closed_at.is_not(None))
    return db.scalar(asked.order_by(Round.number.desc()).limit(1)) if earlier is not None else None


def make_room(db: Session, workshop: int, position: int, *, by: int) -> None:
    """Move everything behind a position further back."""
    behind = Round.workshop_id == workshop, Round.position > position
    db.execute(update(Round).where(*behind).values(position=Round.position + by))


_MADE_FROM = select(Amendment.from_id).where(
    Amendment.version_id == bindparam("version"), Amendment.workshop_id == bindparam("workshop")
)
