"""Snapshots that say whether they changed: a screen that asks every ten seconds mostly hears "as you know it"."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from flask import Response, current_app, request

ASKS_AGAIN = "private, no-cache"  # kept by her browser alone, which asks each time whether it still holds


def fresh(payload: Mapping[str, Any]) -> Response:
    """Answer with a snapshot, or with 304 when the asker's ETag shows that she has it already."""
    text = current_app.json.dumps(payload).encode()
    response = current_app.response_class(text, mimetype="application/json")
    response.set_etag(tag_of(text))
    response.headers["Cache-Control"] = ASKS_AGAIN
    response.make_conditional(request)
    return response


def tag_of(text: bytes) -> str:
    """What an ETag calls this text."""
    return sha256(text).hexdigest()[:32]
