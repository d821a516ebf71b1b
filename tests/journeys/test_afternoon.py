"""A whole afternoon on the real server: one desk, one projector, three phones, from the terminal's links to the tables.

One phone is 320 px wide, one has no JavaScript, one loses its network in the middle and comes back.
"""

import csv
import io
import zipfile
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.rehearsal.scratch import Served
from tests.journeys.camera import scanned
from tests.journeys.hall import DESK, WALL
from tests.journeys.keyboard import press_big, rested
from tests.journeys.phones import SMALL, SMALLEST, answer
from tests.servers import server

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def running() -> Iterator[Served]:
    """The real server, as `make run` starts it."""
    with server() as served:
        yield served


@pytest.fixture
def people(browser: Browser) -> Iterator[list[BrowserContext]]:
    """Everyone's browsers, closed at the end."""
    contexts: list[BrowserContext] = []
    yield contexts
    for context in contexts:
        context.close()


def open_page(browser: Browser, people: list[BrowserContext], link: str, **options) -> Page:
    context = browser.new_context(**options)
    people.append(context)
    page = context.new_page()
    page.goto(link)
    return page


def agree(phone: Page, group: str) -> None:
    phone.get_by_role("button", name="I agree and want to take part").click()
    phone.get_by_role("button", name=group).click()
    phone.get_by_role("link", name="I have it. Go on").click()


def test_an_afternoon_from_the_terminal_to_the_tables(browser, people, running):
    desk = open_page(browser, people, running.desk, viewport=DESK)
    desk.locator("main button[type=submit]").first.click()
    desk.goto(f"{running.url}/desk/1")
    wall = open_page(browser, people, running.screen, viewport=WALL)
    [link] = scanned(wall)
    assert link == running.join

    small = open_page(browser, people, link, viewport=SMALLEST, has_touch=True)
    roaming = open_page(browser, people, link, viewport=SMALL, has_touch=True)
    plain = open_page(browser, people, running.url, viewport=SMALL, java_script_enabled=False)
    plain.get_by_label("The six digits on the wall").fill(running.digits)
    plain.get_by_role("button", name="Go on").click()
    for phone, group in ((small, "Counsellors"), (roaming, "Counsellors"), (plain, "Health workers")):
        agree(phone, group)
    expect(wall.locator("body")).to_contain_text("3 people are here")

    press_big(desk, "Start")
    press_big(desk, "Next statement")
    press_big(desk, "Open for answers")
    expect(wall.locator(".wall__done:visible")).to_have_text("0 of 3 are done")

    answer(small, "Yes, it happens this way", "Very much")
    assert small.evaluate("document.documentElement.scrollWidth") <= SMALLEST["width"]
    roaming.context.set_offline(True)
    answer(roaming, "Mostly yes: Mostly it does", "Much")
    expect(roaming.get_by_text("Kept on this phone: 1.")).to_be_visible()
    expect(wall.locator(".wall__done:visible")).to_have_text("1 of 3 are done")
    plain.goto(f"{running.url}/phone")
    plain.get_by_role("button", name="No, it does not happen this way").click()
    plain.get_by_role("button", name="Somewhat", exact=True).click()
    expect(plain.locator("body")).to_contain_text("Saved")
    roaming.context.set_offline(False)
    expect(wall.locator(".wall__done:visible")).to_have_text("3 of 3 are done")

    roaming.get_by_role("link", name="Comment", exact=True).click()
    roaming.locator("#comment-text").fill("It depends on the bus.")
    roaming.get_by_role("button", name="Send").click()
    expect(desk.locator("body")).to_contain_text("New: 1")

    press_big(desk, "Close (3 of 3 done)")
    press_big(desk, "Show the answers")
    expect(wall.locator("body")).to_contain_text("Too few answers to show")  # three people could be told apart
    expect(small.locator("body")).to_contain_text("Too few answers to show")

    end(desk)
    expect(small.get_by_role("heading", name="Thank you.")).to_be_visible()
    assert ballots_in_tables(desk, running) == [("1", "3"), ("4", "4"), ("5", "5")]


def end(desk: Page) -> None:
    """End the workshop; the desk asks once."""
    rested(desk)
    desk.locator("[data-act=end] button").click()
    desk.get_by_role("button", name="End it now").click()
    expect(desk.get_by_text("To the results")).to_be_visible()


def ballots_in_tables(desk: Page, running: Served) -> list[tuple[str, str]]:
    """The ratings in the downloaded tables."""
    archive = desk.request.get(f"{running.url}/workshops/1/tidy.zip").body()
    with zipfile.ZipFile(io.BytesIO(archive)) as tables, tables.open("ballots.csv") as file:
        rows = list(csv.DictReader(io.TextIOWrapper(file, "utf-8-sig")))
    return sorted((row["plausibility"], row["relevance"]) for row in rows)
