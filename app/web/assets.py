"""Style sheets, one request each: the shared tokens and a surface's own rules, joined once."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import Blueprint, Response, current_app, request
from werkzeug.wrappers import Response as Answer

from app.core.errors import NotHere
from app.web.access import for_anyone

pages = Blueprint("assets", __name__)
SURFACES = frozenset({"phone", "desk", "screen", "team"})
AN_HOUR = 3600


@pages.get("/css/<surface>.css")
@for_anyone
def css(surface: str) -> Answer:
    """The style sheet of a surface."""
    if surface not in SURFACES:
        raise NotHere
    text, tag = _joined(str(current_app.static_folder), surface)
    response = Response(text, content_type="text/css; charset=utf-8")
    response.set_etag(tag)
    response.cache_control.public, response.cache_control.max_age = True, AN_HOUR
    return response.make_conditional(request)


@cache
def _joined(folder: str, surface: str) -> tuple[str, str]:
    text = "".join((Path(folder) / f"{name}.css").read_text() for name in ("tokens", surface))
    return text, sha256(text.encode()).hexdigest()[:16]
