"""HTTP/1.1 on a connection that stays open, as a phone's browser keeps it; one request under way at a time."""

import asyncio
import json
from collections.abc import Callable
from time import perf_counter
from typing import Any, NamedTuple, cast
from urllib.parse import urlsplit

from bench.load.phone import Opening, Refused

END = b"\r\n\r\n"
TIMEOUT = 60.0  # seconds


class Said(NamedTuple):
    """What the server said."""

    status: int
    head: bytes
    body: bytes

    def json(self) -> Any:
        """The body read. Raises Refused when it tells of no success."""
        if self.status >= 300:
            raise Refused(f"{self.status}: {self.body[:500].decode(errors='replace')}")
        return json.loads(self.body)

    def header(self, name: str) -> str:
        """One header's value, "" without it."""
        lines = self.head.decode("latin-1").split("\r\n")
        return next((line.partition(": ")[2] for line in lines if line.lower().startswith(name.lower() + ":")), "")


class Line(asyncio.Protocol):
    """One connection with one browser's cookie. `told` hears each answer."""

    def __init__(self, base: str, cookie: str = "") -> None:
        self._base, self._cookie = base, cookie
        self._transport: asyncio.Transport | None = None
        self._read = b""
        self.told: Callable[[Said], None] = _nobody

    async def dial(self) -> "Line":
        """Connect."""
        parts = urlsplit(self._base)
        await asyncio.get_running_loop().create_connection(lambda: self, parts.hostname, parts.port)
        return self

    def request(self, verb: str, path: str, body: bytes = b"") -> None:
        """Send a request now; `told` hears what comes back."""
        assert self._transport is not None
        host = urlsplit(self._base).netloc
        kind = "Content-Type: application/json\r\n" if body else ""
        head = (
            f"{verb} {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: {self._base}\r\nAccept: application/json\r\n"
            f"Cookie: {self._cookie}\r\n{kind}Content-Length: {len(body)}\r\n\r\n"
        )
        self._transport.write(head.encode() + body)

    async def ask(self, verb: str, path: str, body: object = None) -> Said:
        """Send a request and wait for what comes back."""
        answer: asyncio.Future[Said] = asyncio.get_running_loop().create_future()
        self.told = answer.set_result
        self.request(verb, path, b"" if body is None else json.dumps(body).encode())
        return await asyncio.wait_for(answer, TIMEOUT)

    def hang_up(self) -> None:
        """Close the connection."""
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._read += data
        head, end, body = self._read.partition(END)
        if end and len(body) >= (length := _length(head)):
            self._read = body[length:]
            self.told(Said(int(head[9:12]), head, body[:length]))


class HttpPhone(Line):
    """A phone that casts its ballots by HTTP: what a phone does whose socket is gone."""

    def __init__(self, base: str, cookie: str = "") -> None:
        super().__init__(base, cookie)
        self._sent_at = 0.0
        self.seq = 0
        self.answered: Callable[[HttpPhone, float | Refused], None] = lambda phone, took: None

    def cast(self, opening: Opening, plausibility: int) -> None:
        """Send a ballot now."""
        self.seq += 1
        self.told = self._kept
        body = BALLOT % (id(self), self.seq, self.seq, opening.round, opening.epoch, plausibility)
        self._sent_at = perf_counter()
        self.request("POST", "/phone/ballots", body)

    def _kept(self, said: Said) -> None:
        took = perf_counter() - self._sent_at
        self.answered(self, took * 1000 if said.status == 200 else Refused(said.body.decode()))


def _length(head: bytes) -> int:
    at = head.lower().index(b"content-length:")
    return int(head[at + 15 :].split(b"\r\n", 1)[0])


def _nobody(said: Said) -> None:
    """Nobody wants to know."""


BALLOT = (
    b'{"key":"h%x-%x","seq":%d,"round":%d,"epoch":%d,"plausibility":%d,"relevance":4,'
    b'"abstained":null,"parts":[],"if_changed":[]}'
)
