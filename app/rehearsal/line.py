"""A line to the server: one browser's cookies, and how it asks and sends."""

from dataclasses import dataclass
from time import sleep
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests

from app.rehearsal.forms import Fields

TIMEOUT = 20.0  # seconds
TRIES = 6
BUSY = 503
JSON = {"Accept": "application/json"}


class Unexpected(Exception):
    """The server answered something that an afternoon cannot go on with; the text says what."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the server said: its status, and the JSON it sent ({} for none)."""

    status: int
    body: dict[str, Any]

    @property
    def ok(self) -> bool:
        """Whether what was sent is kept."""
        return self.status < 300 and self.body.get("ok", True) is True


class Line:
    """One browser. It is used by one thread at a time."""

    def __init__(self, base: str) -> None:
        parts = urlsplit(base)
        self.base = f"{parts.scheme}://{parts.netloc}"
        self._browser = requests.Session()
        self._browser.trust_env = False  # looking for proxies before each request would take longer than the request
        self._browser.headers["Origin"] = self.base  # as a browser does on every write

    @property
    def cookies(self) -> str:
        """The cookies as a header, for the socket's handshake."""
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self._browser.cookies)

    def page(self, path: str) -> requests.Response:
        """A page, after any redirects. Raises Unexpected when it is none."""
        return _good(self._browser.get(urljoin(self.base, path), timeout=TIMEOUT))

    def submit(self, path: str, fields: Fields) -> requests.Response:
        """The page that follows a form. Raises Unexpected when there is none."""
        return _good(self._browser.post(urljoin(self.base, path), data=fields, timeout=TIMEOUT))

    def look(self, path: str, etag: str = "") -> tuple[dict[str, Any] | None, str]:
        """A snapshot and its ETag; None for the one the ETag stands for."""
        headers = {**JSON, "If-None-Match": etag} if etag else JSON
        found = _good(self._browser.get(urljoin(self.base, path), headers=headers, timeout=TIMEOUT))
        return (None if found.status_code == 304 else found.json()), found.headers.get("ETag", "")

    def send(self, path: str, body: dict[str, Any]) -> Said:
        """Send JSON, again and again while the server is away or busy: the key in it makes that safe."""
        for attempt in range(TRIES):
            try:
                found = self._browser.post(urljoin(self.base, path), json=body, headers=JSON, timeout=TIMEOUT)
            except requests.RequestException:
                found = None
            if found is not None and found.status_code != BUSY:
                return Said(found.status_code, _object(found))
            sleep(0.1 * 2**attempt)
        return Said(BUSY, {})


def _object(found: requests.Response) -> dict[str, Any]:
    try:
        read = found.json()
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _good(found: requests.Response) -> requests.Response:
    if not found.ok:
        raise Unexpected(f"{found.request.method} {urlsplit(found.url).path} was answered with {found.status_code}.")
    return found
