"""A room for tests of pages: people in browsers without scripts, and a facilitator who moves it on."""

import re
from html import unescape
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.core.workshops import WorkshopMove, WorkshopState
from app.services import workshops
from tests.builders import Room

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)"(?: data-\w+)? value="([^"]*)"')

STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)


class Hall:
    """A workshop of an application, its doors open."""

    def __init__(self, app: Flask, **plan: Any) -> None:
        self.app = app
        self.database = app.extensions["plumbline"].database
        with self.database.writing() as db:
            self.room = Room(db, **plan)
            head = workshops.head(db, self.room.id)
            self.rounds = self.room.rounds
        self.token, self.digits = head.token, head.digits or ""

    def do(self, step: Any) -> Any:
        """Let a facilitator do something, in a transaction of its own."""
        with self.database.writing() as db:
            self.room.db = db
            return step(self.room)

    def start(self) -> None:
        self.do(lambda room: room.move(WorkshopMove.START, WorkshopState.LOBBY))

    def open(self, number: int = 0) -> int:
        """Open a round and return its id."""
        self.do(lambda room: room.open(self.rounds[number]))
        return self.rounds[number]

    def close(self, number: int = 0) -> None:
        self.do(lambda room: room.close(self.rounds[number]))

    def reveal(self, number: int = 0) -> None:
        self.do(lambda room: room.reveal(self.rounds[number]))

    def browser(self) -> "Browser":
        return Browser(self.app.test_client(), self)

    def panellist(self) -> "Browser":
        """Somebody who has joined and noted her code."""
        browser = self.browser()
        browser.join()
        browser.get("/phone?noted=yes")
        return browser


class Browser:
    """A phone's browser without scripts: it knows the page it is on and the hidden fields of its forms."""

    def __init__(self, client: FlaskClient, hall: Hall) -> None:
        self.client, self.hall, self.page = client, hall, ""

    def get(self, path: str) -> TestResponse:
        return self._keep(self.client.get(path, follow_redirects=True))

    def submit(self, path: str, **fields: Any) -> TestResponse:
        """Send a form of the page she is on, and follow to where it leads."""
        return self._keep(self.client.post(path, data=self.hidden(path) | fields, follow_redirects=True))

    def hidden(self, path: str) -> dict[str, str]:
        """The hidden fields of the page's first form that goes there."""
        form = re.search(rf'<form[^>]*method="post" action="{re.escape(path)}".*?</form>', self.page, re.DOTALL)
        assert form, f"the page has no form for {path}"
        return dict(HIDDEN.findall(form[0]))

    def send(self, path: str, **fields: Any) -> TestResponse:
        """Send JSON, as a script does."""
        return self.client.post(path, json=fields)

    def join(self, group: int = 0) -> TestResponse:
        self.get(f"/j/{self.hall.token}")
        self.submit("/join")
        offered = re.findall(r'name="group" value="(\d+)"', self.page)
        return self.submit("/phone/consent", group=offered[group])

    @property
    def state(self) -> dict[str, Any]:
        return self.client.get("/phone/state").get_json()

    @property
    def mine(self) -> dict[str, Any] | None:
        return self.state["rounds"][0]["mine"]

    @property
    def screen(self) -> str:
        """The one screen that is not hidden."""
        shown = re.findall(r'data-screen="(\w+)">', self.page)
        assert len(shown) == 1, shown
        return shown[0]

    def _keep(self, response: TestResponse) -> TestResponse:
        self.page = unescape(STYLE.sub("", response.get_data(as_text=True)))  # a sheet names screens that are not there
        return response
