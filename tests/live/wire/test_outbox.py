"""What has to be sent to sockets: at once where it can be, in its order always, and made into a frame once for all."""

from queue import Empty, Queue
from threading import Timer

import engineio
import pytest
from engineio.packet import MESSAGE, Packet

from app.live.wire.driver import install
from app.live.wire.frames import Kind, frame
from app.live.wire.outbox import Rest, Sealer, outbox


class Paper:
    """A line that takes everything, or nothing for now."""

    def __init__(self):
        self.posted, self.takes = [], True

    def post(self, data):
        self.posted.append(data)
        return self.takes


class Counted(Packet):
    made = 0

    def encode(self, b64=False):
        Counted.made += 1
        return super().encode(b64)


def text(said):
    return frame(Kind.TEXT, f"4{said}".encode())


def packet(said):
    return Packet(MESSAGE, said)


@pytest.fixture
def box():
    return outbox(Queue, Empty)()


@pytest.mark.parametrize("mode", ["threading", "gevent"])
def test_every_connection_of_a_server_gets_one(mode):
    server = engineio.Server(async_mode=mode)
    library = type(server.create_queue())
    install(server)
    box, line = server.create_queue(), Paper()
    assert isinstance(box, library)
    box.put(packet("early"))
    box.attach(line)
    box.put(packet("late"))
    assert line.posted == [text("early"), text("late")]
    assert box.qsize() == 0


def test_the_same_for_a_thousand_is_made_into_a_frame_once(monkeypatch):
    made, line = outbox(Queue, Empty), Paper()
    monkeypatch.setattr(Counted, "made", 0)
    said = Counted(MESSAGE, "all")
    for _ in range(1000):
        box = made()
        box.attach(line)
        box.put(said)
    assert line.posted == [text("all")] * 1000
    assert Counted.made == 1


def test_another_packet_with_the_same_words_before_is_not_taken_for_it():
    seal = Sealer()
    assert [seal(packet(said)) for said in ("a", "b", "a", b"a")] == [
        *(text(said) for said in "aba"),
        frame(Kind.BINARY, b"a"),
    ]


def test_what_came_before_there_was_a_line_goes_first_and_in_order(box):
    line = Paper()
    for said in "abc":
        box.put(packet(said))
    box.put(None)
    box.attach(line)
    assert line.posted == [text(said) for said in "abc"]
    assert box.get(block=False) is None


def test_whoever_writes_is_woken_for_what_did_not_go_out_at_once(box):
    line = Paper()
    box.attach(line)
    line.takes = False
    box.put(packet("slow"))
    assert isinstance(box.get(block=False), Rest)


def test_a_phone_to_which_nothing_is_said_for_long_is_not_taken_for_gone(box):
    with pytest.raises(Empty):
        box.get(timeout=0.01)
    box.attach(Paper())
    Timer(0.2, box.put, [None]).start()
    assert box.get(timeout=0.01) is None


def test_what_is_said_after_the_end_goes_nowhere_and_holds_nothing(box):
    line = Paper()
    box.attach(line)
    box.detach()
    box.put(packet("late"))
    assert line.posted == []
    assert box.line is None
