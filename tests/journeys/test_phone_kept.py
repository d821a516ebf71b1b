"""Answers that wait on a phone: they land where they were given, under whose name they were given, or nowhere."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from app.core.workshops import RoundMove
from app.services import cards
from tests.journeys.phones import (
    BALLOTS,
    KEPT,
    SAVED,
    a_phone,
    answer,
    by_http,
    join,
    keys,
    link_of,
    note,
    notice,
    stands,
)

pytestmark = pytest.mark.browser


def test_two_taps_in_a_second_are_one_answer_with_both(live):
    phone = by_http(live)
    held = []
    phone.context.route(BALLOTS, lambda route: route.continue_() if held else held.append(route))
    answer(phone, "Mostly no: Mostly it does not", "Very much")
    expect(phone.locator('[data-line="plausibility"]')).to_contain_text("Sending")
    held[0].continue_()
    expect(note(phone)).to_have_text(SAVED)
    assert stands(live) == {live.rounds[0]: (2, 5)}
    assert len(keys(live)) == 2


def test_an_answer_never_lands_on_the_statement_that_came_meanwhile(live):
    phone = by_http(live)
    phone.context.route(BALLOTS, lambda route: route.abort())
    phone.get_by_role("button", name="Yes, it happens this way").click()
    expect(note(phone)).to_have_text(KEPT)
    live.now(lambda room: room.close(live.rounds[0]))
    live.now(lambda room: room.open(live.rounds[1]))
    phone.context.unroute(BALLOTS)
    again = phone.context.new_page()
    phone.close()
    again.goto("/phone")
    expect(notice(again)).to_contain_text("Not accepted: This was closed before your answer arrived")
    expect(again.locator("[data-place]")).to_have_text("2 of 3")
    expect(again.get_by_role("button", name="Yes, it happens this way")).to_have_attribute("aria-pressed", "false")
    assert stands(live) == {}
    assert again.evaluate("Object.keys(localStorage)") == []


def test_an_answer_from_before_a_reopening_is_asked_for_again(live):
    phone = by_http(live)
    phone.context.route(BALLOTS, lambda route: route.abort())
    phone.get_by_role("button", name="Yes, it happens this way").click()
    expect(note(phone)).to_have_text(KEPT)
    live.now(lambda room: room.close(live.rounds[0]))
    live.now(lambda room: room.step(live.rounds[0], RoundMove.REOPEN))
    phone.context.unroute(BALLOTS)
    phone.reload()
    expect(notice(phone)).to_contain_text("Not accepted: This was opened again after you answered.")
    expect(phone.locator('[data-question="plausibility"]').first).to_be_visible()
    assert stands(live) == {}


def test_what_waits_on_a_phone_is_never_sent_as_somebody_elses(live):
    phone = by_http(live)
    phone.context.route(BALLOTS, lambda route: route.abort())
    phone.get_by_role("button", name="Yes, it happens this way").click()
    expect(note(phone)).to_have_text(KEPT)
    hers = phone.context.cookies()
    phone.context.clear_cookies()
    phone.evaluate("window.isHers = true")
    other = phone.context.new_page()
    join(other, link_of(live))
    phone.wait_for_function("() => !window.isHers")  # the page that was open has become the other's, too
    phone.context.unroute(BALLOTS)
    for page in (phone, other):
        page.wait_for_load_state("networkidle")
    assert stands(live) == {}
    phone.context.clear_cookies()
    phone.context.add_cookies(hers)
    phone.goto("/phone")
    expect(phone.locator('[data-line="plausibility"]')).to_contain_text("Saved")
    assert stands(live) == {live.rounds[0]: (5, None)}


def test_a_phone_that_is_full_says_so_and_forgets_none(live):
    phone = by_http(live)
    phone.context.route(BALLOTS, lambda route: route.abort())
    phone.get_by_role("button", name="Yes, it happens this way").click()
    expect(note(phone)).to_have_text(KEPT)
    phone.evaluate("""() => {
        const [name, [ballot]] = Object.entries(localStorage).map(([name, text]) => [name, JSON.parse(text)])[0];
        const others = Array.from({ length: 48 }, (_, at) => ({ ...ballot, round: 900 + at, key: `key ${at}` }));
        localStorage.setItem(name, JSON.stringify(others));
    }""")
    phone.reload()
    phone.get_by_role("button", name="Yes, it happens this way").click()
    expect(note(phone)).to_contain_text("Not accepted: This phone keeps 48 answers and has room for no more.")
    assert phone.evaluate("JSON.parse(Object.values(localStorage)[0]).length") == 48
    phone.get_by_text("Help", exact=True).click()
    phone.get_by_role("link", name="Leave the workshop").click()
    expect(notice(phone)).to_contain_text("Kept on this phone and not arrived yet: 48.")
    phone.get_by_role("button", name="Leave and clear this phone").click()
    expect(phone.get_by_text("This phone is cleared.")).to_be_visible()
    assert phone.evaluate("Object.keys(localStorage)") == []


def test_a_card_opened_on_a_second_phone_tells_the_first_and_what_waited_there_goes_when_she_is_back(live):
    """The first phone is restarted meanwhile: what waits on it and who she was come back with it."""
    [card] = live.now(
        lambda room: cards.make(room.db, room.id, 1, seen=0, secret=live.parts.settings.secret, at=datetime.now(UTC))
    )
    first = a_phone(live)
    first.context.route_web_socket("**/socket.io/**", lambda socket: socket.close())
    # Before any page is on its way: that one's answers would slip through.
    first.context.route(BALLOTS, lambda route: route.abort())
    by_card(first, card.token, "Counsellors")
    first.get_by_role("button", name="Yes, it happens this way").click()
    expect(note(first)).to_have_text(KEPT)
    second = a_phone(live)
    by_card(second, card.token, "Go on here")
    second.get_by_role("button", name="Outside my experience").wait_for()
    first.evaluate("dispatchEvent(new Event('online'))")
    expect(first.get_by_role("heading", name="Your card is now open on another phone")).to_be_visible()
    assert stands(live) == {}

    restarted = a_phone(live, storage_state=first.context.storage_state())
    first.context.close()
    by_card(restarted, card.token, "Go on here")
    expect(restarted.locator('[data-line="plausibility"]')).to_contain_text("Saved")
    assert stands(live) == {live.rounds[0]: (5, None)}


def by_card(phone, token, group):
    phone.goto(f"/j/{token}")
    phone.get_by_role("button", name="I agree and want to take part").click()
    phone.get_by_role("button", name=group).click()
