"""Every screen of a phone: light on the wire, within a thumb's reach, readable by everyone."""

import os
import re
from contextlib import suppress
from pathlib import Path

import pytest
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page
from sqlalchemy import func, select

from app.core.workshops import RoundMove, WorkshopMove, WorkshopState
from app.services import panels
from app.storage.workshops import Panellist
from tests.journeys.phone_walk import LONG, ROOM, prepare, tap, walk
from tests.journeys.phones import SMALL, SMALLEST, a_panellist, a_phone, load

pytestmark = pytest.mark.browser

TARGETS = """() => [...document.querySelectorAll("a, button, summary, label.scale__choice, label.chip, label.tick, textarea, input:not([type])")]
    .filter((each) => each.offsetParent && !each.closest("[hidden]"))
    .map((each) => [each.textContent.trim().slice(0, 30), each.getBoundingClientRect()])
    .filter(([, box]) => box.height < 55.5 || box.width < 43.5)
    .map(([text, box]) => `${text}: ${box.width} x ${box.height}`)"""
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# What each text is read on, as it is painted: every background behind it, and every opacity, laid over one another.
CONTRASTS = (Path(__file__).parent / "contrasts.js").read_text(encoding="utf-8")
READ_AS = Path(__file__).parent / "phone_screens.aria"
ONLY_COLOURS = {"runOnly": {"type": "tag", "values": ["cat.color"]}, "resultTypes": ["violations"]}
ZOOMED = {"width": 180, "height": 320}  # a phone of 360 px at twice the size
VIEWS = (ZOOMED, SMALLEST, {"width": 640, "height": 320}, SMALL)


@pytest.mark.parametrize("hall", [ROOM], indirect=True)
def test_a_statement_and_its_question_fit_above_the_browsers_bars(hall):
    """36 words in each language, with the first question, with the second, and in a list of her own."""
    prepare(hall)
    phone = a_panellist(hall)
    hall.now(lambda room: room.move(WorkshopMove.START, WorkshopState.LOBBY))
    hall.now(lambda room: room.open(hall.rounds[0]))
    heights = {language: in_plenary(hall, phone, language) for language in LONG}
    hall.now(lambda room: room.close(hall.rounds[0]))
    hall.now(lambda room: room.answering(RoundMove.OPEN))
    for language in LONG:
        read_in(hall, phone, language)
        heights[language] += (needed(phone),)
    assert {language: each for language, each in heights.items() if max(each) > 510} == {}


def in_plenary(hall, phone: Page, language: str) -> tuple[float, float]:
    read_in(hall, phone, language)
    if phone.locator('[data-line="plausibility"]').is_visible():
        phone.locator('[data-line="plausibility"]').click()
    first = needed(phone)
    tap(phone, "plausibility", 3)
    phone.locator("[data-question=relevance]:visible").wait_for()
    return first, needed(phone)


def read_in(hall, phone: Page, language: str) -> None:
    newest = hall.now(lambda room: room.db.scalar(select(func.max(Panellist.id))))
    hall.now(lambda room: panels.speak(room.db, newest, language))
    load(phone, "/phone")
    assert LONG[language][0] in phone.locator("[data-screen=statement] [data-statement]").inner_text()


def needed(phone):
    """How many pixels header, statement and the question on show take together."""
    return phone.evaluate("""() => {
        const box = (selector) => document.querySelector(selector).getBoundingClientRect();
        const question = box("form.question:not([hidden])");
        return box('[data-screen="statement"] [data-statement]').bottom + question.bottom - box(".dock").top;
    }""")


@pytest.mark.parametrize("hall", [ROOM], indirect=True)
def test_two_hundred_words_can_be_read_to_the_end(hall):
    prepare(hall)
    phone = a_panellist(hall, viewport=SMALLEST)
    hall.now(lambda room: room.move(WorkshopMove.START, WorkshopState.LOBBY))
    hall.now(lambda room: room.open(hall.rounds[0]))
    phone.goto("/phone")
    phone.evaluate("""() => document.querySelector('[data-screen="statement"] .part:last-child').append(
        `${" many words".repeat(95)} ${"unbroken".repeat(12)} the end`)""")
    assert phone.evaluate(TOO_WIDE) <= 0
    assert stuck(phone) == ["bar"]
    phone.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    ends, asks, bar = (phone.locator(each).bounding_box() for each in (LAST_PART, "[data-answers]", "[data-bar]"))
    assert ends["y"] + ends["height"] <= asks["y"]
    assert asks["y"] + asks["height"] <= bar["y"] + 1


