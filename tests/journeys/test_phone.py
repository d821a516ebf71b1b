"""Phones in real browsers: answering, losing the network, typing while the room moves on."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from app.core.workshops import WorkshopMove, WorkshopState
from app.services import rounds
from app.storage.ballots import Ballot, BallotEvent
from tests.builders import NOON
from tests.journeys.phones import a_panellist, answer, by_http, load

pytestmark = pytest.mark.browser


def stored(hall, table=Ballot):
    with hall.database.reading() as db:
        return db.scalar(select(func.count()).select_from(table))


def the_ballot(hall):
    with hall.database.reading() as db:
        ballot = db.scalars(select(Ballot)).one()
        return ballot.plausibility, ballot.relevance, ballot.abstained


def test_a_phone_follows_the_room_by_itself(hall):
    phone = a_panellist(hall)
    expect(phone.get_by_role("heading", name="You are in.")).to_be_visible()
    hall.now(lambda room: room.move(WorkshopMove.START, WorkshopState.LOBBY))
    hall.now(lambda room: rounds.show(room.db, room.id, hall.rounds[0], at=NOON))
    expect(phone.get_by_text("Next: Where. Skip or pause whenever you like.")).to_be_visible()
    hall.now(lambda room: room.open(hall.rounds[0]))
    expect(phone.locator("[data-statement]:visible")).to_contain_text("Women far from town")
    expect(phone.locator("[data-opening]")).to_be_hidden()  # it was said before
    expect(phone.locator("[data-live]")).to_have_text("A statement is open.")
    hall.now(lambda room: room.close(hall.rounds[0]))
    expect(phone.get_by_role("heading", name="Closed. The group will talk about this now.")).to_be_visible()


def test_one_question_at_a_time_saved_on_tap_and_folded(live):
    phone = a_panellist(live)
    expect(phone.get_by_text("How much does this matter for your work?").locator("visible=true")).to_have_count(0)
    expect(phone.locator("[data-opening]")).to_have_text("Next: Where. Skip or pause whenever you like.")
    phone.get_by_role("button", name="Mostly yes: Mostly it does").click()
    expect(phone.locator("[data-opening]")).to_be_hidden()
    phone.wait_for_timeout(400)
    chosen = phone.get_by_role("button", name="Much", exact=True)
    assert chosen.evaluate("(each) => { each.click(); return each.offsetParent && each.ariaPressed; }") == "true"
    expect(phone.locator("[data-note]")).to_have_text(
        "Saved. You can change it while this is open."
    )  # after two seconds
    expect(chosen).to_be_hidden()
    assert the_ballot(live) == (4, 4, None)
    phone.get_by_role("link", name="Mostly yes").click()
    phone.wait_for_timeout(400)
    phone.get_by_role("button", name="No, it does not happen this way").click()
    expect(phone.get_by_role("link", name="No Saved")).to_be_visible()
    assert the_ballot(live) == (1, 4, None)


def test_a_trembling_finger_does_not_answer_the_next_question(live):
    phone = a_panellist(live)
    phone.evaluate("""for (const question of ["plausibility", "relevance"])
        document.querySelector(`[data-question=${question}] [value="2"]`).click()""")
    expect(phone.get_by_role("link", name="Mostly no Saved")).to_be_visible()
    assert the_ballot(live) == (2, None, None)


def test_outside_my_experience_and_not_clear_are_two_things(live):
    phone = a_panellist(live)
    phone.get_by_role("button", name="Outside my experience").click()
    expect(phone.get_by_role("link", name="Outside my experience")).to_be_visible()
    phone.get_by_role("link", name="Comment", exact=True).click()
    phone.get_by_role("button", name="The sentence is not clear to me").click()
    expect(phone.get_by_role("link", name="The sentence is not clear to me")).to_be_visible()
    expect(phone.locator("[data-note]")).to_have_text("Saved. You can change it while this is open.")
    assert the_ballot(live) == (None, None, "unclear")


def test_an_answer_without_a_network_waits_and_goes_by_itself(live):
    phone = a_panellist(live)
    expect(phone.locator("[data-statement]:visible")).to_contain_text("Women far from town")
    phone.context.set_offline(True)
    answer(phone, "Yes, it happens this way", "Very much")
    expect(phone.locator("[data-note]")).to_have_text("Kept on this phone: 1. It will go by itself.")
    assert phone.get_by_text("Saved").locator("visible=true").count() == 0
    assert stored(live, BallotEvent) == 0
    phone.context.set_offline(False)
    expect(phone.locator("[data-note]")).to_have_text("Saved. You can change it while this is open.")
    assert the_ballot(live) == (5, 5, None)
    assert phone.evaluate("Object.keys(localStorage).length") == 0


def test_an_answer_kept_on_a_phone_that_died_goes_when_it_wakes(live):
    phone = by_http(live)
    phone.context.route("**/phone/ballots", lambda route: route.abort())
    phone.get_by_role("button", name="Yes, it happens this way").click()
    expect(phone.locator("[data-note]")).to_contain_text("Kept on this phone: 1.")
    kept = phone.evaluate("Object.values(localStorage).join()")
    assert "Women" not in kept
    phone.context.unroute("**/phone/ballots")
    again = phone.context.new_page()
    phone.close()
    again.goto("/phone")
    expect(again.get_by_role("link", name="Yes Saved")).to_be_visible()
    assert the_ballot(live) == (5, None, None)


def test_an_answer_that_came_late_is_told_why_and_never_called_saved(live):
    phone = by_http(live)
    phone.context.route("**/phone/ballots", lambda route: route.abort())
    phone.get_by_role("button", name="Yes, it happens this way").click()
    expect(phone.locator("[data-note]")).to_contain_text("Kept on this phone: 1.")
    live.now(lambda room: room.close(live.rounds[0]))
    phone.context.unroute("**/phone/ballots")
    expect(phone.locator("[data-offline]")).to_contain_text("Not accepted: This was closed before your answer arrived")
    assert stored(live) == 0


def test_the_same_statement_once_more_is_announced_as_that(live):
    phone = a_panellist(live)
    live.now(lambda room: room.close(live.rounds[0]))
    live.now(lambda room: room.reveal(live.rounds[0]))
    live.now(lambda room: rounds.again(room.db, room.id, live.rounds[0], by=None, at=NOON))
    expect(phone.get_by_role("heading", name="The same statement once more, after the talk.")).to_be_visible()
    expect(phone.locator("[data-next-more]")).to_have_text("Your first answer stays unless you give another.")
    expect(phone.locator("[data-live]")).to_have_text("The same statement once more, after the talk.")


def test_the_keyboard_follows_to_a_new_statement_unless_she_types(live):
    phone = a_panellist(live)
    live.now(lambda room: room.close(live.rounds[0]))
    live.now(lambda room: room.open(live.rounds[1]))
    expect(phone.locator('[data-screen="statement"] [data-statement]')).to_be_focused()
    phone.get_by_role("link", name="Comment", exact=True).click()
    live.now(lambda room: room.close(live.rounds[1]))
    live.now(lambda room: room.open(live.rounds[2]))
    expect(phone.locator("[data-place]")).to_have_text("3 of 3")
    expect(phone.get_by_label("Please do not write names")).to_be_focused()


def test_revealed_answers_come_with_hers_on_demand(live):
    phone = a_panellist(live)
    answer(phone, "Yes, it happens this way", "Much")
    expect(phone.locator("[data-note]:visible")).to_have_text("Saved. You can change it while this is open.")
    live.answer([1, 2, 3, 4, 4, 4, 5, 5])
    live.now(lambda room: room.close(live.rounds[0]))
    live.now(lambda room: room.reveal(live.rounds[0]))
    expect(phone.locator(".bars__table").first).to_be_visible()
    expect(phone.locator(".bars__table").first).to_contain_text("Yes3")
    expect(phone.get_by_text("Yes · Much")).to_be_hidden()
    phone.get_by_text("Show my answer").click()
    expect(phone.get_by_text("Yes · Much")).to_be_visible()


def test_a_private_pause_and_a_hidden_screen_stay_while_the_room_moves_on(live):
    phone = a_panellist(live)
    phone.get_by_role("button", name="Pause").click()
    expect(phone.get_by_role("heading", name="You have paused.")).to_be_visible()
    live.now(lambda room: room.close(live.rounds[0]))
    live.now(lambda room: room.open(live.rounds[1]))
    expect(phone.locator("[data-place]")).to_have_text("2 of 3")
    expect(phone.get_by_role("heading", name="You have paused.")).to_be_visible()
    phone.get_by_role("link", name="Go on").click()
    expect(phone.locator("[data-place]")).to_have_text("2 of 3")
    phone.get_by_role("link", name="Hide").click()
    assert phone.locator("body").inner_text().strip() == "Show again"
    assert phone.title() == "Plumbline"


def test_leaving_clears_the_phone(live):
    phone = a_panellist(live)
    phone.get_by_text("Help", exact=True).click()
    phone.get_by_role("link", name="Leave the workshop").click()
    phone.get_by_role("button", name="Leave and clear this phone").click()
    expect(phone.get_by_text("This phone is cleared.")).to_be_visible()
    assert [cookie["name"] for cookie in phone.context.cookies()] != ["plumbline_phone"]
    phone.goto("/phone")
    expect(phone.get_by_role("heading", name="Join the workshop")).to_be_visible()


def test_two_pages_of_one_phone_give_one_answer(live):
    """Answers raise no version, so the other page hears of them from this phone itself."""
    first = a_panellist(live)
    second = first.context.new_page()
    load(second, "/phone")
    answer(first, "No, it does not happen this way", "Much")
    expect(second.locator('[data-line="relevance"]')).to_contain_text("Much")
    second.locator('[data-line="plausibility"]').click()
    second.wait_for_timeout(400)
    second.get_by_role("button", name="Yes, it happens this way").click()
    expect(first.locator('[data-line="plausibility"]')).to_have_text("Does it happen this way? Yes Saved · change")
    assert the_ballot(live) == (5, 4, None)


def test_a_phone_that_sets_its_clock_back_still_hears_a_tap(live):
    phone = a_panellist(live)
    phone.get_by_role("button", name="No, it does not happen this way").click()
    phone.evaluate("() => { const now = Date.now; Date.now = () => now() - 86_400_000; }")
    phone.wait_for_timeout(500)
    phone.get_by_role("button", name="Much", exact=True).click()
    expect(phone.locator("[data-note]")).to_contain_text("Saved.")
    assert the_ballot(live) == (1, 4, None)


def test_an_objection_after_closing_is_told_that_it_came_late(live):
    phone = a_panellist(live)
    answer(phone, "No, it does not happen this way", "Much")
    expect(phone.locator("[data-note]")).to_contain_text("Saved.")
    live.now(lambda room: room.close(live.rounds[0]))
    expect(phone.get_by_role("heading", name="Closed.")).to_be_visible()
    phone.get_by_role("link", name="Comment").click()
    phone.locator("[data-chips] label").first.click()
    phone.get_by_role("button", name="Send").click()
    expect(phone.locator("[data-offline]")).to_contain_text("Not accepted: This was closed before your answer arrived")
    expect(phone.locator("[data-live]")).not_to_contain_text("Sent.")
