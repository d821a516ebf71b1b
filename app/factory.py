"""Putting an application together from its settings."""

from importlib import import_module
from pathlib import Path

from flask import Flask

from app.cli import install as install_commands
from app.cli import refuse_the_development_server
from app.live.lately import Lately
from app.live.presence import Lookers, Work, after_a_moment
from app.live.sockets import attach
from app.live.tickets import Tickets
from app.rehearsal.sittings import Sittings
from app.storage.engine import Database
from app.storage.keys import CommentKeys
from app.web import errors, guard, languages, numbers, squeeze
from app.web.aside import in_hub_threads, in_threads
from app.web.limits import Limits
from app.web.parts import Parts, wall_clock
from app.web.phone_room import dressed, said_in
from app.web.wicket import Wicket
from config import Settings, SettingsProblem, read_settings

ROOT = Path(__file__).parent.parent
ROOMS = (
    *("assets", "join", "phone", "shell", "desk", "talk", "preflight", "screen", "tickets"),
    *("accounts", "reviews", "workshops", "results", "overview", "protocol", "instrument"),
    *("agenda", "printing", "rehearsals", "translations", "translation_sheet"),
    *("lineage", "weighting", "sources", "evidence", "downloads", "documents", "versions", "candidates"),
    *("letterhead", "making", "comment_translations"),
)
DATABASE_THREADS = 3  # threads for the database: one commits, as one writes at a time, and two read through much
LARGEST_UPLOAD = 6 * 1024 * 1024  # a sheet of 5 MB and the form around it


def create_app(settings: Settings | None = None, *, async_mode: str = "threading") -> Flask:
    """Build the application. `async_mode` is gevent in the server, threading in tests.

    Without settings, as the terminal calls it, they come from the environment; see `_for_the_terminal`.
    """
    if settings is None:
        return _for_the_terminal()
    app = Flask("plumbline", root_path=str(ROOT), static_folder="static", template_folder="templates")
    app.config |= {
        "SECRET_KEY": settings.secret,
        "MAX_CONTENT_LENGTH": LARGEST_UPLOAD,
        "SESSION_COOKIE_NAME": "plumbline_form",
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.is_https,
    }
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    languages.install(app)
    app.extensions["plumbline"] = _parts(app, settings, async_mode)
    guard.install(app, origin=settings.origin)
    errors.install(app)
    squeeze.install(app)
    numbers.install(app)
    for room in ROOMS:
        app.register_blueprint(import_module(f"app.web.{room}").pages)
    install_commands(app)
    app.wsgi_app = Wicket(app)  # type: ignore[assignment]
    return app


def _parts(app: Flask, settings: Settings, async_mode: str) -> Parts:
    is_served = async_mode == "gevent"
    aside = {"aside": in_hub_threads(DATABASE_THREADS)} if is_served else {}
    database = Database(settings.database_url, **aside)
    tickets = Tickets()
    live = attach(
        app,
        origin=settings.origin,
        database=database,
        tickets=tickets,
        clock=wall_clock,
        async_mode=async_mode,
        dress=dressed,
        speak=lambda recorded, language: said_in(app, recorded, language),
    )
    return Parts(
        settings=settings,
        database=database,
        keys=CommentKeys(settings.data / "keys"),
        broadcast=live.broadcast,
        committer=live.committer,
        tickets=tickets,
        limits=Limits(),
        lately=Lately(dressed),
        lookers=Lookers(database, wall_clock, after_a_moment(app.extensions["socketio"]) if is_served else _now),
        sittings=Sittings(),
        aside=in_hub_threads() if is_served else in_threads(),
        clock=wall_clock,
    )


def _now(work: Work) -> None:
    work()


def _for_the_terminal() -> Flask:
    """The application for its commands. `serve` and `rehearse` bring their own settings, so none need be set yet."""
    refuse_the_development_server()
    try:
        return create_app(read_settings())
    except SettingsProblem as problem:
        bare = Flask("plumbline", root_path=str(ROOT))
        install_commands(bare, problem=str(problem))
        return bare