LAST_PART = '[data-screen="statement"] .part:last-child'


def stuck(phone):
    """The classes of what stays in its place while the page scrolls."""
    return phone.evaluate("""() => [...document.querySelectorAll("body *")]
        .filter((each) => ["sticky", "fixed"].includes(getComputedStyle(each).position) && each.checkVisibility())
        .map((each) => each.className)""")


@pytest.mark.parametrize("hall", [ROOM], indirect=True)
def test_every_screen_fits_its_width_and_a_thumb_and_is_readable_by_everyone(hall):
    prepare(hall)
    phone = a_phone(hall, viewport=SMALL, reduced_motion="reduce")
    heard: dict[str, str] = {}
    for screen in walk(hall, phone):
        heard[screen] = without_chance(phone.locator("body").aria_snapshot())
        readable(phone, screen)
        for view in VIEWS:
            phone.set_viewport_size(view)
            fits(phone, screen)
    kept(heard)


def readable(phone: Page, screen: str) -> None:
    """Nothing for axe to find, a contrast of seven, nothing that moves, and one voice at most."""
    if not phone.evaluate("'axe' in window"):
        phone.evaluate(Axe().axe_script)
    for scheme, forced in (("light", "none"), ("dark", "none"), ("dark", "active")):
        phone.emulate_media(color_scheme=scheme, forced_colors=forced)
        found = AxeResults(
            phone.evaluate(
                "(options) => axe.run(options)", {"resultTypes": ["violations"]} if scheme == "light" else ONLY_COLOURS
            )
        )
        assert found.violations_count == 0, f"{screen}, {scheme}: {found.generate_report()}"
        if forced == "none":
            measured = phone.evaluate(CONTRASTS)
            assert measured["texts"], screen
            assert measured["weak"] == [], f"{screen}, {scheme}"
    phone.emulate_media(color_scheme="light", forced_colors="none")
    assert phone.evaluate(MOVING) == [], screen
    assert phone.evaluate(VOICES) <= 1, screen


MOVING = """[...document.querySelectorAll("*")].filter((each) => { const style = getComputedStyle(each);
    return style.transitionDuration !== "0s" || style.animationName !== "none" || style.scrollBehavior !== "auto"; })
    .map((each) => each.className)"""
VOICES = 'document.querySelectorAll("[aria-live], [role=status], [role=alert], [role=log], output").length'


def fits(phone, screen=""):
    # A page that is on its way, or has its style sheet yet to come, is waited for.
    with suppress(PlaywrightError):
        phone.wait_for_function(f"() => ({TOO_WIDE}) <= 0 && ({TARGETS})().length === 0")
    phone.wait_for_load_state()
    assert phone.evaluate(TOO_WIDE) <= 0, screen
    assert phone.evaluate(TARGETS) == [], screen


def without_chance(heard: str) -> str:
    """What a screen reader finds, without letters that are drawn by chance, and what is said once and at its moment."""
    heard = re.sub(r"^- status.*", "- status", heard, flags=re.MULTILINE)
    heard = re.sub(r"\b[A-HJ-NP-Z2-9]{8}\b", "ABCDEFGH", heard)
    return re.sub(r"if you are asked: \w{4}", "if you are asked: ABCD", heard)


def kept(heard: dict[str, str]) -> None:
    """Each screen is as it was when somebody last listened to it; KEEP=1 takes over how they are now."""
    now = "".join(f"# {screen}\n{text}\n\n" for screen, text in heard.items())
    if os.environ.get("KEEP"):
        READ_AS.write_text(now, encoding="utf-8")
    assert now == READ_AS.read_text(encoding="utf-8")
