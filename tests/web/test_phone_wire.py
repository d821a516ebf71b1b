"""The phone's wire: names are a contract, every refusal has its status and a sentence."""

import re
import secrets

import pytest
from sqlalchemy import func, select

from app.services import panels
from app.storage.ballots import Ballot, Skip
from app.storage.comments import Comment
from app.storage.workshops import Panellist, Round
from app.web.access import PHONE_COOKIE
from tests.builders import LATER
from tests.web.rooms import Hall

TOO_MANY = 429


@pytest.fixture
def hall(app):
    hall = Hall(app)
    hall.start()
    return hall


@pytest.fixture
def asha(hall):
    return hall.panellist()


def a_ballot(round, **fields):
    made = {"key": secrets.token_hex(16), "seq": 1, "round": round, "epoch": 1}
    return made | {"plausibility": 4, "relevance": None, "abstained": None, "parts": [], "if_changed": []} | fields


def a_comment(round, **fields):
    made = {"key": secrets.token_hex(16), "round": round, "part": None}
    return made | {"text": "It needs a bus.", "seen": False, "may_show": False} | fields


def test_a_saved_ballot_is_answered_with_its_key_and_order(hall, asha):
    ballot = a_ballot(hall.open())
    answer = asha.send("/phone/ballots", **ballot)
    assert (answer.status_code, answer.get_json()) == (200, {"ok": True, "key": ballot["key"], "seq": 1})


def test_the_same_key_gets_the_same_answer_and_counts_once(hall, asha):
    ballot = a_ballot(hall.open())
    assert asha.send("/phone/ballots", **ballot).get_json() == asha.send("/phone/ballots", **ballot).get_json()
    assert asha.mine["seq"] == 1


def test_a_late_ballot_is_told_the_version_of_the_room(hall, asha):
    round = hall.open()
    hall.close()
    said = asha.send("/phone/ballots", **a_ballot(round)).get_json()
    assert (said["ok"], said["error"], said["version"]) == (False, "closed", asha.state["version"])
    assert said["say"].startswith("This was closed before your answer arrived")


@pytest.mark.parametrize(
    ("fields", "status", "error"),
    [
        ({"round": 999}, 404, "not_here"),
        ({"round": None}, 422, "unreadable"),
        ({"epoch": 9}, 409, "not_open"),
        ({"plausibility": 6}, 422, "unreadable"),
        ({"plausibility": "4"}, 422, "unreadable"),
        ({"abstained": "outside"}, 422, "unreadable"),
        ({"key": ""}, 422, "unreadable"),
        ({"parts": [9]}, 422, "unreadable"),
        ({"surprise": 1}, 422, "unreadable"),
    ],
)
def test_a_ballot_that_does_not_fit_is_refused_and_nothing_is_kept(hall, asha, fields, status, error):
    answer = asha.send("/phone/ballots", **(a_ballot(hall.open()) | fields))
    assert (answer.status_code, answer.get_json()["error"]) == (status, error)
    assert answer.get_json()["say"]
    assert asha.mine is None


@pytest.mark.parametrize(
    ("fields", "status", "error"),
    [
        ({"text": ""}, 422, "comment_empty"),
        ({"text": "x" * 601}, 422, "comment_too_long"),
        ({"text": None}, 422, "unreadable"),
        ({"part": 9}, 422, "unreadable"),
        ({"part": "1"}, 422, "unreadable"),
        ({"seen": "yes"}, 422, "unreadable"),
        ({"key": None}, 422, "unreadable"),
        ({"round": 999}, 404, "not_here"),
        ({"round": True}, 422, "unreadable"),
        ({"surprise": 1}, 422, "unreadable"),
    ],
)
def test_a_comment_that_does_not_fit_is_refused(hall, asha, fields, status, error):
    answer = asha.send("/phone/comments", **(a_comment(hall.open()) | fields))
    assert (answer.status_code, answer.get_json()["error"]) == (status, error)


def test_a_comment_sent_twice_is_kept_once(hall, asha):
    comment = a_comment(hall.open())
    assert asha.send("/phone/comments", **comment).get_json() == {"ok": True}
    assert asha.send("/phone/comments", **comment).get_json() == {"ok": True}
    assert asha.send("/phone/comments", **(comment | {"text": "Another."})).status_code == 409


def test_a_skip_that_names_no_round_is_refused(hall, asha):
    assert asha.send("/phone/skip").status_code == 422
    assert asha.send("/phone/skip", round=hall.open()).get_json() == {"ok": True}


def test_who_skips_was_there_like_everyone_else(clock, hall, asha):
    """Only the number of those present outlives closing: it must not leave out the one who skipped."""
    round = hall.rounds[0]
    hall.do(lambda room: room.open(round, at=LATER))
    clock.now = LATER
    asha.send("/phone/skip", round=round)
    hall.close()
    with hall.database.reading() as db:
        assert db.get(Round, round).present == 1


