"""Projector links: a key that shows one workshop and can do nothing, worthless once revoked."""

import hmac

from sqlalchemy.orm import Session

from app.core.errors import NotHere
from app.core.workshops import RUNNING, WorkshopId
from app.services.tokens import keyed_hash
from app.storage.workshops import Workshop


def screen_key(db: Session, workshop: WorkshopId, *, secret: str) -> str:
    """The key in a workshop's projector link. Made from the secret each time, so that none is stored."""
    return _key(db.get_one(Workshop, workshop), secret)


def workshop_on(db: Session, key: str, *, secret: str) -> WorkshopId:
    """The workshop a projector's key shows. Raises NotHere for a wrong, revoked or ended one alike."""
    number, _, _ = key.partition(".")
    row = db.get(Workshop, int(number)) if number.isdecimal() and len(number) < 10 else None
    if row is None or row.state not in RUNNING or not _same(_key(row, secret), key):
        raise NotHere
    return WorkshopId(row.id)


def _same(key: str, given: str) -> bool:
    return hmac.compare_digest(key.encode(), given.encode(errors="replace"))


def _key(row: Workshop, secret: str) -> str:
    return f"{row.id}.{keyed_hash(secret, 'screen', f'{row.id}:{row.screen_serial}')[:32]}"
