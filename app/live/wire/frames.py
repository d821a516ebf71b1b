"""Websocket frames (RFC 6455) as a server reads and writes them: bytes to messages and back, no network.

By hand because a room answers at one instant: the library's general reader takes 45 us for a ballot, this one 3.
"""

from enum import IntEnum

FIN, OPCODE, MASKED, LENGTH = 0x80, 0x0F, 0x80, 0x7F
RESERVED = 0x70
SHORT, LONG = 126, 127  # lengths that say that the length follows, in two bytes or in eight


class Kind(IntEnum):
    """What a frame carries."""

    CONTINUED = 0
    TEXT = 1
    BINARY = 2
    CLOSE = 8
    PING = 9
    PONG = 10

    @property
    def is_control(self) -> bool:
        """Whether such a frame stands alone, even among the frames of one message."""
        return self >= Kind.CLOSE


class Broken(Exception):
    """The other side does not keep to the protocol; `code` is the reason to close with."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


NORMAL, GOING_AWAY, PROTOCOL_ERROR, NOT_TEXT, TOO_BIG = 1000, 1001, 1002, 1007, 1009

Message = tuple[Kind, str | bytes]  #: text as str, everything else as bytes
KINDS = {int(kind): kind for kind in Kind}


class Reader:
    """Puts messages together from bytes, however these were cut. `most` is the bytes of a message at most."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._bytes = b""
        self._kind: Kind | None = None  #: of the message whose frames are coming in
        self._parts = b""

    def feed(self, data: bytes) -> list[Message]:
        """The messages that are whole now. Raises Broken, before it holds more than a message's bytes and a read's."""
        self._bytes = self._bytes + data if self._bytes else data
        found = []
        while frame := self._frame():
            message = self._message(*frame)
            if message is not None:
                found.append(message)
        return found

    def _frame(self) -> tuple[bool, Kind, bytes] | None:
        """The next frame: whether it ends its message, its kind, its payload. None while it is not whole."""
        data = self._bytes
        if len(data) < 2:
            return None
        kind, length, start = _kind(data[0]), data[1] & LENGTH, 2
        if not data[1] & MASKED or (kind.is_control and (length >= SHORT or not data[0] & FIN)):
            raise Broken(PROTOCOL_ERROR)
        if length >= SHORT:
            start += 2 if length == SHORT else 8
            length = int.from_bytes(data[2:start], "big")
            if len(data) < start:
                return None
        if length + len(self._parts) > self._most and not kind.is_control:
            raise Broken(TOO_BIG)
        end = start + 4 + length
        if len(data) < end:
            return None
        self._bytes = data[end:]
        return bool(data[0] & FIN), kind, _unmasked(data[start + 4 : end], data[start : start + 4])

    def _message(self, is_last: bool, kind: Kind, payload: bytes) -> Message | None:
        if kind.is_control:
            return kind, payload
        if (kind is Kind.CONTINUED) is (self._kind is None):
            raise Broken(PROTOCOL_ERROR)
        kind = self._kind or kind
        whole = self._parts + payload if self._parts else payload
        self._kind, self._parts = (None, b"") if is_last else (kind, whole)
        if not is_last:
            return None
        return kind, (_text(whole) if kind is Kind.TEXT else whole)


def frame(kind: Kind, payload: bytes) -> bytes:
    """One whole message as a server sends it: in one frame, unmasked."""
    length = len(payload)
    if length < SHORT:
        return bytes((FIN | kind, length)) + payload
    if length < 1 << 16:
        return bytes((FIN | kind, SHORT)) + length.to_bytes(2, "big") + payload
    return bytes((FIN | kind, LONG)) + length.to_bytes(8, "big") + payload


def closing(code: int) -> bytes:
    """The frame that ends a connection for a reason."""
    return frame(Kind.CLOSE, code.to_bytes(2, "big"))


def _kind(first: int) -> Kind:
    kind = KINDS.get(first & OPCODE)
    if kind is None or first & RESERVED:
        raise Broken(PROTOCOL_ERROR)
    return kind


def _unmasked(payload: bytes, mask: bytes) -> bytes:
    # As one large number: byte by byte this would be the slowest step of a ballot.
    length = len(payload)
    key = (mask * (length // 4 + 1))[:length]
    return (int.from_bytes(payload, "big") ^ int.from_bytes(key, "big")).to_bytes(length, "big")


def _text(payload: bytes) -> str:
    try:
        return payload.decode()
    except UnicodeDecodeError:
        raise Broken(NOT_TEXT) from None
