"""The websocket driver, with what its library leaves open: limits on what a socket may send, and an end to waiting.

Engine.IO checks the size of a message that it already holds whole, so one frame of 60 MB would be 60 MB of memory. The
driver can count while it reads, but Engine.IO has no public way to say so: this is the one private hook (`_async`) we
use, and a test holds it.
"""

import socket
from contextlib import suppress
from time import monotonic
from typing import Any

from engineio import Server

from app.live.buckets import Buckets

MAX_MESSAGE = 16384  # bytes
BURST, RATE = 200, 20.0  # messages of one socket at once, and a second, of whatever kind
MOST_UNREAD = 64  # messages that wait while an earlier one is kept; whoever sends more is cut off
MOST_UNSENT = 64  # frames that wait for a reader; a second of a lively room is eight
DRIVER = "plumbline.driver"  # where a connection's environment holds its driver
GRACE = 1.0  # seconds for the last word to be sent


class _Unread(list[Any]):
    """The messages a socket has sent and nobody has read yet."""

    def append(self, message: Any) -> None:
        if len(self) >= MOST_UNREAD:
            self.clear()
            raise OSError("too many messages at once")  # the library's reader ends the connection on this
        super().append(message)


def limit(server: Server) -> None:
    """Bound what this server's websockets may send, and free their socket when they are closed."""
    parts: Any = server._async
    driver: Any = parts["websocket"]

    class Limited(driver):  # type: ignore[misc]  # the base is chosen by the async mode
        """The library's driver, bounded."""

        def __init__(self, handler: Any, server: Any) -> None:
            super().__init__(_ended(handler), server)
            self.server_args["max_message_size"] = MAX_MESSAGE
            self.ws: Any = None
            self._messages = Buckets(burst=BURST, rate=RATE, clock=monotonic)

        def __call__(self, environ: Any, start_response: Any) -> Any:
            environ[DRIVER] = self
            return super().__call__(environ, start_response)

        def wait(self) -> Any:
            if not isinstance(self.ws.input_buffer, _Unread):
                self.ws.input_buffer = _Unread(self.ws.input_buffer)
            message = super().wait()
            return message if self._messages.take("all") else None

        def close(self) -> None:
            with suppress(OSError):  # it may have ended while the other side closed it
                super().close()
            self.end()

        def end(self) -> None:
            """End it at once, whatever is still to be read or sent."""
            if self.ws is not None:
                _wake(self.ws)

    server._async = {**parts, "websocket": Limited}


def _ended(handler: Any) -> Any:
    """A connection's handler that ends it where a packet cannot be read at all, which the library leaves half open."""

    def handle(ws: Any) -> Any:
        try:
            return handler(ws)
        except Exception:  # noqa: BLE001  # whatever was sent, nothing of it is for the log
            handler.__self__.close(wait=False, abort=True)
            return []

    return handle


def hang_up(server: Any, connection: str | None) -> None:
    """Close one of Engine.IO's connections, without waiting for the other side to read that it is closed."""
    # Not Engine.IO's own `disconnect`: it waits until all is sent, for ever when the other side has stopped reading.
    socket = server.eio.sockets.get(connection)
    driver = server.environ.get(connection, {}).get(DRIVER)
    if socket is not None:
        socket.close(wait=False)
    if driver is not None:
        server.start_background_task(_end, server, driver)


def is_slow(server: Any, connection: str) -> bool:
    """Whether so much waits for a connection's reader that it has stopped reading."""
    socket = server.eio.sockets.get(connection)
    return socket is not None and socket.queue.qsize() > MOST_UNSENT


def _end(server: Any, driver: Any) -> None:
    server.sleep(GRACE)
    driver.end()


def _wake(ws: Any) -> None:
    """End those that still wait on a websocket: for messages, for bytes, and for room to send."""
    ws.event.set()
    with suppress(OSError):
        ws.sock.shutdown(socket.SHUT_RDWR)
