"""The day in real browsers: the way back by its key, notes, two desks, the remote, the test phone, the mirrored wall."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from app.services import paper, remotes
from tests.journeys.keyboard import big, press, rested
from tests.journeys.phones import SMALLEST, a_panellist, a_phone

pytestmark = pytest.mark.browser


def undo(desk):
    return desk.locator("[data-act=undo] button")


def test_the_key_u_takes_back_a_step_an_opening_and_a_closing(hall):
    hall.stop_the_clock()
    desk, wall = hall.desk(), hall.wall()
    press(desk, " ", "Next statement")
    press(desk, "ArrowRight", "Open for answers")
    press(desk, "ArrowRight", "Open for answers")
    expect(undo(desk)).to_contain_text("Undo: back to S-1")
    press(desk, "u", "Open for answers")
    expect(desk.locator("[aria-current=true]")).to_contain_text("S-1")
    press(desk, " ", "Close (0 of 10 done)")
    expect(wall.locator("#wall")).to_have_attribute("data-picture", "open")
    expect(undo(desk)).to_contain_text("Undo: do not open yet")
    press(desk, "u", "Open for answers")
    expect(wall.locator("#wall")).to_have_attribute("data-picture", "queued")
    press(desk, " ", "Close (0 of 10 done)")
    hall.answer([4] * 8)
    press(desk, "u", "Close (8 of 10 done)")
    expect(desk.locator("#say")).to_contain_text("so this stays open")
    press(desk, " ", "Show the answers")
    press(desk, "u", "Close (8 of 10 done)")
    expect(undo(desk)).to_be_hidden()


def test_the_way_back_is_gone_after_five_seconds(hall):
    desk = hall.desk()
    press(desk, " ", "Next statement")
    press(desk, " ", "Open for answers")
    press(desk, " ", "Close (0 of 10 done)")
    expect(undo(desk)).to_be_visible()
    expect(undo(desk)).to_be_hidden()


def test_a_note_stays_with_its_statement_though_the_room_goes_on(hall):
    hall.now(lambda room: room.open(hall.rounds[0]))
    desk, rita = hall.desk(), hall.desk("rita")
    expect(big(desk)).to_contain_text("Close")
    desk.locator("h1").click()
    desk.keyboard.press("n")
    field = desk.locator("#notes textarea")
    expect(field).to_be_focused()
    desk.keyboard.type("b p r q u: they laughed")
    hall.now(lambda room: room.close(hall.rounds[0]))
    hall.now(lambda room: room.open(hall.rounds[1]))
    expect(desk.locator("[aria-current=true]")).to_contain_text("S-2")
    expect(field).to_have_value("b p r q u: they laughed")
    expect(desk.locator("[data-slot=note-on]")).to_have_text("A note on S-1")
    desk.get_by_role("button", name="Keep this note").click()
    expect(field).to_have_value("")
    expect(desk.locator("[data-slot=note-kept]")).to_be_visible()
    rita.goto(f"/desk/{hall.id}/notes")
    expect(rita.locator("article")).to_contain_text("they laughed")
    expect(rita.locator("h2")).to_have_text("S-1")


def test_a_desk_sees_who_else_is_there_and_hears_no_alert(hall):
    asha = hall.desk()
    expect(asha.locator("[data-slot=others]")).to_be_hidden()
    rita = hall.desk("rita")
    expect(asha.locator("[data-slot=others]")).to_have_text("Also at a desk: rita")
    expect(rita.locator("[data-slot=others]")).to_have_text("Also at a desk: asha")
    expect(asha.locator("#say")).to_have_text("")
    rita.close()
    expect(asha.locator("[data-slot=others]")).to_be_hidden()


def test_a_pause_reaches_phones_desks_and_the_wall(live):
    hall = live
    phones, rita, wall = [a_panellist(hall) for _ in range(2)], hall.desk("rita"), hall.wall()
    desk = hall.desk()
    press(desk, "p", "Go on")
    expect(wall.locator("#wall")).to_have_attribute("data-picture", "paused")
    expect(big(rita)).to_contain_text("Go on")
    for phone in phones:
        expect(phone.locator("main")).to_have_attribute("data-now", "paused")


@pytest.fixture
def remote(live):
    """A phone of 320 px that scanned a code, while a statement is open."""
    with live.database.writing() as db:
        link = remotes.new_link(db, live.room.owner, live.id, at=datetime.now(UTC))
    phone = a_phone(live, viewport=SMALLEST)
    phone.goto(f"/remote/{link}")
    phone.get_by_role("button", name="Use this phone").click()
    phone.wait_for_url(f"**/desk/{live.id}/remote")
    return phone


def test_a_phone_of_320_pixels_runs_the_room(live, remote):
    wall = live.wall()
    expect(big(remote)).to_contain_text("Close (0 of 10 done)")
    assert remote.evaluate("document.documentElement.scrollWidth") <= 320
    box = big(remote).bounding_box()
    assert box["height"] >= 56
    assert box["y"] + box["height"] <= 568, "the big button is under the thumb without scrolling"
    live.answer([4] * 8)
    expect(big(remote)).to_contain_text("Close (8 of 10 done)")
    rested(remote)
    big(remote).click()
    expect(big(remote)).to_contain_text("Show the answers")
    expect(undo(remote)).to_be_visible()
    rested(remote)
    remote.get_by_role("button", name="Pause all").click()
    expect(wall.locator("#wall")).to_have_attribute("data-picture", "paused")
    expect(remote.locator(".bars__table")).to_have_count(0)
    remote.goto("/home")
    expect(remote.locator("h1")).to_have_text("Not found")


def test_closing_too_early_asks_on_the_remote_too(live, remote):
    rested(remote)
    big(remote).click()
    expect(remote.locator("#ask")).to_contain_text("Only 0 of 10 are done. Close all the same?")
    remote.get_by_text("Not yet").click()
    expect(remote.locator("#ask")).to_be_hidden()
    expect(big(remote)).to_contain_text("Close")


def test_the_test_phone_is_heard_before_the_doors_and_the_ways_to_connect_fold_away(hall):
    desk = hall.desk()
    desk.goto(f"/desk/{hall.id}/preflight")
    expect(desk.locator("[data-slot=phone]")).to_have_text("No phone was here yet.")
    expect(desk.get_by_text("bring a router of your own")).to_be_visible()
    link = desk.locator("#preflight .links .aside").text_content()
    phone = a_phone(hall)
    phone.goto(link.strip())
    expect(phone.locator("[data-said]")).to_be_visible()
    expect(desk.locator("[data-slot=phone]")).to_have_text(
        re.compile(r"A phone was here: \d+ ms there and back, at \d\d:\d\d UTC\.")
    )
    expect(desk.get_by_text("bring a router of your own")).to_be_hidden()


def test_a_wall_on_the_same_screen_as_the_desk_is_noticed(hall):
    desk = hall.desk()
    expect(big(desk)).to_contain_text("Start")
    with desk.context.expect_page() as opened:
        desk.get_by_text("Projector page").click()
    expect(opened.value.locator("#wall")).to_be_visible()
    desk.goto(f"/desk/{hall.id}/preflight")
    expect(desk.locator("[data-slot=wall]")).to_contain_text("The projector page is on the same screen as this one.")


def test_paper_is_typed_in_while_the_room_votes_and_counts_at_once(live):
    live.answer([4] * 8)
    desk = live.desk()
    expect(big(desk)).to_contain_text("Close (8 of 10 done)")
    typist = live.desk("rita")
    typist.goto(f"/desk/{live.id}/paper")
    typist.get_by_role("button", name="Begin this batch").click()
    typist.get_by_label("S-1 · open now").fill("5-")
    typist.get_by_role("button", name="Keep this sheet").click()
    expect(typist.locator(".said")).to_contain_text("Sheet 1 is kept: one answer.")
    with live.database.reading() as db:
        assert [each.sheets for each in paper.batches(db, live.id)] == [(1,)]
