"""The desk in a real browser: keys, questions, two facilitators, and the same page without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.keyboard import big, press, rested

pytestmark = pytest.mark.browser


def test_an_afternoon_can_be_run_with_the_space_bar_alone(hall):
    desk, wall = hall.desk(), hall.wall()
    expect(desk.locator("body")).to_contain_text("10 people are here")
    press(desk, " ", "Next statement")
    press(desk, " ", "Open for answers")
    press(desk, " ", "Close (0 of 10 done)")
    hall.answer([4] * 8)
    expect(big(desk)).to_contain_text("Close (8 of 10 done)")
    expect(wall.locator(".wall__done:visible")).to_have_text("8 of 10 are done")
    press(desk, " ", "Show the answers")
    expect(wall.locator(".wall__foot")).to_contain_text("The group talks about this now.")
    press(desk, "r", "Next statement")
    expect(wall.locator(".bars__table").first).to_be_visible()
    press(desk, " ", "Open for answers")
    expect(desk.locator("[aria-current=true]")).to_contain_text("S-2")


def test_keys_pause_blank_move_and_open_the_door_card(hall):
    desk, wall = hall.desk(), hall.wall()
    press(desk, " ", "Next statement")
    press(desk, "p", "Go on")
    expect(wall.locator("#wall")).to_have_attribute("data-picture", "paused")
    press(desk, "p", "Next statement")
    press(desk, "ArrowRight", "Open for answers")
    press(desk, "ArrowRight", "Open for answers")
    expect(desk.locator("[aria-current=true]")).to_contain_text("S-2")
    press(desk, "PageUp", "Open for answers")
    expect(desk.locator("[aria-current=true]")).to_contain_text("S-1")
    rested(desk)
    desk.keyboard.press("b")
    expect(wall.locator("#wall")).to_have_attribute("data-picture", "dark")
    before = desk.locator("#door").get_attribute("open")
    desk.keyboard.press("q")
    assert desk.locator("#door").get_attribute("open") != before
    desk.keyboard.press("+")
    expect(desk.locator("html")).to_have_attribute("data-size", "3")


def test_keys_can_be_switched_off_and_stay_off_when_the_page_comes_again(hall):
    desk = hall.desk()
    desk.locator("#keys-on").uncheck()
    desk.reload()
    expect(desk.locator("#keys-on")).not_to_be_checked()
    expect(desk.locator("body")).to_have_class(re.compile("desk--no-keys"))
    desk.locator("h1").click()
    rested(desk)
    desk.keyboard.press(" ")
    desk.keyboard.press("b")
    desk.wait_for_timeout(500)
    expect(big(desk)).to_contain_text("Start")
    expect(desk.locator("kbd:visible")).to_have_count(0)


def test_closing_with_few_answers_asks_and_takes_no_for_an_answer(hall):
    hall.now(lambda room: room.open(hall.rounds[0]))
    hall.answer([4] * 3)
    desk = hall.desk()
    expect(big(desk)).to_contain_text("Close (3 of 10 done)")
    rested(desk)
    big(desk).click()
    expect(desk.locator("#ask")).to_contain_text("Only 3 of 10 are done. Close all the same?")
    desk.get_by_text("Not yet").click()
    expect(desk.locator("#ask")).to_be_hidden()
    expect(big(desk)).to_contain_text("Close")
    big(desk).click()
    desk.get_by_role("button", name="Close now").click()
    expect(big(desk)).to_contain_text("Show the answers")


def test_two_desks_act_side_by_side(hall):
    asha, rita = hall.desk("asha"), hall.desk("rita")
    press(asha, " ", "Next statement")
    expect(big(rita)).to_contain_text("Next statement")
    press(rita, " ", "Open for answers")
    expect(big(asha)).to_contain_text("Open for answers")


def test_the_slower_of_two_desks_hears_who_was_faster_and_sees_how_it_stands(hall):
    rita = hall.desk("rita")
    expect(big(rita)).to_contain_text("Start")
    rested(rita)
    rita.route("**/desk/*/state", lambda route: route.abort())
    asha = hall.desk("asha")
    press(asha, " ", "Next statement")
    expect(big(rita)).to_contain_text("Start")
    big(rita).click()
    expect(rita.locator("#say")).to_have_text(
        "asha changed this a moment ago. Nothing was lost; this is how it stands now."
    )
    expect(big(rita)).to_contain_text("Next statement")


def test_what_is_typed_over_a_comment_is_never_wiped_and_moves_nothing(hall):
    hall.now(lambda room: room.open(hall.rounds[0]))
    first = hall.comment("Rekha from Dharavi told me")
    desk, wall = hall.desk(), hall.wall()
    desk.get_by_text("Read the comments").click()
    card = desk.locator(f'[data-comment="{first}"]')
    field = card.locator("textarea")
    expect(field).to_have_value("Rekha from Dharavi told me")
    field.fill("")
    field.press_sequentially("[Someone] b p r q told me")
    hall.answer([4] * 8)
    hall.comment("A second one")
    expect(big(desk)).to_contain_text("Close (8 of 10 done)")
    expect(desk.locator("[data-comment]")).to_have_count(2)
    expect(field).to_have_value("[Someone] b p r q told me")
    expect(wall.locator("#wall")).to_have_attribute("data-picture", "open")
    card.get_by_role("button", name="Approve").click()
    card.get_by_role("button", name="To the wall").click()
    expect(desk.locator("#say")).to_contain_text("People are still answering this statement.")
    press(desk, "Escape", "Close")
    desk.locator("h1").click()
    press(desk, " ", "Show the answers")
    card.get_by_role("button", name="To the wall").click()
    expect(card.get_by_role("button", name="Off the wall")).to_be_visible()
    desk.locator("h1").click()
    press(desk, " ", "Next statement")
    expect(wall.locator(".wall__comments li")).to_have_text(["[Someone] b p r q told me"])


def test_comments_are_covered_again(hall):
    hall.now(lambda room: room.open(hall.rounds[0]))
    hall.comment("Rekha told me")
    desk = hall.desk()
    expect(desk.locator("body")).not_to_contain_text("Rekha")
    desk.get_by_text("Read the comments").click()
    expect(desk.locator("#comments textarea")).to_have_value("Rekha told me")
    expect(desk.locator("#comments-cover")).to_be_visible()
    desk.get_by_text("Cover the comments").click()
    expect(desk.locator("#comments-cover")).to_be_hidden()
    expect(desk.locator("#comments textarea")).to_have_count(0)


@pytest.mark.parametrize("hall", [{"statements": 71, "people": 1}], indirect=True)
def test_a_long_agenda_scrolls_in_its_column_and_not_the_page(hall):
    desk = hall.desk()
    expect(desk.locator(".agenda__line")).to_have_count(71)
    assert desk.evaluate("document.documentElement.scrollHeight - innerHeight") <= 4
    column = desk.locator(".column--agenda")
    assert column.evaluate("each => each.scrollHeight > 2 * each.clientHeight")


def steps(hall):
    """The workshop's day, one state after the other."""
    yield "lobby"
    hall.now(lambda room: room.open(hall.rounds[0]))
    yield "open"
    hall.answer([1, 2, 3, 4, 4, 4, 5, 5])
    hall.now(lambda room: room.close(hall.rounds[0]))
    yield "closed"
    hall.now(lambda room: room.reveal(hall.rounds[0]))
    yield "revealed"


