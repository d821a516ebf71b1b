"""The server: one process on gevent with real websockets. It alone patches, before it imports anything else."""

from gevent import monkey

monkey.patch_all()

import errno
import fcntl
import gc
import logging
import os
import resource
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click
import gevent
from flask import Flask
from gevent import Timeout
from gevent.event import Event
from gevent.pool import Pool
from gevent.pywsgi import WSGIHandler, WSGIServer

from app.banner import banner, example_links
from app.factory import create_app
from app.live.wire.heads import read_head
from app.live.presence import watch_presence
from app.live.sockets import close_all, watch_door
from config import Settings, SettingsProblem, read_settings

T = TypeVar("T")
log = logging.getLogger(__name__)

STOP_WITHIN = 1.0  # seconds for requests under way
LAST_WORDS = 0.1  # seconds for answers on sockets, before they are closed; their clients come back by themselves
IDLE = 75.0  # seconds that a connection may stay open without asking for anything
HEAD_WITHIN = 10.0  # seconds for the lines before a request's body
# Connections that wait to be taken up, as many as the system allows. A phone that finds no room tries again a second
# later, and with the library's 128 most of a hall that came back at once did, twice.
BACKLOG = 4096
SHORT_ANSWER = 16_384  # bytes
MANY = 65_536  # open files
DRAIN_WITHIN = 6.0  # seconds for ballots that wait: longer than the database waits for another process


def main() -> int:
    """Serve until told to stop. The exit status: 0 after a clean end, 1 when it could not start."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        settings = read_settings()
        _claim(settings.data)
        app = create_app(settings, async_mode="gevent")
        server = _listen(app, settings)
    except SettingsProblem as problem:
        click.echo(problem, err=True)
        return 1
    _serve(server, app, settings)
    return 0


class Handler(WSGIHandler):
    """The library's handler, which waits for a request, and for its head, only so long.

    It sends a short answer's head and body in one go where the library would in two: for a small answer sending is a
    tenth of the work. `_write_with_headers` and `_sendall` are private; without them everything is sent as before.
    """

    _held: list[bytes] | None = None

    def read_requestline(self) -> Any:
        return _within(IDLE, super().read_requestline)

    def read_request(self, raw_requestline: str) -> Any:
        return _within(HEAD_WITHIN, partial(super().read_request, raw_requestline))

    def MessageClass(self, fp: Any, *_: Any) -> Any:  # noqa: N802  # as the library calls it
        return read_head(fp, type(WSGIHandler.headers), super().MessageClass)

    def log_request(self) -> None:
        """Nothing is logged, and what would not be written need not be put together."""

    def _write_with_headers(self, data: bytes) -> None:
        if len(data) > SHORT_ANSWER:
            super()._write_with_headers(data)  # type: ignore[misc]  # missing from its stubs, as the next ones
            return
        held: list[bytes] = []
        self._held = held
        try:
            super()._write_with_headers(data)  # type: ignore[misc]
        finally:
            self._held = None
        self._sendall(b"".join(held))

    def _sendall(self, data: bytes) -> None:
        if self._held is None:
            super()._sendall(data)  # type: ignore[misc]
        else:
            self._held.append(data)


def _within(seconds: float, read: Callable[[], T]) -> T | None:
    """What is read, or None when it did not come in time."""
    try:
        with Timeout(seconds):
            return read()
    except Timeout:
        return None


def _listen(app: Flask, settings: Settings) -> WSGIServer:
    """The server, bound to its port but not answering yet. Raises SettingsProblem when the port cannot be had."""
    server = WSGIServer(
        (settings.host, settings.port),
        app,
        backlog=BACKLOG,
        handler_class=Handler,
        log=None,
        spawn=Pool(),  # a pool is waited for at the end, so that nobody's answer is cut off
        environ={"SERVER_NAME": settings.host},  # else start-up asks the network for this machine's name
    )
    try:
        server.init_socket()
    except OSError as problem:
        raise SettingsProblem(_why_not(settings, problem)) from None
    return server


def _why_not(settings: Settings, problem: OSError) -> str:
    if problem.errno == errno.EADDRINUSE:
        return f"Port {settings.port} is in use by another program. Choose another one, for example: make run PORT=8080"
    return f"Cannot listen on {settings.host}, port {settings.port}: {problem.strerror}. Set HOST and PORT."


def _serve(server: WSGIServer, app: Flask, settings: Settings) -> None:
    greeting = _greeting(app, settings)
    watch_door(app)
    parts = app.extensions["plumbline"]
    watch_presence(app, parts.broadcast, parts.database, parts.clock)
    told_to_end = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, told_to_end.set)
    _allow_many_sockets()
    _settle_memory()
    server.start()
    click.echo(greeting)
    told_to_end.wait()
    server.close()
    if not parts.committer.drain(DRAIN_WITHIN):
        log.warning("some ballots still waited at the end; their phones keep them and come again")
    gevent.sleep(LAST_WORDS)
    close_all(app)
    server.stop(timeout=STOP_WITHIN)
    parts.database.close()


def _allow_many_sockets() -> None:
    """Each phone takes two open files, and many systems allow 1,024 unless asked."""
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MANY if most == resource.RLIM_INFINITY else min(MANY, most)
    if now != resource.RLIM_INFINITY and now < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def _claim(data: Path) -> None:
    """Hold the data folder until this process ends, however it ends. Raises SettingsProblem when another holds it."""
    held = os.open(data / "in-use", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise SettingsProblem(
            f"Another Plumbline serves the folder {data}. Stop that one, or choose another: make run DATA=..."
        ) from None


def _greeting(app: Flask, settings: Settings) -> str:
    statements = int(os.environ.get("PLUMBLINE_EXAMPLE") or 0)
    if not statements:
        return f"Plumbline listens on {settings.origin}"
    with app.extensions["plumbline"].database.writing() as db:
        return banner(example_links(db, settings, at=datetime.now(UTC), statements=statements))


def _settle_memory() -> None:
    # What start-up made stays for ever; looking through it again and again would stall every phone for a moment. What
    # comes later leaves few rings (a closed socket none, a page some hundred small things): looking is rarely needed.
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)


if __name__ == "__main__":
    sys.exit(main())
