"""The websocket driver, with two things its library leaves open: a limit on messages, and an end to waiting.

Engine.IO checks the size of a message that it already holds whole, so one frame of 60 MB would be 60 MB of memory. The
driver can count while it reads, but Engine.IO has no public way to say so: this is the one private hook (`_async`) we
use, and a test holds it.
"""

import socket
from contextlib import suppress
from typing import Any

from engineio import Server

MAX_MESSAGE = 16384  # bytes


def limit(server: Server) -> None:
    """Make this server's websockets refuse messages above MAX_MESSAGE, and free their socket when they are closed."""
    parts: Any = server._async
    driver: Any = parts["websocket"]

    class Limited(driver):  # type: ignore[misc]  # the base is chosen by the async mode
        """The library's driver, bounded."""

        def __init__(self, handler: Any, server: Any) -> None:
            super().__init__(handler, server)
            self.server_args["max_message_size"] = MAX_MESSAGE

        def close(self) -> None:
            super().close()
            _wake(self.ws)

    server._async = {**parts, "websocket": Limited}


def hang_up(server: Any, connection: str | None) -> None:
    """Close one of Engine.IO's connections, without waiting for the other side to read that it is closed."""
    # Not Engine.IO's own `disconnect`: it waits until all is sent, for ever when the other side has stopped reading.
    socket = server.eio.sockets.get(connection)
    if socket is not None:
        socket.close(wait=False)


def _wake(ws: Any) -> None:
    """End the two that still wait on a closed websocket, the one for messages and the one for bytes."""
    ws.event.set()
    with suppress(OSError):
        ws.sock.shutdown(socket.SHUT_RDWR)
