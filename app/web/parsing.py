"""Reading what came and choosing the form of the answer: the same routes serve plain forms and `fetch`."""

from collections.abc import Mapping
from typing import Any

from flask import Response, jsonify, request

from app.core.catalogue import N_, Phrase
from app.core.errors import AnswerUnreadable


def wants_json() -> bool:
    """Whether the answer is for a program: it asks for JSON, or sent JSON."""
    if request.is_json:
        return True
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def body() -> dict[str, Any]:
    """The JSON object that was sent. Raises AnswerUnreadable for anything else."""
    try:
        found = request.get_json(silent=True)
    except RecursionError:  # brackets within brackets, by the ten thousand
        found = None
    if not isinstance(found, dict):
        raise AnswerUnreadable(what=Phrase(N_("it is not a JSON object")))
    return found


def answer(payload: Mapping[str, object], status: int = 200) -> Response:
    """A JSON answer that no cache keeps."""
    response = jsonify(payload)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response
