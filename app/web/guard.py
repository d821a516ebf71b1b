"""What every request and every answer goes through: writes from elsewhere are refused, answers say what may run."""

from collections.abc import Mapping
from functools import lru_cache

from flask import Flask, Response, g, request
from flask_wtf.csrf import CSRFProtect

from app.core.errors import ElsewhereRefused
from app.web.parts import parts

READING = ("GET", "HEAD", "OPTIONS")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{style}; img-src 'self' data:; "
    "connect-src 'self' {sockets}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def install(app: Flask, *, origin: str) -> None:
    """Guard all writes and head all answers."""
    csrf = CSRFProtect()
    app.config |= {"WTF_CSRF_TIME_LIMIT": None, "WTF_CSRF_CHECK_DEFAULT": False, "WTF_CSRF_SSL_STRICT": False}
    csrf.init_app(app)

    @app.before_request
    def refuse_writes_from_elsewhere() -> None:
        if request.method in READING:
            return
        _refuse_other_sites()
        # A browser cannot send this type to another site without asking first, and nobody here says yes.
        if not request.is_json:
            csrf.protect()

    @app.after_request
    def head(response: Response) -> Response:
        style = f" 'sha256-{g.style}'" if "style" in g else ""  # of the page's own sheet: see `assets.style_of`
        for name, value in headers_of(origin, style).items():
            response.headers[name] = value
        if request.endpoint not in ("static", "assets.css", "assets.js"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response


@lru_cache(maxsize=32)
def headers_of(origin: str, style: str = "") -> Mapping[str, str]:
    """What every answer of this origin is headed with. `style` lets a page's own sheet through."""
    return {
        "Content-Security-Policy": POLICY.format(sockets=origin.replace("http", "ws", 1), style=style),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def is_from_elsewhere(site: str | None, came_from: str | None, *, origin: str) -> bool:
    """Whether another site sent this, by what the browser says: the site, or on older phones the origin alone.

    A program that says neither has no cookie to misuse.
    """
    if site is not None:
        return site not in ("same-origin", "none")
    return came_from is not None and came_from != origin


def _refuse_other_sites() -> None:
    said = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if is_from_elsewhere(*said, origin=parts().settings.origin):
        raise ElsewhereRefused
