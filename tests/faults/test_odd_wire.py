"""Broken and hostile input on the real server: everything gets a defined answer, by whichever door it came."""

import socket
from contextlib import suppress

import pytest
import websocket

from app.live.wire.handshake import welcome
from app.rehearsal.ear import Closed
from tests.faults.wire import Lane
from tests.live.wire.test_handshake import ASKED

ODD = [
    ({"plausibility": 10**99}, "unreadable"),
    ({"plausibility": "4"}, "unreadable"),
    ({"plausibility": 4.0}, "unreadable"),
    ({"plausibility": True}, "unreadable"),
    ({"plausibility": 6}, "unreadable"),
    ({"relevance": -1}, "unreadable"),
    ({"seq": 2**63}, "unreadable"),
    ({"seq": 0}, "unreadable"),
    ({"epoch": None}, "unreadable"),
    ({"epoch": 2**31}, "unreadable"),
    ({"epoch": 7}, "not_open"),
    ({"key": "x" * 65}, "unreadable"),
    ({"key": "\ud800"}, "unreadable"),
    ({"key": ["a"]}, "unreadable"),
    ({"parts": {"1": 1}}, "unreadable"),
    ({"parts": [99]}, "unreadable"),
    ({"parts": [[1]]}, "unreadable"),
    ({"abstained": "maybe"}, "unreadable"),
    ({"abstained": "outside"}, "unreadable"),
    ({"panellist": 9000031}, "unreadable"),
    ({"round": "1"}, "unreadable"),
    ({"round": 2**40}, "unreadable"),
    ({"round": 1}, "not_here"),
]


@pytest.mark.parametrize(("fields", "error"), ODD, ids=lambda each: str(each)[:30])
def test_an_odd_ballot_is_refused_with_a_sentence_by_both_doors(room, fields, error):
    sent = room.ballot(**fields)
    said = room.line(room.stage.seats[0]).post("/phone/ballots", sent)
    by_lane = room.lane(room.stage.seats[0]).call("ballot", sent)
    assert (said.body["ok"], said.body["error"], by_lane["ok"], by_lane["error"]) == (False, error, False, error)
    assert said.status in (404, 409, 422)
    assert said.body["say"] == by_lane["say"]
    assert said.body["say"].endswith(".")


@pytest.mark.parametrize("body", [None, [], 7, "ballot", [[[]]], {}, {"key": {}}])
def test_what_is_no_ballot_at_all_is_refused_by_both_doors(room, body):
    assert room.line(room.stage.seats[0]).post("/phone/ballots", body).status == 422
    assert room.lane(room.stage.seats[0]).call("ballot", body)["ok"] is False


def test_a_round_of_another_workshop_is_not_here(room):
    foreign = room.ballot(round=room.stage.foreign_round)
    assert room.line(room.stage.seats[0]).post("/phone/ballots", foreign).body["error"] == "not_here"
    assert room.lane(room.stage.seats[0]).call("ballot", foreign)["error"] == "not_here"
    assert lane_of_the_other_workshop_is_refused(room)


def lane_of_the_other_workshop_is_refused(room):
    line = room.line(room.stage.elsewhere)
    return line.post("/ticket", {"audience": "phone", "workshop": room.stage.workshop}).status == 404


def test_every_other_event_is_refused_and_the_socket_goes_on(room):
    socket = room.lane(room.stage.seats[0])
    for event in ("state", "open", "connect", "disconnect", "*", "message", "ballots", "x" * 2000):
        assert socket.call(event, {"round": 1})["ok"] is False, event
    assert socket.call("ballot", {})["error"] == "unreadable"


def test_a_number_of_four_hundred_digits_is_no_ballot_at_either_door(room):
    sent, socket = room.ballot(plausibility=10**400), room.lane(room.stage.seats[0])
    assert socket.call("ballot", sent)["error"] == "unreadable"
    assert room.line(room.stage.seats[0]).post("/phone/ballots", sent).body["error"] == "unreadable"


def test_a_ticket_is_good_once_and_not_after_leaving(room):
    line = room.line(room.stage.seats[-1])
    ask = {"audience": "phone", "workshop": room.stage.workshop}
    used, kept = (line.post("/ticket", ask).body["ticket"] for _ in range(2))
    open_one = Lane(room.server.url, used)
    with pytest.raises(Closed):
        Lane(room.server.url, used)
    assert line.post("/phone/leave", {}).status == 200
    assert is_hung_up(open_one)
    with pytest.raises(Closed):
        Lane(room.server.url, kept)


def test_whoever_left_hears_nothing_more_even_if_she_said_before_that_she_was_gone(room):
    socket = room.lane(room.stage.seats[1])
    assert socket.call("disconnect", "client disconnect")["ok"] is False
    assert room.line(room.stage.seats[1]).post("/phone/leave", {}).status == 200
    assert is_hung_up(socket)


PACKETS = [
    "",
    "4",
    "42",
    "42[",
    "42[]",
    "42{}",
    "42[null]",
    "42[7,8]",
    '42["ballot"]',
    '4299999999999999999999["ballot",{}]',
    '42/other,["ballot",{}]',
    '451-["ballot",{"_placeholder":true,"num":0}]',
    '4599999999-["ballot"]',
    "43[]",
    "44{}",
    "5",
    "6",
    "9",
    "0{}",
    "[" * 8000,
    '42["ballot",' + "[" * 5000 + "]" * 5000 + "]",
    "\x00\x01\x02",
]


@pytest.mark.parametrize("packet", PACKETS, ids=lambda each: repr(each[:20]))
def test_a_malformed_packet_ends_at_most_its_own_connection(room, packet):
    odd, other = room.lane(room.stage.seats[0]), room.lane(room.stage.seats[2])
    with suppress(websocket.WebSocketException, OSError):
        odd._socket.send(packet)
        odd._socket.send_binary(packet.encode())
    assert other.call("ballot", {})["error"] == "unreadable"


def is_hung_up(lane):
    """Whether the server ends a connection, within a few seconds."""
    with suppress(Closed):
        for _ in range(50):
            lane.listen(0.1)
        return False
    return True


def test_the_server_shakes_hands_by_itself(room):
    """Else the library does, which says the same in other words, and slower."""
    host, port = room.server.url.removeprefix("http://").split(":")
    head = ["GET /socket.io/?EIO=4&transport=websocket HTTP/1.1", f"Host: {host}:{port}", f"Origin: {room.server.url}"]
    names = {"HTTP_SEC_WEBSOCKET_KEY": "Sec-WebSocket-Key", "HTTP_SEC_WEBSOCKET_VERSION": "Sec-WebSocket-Version"}
    head += ["Upgrade: websocket", "Connection: Upgrade", *(f"{said}: {ASKED[name]}" for name, said in names.items())]
    with socket.create_connection((host, int(port)), timeout=5) as raw:
        raw.sendall("\r\n".join([*head, "", ""]).encode())
        said, wanted = b"", welcome(ASKED)
        while len(said) < len(wanted):
            said += raw.recv(100)
        assert said.startswith(wanted)
