"""Before the doors: whether a phone reaches this server, and the name of the hall's Wi-Fi.

The judge of a connection is a phone. It scans a code, comes, and says how long the way there and back took; nothing is
kept of it but when that was.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import NotHere
from app.core.text import clean
from app.core.workshops import WorkshopId, WorkshopState
from app.services.tokens import keyed_hash
from app.services.workshops import tell, workshop_row
from app.storage.workshops import Workshop

LONGEST_NAME = 40  # characters; a Wi-Fi's name has 32 bytes at most (IEEE 802.11)
LONGEST_WAY = 60_000  # ms


@dataclass(frozen=True, slots=True)
class Standing:
    """When a test phone was last here, how many ms its way took (None: it could not measure), and the Wi-Fi's name."""

    tested_at: datetime | None
    tested_ms: int | None
    wifi: str


def standing(db: Session, workshop: WorkshopId) -> Standing:
    """How things stand before the doors."""
    room = workshop_row(db, workshop)
    return Standing(room.tested_at, room.tested_ms, room.wifi or "")


def name_wifi(db: Session, workshop: WorkshopId, name: str) -> None:
    """Keep the name of the hall's Wi-Fi, for the wall; "" takes it off again."""
    room = workshop_row(db, workshop, lock=True)
    room.wifi = clean(name, lines=False)[:LONGEST_NAME] or None
    tell(room)


def test_key(workshop: WorkshopId, *, secret: str) -> str:
    """The key in a test phone's link. Made from the secret each time, so that none is stored."""
    return f"{workshop}.{keyed_hash(secret, 'test phone', str(workshop))[:24]}"


def behind(db: Session, key: str, *, secret: str) -> WorkshopId:
    """The workshop that a test phone's key is of. Raises NotHere for a wrong one, and after the end."""
    number, _, _ = key.partition(".")
    row = db.get(Workshop, int(number)) if number.isdecimal() and len(number) < 10 else None
    if row is None or row.state == WorkshopState.ENDED:
        raise NotHere
    if not hmac.compare_digest(test_key(WorkshopId(row.id), secret=secret).encode(), key.encode(errors="replace")):
        raise NotHere
    return WorkshopId(row.id)


def phone_was_here(db: Session, workshop: WorkshopId, ms: int | None, *, at: datetime) -> None:
    """Note that a test phone reached this server."""
    room = workshop_row(db, workshop, lock=True)
    room.tested_at, room.tested_ms = at, ms if ms is not None and 0 <= ms <= LONGEST_WAY else None
    db.flush()
