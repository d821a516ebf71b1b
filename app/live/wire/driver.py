"""The websocket driver: our frames in the place where Engine.IO has a library's, and limits on what a socket may send.

What it buys: the library reads each socket in a thread of its own, by a general parser, and hands every message over. A
phone then costs one greenlet and one parser more, and a ballot a third of its time. It also sends what fits and forgets
the rest, never stops waiting for a phone that is gone, and holds a message of 60 MB whole before its size is looked at.
Here whoever sends faster than ballots are kept fills the system's buffers and then waits: nothing piles up.

Engine.IO has no public way to choose the driver, nor the queue before it (see `outbox`): `_async` is the one private
hook we use, and a test holds it. Where it does not fit, the library's own stay, slower.
"""

import logging
import os
import socket
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Lock
from time import monotonic
from typing import Any

from engineio import Server

from app.live.buckets import Buckets
from app.live.wire.frames import GOING_AWAY, NORMAL, Broken, Kind, Reader, closing, frame
from app.live.wire.handshake import accepted
from app.live.wire.heart import Heart
from app.live.wire.outbox import Outbox, Rest, Unused, outbox, outbox_of

log = logging.getLogger(__name__)

MAX_MESSAGE = 16384  # bytes
READ = 4096  # bytes at once
BURST, RATE = 200, 20.0  # messages of one socket at once, and a second, of whatever kind
MOST_UNSENT = 64  # frames that wait for a reader; a second of a lively room is eight
DRIVER = "plumbline.driver"  # where a connection's environment holds its driver
USER_TIMEOUT = getattr(socket, "TCP_USER_TIMEOUT", -1)  # what is sent and not acknowledged; Linux has it
GRACE = 1.0  # seconds for the last word to be sent


Takes = Callable[[str, Outbox | Unused, str | bytes], bool]  #: whether a message went another way; see `express`


def install(server: Server, takes: Takes = lambda *_: False) -> None:
    """Give this server our driver. What `takes` takes of the messages does not reach the server."""
    parts: Any = getattr(server, "_async", {})
    library: Any = parts.get("websocket")
    if library is None or not hasattr(library(lambda ws: [], server), "server_args"):
        log.warning("Engine.IO's driver has changed; the library's is used, which is slower")
        return
    queue = outbox(parts["queue"], parts["queue_empty"])
    heart = Heart(server.start_background_task, server.sleep, server.ping_interval)
    server._async = {**parts, "websocket": _driver(library, takes, heart), "queue": queue}


def hang_up(server: Any, connection: str | None) -> None:
    """Close one of Engine.IO's connections, without waiting for the other side to read that it is closed."""
    # Not Engine.IO's own `disconnect`: it waits until all is sent, for ever when the other side has stopped reading.
    socket = server.eio.sockets.get(connection)
    driver = server.environ.get(connection, {}).get(DRIVER)
    if socket is not None:
        socket.close(wait=False)
    if driver is not None:
        server.start_background_task(_end, server, driver)


def say_goodbye(server: Any, connection: str) -> None:
    """End a connection because the server ends; its phone comes back by itself."""
    driver = server.environ.get(connection, {}).get(DRIVER)
    if driver is not None:
        driver.end(GOING_AWAY)


def is_slow(server: Any, connection: str) -> bool:
    """Whether so much waits for a connection's reader that it has stopped reading."""
    socket = server.eio.sockets.get(connection)
    return socket is not None and socket.queue.qsize() > MOST_UNSENT


class Unread:
    """In the place of the thread that would read: Engine.IO's own handler does, where it waits."""

    name = ""

    def __init__(self, target: Callable[[], None]) -> None:
        """Nothing is started."""

    def start(self) -> None:
        """Nothing is started."""


