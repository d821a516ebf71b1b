"""The day of a workshop: written down after its end, signed off, and the sign-off gone once what it covers changes."""

from collections import Counter
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.days import NOT_WRITTEN, Day
from app.core.errors import MoveNotPossible, NotHere
from app.core.errors_desk import DayChanged, DayNotWritten
from app.core.histories import SIGN_OFF, SIGNED_OFF, VOID
from app.core.workshops import AccountId, WorkshopId, WorkshopState
from app.services.moves import record
from app.services.workshops import tell, workshop_row
from app.storage.accounts import Account
from app.storage.days import DayRecord, ReadAloud
from app.storage.workshops import Move, Round, Workshop


@dataclass(frozen=True, slots=True)
class KeptDay:
    """The day as it stands: the number of its last saving (0 for none), and who saved and signed it when."""

    day: Day = NOT_WRITTEN
    number: int = 0
    by: str = ""
    at: datetime | None = None
    signed_by: str = ""
    signed_at: datetime | None = None


def day_of(db: Session, workshop: WorkshopId) -> KeptDay:
    """A workshop's day as it stands."""
    room, newest = workshop_row(db, workshop), _newest(db, workshop)
    signed_by = _who_signed(db, workshop) if room.signed_off_at else ""
    if newest is None:
        return KeptDay(signed_by=signed_by, signed_at=room.signed_off_at)
    row, by = newest
    day = Day(**{each.name: getattr(row, each.name) for each in fields(Day)})
    return KeptDay(day, row.id, by, row.at, signed_by, room.signed_off_at)


def keep(db: Session, workshop: WorkshopId, day: Day, *, seen: int, by: AccountId, at: datetime) -> None:
    """Write the day down. `seen` is the saving its writer looked at: raises DayChanged when another one came since.

    The same once more changes nothing; anything else ends a sign-off. Raises MoveNotPossible before the doors.
    """
    room = workshop_row(db, workshop, lock=True)
    if room.state == WorkshopState.DRAFT:
        raise MoveNotPossible(state=room.state)
    standing = day_of(db, workshop)
    if standing.number != seen and standing.day != day:
        raise DayChanged(who=standing.by)
    if standing.day == day:
        return
    values = {each.name: getattr(day, each.name) for each in fields(Day)}
    db.add(DayRecord(workshop_id=workshop, account_id=by, at=at, **values))
    void(db, room, by=by, at=at)
    record(db, room, "day", before=room.state, after=room.state, by=by, at=at)
    tell(room)
    db.flush()


def sign_off(db: Session, workshop: WorkshopId, *, by: AccountId, at: datetime) -> None:
    """Sign an ended workshop's day off; once more changes nothing. Raises MoveNotPossible and DayNotWritten."""
    room = workshop_row(db, workshop, lock=True)
    if room.state != WorkshopState.ENDED:
        raise MoveNotPossible(state=room.state)
    if _newest(db, workshop) is None:
        raise DayNotWritten
    if room.signed_off_at:
        return
    room.signed_off_at = at
    record(db, room, SIGN_OFF, before=room.state, after=SIGNED_OFF, by=by, at=at)
    tell(room)
    db.flush()


def void(db: Session, room: Workshop, *, by: AccountId | None, at: datetime) -> None:
    """End a sign-off, by a move of its own, because something that it covers is about to change.

    It covers the day as written down, the ballots with those from paper, and which comments may be quoted.
    """
    if room.signed_off_at:
        room.signed_off_at = None
        record(db, room, VOID, before=SIGNED_OFF, after=room.state, by=by, at=at)


def note_read_aloud(
    db: Session, workshop: WorkshopId, round: int, language: str, *, on: bool, by: AccountId, at: datetime
) -> None:
    """Note that a statement was read aloud in a language, or that it was not after all. Raises NotHere."""
    room = workshop_row(db, workshop, lock=True)
    if db.scalar(select(Round.id).where(Round.id == round, Round.workshop_id == workshop)) is None:
        raise NotHere
    there = db.get(ReadAloud, (round, language))
    if (there is not None) is on:
        return
    if there is None:
        db.add(ReadAloud(round_id=round, language=language, account_id=by, at=at))
    else:
        db.delete(there)
    void(db, room, by=by, at=at)
    tell(room)
    db.flush()


def read_aloud(db: Session, workshop: WorkshopId) -> dict[int, tuple[str, ...]]:
    """In which languages each round was read aloud; rounds that were not are left out."""
    rows = select(ReadAloud.round_id, ReadAloud.language).join(Round).where(Round.workshop_id == workshop)
    found: dict[int, tuple[str, ...]] = {}
    for round, language in db.execute(rows.order_by(ReadAloud.round_id, ReadAloud.language)):
        found[round] = (*found.get(round, ()), language)
    return found


def many_read_aloud(db: Session, workshop: WorkshopId) -> Counter[str]:
    """How many statements were read aloud in each language."""
    return Counter(language for languages in read_aloud(db, workshop).values() for language in languages)


def _newest(db: Session, workshop: WorkshopId) -> tuple[DayRecord, str] | None:
    rows = select(DayRecord, Account.name).join(Account).where(DayRecord.workshop_id == workshop)
    found = db.execute(rows.order_by(DayRecord.id.desc()).limit(1)).first()
    return (found[0], found[1]) if found else None


def _who_signed(db: Session, workshop: WorkshopId) -> str:
    signed = Move.workshop_id == workshop, Move.move == SIGN_OFF
    return db.scalar(select(Account.name).join(Move).where(*signed).order_by(Move.id.desc()).limit(1)) or ""
