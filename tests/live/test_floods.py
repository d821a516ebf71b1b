"""Sockets that misbehave: each is cut off for itself, the room goes on, nothing piles up."""

import sys

import pytest
import websocket

from app.live.audiences import Audience
from app.live.sockets import PHONES, close_slow
from app.live.wire import guard
from app.rehearsal.ear import Closed, Ear
from app.storage.engine import Database
from tests.live.halls import Hall, in_time

A_BALLOT = '42["ballot",{"key":"k"}]'


@pytest.fixture
def hall(database):
    hall = Hall(database)
    hall.open_first()
    yield hall
    hall.stop()


@pytest.fixture
def neighbour(hall):
    """Somebody else's phone, which has to be able to answer whatever happens."""
    client = hall.client(place=1)
    yield client
    client.disconnect()


def raw(hall, place=0):
    """A socket that is in, to be spoken to by the packet."""
    return Ear(hall.url, hall.ticket(panellist=hall.room.people[place]))._socket


def can_answer(hall, client):
    ballot = {"key": "k", "seq": 1, "round": hall.round, "epoch": 1, "plausibility": 4, "relevance": 4}
    return client.call("ballot", ballot, timeout=60)["ok"]


def connected(hall):
    return sum(not each.closed for each in hall.sockets.eio.sockets.values())


def is_cut_off(socket):
    """Whether the other side ended the connection, after whatever it still said."""
    socket.settimeout(10)
    try:
        while socket.recv():
            pass
    except websocket.WebSocketTimeoutException:
        return False
    except (websocket.WebSocketException, OSError):
        return True
    return True


def pour(socket, packet, times):
    """Send so many at once, as long as there is somebody to send to; how many went out."""
    for sent in range(times):
        try:
            (socket.send_binary if isinstance(packet, bytes) else socket.send)(packet)
        except (OSError, websocket.WebSocketException):
            return sent
    return times


@pytest.mark.parametrize("packet", [A_BALLOT, '42["other",{}]', '420["other"]', "5", "3", "2probe", '43["x"]', "40"])
def test_three_thousand_packets_from_one_phone_cut_it_off(hall, neighbour, packet):
    socket = raw(hall)
    pour(socket, packet, 3000)
    assert is_cut_off(socket)
    assert can_answer(hall, neighbour)
    assert in_time(lambda: hall.broadcast.listening(hall.room.id) == {hall.room.people[1]})


MALFORMED = [
    "", "4", "4x", "42", "42{", "42[", "42{}", "42[]", "42[1]", '42[{"a":1}]', '42["ballot"', "42null", '42["ballot",' + "[" * 8000,
    "40{", "40[", "40/other,", "41", "44", '45-["x"]', '451-["ballot",{"_placeholder":true,"num":0}]',
    '45999999999-["ballot",{"_placeholder":true,"num":0}]', '451-["ballot",{"_placeholder":true,"num":7}]', "49", "9", "x", "\x00" * 100,
    '42/nowhere,["ballot",{}]', '4299999999999999999999["ballot",{}]', "6", "1", b"\x00\x01", b"",
]  # fmt: skip


@pytest.mark.parametrize("packet", MALFORMED, ids=lambda packet: f"{packet!a:.30}")
def test_what_cannot_be_read_harms_nobody_and_fills_no_log(hall, neighbour, caplog, packet):
    socket = raw(hall)
    pour(socket, packet, 3)
    assert can_answer(hall, neighbour)
    socket.close()
    assert in_time(lambda: connected(hall) == 1)
    # The server of these tests, which is not the real one, reads what is left as a request, and logs that.
    ours = [record for record in caplog.records if record.name != "werkzeug"]
    assert not [record for record in ours if record.levelname in ("ERROR", "CRITICAL")]


def test_while_the_database_is_held_a_flood_waits_outside(hall, neighbour):
    other = Database(str(hall.database.engine.url))
    with other.writing() as held:
        held.connection()
        socket = raw(hall)
        socket.settimeout(1)
        # 64 MB: more than a system keeps for a connection, and the server reads no more before it has answered.
        assert pour(socket, A_BALLOT[:-2] + ',"x":"' + "y" * 8000 + '"}]', 8000) < 8000
    other.engine.dispose()
    assert is_cut_off(socket)
    assert can_answer(hall, neighbour)


def test_a_phone_that_comes_again_and_again_leaves_its_oldest_sockets(hall):
    asha = [hall.ear(panellist=hall.room.people[0]) for _ in range(PHONES + 2)]
    bela = hall.ear(panellist=hall.room.people[1])
    for ear in asha[:2]:
        with pytest.raises(Closed):
            [ear.hear(60) for _ in range(3)]
    assert all(ear.hear(60) for ear in [*asha[2:], bela])
    assert in_time(lambda: connected(hall) == PHONES + 1)


def test_above_the_bound_of_an_address_no_more_sockets_are_let_in(hall, monkeypatch):
    monkeypatch.setattr(guard, "HERE", 2)
    first, second = (hall.ear(panellist=each) for each in hall.room.people)
    with pytest.raises(Closed, match="503"):
        hall.ear(Audience.DESK)
    first.close()
    assert in_time(lambda: connected(hall) == 1)
    assert second.hear(60)
    come_in = []
    assert in_time(lambda: come_in or lets_in(hall, come_in))


def lets_in(hall, come_in):
    try:
        come_in.append(hall.ear(Audience.DESK))
    except Closed:
        return False
    return True


def test_who_has_stopped_reading_is_cut_off_and_the_others_hear_all(hall, neighbour):
    stuck = raw(hall)
    heard = []
    neighbour.on("state", heard.append)
    frame = {"v": 1, "text": "y" * 100_000}
    for _ in range(200):
        hall.sockets.emit("state", frame, to=f"phone:{hall.room.id}")
    assert in_time(lambda: len(heard) >= 200)
    # By now somebody tries in vain to send the first ones, however many of them he took at once.
    for _ in range(200):
        hall.sockets.emit("state", {"v": 2}, to=f"phone:{hall.room.id}")
    assert in_time(lambda: len(heard) >= 400)
    assert close_slow(hall.sockets) == 1
    assert in_time(lambda: hall.broadcast.listening(hall.room.id) == {hall.room.people[1]})
    assert in_time(lambda: not any(server_threads_stuck()))
    assert can_answer(hall, neighbour)
    stuck.close()


def server_threads_stuck():
    """The threads of this process that still try to send to somebody."""
    for frame in sys._current_frames().values():
        code = frame.f_code
        if code.co_name == "_put" and code.co_filename.endswith("driver.py"):
            yield frame