class Wire:
    """A connected socket, and the messages on it. What `takes` takes of them goes another way.

    Nothing is sent for longer than `patience` seconds; nor waited for, unless somebody else watches whether the other
    side is still there: a timer for each message takes a tenth of a ballot's time.
    """

    def __init__(
        self,
        sock: socket.socket,
        *,
        patience: float,
        is_watched: bool = False,
        takes: Callable[[str | bytes], bool] = lambda _: False,
        first: bytes = b"",
    ) -> None:
        self._takes = takes
        self._messages = Buckets(burst=BURST, rate=RATE, clock=monotonic)
        self._socket = sock
        with suppress(OSError):
            # Else a frame waits until the other side has acknowledged the one before, which phones put off for 40 ms.
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            # Engine.IO finds by the clock of the day who is gone, and that may be put right by a day meanwhile.
            sock.setsockopt(socket.IPPROTO_TCP, USER_TIMEOUT, int(patience * 1000))
        self._sends_for, self._waits_for = patience, None if is_watched else patience
        self._socket.settimeout(self._waits_for)
        self._reader = Reader(MAX_MESSAGE)
        self._ready: deque[str | bytes] = deque()
        self._unsent: deque[bytes] = deque([first] if first else [])  # sent with the first frame, in one go
        self._sending = Lock()  # who has it takes from `_unsent`, so that no frame lands in the middle of another
        self._is_over = False

    def wait(self) -> str | bytes | None:
        """The next message; None when there will be none."""
        try:
            while not self._ready and not self._is_over:
                self._take()
        except Broken as broken:
            self.end(broken.code)
        except OSError:
            self._is_over = True
        return self._ready.popleft() if self._ready else None

    def send(self, message: str | bytes | Rest) -> None:
        """Send one message, or what could not go out at once, and wait until it is sent. Raises OSError when gone."""
        if isinstance(message, str):
            self._unsent.append(frame(Kind.TEXT, message.encode()))
        elif isinstance(message, bytes):
            self._unsent.append(frame(Kind.BINARY, message))
        self._send_all()

    def post(self, data: bytes) -> bool:
        """Send a frame behind those that wait; whether nothing is left to send. Never raises, never waits."""
        if self._is_over:
            return True
        if not self._sending.acquire(False):  # by its name it takes longer, a thousand times a room
            self._unsent.append(data)
            return False  # whoever has it may just have looked for the last time
        try:
            self._send_what_fits(data)
        except OSError:
            self.end()  # whoever reads finds out; who tells a thousand others need not
        finally:
            self._sending.release()
        return not self._unsent

    def end(self, code: int = NORMAL) -> None:
        """Say why and stop, so that whoever waits on this socket wakes."""
        if not self._is_over:
            self._is_over = True
            with suppress(OSError):
                self._socket.setblocking(False)  # who reads nothing need not be told
                self._socket.send(closing(code))
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def release(self) -> None:
        """Give the file descriptor back."""
        self._is_over = True
        with self._sending:
            self._socket.close()

    def _take(self) -> None:
        data = self._socket.recv(READ)
        if not data:
            self._is_over = True
        for message in self._reader.feed(data):
            self._mind(*message)

    def _mind(self, kind: Kind, payload: str | bytes) -> None:
        if kind is Kind.CLOSE:
            self.end()
        elif kind is Kind.PING:
            assert isinstance(payload, bytes)
            self._unsent.append(frame(Kind.PONG, payload))
            self._send_all()
        elif kind is not Kind.PONG:
            self._hear(payload)

    def _hear(self, message: str | bytes) -> None:
        if not self._messages.take("all"):
            self.end()
        elif not self._takes(message):
            self._ready.append(message)

    def _send_all(self) -> None:
        with self._sending:
            while self._unsent:
                if self._is_over:
                    raise BrokenPipeError
                try:
                    self._socket.settimeout(self._sends_for)
                    self._socket.sendall(self._unsent.popleft())
                except OSError:
                    self._is_over = True  # nobody knows how much of it was sent, so nothing can follow
                    raise
                finally:
                    self._socket.settimeout(self._waits_for)

    def _send_what_fits(self, data: bytes) -> None:
        if self._is_over:
            return
        unsent = self._unsent
        if unsent:
            unsent.append(data)
            data = b"".join([unsent.popleft() for _ in range(len(unsent))])
        try:
            sent = os.write(self._socket.fileno(), data)  # the system's own call: the socket's would wait
        except BlockingIOError:
            sent = 0
        if sent < len(data):
            unsent.appendleft(data[sent:])


def _driver(library: Any, takes: Takes, heart: Heart) -> type:
    class Driver(library):  # type: ignore[misc]  # the base is chosen by the async mode
        """The library's driver up to the handshake and after the end, ours between."""

        def __init__(self, handler: Any, server: Any) -> None:
            super().__init__(self._talk, server)
            self.server_args["thread_class"] = Unread
            self._handler = _ended(handler)
            self._outbox, name = outbox_of(handler)
            others = partial(takes, name, self._outbox)
            ours = self._outbox if isinstance(self._outbox, Outbox) else None
            self._takes = heart.before(handler.__self__, ours, others) if ours else others
            self._patience = server.ping_interval + server.ping_timeout
            self._wire: Wire | None = None

        def __call__(self, environ: Any, start_response: Any) -> Any:
            environ[DRIVER] = self
            try:
                found = accepted(environ)
                # On gevent nobody need wait with a timer: Engine.IO ends who does not answer its pings, which wakes us.
                return self._talk_on(*found, is_watched=True) if found else super().__call__(environ, start_response)
            finally:
                # Two rings of 13 KB, which would stay until the collector looks: a hall comes and goes all afternoon.
                environ.pop(DRIVER, None)
                self.app = None

        def end(self, code: int = NORMAL) -> None:
            """End it at once, whatever is still to be read or sent."""
            if self._wire is not None:
                self._wire.end(code)

        def _talk(self, _: Any) -> Any:
            self.ws.ws = None  # the library's parser has done the handshake and is not needed again
            return self._talk_on(self.ws.sock, b"")

        def _talk_on(self, sock: socket.socket, said: bytes, *, is_watched: bool = False) -> Any:
            self._wire = wire = Wire(
                sock, patience=self._patience, is_watched=is_watched, takes=self._takes, first=said
            )
            self.send, self.close, self.wait = wire.send, wire.end, wire.wait
            try:
                self._outbox.attach(wire)
                wire.send(Rest())
                return self._handler(self)
            finally:
                self._outbox.detach()
                wire.release()

    return Driver


def _ended(handler: Any) -> Any:
    """A connection's handler that ends it where a packet cannot be read at all, which the library leaves half open."""

    def handle(ws: Any) -> Any:
        try:
            return handler(ws)
        except Exception:  # noqa: BLE001  # whatever was sent, nothing of it is for the log
            handler.__self__.close(wait=False, abort=True)
            return []

    return handle


def _end(server: Any, driver: Any) -> None:
    server.sleep(GRACE)
    driver.end()
