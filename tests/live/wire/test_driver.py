"""The one private hook into Engine.IO, held here so that an update that moves it is noticed; and what hangs on it."""

import socket
from threading import Thread

import engineio
import pytest

from app.live.wire.driver import MAX_MESSAGE, USER_TIMEOUT, Unread, Wire, install
from app.live.wire.frames import Kind, closing, frame
from app.live.wire.outbox import Rest
from tests.live.wire.test_frames import sent


@pytest.fixture
def line():
    ours, theirs = socket.socketpair()
    theirs.settimeout(60)
    yield Wire(ours, patience=60), theirs
    ours.close()
    theirs.close()


@pytest.mark.parametrize("mode", ["threading", "gevent"])
def test_a_server_gets_our_driver_and_starts_no_thread_to_read(mode):
    server = engineio.Server(async_mode=mode)
    library = server._async["websocket"]
    install(server)
    driver = server._async["websocket"]
    assert issubclass(driver, library)
    assert driver(lambda ws: [], server).server_args["thread_class"] is Unread


def test_the_driver_is_one_servers_own():
    ours, other = engineio.Server(async_mode="threading"), engineio.Server(async_mode="threading")
    install(ours)
    assert ours._async["websocket"] is not other._async["websocket"]


@pytest.mark.parametrize("parts", [{}, {"websocket": None}, {"websocket": lambda handler, server: object()}])
def test_a_library_whose_driver_changed_keeps_it(parts, caplog):
    class Server:
        _async = parts

    server = Server()
    install(server)
    assert server._async is parts
    assert "slower" in caplog.text


def test_messages_come_and_go_in_their_order(line):
    wire, phone = line
    phone.sendall(sent(0x81, b"one") + sent(0x81, b"two") + sent(0x82, b"\x00three"))
    assert [wire.wait(), wire.wait(), wire.wait()] == ["one", "two", b"\x00three"]
    wire.send("é")
    wire.send(b"\x00")
    assert phone.recv(100) == frame(Kind.TEXT, "é".encode()) + frame(Kind.BINARY, b"\x00")


def test_a_ping_is_answered(line):
    wire, phone = line
    phone.sendall(sent(0x89, b"here?") + sent(0x81, b"x"))
    assert wire.wait() == "x"
    assert phone.recv(100) == frame(Kind.PONG, b"here?")


def test_whoever_breaks_the_protocol_is_told_why_and_let_go(line):
    wire, phone = line
    phone.sendall(b"\x81\xfe" + (MAX_MESSAGE + 1).to_bytes(2, "big"))
    assert wire.wait() is None
    assert phone.recv(100) == closing(1009)
    assert phone.recv(100) == b""


@pytest.mark.parametrize("goodbye", [sent(0x88, b"\x03\xe8"), b""])
def test_a_phone_that_goes_ends_the_waiting_and_nothing_more_is_sent(line, goodbye):
    wire, phone = line
    phone.sendall(goodbye) if goodbye else phone.close()
    assert wire.wait() is None
    with pytest.raises(OSError):
        wire.send("too late")


def test_ending_it_wakes_whoever_waits(line):
    wire, _ = line
    heard = []
    waiting = Thread(target=lambda: heard.append(wire.wait()))
    waiting.start()
    wire.end()
    waiting.join(60)
    assert heard == [None]


def test_a_phone_that_reads_nothing_is_given_up_and_not_waited_for():
    ours, theirs = socket.socketpair()
    wire = Wire(ours, patience=0.2)
    with pytest.raises(OSError):
        wire.send("x" * 5_000_000)
    wire.end()
    wire.release()
    assert ours.fileno() == -1
    theirs.close()


@pytest.mark.skipif(USER_TIMEOUT < 0, reason="only Linux gives up a connection by itself")
def test_the_system_gives_up_a_phone_that_acknowledges_nothing():
    with socket.create_server(("127.0.0.1", 0)) as door, socket.create_connection(door.getsockname()):
        ours, _ = door.accept()
        wire = Wire(ours, patience=14, is_watched=True)
        assert ours.getsockopt(socket.IPPROTO_TCP, USER_TIMEOUT) == 14_000
        wire.release()


def test_what_does_not_fit_at_once_arrives_whole(line):
    wire, phone = line
    long = "x" * 3_000_000
    sending = Thread(target=wire.send, args=(long,))
    sending.start()
    got = b""
    while len(got) < len(long):
        got += phone.recv(1 << 16)
    sending.join(60)
    assert got == frame(Kind.TEXT, long.encode())


def test_what_is_posted_waits_for_nobody_and_arrives_whole_and_in_order_once_the_phone_reads(line):
    wire, phone = line
    frames = [frame(Kind.TEXT, f"{number}".encode() * 5000) for number in range(100)]
    went = [wire.post(each) for each in frames]
    assert went[0]
    assert not went[-1]
    writing = Thread(target=wire.send, args=(Rest(),))
    writing.start()
    whole, got = b"".join(frames), b""
    while len(got) < len(whole):
        got += phone.recv(1 << 16)
    writing.join(60)
    assert got == whole
    assert wire.post(frame(Kind.TEXT, b"next"))
    assert phone.recv(100) == frame(Kind.TEXT, b"next")


def test_nothing_is_posted_into_a_message_that_is_being_sent(line):
    wire, phone = line
    long, short = "x" * 3_000_000, frame(Kind.TEXT, b"short")
    sending = Thread(target=wire.send, args=(long,))
    sending.start()
    first = phone.recv(1)
    assert not wire.post(short)
    flushing = Thread(target=wire.send, args=(Rest(),))
    flushing.start()
    whole, got = frame(Kind.TEXT, long.encode()) + short, first
    while len(got) < len(whole):
        got += phone.recv(1 << 16)
    for each in (sending, flushing):
        each.join(60)
    assert got == whole


def test_posting_to_a_phone_that_is_gone_harms_nobody_and_wakes_its_reader(line):
    wire, phone = line
    phone.close()
    for _ in range(3):
        assert wire.post(frame(Kind.TEXT, b"?"))
    assert wire.wait() is None
    wire.release()
    assert wire.post(frame(Kind.TEXT, b"?"))


def test_the_first_word_goes_out_with_the_first_frame():
    ours, theirs = socket.socketpair()
    wire = Wire(ours, patience=60, first=b"welcome")
    assert wire.post(frame(Kind.TEXT, b"hello"))
    assert theirs.recv(100) == b"welcome" + frame(Kind.TEXT, b"hello")
    wire.release()
    theirs.close()
