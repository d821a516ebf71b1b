"""A hall: a real server with a workshop in it, and real browsers at its desk and on its wall."""

import dataclasses
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Thread
from typing import Any

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect
from werkzeug.serving import make_server

from app.core.workshops import WorkshopId
from app.services import accounts, comments, panels, screens
from app.services.comments import Written
from app.storage.engine import Database
from app.web.parts import Parts
from tests.builders import Room

DESK = {"width": 1366, "height": 768}
WALL = {"width": 1920, "height": 1080}
LAN = "hall.test"  # a name for 127.0.0.1 that browsers take for a machine in the hall, on plain http


def chromium_path() -> str:
    """Where the browser is."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or "chromium"


@contextmanager
def served(app: Flask, port: int) -> Iterator[None]:
    """The application behind a real server, on threads."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()


def drawn(wall: Page) -> None:
    """The wall has drawn how things stand, at the size that fits."""
    expect(wall.locator("#wall[aria-busy]")).to_have_count(0)


class Hall:
    """One workshop with ten people who are here, its desk and its wall; `room` changes how it is built."""

    def __init__(self, app: Flask, database: Database, browser: Browser, **room: Any) -> None:
        self.app = app
        self.parts: Parts = app.extensions["plumbline"]
        self.origin, self.database, self.browser = self.parts.settings.origin, database, browser
        self.contexts: list[BrowserContext] = []
        with database.writing() as db:
            self.room = Room(db, **({"people": 10} | room))
            self.id: WorkshopId = self.room.id
            self.rounds = self.room.rounds
            self.everyone_is_here()

    def everyone_is_here(self) -> None:
        """Every phone was heard just now."""
        panels.touch(self.room.db, self.room.people, at=datetime.now(UTC))

    def now(self, do: Any) -> Any:
        """Let something happen in the room, and everyone hear of it."""
        with self.database.writing() as db:
            self.room.db = db
            self.everyone_is_here()
            found = do(self.room)
        self.parts.broadcast.changed(self.id)
        return found

    def stop_the_clock(self) -> None:
        """What can be taken back for five seconds stays so for as long as a busy machine needs."""
        now = datetime.now(UTC)
        self.parts = self.app.extensions["plumbline"] = dataclasses.replace(self.parts, clock=lambda: now)

    def answer(self, ratings: list[int], round: int = 0) -> None:
        """The first people answer the open round so."""
        pairs = list(zip(self.room.people, ratings, strict=False))
        self.now(lambda room: [room.cast(person, self.rounds[round], rating) for person, rating in pairs])

    def comment(self, text: str) -> int:
        """The first panellist writes beside the first statement, and it may be shown."""
        written = Written(text[:8], self.rounds[0], None, text, seen=False, may_show=True)
        person = self.room.people[0]
        return self.now(lambda room: comments.write(room.db, self.parts.keys, person, written, at=datetime.now(UTC)))

    def desk(self, name: str = "asha", **more: Any) -> Page:
        """The desk in a browser of its own; `name` is a member with every right."""
        with self.database.writing() as db:
            account = accounts.account_named(db, name) or accounts.create_account(db, name, review=self.room.review)
            cookie = accounts.start(db, account, at=datetime.now(UTC))
        context = self._context({"viewport": DESK} | more, plumbline_desk=cookie)
        return self._opened(context, f"/desk/{self.id}")

    def wall(self, **more: Any) -> Page:
        """The projector in a browser of its own."""
        with self.database.reading() as db:
            key = screens.screen_key(db, self.id, secret=self.parts.settings.secret)
        wall = self._opened(self._context({"viewport": WALL} | more, plumbline_screen=key), "/screen")
        drawn(wall)
        return wall

    def leave(self) -> None:
        """Close every browser."""
        for context in self.contexts:
            context.close()

    def _context(self, options: dict[str, Any], **cookies: str) -> BrowserContext:
        context = self.browser.new_context(base_url=self.origin, **options)
        context.add_cookies([{"name": name, "value": value, "url": self.origin} for name, value in cookies.items()])
        self.contexts.append(context)
        return context

    def _opened(self, context: BrowserContext, path: str) -> Page:
        page = context.new_page()
        page.goto(path)
        return page
