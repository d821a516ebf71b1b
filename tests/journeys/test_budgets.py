"""What a phone may cost on the wire, measured in a browser on the server that is served: bytes and requests, no times."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from app.core.workshops import RoundMove, WorkshopMove, WorkshopState
from app.services import panels
from app.storage.engine import Database
from app.web.access import PHONE_COOKIE
from tests.builders import Room
from tests.journeys.phones import SMALL
from tests.journeys.wire import Wire
from tests.servers import server
from tests.services.test_texts import translate

pytestmark = pytest.mark.browser
DRAWN, NEEDED = ["/phone"], ["/phone", "/js/phone.js"]
WANTED = 30_000  # bytes before she can answer; never more than 45,000
A_BALLOT, A_FRAME = 1024, 250  # bytes up: the whole request, the whole frame
SHIFT = 0.05
ENGLISH = (  # 36 words, as many as a published statement has in the middle
    "When survivors live far from a town and travel costs a day of wages",
    "and a nurse from the clinic visits the village on market day",
    "they feel that help is near",
    "and more of them come",
)
HINDI = {
    1: "जब पीड़ित महिलाएँ शहर से दूर रहती हैं और आने-जाने में एक दिन की मज़दूरी लग जाती है",
    2: "और क्लिनिक की नर्स हाट के दिन गाँव आती है",
    3: "तो उन्हें मदद पास लगती है",
    4: "और उनमें से ज़्यादा आती हैं",
}


@pytest.fixture(scope="module")
def served() -> Iterator:
    with server() as running:
        database = Database(f"sqlite:///{running.data / 'plumbline.db'}")
        yield running, database
        database.engine.dispose()


def a_room(db, *, block: bool, language: str) -> str:
    """A statement is open, in plenary or in a block; the cookie of somebody who is there."""
    room = Room(db, people=1, texts=ENGLISH)
    translate(room, parts=HINDI)
    panels.speak(db, room.people[0], language)
    if block:
        room.lay_out([0, 1], [2])
    room.move(WorkshopMove.START, WorkshopState.LOBBY)
    if block:
        room.answering(RoundMove.OPEN)
    else:
        room.open(room.rounds[0])
    return room.cookies[0]


@contextmanager
def a_phone(browser, served, **of_room) -> Iterator[tuple[Page, Wire]]:
    """A phone that has nothing of ours yet but her cookie."""
    running, database = served
    with database.writing() as db:
        cookie = a_room(db, **of_room)
    context = browser.new_context(base_url=running.url, viewport=SMALL, has_touch=True, locale=of_room["language"])
    context.add_cookies([{"name": PHONE_COOKIE, "value": cookie, "url": running.url}])
    page = context.new_page()
    yield page, Wire(page)
    context.close()


def tap(phone: Page, question: str, point: int) -> None:
    phone.locator(f'[data-question="{question}"] button[value="{point}"]').click()
    saved = phone.locator('[data-word="saved_short"]').text_content()  # in her language
    expect(phone.locator(f'[data-line="{question}"] [data-line-state]')).to_have_text(saved)


@pytest.mark.parametrize("language", ["en", "hi"])
@pytest.mark.parametrize("block", [False, True], ids=["plenary", "block"])
def test_a_phone_costs_no_more_than_its_budget(browser, served, block, language):
    with a_phone(browser, served, block=block, language=language) as (phone, wire):
        wire.block("*/js/*", "*/static/*")
        phone.goto("/phone")
        wire.finish(*DRAWN)
        assert list(wire.came) == DRAWN
        tap(phone, "plausibility", 2)  # before any script has come it goes as a form, and is taken
        wire.block("*/js/room.js*", "*/static/*")
        phone.goto("/phone?change=plausibility")
        tap(phone, "plausibility", 3)
        wire.finish(*NEEDED)
        first = {path: size for path, size in wire.came.items() if path != "/phone/ballots"}
        assert sorted(first) == sorted(NEEDED)
        assert sum(first.values()) <= WANTED, first
        wire.block()
        wire.hears()
        tap(phone, "relevance", 4)
        [by_http], [by_lane] = wire.posted("/phone/ballots"), wire.framed("ballot")
        assert by_http <= A_BALLOT
        assert by_lane <= A_FRAME
        assert wire.shift < SHIFT
        assert {address.split("/")[2] for address in wire.addresses} == {phone.url.split("/")[2]}
        assert "Font" not in wire.kinds
