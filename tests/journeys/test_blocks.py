"""A block in real browsers: two sub-panels at their own pace, a desk, a wall, and a phone that loses its network."""

import pytest
from playwright.sync_api import Page, expect

from app.core.workshops import RoundMove, WorkshopMove, WorkshopState
from tests.journeys.hall import Hall
from tests.journeys.keyboard import big, press_big
from tests.journeys.phones import SMALLEST, a_panellist, answer, go_by, keys, notice, ready, stands

pytestmark = pytest.mark.browser
TWO_PARTS = {"people": 0, "statements": 7}
LONG = {"people": 0, "statements": 14}


@pytest.fixture
def parts(hall: Hall) -> Hall:
    """A topic for everyone, and one for each of two parts of the panel; one statement in plenary."""
    hall.now(lambda room: room.lay_out([0, 1], [2, 3], [4, 5], seats=(1, 1), given=[(), (1,), (2,)]))
    hall.rounds = hall.now(lambda room: room.rounds)
    return hall


@pytest.fixture
def long(hall: Hall) -> Hall:
    """Two topics of seven statements for everyone, open."""
    hall.now(lambda room: room.lay_out(list(range(7)), list(range(7, 14))))
    hall.rounds = hall.now(lambda room: room.rounds)
    return hall


def open_blocks(hall: Hall) -> None:
    """A facilitator opens what is answered at one's own pace."""
    hall.now(lambda room: room.answering(RoundMove.OPEN))


def place(phone: Page, says: str) -> None:
    """Where the phone says it is."""
    expect(phone.locator("[data-place]")).to_have_text(says)


def on(phone: Page, name: str = "Next") -> None:
    """Go on, or back."""
    phone.get_by_role("link", name=name, exact=True).locator("visible=true").click()


def judge(phone: Page) -> None:
    """Answer both questions."""
    answer(phone, "Yes, it happens this way", "Much")
    phone.wait_for_timeout(400)


@pytest.mark.parametrize("hall", [TWO_PARTS], indirect=True)
def test_two_parts_of_a_panel_answer_at_their_own_pace(parts):
    first, second = a_panellist(parts, viewport=SMALLEST), a_panellist(parts, java_script_enabled=False)
    desk, wall = parts.desk(), parts.wall()
    parts.now(lambda room: room.move(WorkshopMove.START, WorkshopState.LOBBY))

    press_big(desk, "Next statement")
    expect(first.get_by_role("heading", name="Several statements are about to come.")).to_be_visible()
    press_big(desk, "Open for answers")
    expect(wall.locator(".wall__calm:visible")).to_have_text("0 of 2 are through")
    place(first, "1 of 2")
    expect(first.locator("[data-topic]")).to_have_text("Topic B")
    assert first.evaluate("document.documentElement.scrollWidth") <= SMALLEST["width"]

    judge(first)
    on(first)
    place(first, "2 of 2")
    on(first, "Back")
    place(first, "1 of 2")
    expect(first.locator('[data-line="plausibility"]')).to_contain_text("Saved")
    on(first)
    on(first)
    expect(first.get_by_role("heading", name="You have come to the end of this topic.")).to_be_visible()
    expect(first.locator("[data-stop-many]")).to_have_text("1 you left open:")
    expect(first.locator("[data-stop-next]")).to_have_text("Next: Topic A. Skip or pause whenever you like.")
    on(first, "Go on")
    expect(first.locator("[data-topic]")).to_have_text("Topic A")
    for _ in range(2):
        judge(first)
        on(first)
    expect(first.get_by_role("heading", name="You are through.")).to_be_visible()
    first.get_by_role("link", name="Topic B: 1").click()
    place(first, "2 of 2")
    first.get_by_role("button", name="Skip").click()
    on(first, "Go on")
    expect(wall.locator(".wall__calm:visible")).to_have_text("1 of 2 are through")
    expect(big(desk)).to_contain_text("Close (1 of 2 are through)")
    expect(desk.get_by_text("1 of 2 have begun.")).to_be_visible()

    second.goto("/phone")
    expect(second.locator("[data-topic]")).to_have_text("Topic A")
    press_big(desk, "Close (")
    desk.get_by_role("button", name="Close now").click()
    expect(first.get_by_role("heading", name="Closed. The group will talk about this now.")).to_be_visible()
    expect(wall.locator(".wall__calm:visible")).to_have_text("Closed. The group talks about this now.")
    press_big(desk, "Next statement")
    press_big(desk, "Open for answers")
    place(first, "1 of 1")
    expect(first.get_by_role("button", name="Skip → Next")).to_be_visible()
    assert len(stands(parts)) == 3


