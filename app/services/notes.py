"""Notes at the desk: a facilitator's own words beside a statement, for the team alone, sealed like comments."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.core.errors import NotHere
from app.core.errors_desk import NoteEmpty, NoteTooLong
from app.core.text import clean
from app.core.workshops import AccountId, RoundId, WorkshopId
from app.storage.accounts import Account
from app.storage.days import DeskNote
from app.storage.keys import CommentKeys
from app.storage.statements import Statement, StatementVersion
from app.storage.workshops import Round

LONGEST = 2_000  # characters


@dataclass(frozen=True, slots=True)
class Note:
    """A note as the team reads it."""

    id: int
    round: RoundId
    code: str
    by: str
    at: datetime
    text: str


def add(
    db: Session, keys: CommentKeys, workshop: WorkshopId, round: RoundId, text: str, *, by: AccountId, at: datetime
) -> int:
    """Keep a note beside a statement. Raises NoteEmpty, NoteTooLong and NotHere."""
    said = clean(text)
    if not said:
        raise NoteEmpty
    if len(said) > LONGEST:
        raise NoteTooLong(length=len(said), limit=LONGEST)
    if db.scalar(select(Round.id).where(Round.id == round, Round.workshop_id == workshop)) is None:
        raise NotHere
    row = DeskNote(round_id=round, account_id=by, sealed=keys.seal(workshop, said), at=at)
    db.add(row)
    db.flush()
    return row.id


def take_away(db: Session, workshop: WorkshopId, note: int) -> None:
    """Take a note of this workshop away for good; one that is gone already is gone."""
    here = select(Round.id).where(Round.workshop_id == workshop)
    db.execute(delete(DeskNote).where(DeskNote.id == note, DeskNote.round_id.in_(here)))


def of_workshop(db: Session, keys: CommentKeys, workshop: WorkshopId) -> list[Note]:
    """All notes of a workshop, in the afternoon's order, then as they were written."""
    rows = db.execute(
        select(DeskNote, Statement.code, Account.name)
        .join(Round, Round.id == DeskNote.round_id)
        .join(StatementVersion, StatementVersion.id == Round.version_id)
        .join(Statement, Statement.id == StatementVersion.statement_id)
        .join(Account, Account.id == DeskNote.account_id)
        .where(Round.workshop_id == workshop)
        .order_by(Round.position, DeskNote.id)
    )
    return [
        Note(row.id, RoundId(row.round_id), code, by, row.at, keys.unseal(workshop, row.sealed))
        for row, code, by in rows
    ]
