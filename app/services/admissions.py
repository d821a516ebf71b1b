"""Admissions: a way in for one person while the door is locked. One use, five minutes."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import JoiningClosed, MoveNotPossible
from app.core.errors_desk import NobodyToAdmit
from app.core.workshops import RUNNING, WorkshopId
from app.services.tokens import hash_of, new_token
from app.services.workshops import workshop_row
from app.storage.workshops import Admission, Workshop

HOLDS = timedelta(minutes=5)


def admit(db: Session, workshop: WorkshopId, *, at: datetime) -> str:
    """The token of a new way in. Raises NobodyToAdmit while the door is open to all, and MoveNotPossible."""
    room = workshop_row(db, workshop, lock=True)
    if room.state not in RUNNING:
        raise MoveNotPossible(state=room.state)
    if not room.locked:
        raise NobodyToAdmit
    token = new_token()
    db.add(Admission(workshop_id=workshop, token_hash=hash_of(token), until=at + HOLDS))
    db.flush()
    return token


def behind(db: Session, token: str) -> tuple[Workshop | None, int | None]:
    """The workshop that a way in leads to, and its number; None and None for an unknown or used one."""
    row = db.scalar(select(Admission).where(Admission.token_hash == hash_of(token), Admission.used_at.is_(None)))
    return (db.get_one(Workshop, row.workshop_id), row.id) if row else (None, None)


def use(db: Session, admission: int, *, at: datetime) -> None:
    """Use a way in up. Raises JoiningClosed when somebody else was faster, or its time is over."""
    row = db.get_one(Admission, admission, with_for_update=True)
    if row.used_at or row.until < at:
        raise JoiningClosed
    row.used_at = at
    db.flush()