def a_topic(phone: Page) -> None:
    """Answer seven statements one after another."""
    for _ in range(7):
        judge(phone)
        on(phone)


@pytest.mark.parametrize("hall", [LONG], indirect=True)
def test_fourteen_statements_answered_without_a_network_arrive_once_after_the_page_was_killed(long):
    open_blocks(long)
    phone = ready(long)
    place(phone, "1 of 7")
    phone.context.set_offline(True)
    a_topic(phone)
    on(phone, "Go on")
    a_topic(phone)
    expect(phone.get_by_role("heading", name="You are through.")).to_be_visible()
    go_by(phone, 12)
    expect(notice(phone)).to_contain_text("14 answers are kept on this phone")
    assert stands(long) == {}
    again = phone.context.new_page()
    phone.close()
    phone.context.set_offline(False)
    again.goto("/phone")
    again.wait_for_function("() => localStorage.length === 0")
    assert stands(long) == dict.fromkeys(long.rounds, (5, 4))
    assert len(keys(long)) == 14
    again.reload()
    expect(again.get_by_role("heading", name="You are through.")).to_be_visible()
    expect(again.locator("[data-stop-open]")).to_be_hidden()


@pytest.mark.parametrize("hall", [LONG], indirect=True)
def test_nothing_she_types_is_wiped_when_she_goes_on_or_it_closes(long):
    open_blocks(long)
    phone = ready(long)
    phone.get_by_role("link", name="Comment", exact=True).click()
    phone.locator("#comment-text").fill("It depends on the bus.")
    long.now(lambda room: room.answering(RoundMove.CLOSE))
    expect(phone.locator("main")).to_have_attribute("data-now", "comment")
    expect(phone.locator("#comment-text")).to_have_value("It depends on the bus.")
    phone.get_by_role("button", name="Send").click()
    expect(phone.get_by_text("Your comment was sent.").first).to_be_visible()


@pytest.mark.parametrize("hall", [LONG], indirect=True)
def test_a_draft_begun_at_one_statement_stays_with_it_when_she_goes_on(long):
    open_blocks(long)
    phone = ready(long)
    phone.get_by_role("link", name="Comment", exact=True).click()
    phone.locator("#comment-text").fill("It depends on the bus.")
    phone.locator('[data-screen="comment"]').get_by_role("link", name="Back").click()
    on(phone)
    phone.get_by_role("link", name="Comment", exact=True).click()
    expect(phone.locator("#comment-text")).to_have_value("It depends on the bus.")
    expect(phone.locator("[data-draft-of]")).to_have_text("You began this at 1 of 7. It is kept with that statement.")


@pytest.mark.parametrize("hall", [LONG], indirect=True)
def test_by_keyboard_alone_she_answers_goes_on_and_back(long):
    open_blocks(long)
    phone = ready(long)
    phone.get_by_role("button", name="Mostly yes: Mostly it does").focus()
    phone.keyboard.press("Enter")
    phone.clock.run_for(500)
    phone.get_by_role("button", name="Much", exact=True).focus()
    phone.keyboard.press("Enter")
    phone.get_by_role("link", name="Next", exact=True).focus()
    phone.keyboard.press("Enter")
    place(phone, "2 of 7")
    assert phone.evaluate("document.activeElement.matches('[data-statement]')"), "the keyboard follows to the text"
    phone.get_by_role("link", name="Back", exact=True).locator("visible=true").focus()
    phone.keyboard.press("Enter")
    place(phone, "1 of 7")
