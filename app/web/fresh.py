"""Snapshots that say whether they changed: a screen that asks every ten seconds mostly hears "as you know it"."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from flask import Response, current_app, request


def fresh(payload: Mapping[str, Any]) -> Response:
    """Answer with a snapshot, or with 304 when the asker's ETag shows that she has it already."""
    text = current_app.json.dumps(payload)
    response = current_app.response_class(text, mimetype="application/json")
    response.set_etag(sha256(text.encode()).hexdigest()[:32])
    response.headers["Cache-Control"] = "private, no-cache"
    response.make_conditional(request)
    return response