def test_an_unchanged_state_is_not_sent_again(hall, asha):
    hall.open()
    first = asha.client.get("/phone/state")
    again = asha.client.get("/phone/state", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    asha.send("/phone/ballots", **a_ballot(hall.rounds[0]))
    changed = asha.client.get("/phone/state", headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200  # her own answer is part of it


@pytest.mark.parametrize("path", ["/phone/ballots", "/phone/comments", "/phone/skip", "/phone/pause", "/phone/leave"])
def test_a_phone_nobody_knows_may_send_nothing(hall, path):
    stranger = hall.browser()
    stranger.client.set_cookie("plumbline_phone", "made-up")
    answer = stranger.send(path)
    assert (answer.status_code, answer.get_json()["error"]) == (401, "not_joined")


def test_a_phone_that_was_let_go_is_told_so(hall, asha):
    hall.do(lambda room: panels.remove(room.db, room.id, newest(room.db), at=LATER))
    answer = asha.client.get("/phone/state", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.get_json()["error"]) == (403, "removed")


def test_a_ballot_for_another_workshops_round_is_refused(app, hall, asha):
    other = Hall(app)
    other.start()
    answer = asha.send("/phone/ballots", **a_ballot(other.open()))
    assert (answer.status_code, answer.get_json()["error"]) == (404, "not_here")


def test_with_a_cookie_of_another_workshop_she_is_where_the_cookie_is(app, hall, asha):
    """She has been in one workshop and comes into another: what she gave in the first stays, and no page of it speaks."""
    first = hall.open()
    assert asha.send("/phone/ballots", **a_ballot(first)).status_code == 200
    other = Hall(app)
    other.start()
    asha.hall = other
    asha.join()
    asha.get("/phone?noted=yes")
    assert asha.state["workshop"]["id"] == other.room.id
    for path, fields in (
        ("/phone/ballots", a_ballot(first, key="k2", seq=2)),
        ("/phone/skip", {"round": first}),
        ("/ticket", {"audience": "phone", "workshop": hall.room.id}),
    ):
        assert asha.send(path, **fields).status_code == 404, path
    with app.extensions["plumbline"].database.reading() as db:
        assert [(each.round_id, each.seq) for each in db.scalars(select(Ballot))] == [(first, 1)]


@pytest.mark.parametrize("path", ["/phone/ballots", "/phone/skip", "/phone/comments"])
def test_what_a_page_of_whoever_had_the_phone_before_sends_is_nobodys(app, hall, asha, path):
    """Somebody else came in on another page of the same phone, so its cookie is hers; the first page does not know."""
    round = hall.open()
    hers, meera = {"Page": page_on(asha)}, hall.panellist()
    asha.client.set_cookie(PHONE_COOKIE, meera.client.get_cookie(PHONE_COOKIE).value)
    fields = {"/phone/ballots": a_ballot, "/phone/comments": a_comment}.get(path, lambda round: {"round": round})(round)
    answer = asha.client.post(path, json=fields, headers=hers)
    assert (answer.status_code, answer.get_json()["error"]) == (401, "not_joined")
    with app.extensions["plumbline"].database.reading() as db:
        assert [db.scalar(select(func.count()).select_from(each)) for each in (Ballot, Skip, Comment)] == [0, 0, 0]
    assert asha.client.post(path, json=fields, headers={"Page": page_on(asha)}).status_code == 200


def page_on(phone):
    """What a phone's page says whose it is."""
    phone.get("/phone")
    return re.search(r'data-page="(\w+)"', phone.page)[1]


@pytest.mark.parametrize("way", ["wire", "form"])
def test_twelve_taps_in_a_second_are_one_answer_the_last(hall, asha, way):
    round = hall.open()
    asha.get("/phone")
    fields = asha.hidden("/phone/ballots")
    for tap in range(1, 13):
        point = tap % 5 + 1
        if way == "wire":
            sent = asha.send("/phone/ballots", **a_ballot(round, key=f"k{tap}", seq=tap, plausibility=point))
        else:
            sent = asha.client.post("/phone/ballots", data=fields | {"plausibility": str(point)})
        assert sent.status_code in (200, 303)
    with hall.database.reading() as db:
        assert [ballot.plausibility for ballot in db.scalars(select(Ballot))] == [3]


def test_someone_who_left_sends_nothing_more(hall, asha):
    round, cookie = hall.open(), asha.client.get_cookie("plumbline_phone").value
    asha.send("/phone/leave")
    asha.client.set_cookie("plumbline_phone", cookie)
    answer = asha.send("/phone/ballots", **a_ballot(round))
    assert (answer.status_code, answer.get_json()["error"]) == (403, "removed")


def test_a_phone_gone_wild_is_asked_to_wait_for_ballots_and_tickets_alike(hall, asha):
    round, workshop = hall.open(), asha.state["workshop"]["id"]
    assert TOO_MANY in (asha.send("/phone/ballots", **a_ballot(round)).status_code for _ in range(500))
    assert TOO_MANY in (asha.send("/ticket", audience="phone", workshop=workshop).status_code for _ in range(500))
    assert hall.panellist().send("/phone/ballots", **a_ballot(round)).status_code == 200


def newest(db):
    return db.scalar(select(func.max(Panellist.id)))
