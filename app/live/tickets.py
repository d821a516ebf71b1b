"""Tickets: what lets a socket in. One use, 60 seconds, for one audience of one workshop.

A socket's handshake can be started by any site the browser visits, and carries our cookies; a ticket cannot be fetched
by another site. They live in the memory of this process: one process serves, and its end ends every socket.
"""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock

from app.live.audiences import Listener

LIFETIME = timedelta(seconds=60)
TICKET_BYTES = 16


class Tickets:
    """Tickets that were given out and not used yet."""

    def __init__(self) -> None:
        self._waiting: dict[str, tuple[Listener, datetime]] = {}
        self._lock = Lock()

    def give(self, listener: Listener, *, at: datetime) -> str:
        """A new ticket for this listener: 128 random bits."""
        ticket = secrets.token_urlsafe(TICKET_BYTES)
        with self._lock:
            self._forget_old(at)
            self._waiting[ticket] = (listener, at + LIFETIME)
        return ticket

    def use(self, ticket: object, *, at: datetime) -> Listener | None:
        """Whom the ticket was given to, once; None when it is unknown, used or too old."""
        if not isinstance(ticket, str):
            return None
        with self._lock:
            listener, until = self._waiting.pop(ticket, (None, at))
        return listener if at < until else None

    def void(self, belongs: Callable[[Listener], bool]) -> None:
        """Tickets of those who may listen no more let nobody in."""
        with self._lock:
            for ticket in [each for each, (listener, _) in self._waiting.items() if belongs(listener)]:
                del self._waiting[ticket]

    def _forget_old(self, at: datetime) -> None:
        # Oldest first: a dict keeps the order of giving, and all live equally long.
        while self._waiting:
            ticket = next(iter(self._waiting))
            if at < self._waiting[ticket][1]:
                return
            del self._waiting[ticket]
