"""People of a review team at their browsers."""

import io
import re
from html import unescape

from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.services import accounts
from app.storage.accounts import Membership
from tests.builders import NOON

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Browser:
    """A browser: it keeps cookies, and sends forms with the token of the page they stand on."""

    def __init__(self, app: Flask, cookie: str = "") -> None:
        self.client = app.test_client()
        if cookie:
            self.client.set_cookie("plumbline_desk", cookie)

    def get(self, path: str, **more) -> TestResponse:
        return self.client.get(path, **more)

    def read(self, path: str) -> str:
        """The text of a page, as people read it."""
        answer = self.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return text(answer)

    def post(self, path: str, fields=None, *, file: tuple[str, bytes] | None = None) -> TestResponse:
        token = TOKEN.search(self.get("/sign-in").text)[1]
        sent = {"csrf_token": token, **(fields or {})}
        if file:
            sent["sheet"] = (io.BytesIO(file[1]), file[0])
        kind = "multipart/form-data" if file else None
        return self.client.post(path, data=sent, content_type=kind)


def text(answer: TestResponse) -> str:
    """What a page says, without its marks and with single spaces."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def signed_in(app: Flask, db: Session, name: str, *, review: int | None = None, role: str = "owner") -> Browser:
    """A browser in which this person is signed in, made a member of a review where one is named."""
    account = accounts.account_named(db, name) or accounts.create_account(db, name)
    if review is not None:
        db.add(Membership(account_id=account, review_id=review, role=role))
        db.flush()
    return Browser(app, accounts.start(db, account, at=NOON))
