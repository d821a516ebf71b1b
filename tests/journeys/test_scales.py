"""Nine points and three, from a phone in one hand to the wall and the page of results."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from sqlalchemy import select

from app.core.workshops import WorkshopMove, WorkshopState
from app.services import rounds
from app.storage.ballots import Ballot
from tests.builders import NOON
from tests.journeys.phones import SMALL, SMALLEST, a_panellist
from tests.journeys.test_phone_screens import fits, needed

pytestmark = pytest.mark.browser

NINE = pytest.mark.parametrize("hall", [{"scale": "nine", "people": 12}], indirect=True)
BY_SCALE = pytest.mark.parametrize(
    "hall", [{"scale": "nine"}, {"scale": "three"}], indirect=True, ids=["nine", "three"]
)
ANSWERS = [7, 8, 9, 7, 7, 8, 6, 9, 7, 2]
WORDS = (
    "Harmful stereotypes about survivors from particular cultural or socio-economic groups",
    "Interventions not adapted to those stereotypes and the barriers they create",
    "Women feel unable to take part in interventions and treatment",
    "Poor uptake, retention and outcomes",
)  # 36 words: a statement of ordinary length


def opened(hall):
    hall.now(lambda room: room.move(WorkshopMove.START, WorkshopState.LOBBY))
    hall.now(lambda room: room.open(hall.rounds[0]))


def with_words(phone):
    phone.evaluate(
        """(texts) => document.querySelectorAll('[data-screen="statement"] .part').forEach((part, at) =>
        part.replaceChildren(part.firstChild, ` — ${texts[at]}`))""",
        list(WORDS),
    )


@NINE
def test_nine_points_stand_in_two_rows_with_their_statement_above_the_browsers_bars(hall):
    hall.now(lambda room: room.move(WorkshopMove.START, WorkshopState.LOBBY))
    phone = a_panellist(hall)
    hall.now(
        lambda room: rounds.show(room.db, room.id, hall.rounds[0], at=NOON)
    )  # which names the topic, before it is asked
    expect(phone.locator("main")).to_have_attribute("data-now", "waiting")
    hall.now(lambda room: room.open(hall.rounds[0]))
    expect(phone.locator("main")).to_have_attribute("data-now", "statement")
    with_words(phone)
    assert needed(phone) <= 510
    rows = phone.evaluate(
        """() => [...document.querySelectorAll('[data-question="plausibility"] button')].map((each) => each.offsetTop)"""
    )
    assert [rows.count(row) for row in dict.fromkeys(rows)] == [5, 4]


@NINE
def test_every_point_is_a_button_with_a_name_and_says_what_it_means_once_it_is_chosen(hall):
    opened(hall)
    phone = a_panellist(hall)
    asked = phone.get_by_role("group", name="Does it happen this way?")
    expect(asked.get_by_role("button")).to_have_count(9)
    names = [each.get_attribute("aria-label") for each in asked.get_by_role("button").all()]
    assert names[0] == "1 No, it does not happen this way"
    assert names[5:] == ["6 Sometimes", "7 Yes", "8 Yes", "9 Yes, it happens this way"]
    asked.get_by_role("button", name="8 Yes").click()
    expect(phone.get_by_role("link", name="8 Yes Saved")).to_be_visible()
    phone.wait_for_timeout(400)
    phone.get_by_role("button", name="9 Much, or very much").click()
    expect(phone.get_by_role("link", name="9 Much")).to_be_visible()
    assert hall.now(mine) == [(8, 9)]


def mine(room):
    return [(each.plausibility, each.relevance) for each in room.db.scalars(select(Ballot))]


@NINE
@pytest.mark.parametrize("point", [4, 5, 6])
def test_each_of_the_three_in_the_middle_asks_what_it_depends_on(hall, point):
    opened(hall)
    phone = a_panellist(hall)
    phone.locator(f'[data-question="plausibility"] [value="{point}"]').click()
    expect(phone.get_by_role("link", name="What does it depend on?")).to_be_visible()


@BY_SCALE
@pytest.mark.parametrize("viewport", [SMALLEST, SMALL], ids=["320", "360"])
def test_every_scale_fits_a_thumb_and_the_smallest_phone(hall, viewport):
    phone = a_panellist(hall, viewport=viewport)
    fits(phone)
    opened(hall)
    expect(phone.get_by_role("group", name="Does it happen this way?")).to_be_visible()
    fits(phone)


@pytest.mark.parametrize("hall", [{"words": {"plausibility.5.short": "Surely"}}], indirect=True)
def test_the_longest_words_that_are_taken_fit_one_row_of_the_smallest_phone(hall):
    opened(hall)
    phone = a_panellist(hall, viewport=SMALLEST)
    buttons = phone.get_by_role("group", name="Does it happen this way?").get_by_role("button")
    expect(buttons).to_have_count(5)
    fits(phone)
    assert len({button.bounding_box()["y"] for button in buttons.all()}) == 1
    cut = phone.evaluate(
        """() => [...document.querySelectorAll('[data-question="plausibility"] button')]
        .filter((each) => each.scrollWidth > each.clientWidth).length"""
    )
    assert cut == 0


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


@NINE
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nine_points_are_readable_by_everyone(hall, scheme):
    phone = a_panellist(hall, color_scheme=scheme)
    axe = Axe()
    for step in afternoon(hall):
        step()
        phone.wait_for_timeout(300)
        found = axe.run(phone)
        assert found.violations_count == 0, found.generate_report()


@NINE
def test_the_wall_the_desk_and_a_phone_show_nine_bars_with_their_words(hall):
    wall, desk, phone = hall.wall(), hall.desk(), a_panellist(hall)
    opened(hall)
    hall.answer(ANSWERS)
    hall.now(lambda room: room.close(hall.rounds[0]))
    hall.now(lambda room: room.reveal(hall.rounds[0]))
    for page in (wall, desk, phone):
        table = page.get_by_role("table", name="Does it happen this way?")
        expect(table.get_by_role("row")).to_have_count(10)
        expect(table.get_by_role("row", name="7 Yes")).to_contain_text("4")
    hidden = wall.evaluate(
        """() => [...document.querySelectorAll(".wall__answers, .wall__statement")]
        .filter((each) => each.scrollHeight > each.clientHeight + 1).length"""
    )
    assert hidden == 0
    smallest = """() => Math.min(...[...document.querySelectorAll(".bars__table th, .bars__table td")]
        .map((each) => parseFloat(getComputedStyle(each).fontSize)))"""
    assert wall.evaluate(smallest) >= 36  # pixels, for the back row


@NINE
def test_the_page_of_results_shows_the_disagreement_index(hall):
    opened(hall)
    hall.answer(ANSWERS)
    hall.now(lambda room: room.close(hall.rounds[0]))
    page = hall.desk()
    page.goto(f"/reviews/{hall.room.review}/statements/1")
    expect(page.get_by_text("Disagreement index: 0.16.")).to_be_visible()
    expect(page.get_by_text("The middle answer is “7 Yes”")).to_be_visible()
