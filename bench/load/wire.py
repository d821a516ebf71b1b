"""Engine.IO 4 and Socket.IO 5 as bytes: the few packets that a phone sends and gets."""

import json
from collections.abc import Mapping
from typing import Any

OPEN, PING, PONG = b"0", b"2", b"3"
CONNECT, CONNECTED, EVENT, ACK, REFUSED = b"40", b"40{", b"42", b"43", b"44"
PATH = "/socket.io/?EIO=4&transport=websocket"
SAVED = b'"ok":true'


def connect(auth: Mapping[str, Any]) -> bytes:
    """The packet that asks to be let in."""
    return CONNECT + json.dumps(auth).encode()


def event(name: str, body: object, number: int | None = None) -> bytes:
    """An event; with a number it wants an answer."""
    wanted = b"" if number is None else b"%d" % number
    return EVENT + wanted + json.dumps([name, body], separators=(",", ":")).encode()


def body_of(packet: bytes) -> Any:
    """What an event carries after its name, or an answer carries at all; None for nothing."""
    read = json.loads(packet[packet.index(b"[") :])
    carried = read[1:] if packet.startswith(EVENT) else read
    return carried[0] if carried else None
