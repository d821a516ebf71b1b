"""A phone on a socket: it casts ballots, waits for the answers, and hears frames."""

import asyncio
from collections.abc import Callable
from time import perf_counter
from typing import Any, NamedTuple

from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

from bench.load import wire

TEXT = WSMsgType.TEXT
PATIENCE = 60.0  # seconds


class Opening(NamedTuple):
    """What a ballot is for: one opening of one round."""

    round: int
    epoch: int


class Refused(Exception):
    """The server did not keep a ballot, or did not let a phone in: the figures would mean nothing."""


class SocketPhone(WSListener):
    """One phone, one socket, one ballot under way at a time. `answered` hears how many ms each answer took."""

    def __init__(self, auth: dict[str, Any]) -> None:
        self._auth = auth
        self._transport: WSTransport | None = None
        self._in: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._key = b""
        self._sent_at = 0.0
        self._is_leaving = False
        self.seq = 0
        self.answered: Callable[[SocketPhone, float | Refused], None] = _nobody
        self.heard: Callable[[SocketPhone, bytes], None] = _nobody

    async def come_in(self, base: str) -> "SocketPhone":
        """Connect and be let in. Raises Refused."""
        address = base.replace("http", "ws", 1) + wire.PATH
        head = [("Origin", base)]
        # Its own patience is five seconds: on a busy machine a hall that comes back at once would end the measurement.
        await ws_connect(lambda: self, address, extra_headers=head, websocket_handshake_timeout=PATIENCE)
        await self._in
        return self

    def cast(self, opening: Opening, plausibility: int) -> None:
        """Send a ballot now."""
        assert self._transport is not None
        self.seq += 1
        self._key = b"%x-%x" % (id(self), self.seq)
        packet = BALLOT % (self.seq, self._key, self.seq, opening.round, opening.epoch, plausibility)
        self._sent_at = perf_counter()
        self._transport.send(TEXT, packet)

    def say(self, name: str, body: object) -> None:
        """Send an event that wants no answer."""
        assert self._transport is not None
        self._transport.send(TEXT, wire.event(name, body))

    @property
    def is_in(self) -> bool:
        """Whether the socket is open, as far as one knows who may not read it."""
        return self._transport is not None and not self._transport.underlying_transport.is_closing()

    def stop_reading(self) -> None:
        """Read no more, as a phone does that has lost its network and does not know it."""
        assert self._transport is not None
        self._transport.underlying_transport.pause_reading()

    def hang_up(self) -> None:
        """Lose the connection, as a phone does that walks out of reach: nothing is said."""
        self._is_leaving = True
        if self._transport is not None:
            self._transport.disconnect(graceful=False)

    def on_ws_connected(self, transport: WSTransport) -> None:
        self._transport = transport

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        packet = frame.get_payload_as_bytes()
        if packet.startswith(wire.ACK):
            self._answer(packet)
        elif packet.startswith(wire.EVENT):
            self.heard(self, packet)
        elif packet == wire.PING:
            transport.send(TEXT, wire.PONG)
        else:
            self._enter(transport, packet)

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        why = Refused("the server closed the connection")
        if not self._in.done():
            self._in.set_exception(why)
        elif not self._is_leaving:
            self.answered(self, why)

    def _enter(self, transport: WSTransport, packet: bytes) -> None:
        if packet.startswith(wire.CONNECTED):
            self._in.set_result(None)
        elif packet.startswith(wire.REFUSED):
            self._in.set_exception(Refused(packet.decode()))
        elif packet.startswith(wire.OPEN):
            transport.send(TEXT, wire.connect(self._auth))

    def _answer(self, packet: bytes) -> None:
        took = perf_counter() - self._sent_at
        kept = wire.SAVED in packet and self._key in packet
        self.answered(self, took * 1000 if kept else Refused(packet.decode()))


def _nobody(phone: SocketPhone, what: Any) -> None:
    """Nobody wants to know."""


# By hand: encoding JSON anew for each ballot would make the generator the slower half of a measurement.
BALLOT = (
    b'42%d["ballot",{"key":"%s","seq":%d,"round":%d,"epoch":%d,"plausibility":%d,"relevance":4,'
    b'"abstained":null,"parts":[],"if_changed":[]}]'
)
