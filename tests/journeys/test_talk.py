"""From the list of what to talk about to the counts before and after, by keyboard alone, on desk, wall and phones."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from app.core.workshops import WorkshopMove, WorkshopState
from tests.journeys.hall import Hall
from tests.journeys.keyboard import big, press, rested
from tests.journeys.phones import SMALLEST, a_panellist

pytestmark = pytest.mark.browser

YES, DIVIDED = [5] * 10, [1, 1, 1, 2, 2, 4, 4, 5, 5, 5]


@pytest.fixture
def judged(hall: Hall) -> Hall:
    """Ten people judged two statements: they said yes to the first and divided over the second."""
    hall.now(lambda room: room.move(WorkshopMove.START, WorkshopState.LOBBY))
    for round, ratings in enumerate((YES, DIVIDED)):
        hall.now(lambda room, round=round: room.open(hall.rounds[round]))
        hall.answer(ratings, round)
        hall.now(lambda room, round=round: room.close(hall.rounds[round]))
    return hall


def tab_to(page: Page, selector: str) -> None:
    """Move the focus on until it is there, as somebody without a mouse does."""
    for _ in range(80):
        if page.evaluate("(selector) => document.activeElement?.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard never came to {selector}")


def order(page: Page) -> list[str]:
    return page.locator("[data-topic] b").all_text_contents()


def no_trouble(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert found == [], [(each["id"], each["nodes"][0]["html"]) for each in found]


def choose_by_keyboard(desk: Page) -> None:
    """Open the list, put the first statement behind the second one, untick it, tick it again, and choose both."""
    rested(desk)
    desk.keyboard.press("t")
    expect(desk.locator("h1")).to_have_text("Talk first")
    tab_to(desk, "[name=minutes]")
    desk.keyboard.type("9")
    desk.keyboard.press("Enter")
    expect(desk.locator("[data-count]")).to_have_text("2 chosen; 2 fit.")
    assert order(desk) == ["S-2", "S-1"]
    tab_to(desk, "[data-topic]:first-child [name=round]")
    desk.keyboard.press("Alt+ArrowDown")
    assert order(desk) == ["S-1", "S-2"]
    expect(desk.locator("[data-told]")).to_have_text("S-2 is number 2 now.")
    desk.keyboard.press("Alt+ArrowUp")
    desk.keyboard.press("Space")
    expect(desk.locator("[data-count]")).to_contain_text("1 chosen")
    desk.keyboard.press("Space")
    tab_to(desk, "form[data-topics] .button--main")
    desk.keyboard.press("Enter")
    expect(desk.locator("[aria-current=true]")).to_contain_text("S-2")


def change_by_keyboard(desk: Page) -> None:
    """Open the text, write another second part and why, and keep it."""
    rested(desk)
    desk.keyboard.press("e")
    expect(desk.locator("h1")).to_have_text("Change the text of S-2")
    tab_to(desk, "[name=parts-1]")
    desk.keyboard.press("Control+A")
    desk.keyboard.type("A safe room near the bus")
    tab_to(desk, "[name=why]")
    desk.keyboard.type("The market closes at five.")
    tab_to(desk, ".amend .button--main")
    desk.keyboard.press("Enter")
    expect(big(desk)).to_contain_text("Open for answers")


def test_a_room_talks_changes_a_text_and_answers_again(judged: Hall) -> None:
    desk, wall, phone = judged.desk(), judged.wall(), a_panellist(judged)
    choose_by_keyboard(desk)
    expect(phone.locator("h2:visible")).to_have_text("Closed. The group will talk about this now.")
    press(desk, " ", "Ask again, after the talk")
    expect(wall.locator(".bars__table").first).to_be_visible()
    change_by_keyboard(desk)
    # What is different stands on the desk, on the wall and on every phone.
    expect(desk.locator(".stage del")).to_have_text("market")
    expect(desk.locator("[data-slot=why]")).to_have_text("Why it was changed: The market closes at five.")
    expect(wall.locator(".wall__statement del")).to_have_text("market")
    assert wall.locator(".wall__statement ins").all_text_contents() == ["safe", "bus"]
    expect(wall.locator("[data-slot=again]")).to_have_text("Changed in this workshop")
    expect(phone.locator("h2:visible")).to_have_text("This statement was changed in this workshop.")
    assert phone.locator("[data-changed] ins").all_text_contents() == ["safe", "bus"]
    for page in (desk, wall, phone):
        expect(page.locator("body")).not_to_contain_text("S-2, version")
        expect(page.locator("ins:visible").first).to_have_css("text-decoration-line", "underline")
    expect(phone.locator("body")).not_to_contain_text("market closes")
    expect(wall.locator("body")).not_to_contain_text("market closes")
    # While people answer, they read the text as it is now.
    press(desk, " ", "Close (0 of")
    expect(phone.locator("[data-screen=statement] [data-statement]")).to_contain_text("A safe room near the bus")
    expect(phone.locator("ins:visible")).to_have_count(0)
    waiting = next(row["id"] for row in state_of(desk)["rounds"] if row["changed"])
    judged.now(lambda room: [room.cast(person, waiting, 5) for person in room.people])
    press(desk, " ", "Show the answers")
    press(desk, "r", "Next statement")
    table = wall.locator(".bars__table").first
    expect(table.locator("thead")).to_contain_text("To the earlier text")
    expect(table.locator("tbody tr").last.locator(".bars__n").first).to_have_text("3")
    expect(table.locator("tbody tr").last.locator(".bars__n").last).to_have_text("10")
    # And on to the next of the list: the room talks about its first answers before it is asked again.
    press(desk, " ", "Show the answers")
    expect(desk.locator("[aria-current=true]")).to_contain_text("S-1")


def state_of(desk: Page) -> dict:
    return desk.evaluate("async () => (await fetch(document.getElementById('desk').dataset.state)).json()")


def test_the_pages_of_the_talk_are_for_everybody(judged: Hall) -> None:
    desk = judged.desk()
    for page in ("talk", f"rounds/{judged.rounds[1]}/amend", "candidates/new"):
        desk.goto(f"/desk/{judged.id}/{page}")
        desk.wait_for_load_state("networkidle")
        no_trouble(desk)
        desk.set_viewport_size({"width": 360, "height": 640})
        assert desk.evaluate("document.documentElement.scrollWidth") <= 360
        desk.set_viewport_size({"width": 1366, "height": 768})


def test_without_scripts_the_list_is_ordered_by_numbers(judged: Hall) -> None:
    desk = judged.desk(java_script_enabled=False)
    desk.goto(f"/desk/{judged.id}/talk?minutes=9")
    assert order(desk) == ["S-2", "S-1"]
    desk.get_by_label("Place of S-2").fill("9")
    desk.get_by_role("button", name="Talk about these, in this order").click()
    expect(desk.locator(".agenda__again:visible")).to_have_count(2)
    desk.goto(f"/desk/{judged.id}/talk")
    assert order(desk) == ["S-1", "S-2"]


def test_a_changed_text_fits_the_smallest_phone(judged: Hall) -> None:
    phone, desk = a_panellist(judged, viewport=SMALLEST), judged.desk()
    choose_by_keyboard(desk)
    change_by_keyboard(desk)
    expect(phone.locator("[data-changed] ins").first).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= SMALLEST["width"]
    no_trouble(phone)


def test_what_the_team_takes_back_is_said_to_the_room(judged: Hall) -> None:
    desk, wall, phone = judged.desk(), judged.wall(), a_panellist(judged)
    judged.now(lambda room: room.open(judged.rounds[2]))
    expect(desk.locator("[data-act=take_back] button")).to_be_visible()
    desk.locator("[data-act=take_back] button").click()
    expect(desk.locator("#ask")).to_contain_text("its answers will count nowhere")
    desk.locator("#ask button").click()
    said = "This statement was taken back. Nothing more is asked about it."
    expect(phone.locator("h2:visible")).to_have_text(said)
    expect(wall.locator(".wall__foot")).to_contain_text(said)
    expect(desk.locator("[data-slot=taken-back]")).to_be_visible()
