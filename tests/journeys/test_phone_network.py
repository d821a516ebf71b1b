"""Phones on a bad network: offline for minutes, cut off in the middle, kept by the browser, on a silent socket."""

import json

import pytest
from playwright.sync_api import expect

from tests.journeys.phones import (
    BALLOTS,
    KEPT,
    a_panellist,
    answer,
    by_http,
    go_by,
    keys,
    note,
    notice,
    ready,
    stands,
    until,
)

pytestmark = pytest.mark.browser


def test_five_minutes_without_a_network_lose_nothing_and_she_is_told(live):
    phone = ready(live)
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Yes, it happens this way").click()
    go_by(phone, 300, step=10)
    expect(notice(phone)).to_have_text(
        "No connection. Your answer is kept on this phone and will go by itself. Please keep this page open."
    )
    expect(note(phone)).to_have_text(KEPT)
    phone.context.set_offline(False)
    go_by(phone, 5)
    expect(phone.locator('[data-line="plausibility"]')).to_contain_text("Saved")
    expect(notice(phone)).to_be_hidden()
    assert stands(live) == {live.rounds[0]: (5, None)}


def test_where_sockets_are_blocked_the_room_is_followed_all_the_same(live):
    phone = by_http(live)
    live.now(lambda room: room.close(live.rounds[0]))
    go_by(phone, 12)
    expect(phone.get_by_role("heading", name="Closed. The group will talk about this now.")).to_be_visible()
    live.now(lambda room: room.open(live.rounds[1]))
    go_by(phone, 12)
    expect(phone.locator("[data-place]")).to_have_text("2 of 3")
    expect(notice(phone)).to_be_hidden()


def test_a_page_that_nobody_sees_asks_for_nothing_and_looks_when_it_is_seen(live):
    phone = by_http(live)
    asked = []
    phone.on("request", lambda request: asked.append(request.url) if request.url.endswith("/phone/state") else None)
    hide(phone, "hidden")
    go_by(phone, 120, step=10)
    live.now(lambda room: room.close(live.rounds[0]))
    assert asked == []
    hide(phone, "visible")
    go_by(phone, 1)
    expect(phone.get_by_role("heading", name="Closed. The group will talk about this now.")).to_be_visible()


def hide(phone, state):
    """Another program comes before this page, or goes."""
    phone.evaluate(
        """(state) => {
            Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
            document.dispatchEvent(new Event("visibilitychange"));
        }""",
        state,
    )


def test_an_answer_that_arrived_while_its_receipt_was_cut_off_counts_once(live):
    phone = by_http(live)
    cut = []

    def receipt_is_lost(route):
        cut.append(json.loads(route.request.post_data)["key"])
        route.fetch()
        route.abort()

    phone.context.route(BALLOTS, receipt_is_lost)
    phone.get_by_role("button", name="Yes, it happens this way").click()
    expect(note(phone)).to_have_text(KEPT)
    assert stands(live) == {live.rounds[0]: (5, None)}
    phone.context.unroute(BALLOTS)
    expect(phone.locator('[data-line="plausibility"]')).to_contain_text("Saved")
    assert keys(live) == [cut[0]]


def test_the_rest_of_the_phone_comes_when_the_network_is_back(live):
    """She can answer before, and the room is followed after."""
    phone = a_panellist(live)
    phone.context.route("**/js/room.js*", lambda route: route.abort())
    phone.reload()
    phone.get_by_role("button", name="Yes, it happens this way").click()
    expect(phone.locator('[data-line="plausibility"]')).to_contain_text("Saved")
    with phone.expect_response("**/phone/state*"):
        phone.context.unroute("**/js/room.js*")
    live.now(lambda room: room.close(live.rounds[0]))
    expect(phone.get_by_role("heading", name="Closed. The group will talk about this now.")).to_be_visible()


def test_a_page_that_was_left_and_comes_back_shows_how_things_stand(live):
    phone = ready(live)
    phone.get_by_role("button", name="Yes, it happens this way").click()
    expect(phone.locator('[data-line="plausibility"]')).to_contain_text("Saved")
    phone.goto("/withdraw")
    live.now(lambda room: room.close(live.rounds[0]))
    phone.go_back()
    expect(phone.get_by_role("heading", name="Closed. The group will talk about this now.")).to_be_visible()


def test_a_page_the_browser_kept_looks_again_when_it_is_shown(live):
    phone = by_http(live)
    live.now(lambda room: room.close(live.rounds[0]))
    phone.evaluate("""() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }))""")
    expect(phone.get_by_role("heading", name="Closed. The group will talk about this now.")).to_be_visible()


def test_a_network_that_comes_back_while_the_phone_connects_leaves_it_connected(live):
    phone = ready(live)
    for _ in range(3):
        phone.evaluate(
            "for (let times = 0; times < 20; times += 1) setTimeout(() => dispatchEvent(new Event('online')), 40 * times)"
        )
        go_by(phone, 4)
    answer(phone, "Mostly no: Mostly it does not", "Very much")
    live.now(lambda room: room.close(live.rounds[0]))
    expect(phone.get_by_role("heading", name="Closed. The group will talk about this now.")).to_be_visible()
    until(phone, lambda: len(live.parts.broadcast.listening(live.id)) == 1)
