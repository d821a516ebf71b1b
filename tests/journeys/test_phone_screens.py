"""Every screen of a phone: light on the wire, within a thumb's reach, readable by everyone."""

from contextlib import suppress

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error as PlaywrightError

from app.core.workshops import WorkshopMove, WorkshopState
from tests.journeys.phones import SMALL, SMALLEST, a_panellist, a_phone, link_of

pytestmark = pytest.mark.browser

TARGETS = """() => [...document.querySelectorAll("a, button, summary, label.scale__choice, label.chip, label.tick, textarea, input:not([type])")]
    .filter((each) => each.offsetParent && !each.closest("[hidden]"))
    .map((each) => [each.textContent.trim().slice(0, 30), each.getBoundingClientRect()])
    .filter(([, box]) => box.height < 55.5 || box.width < 43.5)
    .map(([text, box]) => `${text}: ${box.width} x ${box.height}`)"""
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_she_can_answer_after_three_requests_and_thirty_kilobytes(live):
    phone = a_panellist(live)
    fetched = []
    page = phone.context.new_page()
    wire = phone.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})  # nothing has come while she read the notice
    wire.on("Network.responseReceived", lambda event: fetched.append([event["requestId"], event["response"]["url"], 0]))
    wire.on("Network.loadingFinished", lambda event: measure(fetched, event))
    page.goto("/phone", wait_until="networkidle")
    until_main = next(at for at, (_, url, _) in enumerate(fetched) if "/js/phone.js" in url) + 1
    assert until_main == 3, fetched
    assert sum(size for *_, size in fetched[:3]) <= 30_000, fetched[:3]
    assert all(url.startswith(live.origin) for _, url, _ in fetched if not url.startswith("data:"))


def measure(fetched, event):
    for entry in fetched:
        if entry[0] == event["requestId"]:
            entry[2] = event["encodedDataLength"]


def test_a_statement_and_its_question_fit_above_the_browsers_bars(live):
    phone = a_panellist(live)
    words = "Harmful stereotypes about survivors from particular cultural or socio-economic groups|Interventions not adapted to those stereotypes and the barriers they create|Women feel unable to take part in interventions and treatment|Poor uptake, retention and outcomes"
    phone.evaluate(
        """(texts) => document.querySelectorAll('[data-screen="statement"] .part').forEach((part, at) =>
        part.replaceChildren(part.firstChild, ` — ${texts[at]}`))""",
        words.split("|"),
    )
    assert needed(phone) <= 510
    phone.get_by_role("button", name="Sometimes it does").click()
    assert needed(phone) <= 510


def needed(phone):
    """How many pixels header, statement and the question on show take together."""
    return phone.evaluate("""() => {
        const box = (selector) => document.querySelector(selector).getBoundingClientRect();
        const question = box("form.question:not([hidden])");
        return box('[data-screen="statement"] [data-statement]').bottom + question.bottom - box(".dock").top;
    }""")


@pytest.mark.parametrize("viewport", [SMALLEST, SMALL, {"width": 640, "height": 320}])
def test_every_screen_fits_its_width_and_a_thumb(hall, viewport):
    phone = a_phone(hall, viewport=viewport)
    phone.goto("/")
    fits(phone)
    phone.goto(link_of(hall))
    fits(phone)
    phone.get_by_role("button", name="I agree").click()
    fits(phone)
    phone.get_by_role("button", name="Counsellors").click()
    fits(phone)
    phone.get_by_role("link", name="I have it. Go on").click()
    for step in afternoon(hall):
        step()
        phone.wait_for_timeout(300)
        fits(phone)
    for show in ("comment", "rest", "hidden", "leave"):
        phone.goto(f"/phone?show={show}")
        fits(phone)


def fits(phone):
    # A page that is on its way, or has its style sheet yet to come, is waited for.
    with suppress(PlaywrightError):
        phone.wait_for_function(f"({TOO_WIDE}) <= 0 && ({TARGETS})().length === 0", timeout=4_000)
    phone.wait_for_load_state()
    assert phone.evaluate(TOO_WIDE) <= 0
    assert phone.evaluate(TARGETS) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_screen_is_readable_by_everyone(hall, scheme):
    phone = a_panellist(hall, color_scheme=scheme)
    axe = Axe()
    for step in [*afternoon(hall), lambda: phone.goto("/phone?show=comment")]:
        step()
        phone.wait_for_timeout(300)
        found = axe.run(phone)
        assert found.violations_count == 0, found.generate_report()


def afternoon(hall):
    """The steps of a short afternoon."""
    return [
        lambda: hall.now(lambda room: room.move(WorkshopMove.START, WorkshopState.LOBBY)),
        lambda: hall.now(lambda room: room.open(hall.rounds[0])),
        lambda: hall.answer([1, 2, 3, 4, 4, 4, 5, 5]),
        lambda: hall.now(lambda room: room.close(hall.rounds[0])),
        lambda: hall.now(lambda room: room.reveal(hall.rounds[0])),
        lambda: hall.now(lambda room: room.move(WorkshopMove.PAUSE, WorkshopState.LIVE)),
        lambda: hall.now(lambda room: room.move(WorkshopMove.RESUME, WorkshopState.PAUSED)),
        lambda: hall.now(lambda room: room.open(hall.rounds[1])),
    ]
