"""Presence: a phone that listens is here, though it asks for nothing for minutes; and so is one that looks."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from flask import Flask
from sqlalchemy.exc import OperationalError

from app.core.workshops import PanellistId
from app.live.broadcast import Broadcast
from app.services.panels import touch
from app.services.tallies import HERE_FOR
from app.storage.engine import Database

log = logging.getLogger(__name__)

Work = Callable[[], None]

# Three times within the span that counts as being here, so that one late round does not empty the room.
EVERY = HERE_FOR.total_seconds() / 3
SEEN_EVERY = timedelta(seconds=20)  # people count as here for 60 s; looking every 10 s need not write every time
GATHER = 1.0  # seconds over which those who look are noted together


class Lookers:
    """Those who look, noted to be here: together after a moment, by `later`, or each at once where nothing serves.

    A hall whose network was gone for a minute looks at one instant, and one COMMIT for each would take seconds.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime], later: Callable[[Work], object]) -> None:
        self._database = database
        self._clock = clock
        self._later = later
        self._here: set[PanellistId] = set()
        self._heard: dict[datetime, frozenset[PanellistId]] = {}
        self._is_due = False
        self._lock = Lock()

    def note(self, panellist: PanellistId, *, seen_at: datetime) -> None:
        """Note somebody whose phone looks, unless that was done a moment ago."""
        if self._clock() - seen_at >= SEEN_EVERY:
            with self._lock:
                self._here.add(panellist)
            self._soon()

    def note_hearers(self, panellists: frozenset[PanellistId], *, at: datetime) -> None:
        """Note that all these were here at the moment of an opening, whenever they were seen last."""
        with self._lock:
            self._heard[at] = panellists
        self._soon()

    def _soon(self) -> None:
        with self._lock:
            was_due, self._is_due = self._is_due, True
        if not was_due:
            self._later(self._write)

    def _write(self) -> None:
        with self._lock:
            here, heard = frozenset(self._here), self._heard
            self._here, self._heard, self._is_due = set(), {}, False
        try:
            with self._database.writing() as db:
                for moment, panellists in heard.items():
                    touch(db, panellists, at=moment)
                touch(db, here, at=self._clock())
        except OperationalError:
            log.warning("presence could not be noted this time")  # whoever looks again is noted then
            with self._lock:
                self._heard = heard | self._heard  # but nobody hears an opening twice


def after_a_moment(socketio: Any) -> Callable[[Work], object]:
    """Have something done GATHER seconds later, beside whoever asks for it."""

    def run(work: Work) -> None:
        socketio.sleep(GATHER)
        work()

    return lambda work: socketio.start_background_task(run, work)


def note_present(database: Database, broadcast: Broadcast, *, at: datetime) -> int:
    """Note that everyone whose phone is connected is here; how many that are. One statement for the whole house."""
    here = broadcast.everyone()
    if here:
        with database.writing() as db:
            touch(db, here, at=at)
    return len(here)


def watch_presence(app: Flask, broadcast: Broadcast, database: Database, clock: Callable[[], datetime]) -> None:
    """Note who is here, for ever. The serving process starts this once."""
    socketio = app.extensions["socketio"]

    def watch() -> None:
        while True:
            socketio.sleep(EVERY)
            try:
                note_present(database, broadcast, at=clock())
            except OperationalError:
                log.warning("presence could not be noted this time")

    socketio.start_background_task(watch)
