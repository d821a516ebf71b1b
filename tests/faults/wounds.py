"""What can be done to a server before it serves: be killed at a named point, a wrong clock, a full disk, a planted fault.

A wound is a list: its name, and what it needs. The named points are seen from SQLAlchemy's engine, so that they hold
whichever part of the server writes: `ballot:wrote` (inside the transaction), `ballot:commit` (before it), and
`ballot:committed` (after it, before anyone is answered); the same for `move`, `join` and `withdrawal`.
"""

import json
import os
import re
import signal
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine.default import DefaultDialect

import app.factory
import app.live.buckets
import app.web.limits

STAGES = ("wrote", "commit", "committed")
KINDS = {
    ("INSERT", "ballot_event"): "ballot",
    ("UPDATE", "round"): "move",
    ("INSERT", "panellist"): "join",
    ("INSERT", "withdrawal"): "withdrawal",
}
POINTS = [f"{kind}:{stage}" for kind in KINDS.values() for stage in STAGES]
WRITES = re.compile(r'\s*(INSERT INTO|UPDATE)\s+"?(\w+)', re.IGNORECASE)


def inflict(wound: list[Any]) -> None:
    """Apply one wound to this process."""
    name, *what = wound
    WOUNDS[name](*what)


def kill_at(point: str, time: int = 1) -> None:
    """Die like a process whose power is cut, when the named point is passed for the n-th time."""
    passed: Counter[str] = Counter()

    def passing(here: str) -> None:
        passed[here] += 1
        if here == point and passed[here] == time:
            os.kill(os.getpid(), signal.SIGKILL)

    watch(passing)


def watch(passing: Callable[[str], None]) -> None:
    """Call `passing` with each named point, as it is passed."""
    commit = DefaultDialect.do_commit

    @event.listens_for(Engine, "begin")
    def begin(connection: Any) -> None:
        connection.info["kinds"] = []

    @event.listens_for(Engine, "after_cursor_execute")
    def wrote(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        found = WRITES.match(statement)
        kind = KINDS.get((found[1].split()[0].upper(), found[2])) if found else None
        if kind:
            connection.info.setdefault("kinds", []).append(kind)
            passing(f"{kind}:wrote")

    @event.listens_for(Engine, "commit")
    def committing(connection: Any) -> None:
        kinds = dict.fromkeys(connection.info.get("kinds", []))
        open_commits[id(connection.connection.dbapi_connection)] = list(kinds)
        for kind in kinds:
            passing(f"{kind}:commit")

    open_commits: dict[int, list[str]] = {}

    def do_commit(self: Any, connection: Any) -> None:
        commit(self, connection)
        for kind in open_commits.pop(id(_bare(connection)), []):
            passing(f"{kind}:committed")

    DefaultDialect.do_commit = do_commit  # type: ignore[method-assign]


def clock_is_off(days: float) -> None:
    """Let the server's clock go wrong by so many days."""
    app.factory.wall_clock = lambda: datetime.now(UTC) + timedelta(days=days)


def no_limits() -> None:
    """Let a phone send as often as it likes: for storms that no finger could make."""
    app.live.buckets.Buckets.take = lambda self, name: True  # type: ignore[method-assign]
    app.web.limits.Limits.wrote = lambda self, panellist: None  # type: ignore[method-assign]


def disk_is_full_while(flag: str) -> None:
    """Let the database grow no further while a file of this name exists."""

    @event.listens_for(Engine, "begin")
    def begin(connection: Any) -> None:
        pages = connection.connection.cursor().execute("PRAGMA page_count").fetchone()[0]
        most = pages if Path(flag).exists() else 2**30
        connection.connection.cursor().execute(f"PRAGMA max_page_count = {most}")


def tell_registries(path: str) -> None:
    """On SIGUSR1, write down how much of each connection the server still remembers."""
    import app.server  # not above: it patches for gevent, and tests read the names of the points from here

    serve = app.server._serve

    def serve_and_tell(server: Any, application: Any, settings: Any) -> None:
        import gevent

        gevent.signal_handler(signal.SIGUSR1, lambda: Path(path).write_text(json.dumps(_registries(application))))
        serve(server, application, settings)

    app.server._serve = serve_and_tell


def _registries(application: Any) -> dict[str, int]:
    socketio, parts = application.extensions["socketio"].server, application.extensions["plumbline"]
    sockets = {sid for rooms in socketio.manager.rooms.values() for sids in rooms.values() for sid in sids}
    return {
        "connections": sum(not each.closed for each in socketio.eio.sockets.values()),
        "environments": len(socketio.environ),
        "sockets": len(sockets),
        "listeners": len(parts.broadcast._roll.sockets(lambda listener: True)),
    }


def plant(name: str) -> None:
    """Plant one of the mistakes that the checker must find."""
    from tests.faults import plants

    plants.PLANTS[name]()


def _bare(connection: Any) -> Any:
    return getattr(connection, "dbapi_connection", connection)


WOUNDS: dict[str, Callable[..., None]] = {
    "kill_at": kill_at,
    "clock_is_off": clock_is_off,
    "no_limits": no_limits,
    "disk_is_full_while": disk_is_full_while,
    "plant": plant,
    "tell_registries": tell_registries,
}
