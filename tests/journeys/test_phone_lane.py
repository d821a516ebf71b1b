"""The fast lane from a real phone: an answer by the open socket, and by HTTP as soon as the socket is no good."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from app.storage.ballots import BallotEvent
from tests.journeys.phones import BALLOTS, KEPT, SAVED, answer, between, go_by, keys, load, note, ready, stands, until

pytestmark = pytest.mark.browser


def by_which_way(hall):
    """The door each answer came in by."""
    with hall.database.reading() as db:
        return list(db.scalars(select(BallotEvent.channel).order_by(BallotEvent.id)))


def ballots_in(said):
    return [message for message in said if message.startswith("42") and '"ballot"' in message]


def test_where_a_socket_is_open_an_answer_goes_by_it_in_250_bytes(live):
    phone, said = between(live)
    posted = []
    phone.on("request", lambda request: posted.append(request.url) if request.method == "POST" else None)
    answer(phone, "Mostly no: Mostly it does not", "Very much")
    expect(note(phone)).to_have_text(SAVED)
    assert stands(live) == {live.rounds[0]: (2, 5)}
    assert by_which_way(live) == ["socket", "socket"]
    assert [url for url in posted if url.endswith("/phone/ballots")] == []
    sizes = [len(message) + 8 for message in ballots_in(said)]  # 8: a websocket's head and mask
    assert len(sizes) == 2
    assert max(sizes) <= 250, sizes


def test_where_the_socket_swallows_the_receipt_http_asks_with_the_same_key(live):
    phone, said = between(live, told=lambda message, pass_on: None if message.startswith("43") else pass_on(message))
    phone.get_by_role("button", name="Yes, it happens this way").click()
    expect(phone.locator('[data-line="plausibility"]')).to_contain_text("Sending")
    go_by(phone, 5)
    expect(phone.locator('[data-line="plausibility"]')).to_contain_text("Saved")
    assert by_which_way(live) == ["socket"]
    phone.get_by_role("button", name="Much", exact=True).click()
    expect(note(phone)).to_have_text(SAVED)
    assert stands(live) == {live.rounds[0]: (5, 4)}
    assert by_which_way(live) == ["socket", "http"]  # a socket that was silent once is not waited for again
    assert len(ballots_in(said)) == 1


def test_a_socket_that_is_heard_again_is_trusted_again(live):
    swallowed = []

    def first_receipt_is_lost(message, pass_on):
        if message.startswith("43") and not swallowed:
            swallowed.append(message)
        else:
            pass_on(message)

    phone, _said = between(live, told=first_receipt_is_lost)
    phone.get_by_role("button", name="Yes, it happens this way").click()
    go_by(phone, 5)
    expect(phone.locator('[data-line="plausibility"]')).to_contain_text("Saved")
    live.now(lambda room: room.close(live.rounds[0]))
    live.now(lambda room: room.open(live.rounds[1]))
    expect(phone.locator("[data-place]")).to_have_text("2 of 3")
    go_by(phone, 1)
    phone.get_by_role("button", name="Yes, it happens this way").click()
    expect(phone.locator('[data-line="plausibility"]')).to_contain_text("Saved")
    assert by_which_way(live) == ["socket", "socket"]


def test_a_refusal_by_the_socket_says_why(live):
    """The word that it was closed is held back, as a slow network does."""
    held = []

    def only_receipts(message, pass_on):
        if message.startswith("42"):
            held.append(message)
        else:
            pass_on(message)

    phone, _said = between(live, told=only_receipts)
    live.now(lambda room: room.close(live.rounds[0]))
    phone.get_by_role("button", name="Yes, it happens this way").click()
    expect(phone.locator("[data-offline]")).to_contain_text("Not accepted: This was closed before your answer arrived")
    expect(phone.get_by_role("heading", name="Closed. The group will talk about this now.")).to_be_visible()
    assert stands(live) == {}
    assert by_which_way(live) == ["socket"]


def test_a_socket_that_breaks_under_an_answer_leaves_it_to_http(live):
    phone = ready(live)
    broken, connected = [], []

    def break_under_a_ballot(socket):
        server = socket.connect_to_server()
        server.on_message(
            lambda message: (message.startswith("42") and connected.append(message), socket.send(message))
        )

        def hand_on(message):
            if '"ballot"' not in message:
                return server.send(message)
            broken.append(message)
            return socket.close()

        socket.on_message(hand_on)

    phone.context.route_web_socket("**/socket.io/**", break_under_a_ballot)
    load(phone)
    until(phone, lambda: connected)
    phone.get_by_role("button", name="Yes, it happens this way").click()
    expect(phone.locator('[data-line="plausibility"]')).to_contain_text("Saved")  # and nobody's clock was moved on
    assert len(broken) == 1
    assert by_which_way(live) == ["http"]


def test_an_answer_kept_while_the_network_was_gone_goes_as_soon_as_the_socket_is_back(live):
    phone, _said = between(live)
    phone.context.route(BALLOTS, lambda route: route.abort())  # HTTP stays cut: only the socket can take it
    phone.context.set_offline(True)
    phone.evaluate("dispatchEvent(new Event('pagehide'))")
    phone.get_by_role("button", name="Yes, it happens this way").click()
    expect(note(phone)).to_have_text(KEPT)
    go_by(phone, 120, step=5)  # by now it tries less and less often
    assert keys(live) == []
    phone.context.set_offline(False)
    go_by(phone, 5)
    expect(phone.locator('[data-line="plausibility"]')).to_contain_text("Saved")
    assert by_which_way(live) == ["socket"]
