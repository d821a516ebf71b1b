"""The comment sheet in a real browser: what is typed or ticked stays, whatever the room does meanwhile."""

import pytest
from playwright.sync_api import expect

from app.core.workshops import WorkshopMove, WorkshopState
from app.services import comments
from tests.journeys.phones import a_panellist

pytestmark = pytest.mark.browser

STORED = """async () => ({
    storage: [localStorage, sessionStorage].map((each) => ({ ...each })),
    databases: await indexedDB.databases(),
    caches: await caches.keys(),
    cookie: document.cookie,
    history: history.state,
})"""  # all that a page can keep; what the browser alone sends along holds no word of hers either


def written(hall):
    with hall.database.reading() as db:
        return comments.waiting(db, hall.parts.keys, hall.id)


def test_nothing_typed_is_wiped_while_the_room_moves_on(live):
    phone = a_panellist(live)
    phone.get_by_role("link", name="Comment", exact=True).click()
    box = phone.get_by_label("Please do not write names")
    box.fill("It depends on the bus.")
    phone.get_by_label("What is there, or missing").check()
    live.now(lambda room: room.close(live.rounds[0]))
    live.now(lambda room: room.move(WorkshopMove.PAUSE, WorkshopState.LIVE))
    expect(phone.get_by_role("heading", name="The group is taking a break.")).to_be_visible()
    live.now(lambda room: room.move(WorkshopMove.RESUME, WorkshopState.PAUSED))
    live.now(lambda room: room.open(live.rounds[1]))
    expect(box).to_have_value("It depends on the bus.")
    expect(phone.get_by_label("What is there, or missing")).to_be_checked()
    stored = phone.evaluate(STORED)
    assert stored.pop("history") in (None, {"show": "comment"})
    assert stored == {"storage": [{}, {}], "databases": [], "caches": [], "cookie": ""}
    phone.get_by_role("button", name="Send").click()
    expect(box).to_be_hidden()
    assert [(each.round, each.part, each.text) for each in written(live)] == [
        (live.rounds[0], 2, "It depends on the bus.")
    ]


def test_the_phones_back_button_closes_what_is_open_and_wipes_nothing(live):
    phone = a_panellist(live)
    phone.wait_for_load_state("networkidle")
    question = phone.get_by_role("button", name="Yes, it happens this way")
    box = phone.get_by_label("Please do not write names")
    phone.get_by_role("link", name="Comment", exact=True).click()
    box.fill("It depends on the bus.")
    phone.go_back()
    expect(question).to_be_visible()
    phone.go_forward()
    expect(box).to_have_value("It depends on the bus.")
    phone.get_by_role("link", name="Hide").click()
    phone.go_back()
    expect(question).to_be_visible()
    phone.get_by_role("link", name="Comment", exact=True).click()
    phone.get_by_role("button", name="Send").click()
    expect(box).to_be_hidden()
    expect(question).to_be_visible()
    phone.wait_for_function("() => history.state === null")  # sent: nothing is left to go back out of
    assert [each.text for each in written(live)] == ["It depends on the bus."]


def test_a_comment_that_could_not_be_sent_says_so_and_stays(live):
    phone = a_panellist(live)
    phone.context.route("**/phone/comments", lambda route: route.abort())
    phone.get_by_role("link", name="Comment", exact=True).click()
    phone.get_by_label("Please do not write names").fill("It depends on the bus.")
    phone.get_by_role("button", name="Send").click()
    expect(phone.locator("[data-comment-note]")).to_contain_text("This could not be sent. Your text is still here")
    phone.context.unroute("**/phone/comments")
    phone.get_by_role("button", name="Send").click()
    expect(phone.get_by_label("Please do not write names")).to_be_hidden()
    expect(phone.locator("[data-offline]")).to_have_text("Your comment was sent.")
    expect(phone.locator("[data-live]")).to_have_text("Your comment was sent.")
    assert len(written(live)) == 1
    live.now(lambda room: room.close(live.rounds[0]))
    expect(phone.locator("[data-offline]")).to_be_hidden()


def test_sometimes_opens_the_comment_at_the_situation(live):
    phone = a_panellist(live)
    phone.get_by_role("button", name="Sometimes it does, sometimes not").click()
    phone.get_by_role("link", name="What does it depend on?").click()
    expect(phone.get_by_role("heading", name="What does it depend on?")).to_be_visible()
    phone.get_by_label("Please do not write names").fill("On the season.")
    phone.get_by_role("button", name="Send").click()
    expect(phone.get_by_role("heading", name="What does it depend on?")).to_be_hidden()
    assert [each.part for each in written(live)] == [1]


def test_closing_and_showing_the_answers_takes_nothing_from_somebody_who_writes(live):
    phone = a_panellist(live)
    phone.get_by_role("link", name="Comment", exact=True).click()
    box = phone.get_by_label("Please do not write names")
    box.press_sequentially("It depends")
    phone.get_by_label("I have seen this").check()
    box.focus()
    live.now(lambda room: room.close(live.rounds[0]))
    box.press_sequentially(" on the")
    live.now(lambda room: room.reveal(live.rounds[0]))
    expect(phone.locator("[data-live]")).to_have_text("The answers of the group are shown.")
    box.press_sequentially(" bus.")
    expect(box).to_be_focused()
    expect(box).to_have_value("It depends on the bus.")
    expect(phone.get_by_label("I have seen this")).to_be_checked()


def test_ticks_without_a_word_stay_too_and_the_sheet_says_for_which_statement(live):
    phone = a_panellist(live)
    phone.get_by_role("link", name="Comment", exact=True).click()
    phone.locator("[data-chips] label").nth(1).click()
    live.now(lambda room: room.close(live.rounds[0]))
    live.now(lambda room: room.open(live.rounds[1]))
    whose = phone.locator("[data-draft-of]")
    expect(whose).to_have_text("You began this at 1 of 3. It is kept with that statement.")
    expect(phone.get_by_label("What is there, or missing")).to_be_checked()
    phone.locator("[data-chips] label").nth(1).click()
    live.now(lambda room: room.close(live.rounds[1]))
    expect(whose).to_be_hidden()
