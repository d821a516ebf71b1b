"""The parts an application is put together from, within reach of its pages."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from flask import current_app

from app.live.broadcast import Broadcast
from app.live.committer import Committer
from app.live.lately import Lately
from app.live.presence import Lookers
from app.live.tickets import Tickets
from app.rehearsal.sittings import Sittings
from app.storage.engine import Database
from app.storage.keys import CommentKeys
from app.web.aside import Aside
from app.web.limits import Limits
from config import Settings


@dataclass(frozen=True, slots=True)
class Parts:
    """What the pages of one application share."""

    settings: Settings
    database: Database
    keys: CommentKeys
    broadcast: Broadcast
    committer: Committer
    tickets: Tickets
    limits: Limits
    lately: Lately
    lookers: Lookers
    sittings: Sittings
    aside: Aside
    clock: Callable[[], datetime]


def parts() -> Parts:
    """The parts of the application that answers this request."""
    return cast(Parts, current_app.extensions["plumbline"])


def now() -> datetime:
    """The moment, in UTC, by the application's clock."""
    return parts().clock()


def wall_clock() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)
