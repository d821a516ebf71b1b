"""Refusals: every one a clear sentence with the right status, as JSON or as a page."""

import logging

from flask import Flask, Response, make_response, render_template
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from app.core.catalogue import Phrase
from app.core.errors import (
    ElsewhereRefused,
    FormExpired,
    Kind,
    NotHere,
    OnOurSide,
    ServerBusy,
    TooMuchAtOnce,
    WorkshopError,
)
from app.web.parsing import answer, wants_json

log = logging.getLogger(__name__)

STATUS = {
    Kind.INVALID: 422,
    Kind.UNKNOWN: 404,
    Kind.STALE: 409,
    Kind.FORBIDDEN: 403,
    Kind.STRANGER: 401,
    Kind.WAIT: 429,
    Kind.BUSY: 503,
    Kind.FAULT: 500,
}
SENTENCES: dict[int, type[WorkshopError]] = {404: NotHere, 405: NotHere, 429: TooMuchAtOnce, 403: ElsewhereRefused}


def say(refused: WorkshopError) -> str:
    """The sentence of a refusal, in the reader's language."""
    return gettext(refused.sentence()).format(**{name: _in_words(fact) for name, fact in refused.facts.items()})


def _in_words(fact: object) -> object:
    return in_words(fact) if isinstance(fact, Phrase) else fact


def in_words(phrase: Phrase) -> str:
    """A phrase of the core in the reader's language."""
    return phrase.in_words(gettext)


def refuse(refused: WorkshopError, **more: object) -> Response:
    """The answer to something refused; `more` goes into the JSON."""
    return _answer(STATUS[refused.kind], refused.code, say(refused), more)


def install(app: Flask) -> None:
    """Let every refusal and every fault end in a sentence."""
    app.register_error_handler(WorkshopError, refuse)
    app.register_error_handler(CSRFError, lambda problem: refuse(FormExpired()))
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _fault)


def _busy(problem: OperationalError) -> Response:
    log.warning("database: %s", type(problem.orig).__name__)
    return refuse(ServerBusy())


def _http(problem: HTTPException) -> Response:
    status = problem.code or 500
    if status < 400:
        return make_response(problem.get_response())
    if status in SENTENCES:
        refused = SENTENCES[status]()
        return _answer(status, refused.code, say(refused), {})
    return _answer(status, "not_possible", _plain(status), {})


def _plain(status: int) -> str:
    if status == 413:
        return gettext("This is larger than what can be taken here: 5 MB for a sheet. Nothing was changed.")
    if status == 400:
        return gettext("This request could not be read. Nothing was changed.")
    return gettext(WorkshopError.sentence())


def _fault(problem: Exception) -> Response:
    # The text of an unknown fault may hold what someone wrote, so only its kind and place are logged.
    log.error("fault: %s", type(problem).__name__, exc_info=Fault().with_traceback(problem.__traceback__))
    return refuse(OnOurSide())


class Fault(Exception):
    """Stands in the log for a fault whose own text is left out."""


def _answer(status: int, error: str, sentence: str, more: dict[str, object]) -> Response:
    if wants_json():
        return answer({"ok": False, "error": error, "say": sentence, **more}, status)
    return make_response(render_template("refused.html", say=sentence, status=status), status)
