"""The wicket: a small gate beside Flask, for what a hall of phones asks at one instant.

That is a ticket, the state of the room, and the keeping of an answer or a comment. What it buys: for each of them Flask
makes two contexts, unseals a session, looks up a route and heads an answer line by line, more than half of what a
ticket takes; and a hall that comes back asks two thousand times. Guards, reading and services are those of Flask's
routes.

Whatever is not plainly such a request of a phone that may have it goes Flask's way, as if nobody had looked at it, and
so does every refusal: Flask's routes alone say them. The answers are the same, but for the
date and the header Vary.
"""

from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from json import JSONEncoder, loads
from typing import TYPE_CHECKING, Any, NamedTuple

from flask import Flask
from werkzeug.http import parse_cookie

from app.core.ballots import is_number
from app.live.audiences import Audience
from app.live.committer import Sent
from app.services import panels
from app.services.tokens import hash_of
from app.web.access import PHONE_COOKIE, is_page_of
from app.web.fresh import ASKS_AGAIN, tag_of
from app.web.guard import headers_of, is_from_elsewhere
from app.web.parts import Parts
from app.web.phone_reading import comment_of_wire
from app.web.phone_room import EARLY, keep_comment, state_at_once, state_for
from app.web.tickets import phone_listener

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LONGEST = 16_384  # bytes of what is sent
UNUSUAL = ("HTTP_IF_MATCH", "HTTP_RANGE", "HTTP_TRANSFER_ENCODING")
JSON_TYPE = ("Content-Type", "application/json")

in_short = JSONEncoder(sort_keys=True, separators=(",", ":")).encode  # as Flask writes an answer
in_full = JSONEncoder(sort_keys=True).encode  # and a snapshot


class Said(NamedTuple):
    """An answer."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes = b""


class Wicket:
    """WSGI middleware: answers what it can, and hands on everything else."""

    def __init__(self, flask: Flask) -> None:
        self._flask = flask
        self.flasks_way: WSGIApplication = flask.wsgi_app

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        route = ROUTES.get((environ["REQUEST_METHOD"], environ.get("PATH_INFO", "")))
        here: Parts = self._flask.extensions["plumbline"]
        said = _said(route, here, environ) if route else None
        if said is None:
            return self.flasks_way(environ, start)
        start(said.status, [*said.headers, *headers_of(here.settings.origin).items()])
        return [said.body]


def _said(route: "Route", here: Parts, environ: "WSGIEnvironment") -> Said | None:
    """The answer; None where Flask should look."""
    try:
        return route(here, environ) if _is_plain(here, environ) else None
    except Exception:  # noqa: BLE001  # whatever it is, Flask's route meets it too, and knows what to say
        return None


def _is_plain(here: Parts, environ: "WSGIEnvironment") -> bool:
    site, origin = environ.get("HTTP_SEC_FETCH_SITE"), environ.get("HTTP_ORIGIN")
    if environ.get("QUERY_STRING") or environ.get("SCRIPT_NAME") or any(name in environ for name in UNUSUAL):
        return False
    return not is_from_elsewhere(site, origin, origin=here.settings.origin)


def _ticket(here: Parts, environ: "WSGIEnvironment") -> Said | None:
    sent = _sent(environ)
    if sent is None or sent.get("audience") != Audience.PHONE or not is_number(sent.get("workshop")):
        return None
    with here.database.asking() as on:
        phone = panels.who_on(on, _cookie(environ))
    if phone.workshop != sent["workshop"]:
        return None
    listener = phone_listener(here, phone, phone.workshop)
    return _answer({"ticket": here.tickets.give(listener, at=here.clock())})


def _state(here: Parts, environ: "WSGIEnvironment") -> Said | None:
    cookie = _her_page(here, environ)
    if cookie is None:
        return None
    text = in_full(_her_state(here, cookie)).encode()
    return _fresh(text, f'"{tag_of(text)}"', environ.get("HTTP_IF_NONE_MATCH", ""))


def _her_state(here: Parts, cookie: str) -> Mapping[str, Any]:
    with here.database.asking() as on:
        her = panels.who_on(on, cookie)
        found = state_at_once(here, on, her)
    if found is not None:
        return found
    with here.database.reading() as db:
        return state_for(here, db, her)


def _fresh(text: bytes, tag: str, known: str) -> Said | None:
    headers = [("ETag", tag), ("Cache-Control", ASKS_AGAIN)]
    if known.removeprefix("W/") == tag:
        return Said("304 NOT MODIFIED", headers)
    if "," in known or "*" in known:
        return None
    return Said("200 OK", [JSON_TYPE, ("Content-Length", str(len(text))), *headers], text)


def _ballot(here: Parts, environ: "WSGIEnvironment") -> Said | None:
    sent, cookie = _sent(environ), _her_page(here, environ)
    if sent is None or not cookie:
        return None
    here.limits.wrote(hash_of(cookie))
    recorded = here.committer.cast(Sent(cookie, sent, "http"))
    if recorded.ok:
        return _answer(recorded.told())
    environ[EARLY] = recorded  # said by Flask's route, in her language
    return None


def _comment(here: Parts, environ: "WSGIEnvironment") -> Said | None:
    sent, cookie = _sent(environ), _her_page(here, environ)
    if sent is None or cookie is None:
        return None
    written = comment_of_wire(sent)
    with here.database.asking() as on:
        her = panels.who_on(on, cookie)
    here.limits.wrote(her.id)
    try:
        keep_comment(here, her, written)
    except Exception as problem:  # noqa: BLE001  # raised again by Flask's route
        environ[EARLY] = problem
        return None
    return _answer({"ok": True})


def _cookie(environ: "WSGIEnvironment") -> str:
    return parse_cookie(environ).get(PHONE_COOKIE, "")


def _her_page(here: Parts, environ: "WSGIEnvironment") -> str | None:
    """The phone's cookie; None where the page was made for another one."""
    cookie = _cookie(environ)
    return cookie if is_page_of(environ.get("HTTP_PAGE"), cookie, secret=here.settings.secret) else None


def _sent(environ: "WSGIEnvironment") -> Mapping[str, Any] | None:
    """The JSON object that was sent, which stays to be read again; None for anything else."""
    length = int(environ.get("CONTENT_LENGTH") or 0)
    if environ.get("CONTENT_TYPE") != "application/json" or not 0 < length <= LONGEST:
        return None
    body = environ["wsgi.input"].read(length)
    environ["wsgi.input"] = BytesIO(body)
    found = loads(body)
    return found if isinstance(found, dict) else None


def _answer(payload: Mapping[str, object]) -> Said:
    body = f"{in_short(payload)}\n".encode()
    return Said("200 OK", [JSON_TYPE, ("Content-Length", str(len(body))), ("Cache-Control", "no-store")], body)


Route = Callable[[Parts, "WSGIEnvironment"], Said | None]
ROUTES: Mapping[tuple[str, str], Route] = {
    ("POST", "/ticket"): _ticket,
    ("GET", "/phone/state"): _state,
    ("POST", "/phone/ballots"): _ballot,
    ("POST", "/phone/comments"): _comment,
}
