"""Presence: a phone that listens is here, though it asks for nothing for minutes."""

import logging
from collections.abc import Callable
from datetime import datetime

from flask import Flask
from sqlalchemy.exc import OperationalError

from app.live.broadcast import Broadcast
from app.services.panels import touch
from app.services.tallies import HERE_FOR
from app.storage.engine import Database

log = logging.getLogger(__name__)

# Three times within the span that counts as being here, so that one late round does not empty the room.
EVERY = HERE_FOR.total_seconds() / 3


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
