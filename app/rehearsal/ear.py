"""An ear: a socket that hears the `state` frames of one audience. The little of Socket.IO that this takes, by hand.

One thread then serves one phone; the library's client would use three for each, six hundred for a room of two hundred.
"""

import json
from contextlib import suppress
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import websocket

OPEN, PING, PONG, CONNECT, CONNECTED, REFUSED, EVENT = "0", "2", "3", "40", "40{", "44", "42"


class Closed(Exception):
    """The other side, or the network, ended the connection; or it was never let in."""


class Ear:
    """A connected socket. Raises Closed where it is refused."""

    def __init__(self, base: str, ticket: str, *, timeout: float = 10.0) -> None:
        parts = urlsplit(base)
        scheme = "wss" if parts.scheme == "https" else "ws"
        address = f"{scheme}://{parts.netloc}/socket.io/?EIO=4&transport=websocket"
        try:
            self._socket = websocket.create_connection(address, origin=base, timeout=timeout)
        except (OSError, websocket.WebSocketException) as problem:
            raise Closed(str(problem)) from None
        self._expect(OPEN)
        self._socket.send(CONNECT + json.dumps({"ticket": ticket}))
        self._expect(CONNECTED)

    def hear(self, timeout: float) -> dict[str, Any] | None:
        """The next frame; None when none came in so many seconds. Raises Closed."""
        until = monotonic() + timeout
        while (left := until - monotonic()) > 0:
            packet = self._receive(left)
            if packet == PING:
                self._socket.send(PONG)
            elif packet and packet.startswith(EVENT):
                name, frame = json.loads(packet[len(EVENT) :])
                if name == "state":
                    return dict(frame)
        return None

    def close(self) -> None:
        """Hang up."""
        with suppress(OSError, websocket.WebSocketException):
            self._socket.close(timeout=0)

    def _receive(self, timeout: float) -> str | None:
        self._socket.settimeout(timeout)
        try:
            packet = self._socket.recv()
        except websocket.WebSocketTimeoutException:
            return None
        except (OSError, websocket.WebSocketException) as problem:
            raise Closed(str(problem)) from None
        if not packet or packet in ("1", "41"):
            raise Closed("the server hung up")
        return packet if isinstance(packet, str) else packet.decode()

    def _expect(self, start: str) -> None:
        packet = self._receive(self._socket.gettimeout() or 10.0)
        while packet and packet.startswith(EVENT):  # said to the whole room before this socket was told it is in
            packet = self._receive(self._socket.gettimeout() or 10.0)
        if packet is None or not packet.startswith(start):
            self.close()
            raise Closed("not let in")
