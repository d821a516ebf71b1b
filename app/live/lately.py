"""Lately: what all phones of a workshop show, read once for those who ask at one instant.

A hall whose network comes back asks a thousand times in two seconds, and what all phones show takes nearly all of the
questions and of the work behind an answer. A newer version is never kept from anyone; what changes without one, how
many people are here, is a second old at most.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.core.workshops import WorkshopId
from app.services import snapshots
from app.services.instruments import Asked, asked_in
from app.services.shown import State
from app.services.workshops import version_of

KEPT_FOR = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class _Kept:
    state: State
    at: datetime


class Lately:
    """The last state of each workshop that was asked for. `dress` adds to it what pages add."""

    def __init__(self, dress: Callable[[State, Asked], State] = lambda state, _asked: state) -> None:
        self._dress = dress
        self._kept: dict[WorkshopId, _Kept] = {}

    def phones_state(self, db: Session, workshop: WorkshopId, *, at: datetime) -> State:
        """What every phone shows, of the version that stands in the database now. Not to be changed by the caller."""
        standing = self.standing(workshop, version_of(db, workshop), at=at)
        if standing is not None:
            return standing
        state = self._dress(snapshots.phones_state(db, workshop, at=at), asked_in(db, workshop))
        self._kept[workshop] = _Kept(state, at)
        return state

    def standing(self, workshop: WorkshopId, version: int, *, at: datetime) -> State | None:
        """The same, where it is kept in the version that the caller found to stand; else None."""
        kept = self._kept.get(workshop)
        if kept is None or not timedelta() <= at - kept.at < KEPT_FOR:
            return None
        return kept.state if kept.state["version"] == version else None
