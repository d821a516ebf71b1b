"""The heart: one task that says ping to every socket, in the place of one of its own for each.

What it buys: for every ping Engine.IO starts a task that sleeps until it is due, and looks through its answer as
through any message. With a thousand phones that was a fifth of all the server did while they voted. Who says nothing is
found as ever: it has not answered its last ping.
"""

from collections import deque
from collections.abc import Callable
from threading import Lock
from time import monotonic, time
from typing import Any

from app.live.wire.frames import Kind, frame
from app.live.wire.outbox import Outbox

Takes = Callable[[str | bytes], bool]  #: whether a message of a socket went another way
PING, PONG = frame(Kind.TEXT, b"2"), "3"  # Engine.IO's packets of these kinds, with nothing in them


class Heart:
    """Sends each socket of Engine.IO its next ping `every` seconds after it answered the last one."""

    def __init__(self, start: Callable[..., object], sleep: Callable[[float], object], every: float) -> None:
        self._start = start
        self._sleep = sleep
        self._every = every
        self._due: deque[tuple[float, Any, Outbox]] = deque()  # the first one due stands first
        self._lock = Lock()
        self._is_beating = False

    def answered(self, socket: Any, outbox: Outbox) -> None:
        """A socket has answered its ping. Whoever answers twice is sent no more than others."""
        if not socket.last_ping:
            return
        socket.last_ping = None
        with self._lock:
            self._due.append((monotonic() + self._every, socket, outbox))
            was_beating, self._is_beating = self._is_beating, True
        if not was_beating:
            self._start(self._beat)

    def before(self, socket: Any, outbox: Outbox, takes: Takes) -> Takes:
        """What takes the pongs of a socket, and leaves to `takes` what is none."""

        def taken(message: str | bytes) -> bool:
            if message != PONG:
                return takes(message)
            self.answered(socket, outbox)
            return True

        return taken

    def _beat(self) -> None:
        while due := self._next():
            at, socket, outbox = due
            wait = at - monotonic()
            if wait > 0:
                self._sleep(wait)
            if not (socket.closing or socket.closed):
                socket.last_ping = time()  # the clock by which Engine.IO finds who is gone
                outbox.post(PING)

    def _next(self) -> tuple[float, Any, Outbox] | None:
        with self._lock:
            self._is_beating = bool(self._due)
            return self._due.popleft() if self._due else None
