"""What a page needs, in one request each: its style sheet, on the phone the modules of its first moment and the rest.

Both are joined from files that stand alone. A style sheet is the shared tokens and a surface's own rules. Modules are
joined in the order of their need; what they import of each other is there already, so those lines are left out, and so
are comments, which are a third of what a phone would fetch. What the rest of a phone needs of its first moment it
imports from there, in one line.

The phone's own page carries its style sheet in itself: a request of its own would keep a slow network from showing her
anything for as long again, and a page with its forms and its style takes an answer before any script has come.

Pages name what they need by its content, so that a browser may keep it for good: other content has another address.
"""

import posixpath
import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import Blueprint, Response, current_app, g, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as Answer

from app.core.errors import NotHere
from app.web.access import for_anyone

pages = Blueprint("assets", __name__)
SHEETS = {surface: ("tokens.css", f"{surface}.css") for surface in ("phone", "desk", "screen", "team", "print")} | {
    "agenda": ("tokens.css", "team.css", "agenda.css")
}
FIRST = ("answer", "shelf", "queue", "look", "answers", "main")
SHARED = ("wake", "contact", "snapshot", "silence", "socket", "attend", "page", "bars")
REST = ("reading", "frames", "block", "comments", "screens", "paint", "shell", "language", "room")
MODULES = {
    "phone": ("shared/words.js", "shared/wire.js", *(f"phone/{name}.js" for name in FIRST)),
    "room": (*(f"shared/{name}.js" for name in SHARED), *(f"phone/{name}.js" for name in REST)),
    "offline": ("shared/words.js", "phone/shelf.js", "phone/offline.js"),
}
BEFORE = {"room": "phone"}  # whose modules are there before those of a surface
IMPORT = re.compile(r'^import \{ ([^}]*) \} from "(\.[^"]*)";\n', re.MULTILINE)
DOC_COMMENT = re.compile(r"/\*\*.*?\*/\s*", re.DOTALL)
CSS_COMMENT, SPACE = re.compile(r"/\*.*?\*/\s*", re.DOTALL), re.compile(r"\s+")
AN_HOUR, A_YEAR = 3600, 365 * 24 * 3600


@pages.get("/css/<surface>.css")
@for_anyone
def css(surface: str) -> Answer:
    """The style sheet of a surface."""
    response = _joined(SHEETS, surface, "text/css")
    response.cache_control.public, response.cache_control.max_age = True, A_YEAR if _is_named(response) else AN_HOUR
    return response.make_conditional(request)


@pages.get("/js/<surface>.js")
@for_anyone
def js(surface: str) -> Answer:
    """Modules of a surface, as one."""
    response = _joined(MODULES, surface, "text/javascript")
    if _is_named(response):
        response.cache_control.public, response.cache_control.max_age = True, A_YEAR
    else:
        response.cache_control.no_cache = True
    return response.make_conditional(request)


@pages.app_template_global()
def sheet_of(surface: str) -> str:
    """Where the style sheet of a surface is, under the name of its content."""
    return url_for("assets.css", surface=surface, v=_tag(_sheet(_folder(), SHEETS[surface])))


@pages.app_template_global()
def style_of(surface: str) -> Markup:
    """The style sheet of a surface, to stand in the page itself; `guard` lets it through by its digest."""
    text = _sheet(_folder(), SHEETS[surface])
    g.style = _digest(text)
    return Markup(text)  # noqa: S704  # files of ours, and no word that anybody sent


@pages.app_template_global()
def modules_of(surface: str) -> str:
    """Where modules of a surface are, under the name of their content."""
    return url_for("assets.js", surface=surface, v=_tag(_modules(_folder(), surface)))


def _joined(names: Mapping[str, tuple[str, ...]], surface: str, kind: str) -> Response:
    if surface not in names:
        raise NotHere
    text = _sheet(_folder(), names[surface]) if names is SHEETS else _modules(_folder(), surface)
    response = Response(text, content_type=f"{kind}; charset=utf-8")
    response.set_etag(_tag(text))
    return response


def _is_named(response: Response) -> bool:
    """Whether it was asked for by the content it has."""
    return request.args.get("v") == response.get_etag()[0]


def _folder() -> str:
    return str(current_app.static_folder)


@cache
def _tag(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


@cache
def _digest(text: str) -> str:
    """Of a style sheet, as a content policy names it."""
    return b64encode(sha256(text.encode()).digest()).decode()


@cache
def _sheet(folder: str, names: tuple[str, ...]) -> str:
    return SPACE.sub(" ", CSS_COMMENT.sub("", _text(folder, names)))


def _text(folder: str, names: tuple[str, ...]) -> str:
    return "".join((Path(folder) / name).read_text(encoding="utf-8") for name in names)


@cache
def _modules(folder: str, surface: str) -> str:
    own = MODULES[surface]
    text = IMPORT.sub("", DOC_COMMENT.sub("", _text(folder, own)))
    wanted = sorted({name for module in own for name in _imported(folder, module, BEFORE.get(surface))})
    return f'import {{ {", ".join(wanted)} }} from "{modules_of(BEFORE[surface])}";\n{text}' if wanted else text


def _imported(folder: str, module: str, before: str | None) -> Iterator[str]:
    """The names that a module imports from those of the surface before."""
    there = MODULES[before] if before else ()
    for names, path in IMPORT.findall(_text(folder, (module,))):
        if posixpath.normpath(posixpath.join(posixpath.dirname(module), path)) in there:
            yield from names.split(", ")
