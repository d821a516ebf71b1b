"""The heart: each socket that answers is asked again after a while, and what it sets is what Engine.IO looks at."""

import pytest
from engineio import Server
from engineio.packet import PING as PING_KIND
from engineio.packet import PONG as PONG_KIND
from engineio.packet import Packet
from engineio.socket import Socket

from app.live.wire import heart as module
from app.live.wire.frames import Kind, frame
from app.live.wire.heart import PING, PONG, Heart

EVERY = 4.0


class Box:
    """Stands for an outbox: when it was asked to send what."""

    def __init__(self, clock):
        self.clock, self.sent = clock, []

    def post(self, data):
        self.sent.append((self.clock[0], data))


class Body:
    """A heart whose time goes on while it sleeps, and whose task runs when the test says so."""

    def __init__(self, monkeypatch):
        self.clock, self.tasks = [100.0], []
        monkeypatch.setattr(module, "monotonic", lambda: self.clock[0])
        self.heart = Heart(self.tasks.append, self.sleep, EVERY)
        self.server = Server(async_mode="threading")

    def sleep(self, seconds):
        self.clock[0] += seconds

    def socket(self):
        return Socket(self.server, "sid"), Box(self.clock)

    def beat(self):
        self.tasks.pop()()


@pytest.fixture
def body(monkeypatch):
    return Body(monkeypatch)


def test_who_answers_is_asked_again_after_a_while(body):
    socket, box = body.socket()
    for round in range(2):
        body.heart.answered(socket, box)
        assert socket.last_ping is None, "nothing is awaited"
        body.beat()
        assert box.sent[round:] == [(100 + EVERY * (round + 1), PING)]
        assert socket.last_ping, "Engine.IO may ask since when an answer is awaited"


def test_one_task_asks_everybody_each_when_it_is_due(body):
    first, second = body.socket(), body.socket()
    body.heart.answered(*first)
    body.sleep(1)
    body.heart.answered(*second)
    assert len(body.tasks) == 1
    body.beat()
    assert [first[1].sent[0][0], second[1].sent[0][0]] == [104, 105]
    assert body.tasks == []


def test_who_answers_what_nobody_asked_is_sent_no_more_than_others(body):
    socket, box = body.socket()
    for _ in range(100):
        body.heart.answered(socket, box)
    body.beat()
    assert len(box.sent) == 1


@pytest.mark.parametrize("state", ["closing", "closed"])
def test_who_has_gone_is_not_asked(body, state):
    socket, box = body.socket()
    body.heart.answered(socket, box)
    setattr(socket, state, True)
    body.beat()
    assert box.sent == []


def test_its_words_are_those_of_the_library():
    assert frame(Kind.TEXT, Packet(PING_KIND).encode().encode()) == PING
    assert Packet(PONG_KIND).encode() == PONG
