"""The express: what it takes, and that a ballot is answered the same on both ways."""

import json

import pytest

from app.live import express
from app.live.express import read
from tests.live.halls import Hall


@pytest.mark.parametrize(
    ("message", "found"),
    [
        ('420["ballot",{"key":"a"}]', ("0", ({"key": "a"},))),
        ('4207["ballot",{"key":"é"}]', ("7", ({"key": "é"},))),
        ('421["ballot",1,null]', ("1", (1, None))),
    ],
)
def test_a_ballot_that_wants_an_answer_is_read(message, found):
    assert read(message) == found


@pytest.mark.parametrize(
    "message",
    [
        '42["ballot",{}]',  # wants no answer
        '420["state",{}]',
        '420["ballot"]',
        '42/desk,0["ballot",{}]',
        '451-0["ballot",{"_placeholder":true,"num":0}]',
        '42²["ballot",{}]',
        '42-1["ballot",{}]',
        f'42{"1" * 30}["ballot",{{}}]',
        '420["ballot",{]',
        '420["ballot",{}',
        f'420["ballot",{"[" * 20_000}',
        f'420["ballot",{"1" * 5_000}]',
        "2",
        "",
        b'420["ballot",{}]',
    ],
    ids=lambda message: f"{message!a:.30}",
)
def test_anything_else_is_left_to_the_libraries(message):
    assert read(message) is None


@pytest.fixture(params=["express", "libraries"])
def hall(request, database, monkeypatch):
    if request.param == "libraries":
        monkeypatch.setattr(express, "Outbox", str)  # which no queue is
    hall = Hall(database)
    hall.open_first()
    yield hall
    hall.stop()


def test_a_ballot_gets_the_same_words_on_both_ways(hall):
    """Word for word, as the bytes go over the wire: a phone cannot tell which way its ballot went."""
    ear = hall.ear(panellist=hall.room.people[0])
    fields = {"key": "k", "seq": 1, "round": hall.round, "epoch": 1, "plausibility": 4, "relevance": 2}
    said = {}
    for number, sent in enumerate([fields, fields, fields | {"relevance": 3}, {"key": "é", "seq": 9}, [1], None]):
        ear._socket.send(f"42{number}{json.dumps(['ballot', sent])}")
        said[number] = answer(ear._socket, number)
    assert said[0] == said[1] == '[{"ok":true,"key":"k","seq":1}]'
    errors = [json.loads(said[number])[0]["error"] for number in range(2, 6)]
    assert errors == ["key_used", "unreadable", "unreadable", "unreadable"]
    ear.close()


def answer(socket, number):
    """What is said back to one event, frames that come between left out."""
    while not (said := socket.recv()).startswith(f"43{number}["):
        assert said.startswith("42") or said == "2", said
    return said.removeprefix(f"43{number}")


def test_a_room_is_told_the_same_on_both_ways(hall):
    ears = [hall.ear(panellist=each) for each in hall.room.people]
    for ear in ears:
        ear.hear(60)
    express.tell(hall.sockets, f"phone:{hall.room.id}", "state", {"v": 7, "said": "é"})
    express.tell(hall.sockets, "phone:0", "state", {"v": 8})
    express.tell(hall.sockets, f"phone:{hall.room.id}", "state", {"v": 9})
    for ear in ears:
        assert [ear._socket.recv(), ear._socket.recv()] == [
            '42["state",{"v":7,"said":"\\u00e9"}]',
            '42["state",{"v":9}]',
        ]
        ear.close()


def test_who_has_just_gone_is_left_out_and_the_others_hear(hall):
    gone, there = (hall.ear(panellist=each) for each in hall.room.people)
    gone.hear(60)
    there.hear(60)
    ((_, connection), *_) = hall.sockets.manager.get_participants("/", f"phone:{hall.room.id}")
    del hall.sockets.eio.sockets[connection]
    express.tell(hall.sockets, f"phone:{hall.room.id}", "state", {"v": 7})
    assert there.hear(60) == {"v": 7}
    there.close()
