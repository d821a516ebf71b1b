"""Real sockets against a real server in this process: who is let in, and what they hear."""

import gc
import re
from time import monotonic

import pytest
import socketio
import websocket
from sqlalchemy.exc import OperationalError

from app.core.workshops import AccountId, PanellistId
from app.live.audiences import Audience, Listener
from app.live.sockets import PING_EVERY, PONG_WITHIN, TICKET_WITHIN, close_strangers
from app.live.tickets import Tickets
from app.live.wire.driver import DRIVER, MAX_MESSAGE, Wire
from app.rehearsal.ear import Closed, Ear
from app.rehearsal.scratch import HOME
from tests.builders import NOON
from tests.live.halls import Hall, in_time


@pytest.fixture
def hall(database):
    hall = Hall(database)
    yield hall
    hall.stop()


def hung_up(socket):
    """Whether the other side ended the connection, after whatever it still said."""
    try:
        while socket.recv():
            pass
    except (websocket.WebSocketException, OSError):
        pass
    return True


def test_a_phone_with_a_ticket_hears_how_it_stands_and_then_what_changes(hall):
    ear = hall.ear()
    before = ear.hear(60)
    hall.open_first()
    hall.broadcast.changed(hall.room.id)
    assert ear.hear(60)["v"] > before["v"]


def test_who_cannot_be_greeted_is_in_all_the_same(hall, monkeypatch):
    tried = []

    def locked(*who):
        tried.append(who)
        raise OperationalError("", {}, Exception())

    with monkeypatch.context() as while_locked:
        while_locked.setattr(hall.broadcast, "greet", locked)
        ear = hall.ear()
        assert in_time(lambda: tried)
    hall.open_first()
    hall.broadcast.changed(hall.room.id)
    assert ear.hear(60)


def test_the_real_client_library_hears_the_same(hall):
    heard = []
    client = socketio.Client()
    client.on("state", heard.append)
    client.connect(hall.url, auth={"ticket": hall.ticket()}, transports=["websocket"])
    assert in_time(lambda: heard)
    assert heard[0].keys() == {"v"}
    client.disconnect()


def test_a_ballot_reaches_the_desk_and_no_phone(hall):
    hall.open_first()
    phone, desk = hall.ear(), hall.ear(Audience.DESK)
    phone.hear(60)
    desk.hear(60)
    hall.cast(0)
    hall.broadcast.progress(hall.room.id)
    assert desk.hear(60)["done"] == 1
    assert phone.hear(0.3) is None


@pytest.mark.parametrize("ticket", ["", "guess", None, 7, ["x"]])
def test_without_a_ticket_nobody_comes_in(hall, ticket):
    with pytest.raises(Closed):
        Ear(hall.url, ticket)


def test_a_ticket_opens_one_socket(hall):
    ticket = hall.ticket()
    Ear(hall.url, ticket)
    with pytest.raises(Closed):
        Ear(hall.url, ticket)


def test_a_ticket_of_another_server_opens_nothing(hall):
    with pytest.raises(Closed):
        Ear(hall.url, Tickets().give(Listener(Audience.PHONE, hall.room.id), at=NOON))


def test_a_page_of_another_site_is_turned_away_before_its_ticket_is_looked_at(hall):
    ticket = hall.ticket()
    address = hall.url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
    with pytest.raises(websocket.WebSocketBadStatusException, match="403"):
        websocket.create_connection(address, origin="https://elsewhere.example.org")
    with pytest.raises(websocket.WebSocketBadStatusException, match="403"):
        websocket.create_connection(address, suppress_origin=True)
    Ear(hall.url, ticket)


def test_who_listens_is_known_while_they_do(hall):
    ears = [hall.ear(panellist=number) for number in (1, 2)]
    assert hall.broadcast.listening(hall.room.id) == {1, 2}
    ears[0].close()
    assert in_time(lambda: hall.broadcast.listening(hall.room.id) == {2})


def test_a_removed_panellist_is_disconnected(hall):
    removed, other = hall.ear(panellist=1), hall.ear(panellist=2)
    hall.broadcast.drop_phone(PanellistId(1))
    with pytest.raises(Closed):
        [removed.hear(60) for _ in range(3)]
    assert in_time(lambda: hall.broadcast.listening(hall.room.id) == {2})
    assert other.hear(60)


def test_a_ticket_fetched_before_signing_out_or_leaving_opens_nothing_after_it(hall):
    desk, other = (Listener(Audience.DESK, hall.room.id, account=AccountId(number)) for number in (1, 2))
    kept = [hall.tickets.give(desk, at=NOON), hall.ticket(panellist=1), hall.ticket(Audience.SCREEN)]
    hers = hall.tickets.give(other, at=NOON)
    hall.broadcast.drop_account(AccountId(1))
    hall.broadcast.drop_phone(PanellistId(1))
    hall.broadcast.drop_screens(hall.room.id)
    for ticket in kept:
        with pytest.raises(Closed):
            Ear(hall.url, ticket)
    assert Ear(hall.url, hers).hear(60)


def test_a_connection_that_never_shows_a_ticket_is_closed(hall):
    address = hall.url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
    stranger, guest = websocket.create_connection(address, origin=hall.url), hall.ear()
    assert close_strangers(hall.sockets, now=monotonic() + TICKET_WITHIN - 1) == 0
    assert close_strangers(hall.sockets, now=monotonic() + TICKET_WITHIN + 1) == 1
    assert hung_up(stranger)
    assert sum(not each.closed for each in hall.sockets.eio.sockets.values()) == 1
    assert guest.hear(60)


def test_a_message_too_large_ends_the_connection(hall):
    ear = hall.ear()
    ear._socket.send("42" + "x" * (MAX_MESSAGE + 1))
    with pytest.raises(Closed):
        [ear.hear(60) for _ in range(3)]


def test_compression_is_not_agreed_to(hall):
    address = hall.url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
    offer = ["Sec-WebSocket-Extensions: permessage-deflate"]
    socket = websocket.create_connection(address, origin=hall.url, header=offer)
    assert "sec-websocket-extensions" not in socket.getheaders()


def test_a_socket_that_has_gone_leaves_nothing_that_waits_for_the_collector(hall):
    gc.collect()
    gc.disable()
    try:
        ear = hall.ear()
        assert ear.hear(60)
        (environ,) = hall.sockets.environ.values()
        driver = type(environ[DRIVER])
        del environ
        assert held(driver, Wire) == {driver, Wire}
        ear.close()
        assert in_time(lambda: not held(driver, Wire)), held(driver, Wire)
    finally:
        gc.enable()


def test_a_page_worries_a_little_later_than_the_server_lets_it_hear_something(hall):
    silent_after = re.search(r"SILENT_AFTER = ([\d_]+);", (HOME / "static/shared/silence.js").read_text())
    assert hall.sockets.eio.ping_interval == PING_EVERY < int(silent_after[1]) / 1000 < PING_EVERY + 2
    assert hall.sockets.eio.ping_timeout == PONG_WITHIN > 2 * PING_EVERY


def held(*kinds):
    """Which of these kinds something in memory is of, reachable or not."""
    return {type(each) for each in gc.get_objects() if type(each) in kinds}
