"""Frames that carry the round: phones move on without asking, and ask where they cannot know."""

import pytest
from playwright.sync_api import expect

from app.core.workshops import RoundMove, WorkshopMove, WorkshopState
from tests.journeys.phones import SAVED, a_panellist, answer, between, go_by, note, until

pytestmark = pytest.mark.browser


@pytest.fixture
def asked():
    """The times a phone fetched the state."""
    return []


def watch(phone, asked):
    phone.wait_for_load_state("networkidle")
    phone.on("request", lambda request: asked.append(request.url) if request.url.endswith("/phone/state") else None)


def shows(phone, heading):
    expect(phone.get_by_role("heading", name=heading)).to_be_visible()


def test_a_round_opens_closes_and_is_shown_without_a_phone_asking(live, asked):
    phone = a_panellist(live)
    answer(phone, "Yes, it happens this way", "Much")
    expect(note(phone)).to_have_text(SAVED)
    live.answer([1, 2, 3, 4, 4, 4, 5, 5])
    watch(phone, asked)
    live.now(lambda room: room.close(live.rounds[0]))
    shows(phone, "Closed. The group will talk about this now.")
    live.now(lambda room: room.reveal(live.rounds[0]))
    shows(phone, "What the group answered")
    expect(phone.locator(".bars__table").first).to_contain_text("Yes3")
    phone.get_by_text("Show my answer").click()
    expect(phone.get_by_text("Yes · Much")).to_be_visible()
    live.now(lambda room: room.open(live.rounds[1]))
    expect(phone.locator("[data-place]")).to_have_text("2 of 3")
    answer(phone, "Sometimes it does, sometimes not", "A little")
    expect(note(phone)).to_have_text(SAVED)
    live.now(lambda room: room.move(WorkshopMove.PAUSE, WorkshopState.LIVE))
    shows(phone, "The group is taking a break.")
    assert asked == []


def test_a_phone_that_missed_a_frame_asks(live, asked):
    missed = []

    def the_next_is_lost(message, pass_on):
        if missed and message.startswith("42"):
            missed.remove("next")
        else:
            pass_on(message)

    phone, _said = between(live, told=the_next_is_lost)
    watch(phone, asked)
    missed.append("next")
    live.now(lambda room: room.close(live.rounds[0]))
    until(phone, lambda: missed == [])
    assert asked == []
    live.now(lambda room: room.open(live.rounds[1]))
    go_by(phone, 1)
    expect(phone.locator("[data-place]")).to_have_text("2 of 3")
    assert len(asked) == 1


def test_a_statement_from_before_comes_back_with_what_she_answered_then(live, asked):
    phone = a_panellist(live)
    answer(phone, "Yes, it happens this way", "Much")
    expect(note(phone)).to_have_text(SAVED)
    live.now(lambda room: room.close(live.rounds[0]))
    live.now(lambda room: room.open(live.rounds[1]))
    expect(phone.locator("[data-place]")).to_have_text("2 of 3")
    live.now(lambda room: room.close(live.rounds[1]))
    shows(phone, "Closed. The group will talk about this now.")
    watch(phone, asked)
    live.now(lambda room: room.step(live.rounds[0], RoundMove.REOPEN))
    expect(phone.locator("[data-place]")).to_have_text("1 of 3")
    expect(phone.locator('[data-line="plausibility"]')).to_contain_text("Yes")
    assert len(asked) == 1


def test_opened_again_it_asks_who_skipped_it(live):
    phone = a_panellist(live)
    phone.get_by_role("button", name="Skip → Next").click()
    expect(phone.get_by_text("You skipped this one.")).to_be_visible()
    live.now(lambda room: room.close(live.rounds[0]))
    shows(phone, "Closed. The group will talk about this now.")
    live.now(lambda room: room.step(live.rounds[0], RoundMove.REOPEN))
    expect(phone.get_by_role("button", name="Yes, it happens this way")).to_be_visible()


def test_a_closing_that_is_undone_goes_on_where_it_was(live):
    phone = a_panellist(live)
    phone.get_by_role("button", name="Yes, it happens this way").click()
    expect(phone.locator('[data-line="plausibility"]')).to_contain_text("Saved")
    live.now(lambda room: room.close(live.rounds[0]))
    shows(phone, "Closed. The group will talk about this now.")
    live.now(lambda room: room.step(live.rounds[0], RoundMove.UNDO))
    expect(phone.locator('[data-line="plausibility"]')).to_contain_text("Saved")
    phone.wait_for_timeout(400)  # as a thumb does
    phone.get_by_role("button", name="Much", exact=True).click()
    expect(note(phone)).to_have_text(SAVED)


def test_a_socket_that_died_without_a_word_keeps_nobody_behind(live):
    network = {"dead": False}

    def maybe(message, pass_on):
        if not network["dead"]:
            pass_on(message)

    phone, said = between(live, told=maybe)
    network["dead"] = True
    live.now(lambda room: room.close(live.rounds[0]))
    go_by(phone, 6)
    shows(phone, "Closed. The group will talk about this now.")
    network["dead"], before = False, len(said)
    go_by(phone, 10)
    until(phone, lambda: any(each.startswith("40") for each in said[before:]))  # it has made itself a new one
    live.now(lambda room: room.open(live.rounds[1]))
    expect(phone.locator("[data-place]")).to_have_text("2 of 3")
