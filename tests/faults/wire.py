"""The wire, as thin as it can be: one HTTP connection of one browser, and one socket that can also send."""

import json
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import websocket

from app.rehearsal.ear import EVENT, PING, PONG, Closed, Ear

PATIENCE = 4.0  # seconds without an answer after which a phone takes the other door
RENDERED_WITHIN = 120.0  # seconds for a document
ACKNOWLEDGED = "43"


class Silence(Exception):
    """No answer came: whether what was sent arrived, nobody can say."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was answered."""

    status: int
    body: dict[str, Any]
    cookies: tuple[str, ...] = ()

    def cookie(self, name: str) -> str:
        """The value of a cookie that came with it."""
        return next(each.split(";")[0].partition("=")[2] for each in self.cookies if each.startswith(name + "="))


class Line:
    """One browser's HTTP. It speaks to `base` as a page of `origin` would."""

    def __init__(self, base: str, *, origin: str = "", cookie: str = "", patience: float = 10.0) -> None:
        where = urlsplit(base)
        self._line = HTTPConnection(where.hostname or "", where.port, timeout=patience)
        self.base = base
        self._heads = {"Accept": "application/json", "Origin": origin or base, "Cookie": cookie}

    def get(self, path: str, etag: str = "") -> Said:
        """Ask. Raises Silence."""
        return self._ask("GET", path, None, {"If-None-Match": etag} if etag else {})

    def post(self, path: str, body: object) -> Said:
        """Send an object as JSON. Raises Silence."""
        return self._ask("POST", path, json.dumps(body), {"Content-Type": "application/json"})

    def file(self, path: str) -> bytes:
        """A document. Raises Silence."""
        whole = HTTPConnection(self._line.host, self._line.port, timeout=RENDERED_WITHIN)
        with closing(whole):
            whole.request("GET", path, headers=self._heads)
            return whole.getresponse().read()

    def hang_up(self) -> None:
        self._line.close()

    def _ask(self, verb: str, path: str, body: str | None, more: dict[str, str]) -> Said:
        try:
            self._line.request(verb, path, body, self._heads | more)
            answer = self._line.getresponse()
            cookies = tuple(answer.headers.get_all("Set-Cookie") or ())
            return Said(answer.status, _object(answer.read()), cookies)
        except (OSError, HTTPException) as problem:
            self._line.close()
            raise Silence(str(problem)) from None


class Lane(Ear):
    """A socket that hears frames and sends ballots."""

    def __init__(self, base: str, ticket: str, *, timeout: float = 10.0) -> None:
        super().__init__(base, ticket, timeout=timeout)
        self._number = 0
        self.frames: list[dict[str, Any]] = []

    def call(self, event: str, body: object, *, patience: float = PATIENCE) -> dict[str, Any]:
        """Send an event; what was acknowledged. Raises Silence, and Closed."""
        self._number += 1
        try:
            self._socket.send(f"{EVENT}{self._number}{json.dumps([event, body])}")
        except (OSError, websocket.WebSocketException) as problem:
            raise Closed(str(problem)) from None
        return self._answer(f"{ACKNOWLEDGED}{self._number}[", monotonic() + patience)

    def listen(self, timeout: float) -> list[dict[str, Any]]:
        """The frames that came, after waiting at most so long for the first. Raises Closed."""
        frame = None if self.frames else self.hear(timeout)
        heard, self.frames = self.frames + ([frame] if frame else []), []
        return heard

    def _answer(self, wanted: str, until: float) -> dict[str, Any]:
        while (left := until - monotonic()) > 0:
            packet = self._receive(left)
            if packet == PING:
                self._socket.send(PONG)
            elif packet and packet.startswith(wanted):
                return dict(json.loads(packet[len(wanted) - 1 :])[0])
            elif packet and packet.startswith(EVENT):
                self.frames.append(json.loads(packet[len(EVENT) :])[1])
        raise Silence("no acknowledgement")


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
