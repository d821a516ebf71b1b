"""A phone on oTree's live page: it comes in by the link of the session, as a participant's browser does."""

import asyncio
import json
import re
from collections.abc import Callable
from time import perf_counter
from urllib.request import Request, urlopen

from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

from bench.load.phone import Opening, Refused

SOCKET = re.compile(r'id="otree-live" data-socket-url="([^"]+)"')
TIMEOUT = 60.0  # seconds


class OTreePhone(WSListener):
    """One participant, one socket."""

    def __init__(self) -> None:
        self._transport: WSTransport | None = None
        self._key = b""
        self._sent_at = 0.0
        self.seq = 0
        self.answered: Callable[[OTreePhone, float | Refused], None] = lambda phone, took: None

    async def come_in(self, base: str, link: str) -> "OTreePhone":
        """Follow the link to the page, and open the page's socket."""
        page = await asyncio.to_thread(fetched, base + link)
        found = SOCKET.search(page)
        if found is None:
            raise Refused("oTree's page has no socket.")
        address = base.replace("http", "ws", 1) + found[1].replace("&amp;", "&")
        await ws_connect(lambda: self, address)
        return self

    def cast(self, opening: Opening, plausibility: int) -> None:
        """Send a ballot now."""
        assert self._transport is not None
        self.seq += 1
        self._key = b"%x-%x" % (id(self), self.seq)
        sent = {"key": self._key.decode(), "seq": self.seq, "plausibility": plausibility, "relevance": 4}
        self._sent_at = perf_counter()
        self._transport.send(WSMsgType.TEXT, json.dumps(sent).encode())

    def hang_up(self) -> None:
        """Lose the connection."""
        if self._transport is not None:
            self._transport.disconnect(graceful=False)

    def on_ws_connected(self, transport: WSTransport) -> None:
        self._transport = transport

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        packet = frame.get_payload_as_bytes()
        took = perf_counter() - self._sent_at
        self.answered(self, took * 1000 if self._key in packet else Refused(packet.decode()))


def fetched(address: str, body: dict[str, object] | None = None) -> str:
    """A page after its redirects, or the answer to a JSON body."""
    sent = None if body is None else json.dumps(body).encode()
    with urlopen(Request(address, sent, {"Content-Type": "application/json"}), timeout=TIMEOUT) as answer:
        return str(answer.read().decode())