def test_the_page_is_the_same_with_scripts_and_without(hall):
    for _state in steps(hall):
        scripted, plain = hall.desk(), hall.desk(java_script_enabled=False)
        rested(scripted)
        for part in ("header", ".column--agenda", ".column--stage", ".column--side"):
            assert scripted.locator(part).first.inner_text() == plain.locator(part).first.inner_text()


def test_a_desk_without_scripts_runs_a_statement_to_its_end(hall):
    desk = hall.desk(java_script_enabled=False)
    for wanted in ("Next statement", "Open for answers", "Close (0 of 10 done)"):
        big(desk).click()
        expect(big(desk)).to_contain_text(wanted)
    big(desk).click()
    expect(desk.locator("#ask")).to_contain_text("Only 0 of 10 are done.")
    desk.get_by_role("button", name="Close now").click()
    expect(big(desk)).to_contain_text("Show the answers")
    desk.locator(".agenda__line", has_text="S-3").click()
    expect(desk.locator("[aria-current=true]")).to_contain_text("S-3")


def test_ending_shows_the_way_to_the_results(hall):
    desk, wall = hall.desk(), hall.wall()
    rested(desk)
    desk.locator("[data-act=end] button").click()
    desk.get_by_role("button", name="End it now").click()
    expect(desk.locator(".calm")).to_contain_text("This workshop has ended.")
    expect(desk.get_by_text("To the results")).to_have_attribute("href", f"/workshops/{hall.id}/results")
    expect(wall.locator("#wall")).to_have_attribute("data-picture", "ended")
