"""What every request and every answer goes through: writes from elsewhere are refused, answers say what may run."""

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
    sockets = origin.replace("http", "ws", 1)

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
        response.headers["Content-Security-Policy"] = POLICY.format(sockets=sockets, style=style)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        if request.endpoint not in ("static", "assets.css", "assets.js"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response


def _refuse_other_sites() -> None:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site not in ("same-origin", "none"):
            raise ElsewhereRefused
        return
    # Older phones do not say the site, but their origin. A program without either has no cookie to misuse.
    came_from = request.headers.get("Origin")
    if came_from is not None and came_from != parts().settings.origin:
        raise ElsewhereRefused
