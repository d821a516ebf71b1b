"""Projector links: a key that shows one workshop and can do nothing, worthless once revoked."""

import hmac

from sqlalchemy.orm import Session

from app.core.errors import NotHere
from app.core.errors_screen import ScreenLinkReplaced
from app.core.workshops import RUNNING, WorkshopId
from app.services.tokens import keyed_hash
from app.storage.workshops import Workshop


def screen_key(db: Session, workshop: WorkshopId, *, secret: str) -> str:
    """The key in a workshop's projector link. Made from the secret each time, so that none is stored."""
    row = db.get_one(Workshop, workshop)
    return _key(row, row.screen_serial, secret)


def workshop_on(db: Session, key: str, *, secret: str) -> WorkshopId:
    """The workshop a projector's key shows. Raises NotHere for a wrong one and after the end alike.

    Raises ScreenLinkReplaced for a key that was right until a new one was made; a guess is never told so much.
    """
    number, _, rest = key.partition(".")
    serial = rest.partition(".")[0]
    row = db.get(Workshop, int(number)) if _is_number(number) and _is_number(serial) else None
    if row is None or row.state not in RUNNING or not _same(_key(row, int(serial), secret), key):
        raise NotHere
    if int(serial) != row.screen_serial:
        raise ScreenLinkReplaced
    return WorkshopId(row.id)


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) < 10


def _same(key: str, given: str) -> bool:
    return hmac.compare_digest(key.encode(), given.encode(errors="replace"))


def _key(row: Workshop, serial: int, secret: str) -> str:
    """The key that a workshop had, has or will have; the serial stands in it, so that an old one is known as that."""
    return f"{row.id}.{serial}.{keyed_hash(secret, 'screen', f'{row.id}:{serial}')[:32]}"
