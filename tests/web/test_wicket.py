"""The wicket: what it answers is what Flask's routes answer, but for Date and Vary, and everything else is left to them."""

import dataclasses
import json
import secrets

import pytest
from sqlalchemy import func, select
from werkzeug.test import Client

from app.core.workshops import RoundMove
from app.live.buckets import BURST
from app.storage.comments import Comment
from app.web import wicket
from app.web.access import PHONE_COOKIE
from tests.web.rooms import Hall

JSON = {"Content-Type": "application/json"}
OPEN_TO_MORE = {"Date", "Vary"}  # Flask says the time itself, which the server says else; only refusals vary


@pytest.fixture
def hall(app):
    hall = Hall(app)
    hall.start()
    hall.open()
    return hall


class Phone:
    """A phone that can ask on both ways."""

    def __init__(self, hall):
        self.hall, self.browser = hall, hall.panellist()
        self.cookie = self.browser.client.get_cookie(PHONE_COOKIE).value
        self.round = hall.rounds[0]
        self.ways = {"wicket": hall.app.wsgi_app, "flask": hall.app.wsgi_app.flasks_way}

    def asks(self, way, verb, path, body=None, **headers):
        """The status, the headers and the text of an answer."""
        sent = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        own = {"Cookie": f"{PHONE_COOKIE}={self.cookie}", "Accept": "application/json"}
        own |= JSON if sent is not None else {}
        said = Client(self.ways[way], use_cookies=False).open(path, method=verb, data=sent, headers=own | headers)
        return said.status, sorted(each for each in said.headers if each[0] not in OPEN_TO_MORE), said.get_data()

    def ballot(self, **fields):
        made = {"key": secrets.token_hex(16), "seq": 1, "round": self.round, "epoch": 1}
        return made | {"plausibility": 4, "relevance": 2, "abstained": None, "parts": [], "if_changed": []} | fields

    def comment(self, **fields):
        made = {"key": secrets.token_hex(16), "round": self.round, "part": None, "text": "It needs a bus."}
        return made | {"seen": False, "may_show": False} | fields

    def ticket(self, **fields):
        return {"audience": "phone", "workshop": self.hall.room.id} | fields


@pytest.fixture
def asha(hall):
    return Phone(hall)


@pytest.fixture
def closed(hall, monkeypatch):
    """Flask's routes out of reach: whoever asks at them would hear of it."""

    def nobody(environ, start):
        raise AssertionError("left to Flask")

    monkeypatch.setattr(hall.app.wsgi_app, "flasks_way", nobody)


def test_a_phone_reads_the_same_state_on_both_ways_from_opening_to_showing(asha):
    for step in (
        lambda: None,
        lambda: asha.browser.send("/phone/skip", round=asha.round),
        asha.hall.close,
        asha.hall.reveal,
    ):
        step()
        asha.hall.app.extensions["plumbline"].lately._kept.clear()
        first, again = (
            asha.asks("wicket", "GET", "/phone/state") for _ in range(2)
        )  # read, and kept from a moment ago
        assert first[0] == "200 OK"
        assert first == again == asha.asks("flask", "GET", "/phone/state")


def test_a_phone_in_a_topic_reads_the_same_state_on_both_ways(app):
    hall = Hall(app, statements=3)
    hall.do(lambda room: room.lay_out([0, 1], [2], seats=(1, 2), given=[(), ()]))
    asha = Phone(hall)
    hall.do(lambda room: room.answering(RoundMove.OPEN))
    by_wicket = asha.asks("wicket", "GET", "/phone/state")
    assert by_wicket == asha.asks("flask", "GET", "/phone/state")
    assert [each["title"] for each in json.loads(by_wicket[2])["blocks"]] == ["Topic B", "Topic A"]


