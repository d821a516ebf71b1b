"""What a page needs in one request each: its style sheet, and on the phone the modules of its first moment.

Both are joined from files that stand alone. A style sheet is the shared tokens and a surface's own rules. Modules are
joined in the order of their need; what they import of each other is there already, so those lines are left out, and so
are their doc comments, which are a third of what a phone would fetch.
"""

import re
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import Blueprint, Response, current_app, request, url_for
from werkzeug.wrappers import Response as Answer

from app.core.errors import NotHere
from app.web.access import for_anyone

pages = Blueprint("assets", __name__)
SHEETS = {surface: ("tokens.css", f"{surface}.css") for surface in ("phone", "desk", "screen", "team", "print")} | {
    "agenda": ("tokens.css", "team.css", "agenda.css")
}
FIRST = ("answer", "shelf", "queue", "look", "answers", "main")
MODULES = {"phone": ("shared/words.js", "shared/wire.js", *(f"phone/{name}.js" for name in FIRST))}
LEFT_OUT = re.compile(r'^import \{[^}]*\} from "\.[^"]*";\n|/\*\*.*?\*/\s*', re.MULTILINE | re.DOTALL)
AN_HOUR, A_YEAR = 3600, 365 * 24 * 3600


@pages.get("/css/<surface>.css")
@for_anyone
def css(surface: str) -> Answer:
    """The style sheet of a surface."""
    response = _joined(SHEETS, surface, "text/css")
    response.cache_control.public, response.cache_control.max_age = True, AN_HOUR
    return response.make_conditional(request)


@pages.app_template_global()
def modules_of(surface: str) -> str:
    """Where the modules of a surface's first moment are: at another address once they are others, so that they keep."""
    return url_for("assets.js", surface=surface, v=_text(str(current_app.static_folder), MODULES[surface])[1])


@pages.get("/js/<surface>.js")
@for_anyone
def js(surface: str) -> Answer:
    """The modules of a surface's first moment."""
    response = _joined(MODULES, surface, "text/javascript")
    if request.args.get("v") == response.get_etag()[0]:
        response.cache_control.public, response.cache_control.max_age = True, A_YEAR
    else:
        response.cache_control.no_cache = True
    return response.make_conditional(request)


def _joined(names: Mapping[str, tuple[str, ...]], surface: str, kind: str) -> Response:
    if surface not in names:
        raise NotHere
    text, tag = _text(str(current_app.static_folder), names[surface])
    response = Response(text, content_type=f"{kind}; charset=utf-8")
    response.set_etag(tag)
    return response


@cache
def _text(folder: str, names: tuple[str, ...]) -> tuple[str, str]:
    text = "".join((Path(folder) / name).read_text(encoding="utf-8") for name in names)
    if names[0].endswith(".js"):
        text = LEFT_OUT.sub("", text)
    return text, sha256(text.encode()).hexdigest()[:16]
