"""A line to the server: one browser's cookies, and how it asks and sends."""

from dataclasses import dataclass
from time import sleep
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests

from app.rehearsal.forms import Fields
from app.rehearsal.weather import Weather

TIMEOUT = 20.0  # seconds
TRIES = 6
BUSY, NOT_MODIFIED = 503, 304
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
        self.weather = Weather()
        parts = urlsplit(base)
        self.base = f"{parts.scheme}://{parts.netloc}"
        self._browser = requests.Session()
        self._browser.trust_env = False  # looking for proxies before each request would take longer than the request
        self._browser.headers["Origin"] = self.base  # as a browser does on every write

    @property
    def cookies(self) -> str:
        """The cookies as a header, for the socket's handshake."""
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self._browser.cookies)

    def page(self, path: str, *, within: float = TIMEOUT) -> requests.Response:
        """A page, after any redirects, within so many seconds. Raises Unexpected when it is none."""
        return self._good("GET", path, timeout=within)

    def submit(self, path: str, fields: Fields) -> requests.Response:
        """The page that follows a form. Raises Unexpected when there is none."""
        return self._good("POST", path, data=fields)

    def look(self, path: str, etag: str = "") -> tuple[dict[str, Any] | None, str]:
        """A snapshot and its ETag; None for the one the ETag stands for."""
        found = self._good("GET", path, headers={**JSON, "If-None-Match": etag} if etag else JSON)
        return (None if found.status_code == NOT_MODIFIED else found.json()), found.headers.get("ETag", "")

    def send(self, path: str, body: dict[str, Any]) -> Said:
        """Send JSON, again and again while the server is away or busy: the key in it makes that safe."""
        found = self._patiently("POST", path, json=body, headers=JSON)
        return Said(BUSY, {}) if found is None else Said(found.status_code, _object(found))

    def _good(self, verb: str, path: str, **more: Any) -> requests.Response:
        found = self._patiently(verb, path, **more)
        if found is None or not found.ok:
            what = f"answered with {found.status_code}" if found is not None else "not answered"
            raise Unexpected(f"{verb} {urlsplit(path).path} was {what}.")
        return found

    def _patiently(self, verb: str, path: str, **more: Any) -> requests.Response | None:
        """The answer, after waiting longer and longer while there is none; None when there never was."""
        for attempt in range(TRIES):
            try:
                self.weather.on_the_way(attempt)
                found = self._browser.request(verb, urljoin(self.base, path), **{"timeout": TIMEOUT, **more})
                self.weather.on_the_way_back(attempt)
            except requests.RequestException:
                found = None
            if found is not None and found.status_code != BUSY:
                return found
            sleep(0.1 * 2**attempt)
        return found


def _object(found: requests.Response) -> dict[str, Any]:
    try:
        read = found.json()
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}