def test_a_state_she_has_already_is_not_sent_again_on_either_way(asha):
    tag = dict(asha.asks("flask", "GET", "/phone/state")[1])["ETag"]
    for known in (tag, f"W/{tag}", '"another"', f'"another", {tag}', "*"):
        said = [asha.asks(way, "GET", "/phone/state", **{"If-None-Match": known}) for way in ("wicket", "flask")]
        assert said[0] == said[1]
        assert said[0][0].startswith("200" if known == '"another"' else "304")


def test_an_answer_is_kept_with_the_same_words_on_both_ways(asha):
    ballot = asha.ballot()
    kept = asha.asks("wicket", "POST", "/phone/ballots", ballot)
    assert kept == asha.asks("flask", "POST", "/phone/ballots", ballot)
    assert json.loads(kept[2]) == {"ok": True, "key": ballot["key"], "seq": 1}
    assert asha.browser.mine["plausibility"] == ballot["plausibility"]


def test_a_comment_is_kept_once_with_the_same_words_on_both_ways(asha):
    comment = asha.comment()
    kept = asha.asks("wicket", "POST", "/phone/comments", comment)
    assert kept == asha.asks("flask", "POST", "/phone/comments", comment)
    assert json.loads(kept[2]) == {"ok": True}
    assert asha.hall.do(lambda room: room.db.scalar(select(func.count()).select_from(Comment))) == 1


def test_a_ticket_has_the_same_form_on_both_ways_and_lets_her_in(asha):
    status, headers, text = asha.asks("wicket", "POST", "/ticket", asha.ticket())
    assert (status, headers) == asha.asks("flask", "POST", "/ticket", asha.ticket())[:2]
    with_charset = {"Content-Type": "application/json; charset=utf-8"}
    assert (status, headers) == asha.asks("wicket", "POST", "/ticket", asha.ticket(), **with_charset)[:2]
    parts = asha.hall.app.extensions["plumbline"]
    listener = parts.tickets.use(json.loads(text)["ticket"], at=parts.clock())
    assert (listener.audience, listener.workshop) == ("phone", asha.hall.room.id)


def test_what_a_hall_asks_at_one_instant_does_not_reach_flask(asha, closed):
    for asked in (
        ("GET", "/phone/state"),
        ("POST", "/ticket", asha.ticket()),
        ("POST", "/phone/ballots", asha.ballot()),
        ("POST", "/phone/comments", asha.comment()),
    ):
        assert asha.asks("wicket", *asked)[0] == "200 OK"


