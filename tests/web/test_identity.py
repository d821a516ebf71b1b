"""Who a phone answers for: whoever holds the card or the code, on one phone at a time, and nobody who says "not me"."""

import re

import pytest
from sqlalchemy import func, select

from app.core.workshops import WorkshopMove, WorkshopState
from app.storage.ballots import Ballot
from app.storage.workshops import Panellist
from tests.services.test_texts import translate
from tests.web.rooms import Browser, Hall

MOVED = "Your card is now open on another phone, with all your answers. To go on here, scan the card again."
CODE = re.compile(r'class="code" translate="no">(\w{8})<')
ASKED = re.compile(r'<(?:input|select|textarea)[^>]* name="(\w+)"')


@pytest.fixture
def hall(app):
    return Hall(app)


@pytest.fixture
def asha(hall):
    """Somebody who has answered the open statement; she wrote her code down."""
    asha = hall.browser()
    asha.join()
    asha.code = CODE.search(asha.page)[1]
    asha.get("/phone?noted=yes")
    hall.start()
    hall.open()
    asha.get("/phone")
    asha.submit("/phone/ballots", plausibility="4")
    return asha


def with_the_code_of(asha: Browser, hall: Hall) -> Browser:
    """Another phone on which her code was typed."""
    other = hall.browser()
    other.get("/")
    other.submit("/join", code=asha.code.lower())
    other.submit("/join")
    assert "Go on with this phone?" in other.page
    other.submit("/phone/consent", group=re.search(r'name="group" value="(\d+)"', other.page)[1])
    return other


def state_of(browser):
    return browser.client.get("/phone/state", headers={"Accept": "application/json"})


def people(hall):
    return hall.do(lambda room: room.db.scalar(select(func.count()).select_from(Panellist)))


def answers(hall):
    return hall.do(lambda room: room.db.scalars(select(Ballot.plausibility)).all())


def test_her_code_opens_her_answers_on_another_phone_and_the_one_before_says_so(hall, asha):
    other = with_the_code_of(asha, hall)
    assert (people(hall), other.mine["plausibility"]) == (1, 4)
    assert asha.get("/phone").status_code == 401
    assert MOVED in asha.page
    assert state_of(asha).get_json()["error"] == "on_another_phone"
    late = asha.send("/phone/skip", round=hall.rounds[0])
    assert (late.status_code, late.get_json()["say"]) == (401, MOVED)


def test_her_code_takes_her_back_to_the_phone_she_had_before(hall, asha):
    with_the_code_of(asha, hall)
    again = with_the_code_of(asha, hall)
    assert (people(hall), again.mine["plausibility"]) == (1, 4)


def test_not_me_clears_the_phone_and_leaves_her_answers_to_her(hall, asha):
    asha.get("/phone?show=other")
    assert asha.screen == "other"
    cookie = asha.client.get_cookie("plumbline_phone").value
    asha.submit("/phone/not-me")
    assert "Join the workshop" in asha.page
    assert asha.client.get_cookie("plumbline_phone") is None
    asha.client.set_cookie("plumbline_phone", cookie)
    assert state_of(asha).status_code == 401, "nor does what was copied from it open anything"
    assert answers(hall) == [4]
    assert with_the_code_of(asha, hall).mine["plausibility"] == 4


def test_whoever_says_not_me_comes_in_as_somebody_of_her_own(hall, asha):
    asha.get("/phone?show=other")
    asha.submit("/phone/not-me")
    asha.join()
    assert people(hall) == 2
    assert asha.mine is None


def test_nobody_is_asked_who_she_is(hall):
    hall.do(translate)
    asha = hall.browser()
    asked = set()
    for step in (lambda: asha.get("/"), lambda: asha.get(f"/j/{hall.token}"), lambda: asha.submit("/join")):
        step()
        asked |= set(ASKED.findall(asha.page))
    assert asked == {"csrf_token", "code", "token", "agreed", "version", "language"}


@pytest.mark.parametrize(
    "path", ["/", "/j/{token}", "/j/unknown", "/no-thanks", "/left", "/withdraw", "/sign-in", "/phone"]
)
def test_a_link_that_is_sent_on_shows_nothing_of_what_it_is_about(hall, path):
    page = hall.browser()
    page.get(path.format(token=hall.token))
    head = page.page.split("</head>")[0]
    assert re.search("<title>([^<]*)</title>", head)[1] in ("Plumbline", "Sign in")
    assert '<meta property="og:title" content="Plumbline">' in head
    said = re.findall(r'<meta (?:name="description"|property="og:description") content="([^"]*)"', head)
    assert said == ["A page for people who were asked to take part in a workshop."] * 2
    assert not re.search("violence|afternoon workshop|survivor|statement", head, re.IGNORECASE)


def test_the_end_says_what_the_group_did_and_who_has_the_summary_and_no_answer(hall, asha):
    meera = hall.panellist()
    meera.get("/phone")
    meera.submit("/phone/ballots", abstained="outside")
    hall.do(lambda room: room.close(hall.rounds[0]))
    hall.open(1)
    meera.get("/phone")
    meera.submit("/phone/ballots", abstained="outside")
    assert asha.state["judged"] is None
    hall.do(lambda room: room.move(WorkshopMove.END, WorkshopState.LIVE))
    asha.get("/phone")
    assert asha.screen == "ended"
    ended = asha.page.split('data-screen="ended"')[1].split("</section>")[0]
    for words in (
        "Together the group judged 1 statement.",
        "The summary will be with The North Office.",
        "Ask for it: B. Example, 000 111.",
        "or your personal code, you can have everything removed until 1 April 2026.",
        "D. Example",
        "Clear this phone",
    ):
        assert words in ended
    assert asha.state["judged"] == 1
    assert "Mostly yes" not in ended