ELSEWHERE = {"Sec-Fetch-Site": "cross-site"}
REFUSED = {
    "no cookie": ("GET", "/phone/state", None, {"Cookie": ""}),
    "a foreign cookie": ("GET", "/phone/state", None, {"Cookie": f"{PHONE_COOKIE}=another"}),
    "a cookie nobody can read": ("GET", "/phone/state", None, {"Cookie": f"{PHONE_COOKIE}=\xff"}),
    "a page of another phone": ("GET", "/phone/state", None, {"Page": "0" * 16}),
    "a stop of her list": ("GET", "/phone/state?stop=1", None, {}),
    "a range": ("GET", "/phone/state", None, {"Range": "bytes=0-9"}),
    "only if it is": ("GET", "/phone/state", None, {"If-Match": '"another"'}),
    "the head alone": ("HEAD", "/phone/state", None, {}),
    "a ticket from another site": ("POST", "/ticket", "ticket", ELSEWHERE),
    "a ticket from another origin": ("POST", "/ticket", "ticket", {"Origin": "https://elsewhere.example"}),
    "a ticket for a desk": ("POST", "/ticket", {"audience": "desk", "workshop": 1}, {}),
    "a ticket for another workshop": ("POST", "/ticket", {"audience": "phone", "workshop": 9_999}, {}),
    "a ticket for True": ("POST", "/ticket", {"audience": "phone", "workshop": True}, {}),
    "a ticket in a list": ("POST", "/ticket", [], {}),
    "a ticket cut short": ("POST", "/ticket", b'{"audience":', {}),
    "a ticket too deep": ("POST", "/ticket", b"[" * 9_000, {}),
    "an answer from another site": ("POST", "/phone/ballots", "ballot", ELSEWHERE),
    "an answer of another phone": ("POST", "/phone/ballots", "ballot", {"Page": "0" * 16}),
    "an answer of nobody": ("POST", "/phone/ballots", "ballot", {"Cookie": ""}),
    "an answer that says too much": ("POST", "/phone/ballots", {"key": "k", "more": 1}, {}),
    "an answer with nothing in it": ("POST", "/phone/ballots", b"", {}),
    "a comment of nobody": ("POST", "/phone/comments", "comment", {"Cookie": ""}),
    "a comment from another site": ("POST", "/phone/comments", "comment", ELSEWHERE),
    "a comment that says nothing": ("POST", "/phone/comments", {"key": "k", "text": ""}, {}),
    "a comment as a form": ("POST", "/phone/comments", b"round=1", {"Content-Type": "text/plain"}),
    "an answer as a form": (
        "POST",
        "/phone/ballots",
        b"round=1",
        {"Content-Type": "application/x-www-form-urlencoded"},
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_or_unusual_hears_flasks_own_words(asha, name):
    verb, path, body, headers = REFUSED[name]
    sent = getattr(asha, body)() if isinstance(body, str) else body
    by_wicket, by_flask = (asha.asks(way, verb, path, sent, **headers) for way in ("wicket", "flask"))
    assert by_wicket == by_flask


@pytest.fixture
def seen(hall):
    """What reached the committer."""
    parts, seen = hall.app.extensions["plumbline"], []

    class Counting:
        def cast(self, sent):
            seen.append(sent)
            return parts.committer.cast(sent)

        def write(self, work):
            seen.append(work)
            return parts.committer.write(work)

    hall.app.extensions["plumbline"] = dataclasses.replace(parts, committer=Counting())
    return seen


def test_a_comment_that_cannot_be_kept_is_tried_once_and_refused_in_the_same_words(asha, seen):
    kept = asha.comment()
    asha.asks("flask", "POST", "/phone/comments", kept)
    for fields, status in (({"text": ""}, "422"), ({"text": "x" * 5_000}, "422"), ({"key": kept["key"]}, "409")):
        comment = asha.comment(text="It needs a train.") | fields
        seen.clear()
        by_wicket = asha.asks("wicket", "POST", "/phone/comments", comment)
        assert (by_wicket[0][:3], len(seen)) == (status, 1)
        assert by_wicket == asha.asks("flask", "POST", "/phone/comments", comment)


def test_an_answer_that_came_late_is_cast_once_and_refused_in_her_language(asha, seen):
    asha.hall.close()
    ballot = asha.ballot()
    by_wicket = asha.asks("wicket", "POST", "/phone/ballots", ballot)
    assert (by_wicket[0], len(seen)) == ("409 CONFLICT", 1)
    assert by_wicket == asha.asks("flask", "POST", "/phone/ballots", ballot)


def test_whoever_left_is_shown_out_on_both_ways(asha):
    asha.browser.send("/phone/leave")
    for asked in (("GET", "/phone/state"), ("POST", "/ticket", asha.ticket())):
        by_wicket = asha.asks("wicket", *asked)
        assert by_wicket == asha.asks("flask", *asked)
        assert by_wicket[0].startswith("40")


def test_a_phone_gone_wild_is_told_to_wait(asha):
    said = [asha.asks("wicket", "POST", "/ticket", asha.ticket())[0] for _ in range(BURST + 1)]
    assert (said[BURST - 1], said[BURST]) == ("200 OK", "429 TOO MANY REQUESTS")


def test_where_the_wicket_fails_flask_answers(asha, monkeypatch):
    failed = []

    def fails(*_):
        failed.append(1)
        raise RuntimeError

    monkeypatch.setattr(wicket, "_cookie", fails)
    assert asha.asks("wicket", "GET", "/phone/state") == asha.asks("flask", "GET", "/phone/state")
    assert failed == [1]
