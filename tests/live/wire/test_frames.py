"""Frames: whatever a client's library sends is read as it was meant, and nothing else is believed."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wsproto.connection import Connection, ConnectionType
from wsproto.events import BytesMessage, CloseConnection, Message, Ping, TextMessage

from app.live.wire.frames import NOT_TEXT, PROTOCOL_ERROR, TOO_BIG, Broken, Kind, Reader, closing, frame

MOST = 16384
MASK = b"\x01\x02\x03\x04"


def sent(first, payload, *, mask=MASK):
    """A frame as a client sends it, byte by byte."""
    length = len(payload)
    sizes = bytes((0x80 | length,)) if length < 126 else b"\xfe" + length.to_bytes(2, "big")
    return bytes((first,)) + sizes + mask + bytes(each ^ mask[at % 4] for at, each in enumerate(payload))


def pieces(data, cuts):
    """Some bytes, cut at these places."""
    places = [0, *sorted(cut % (len(data) + 1) for cut in cuts), len(data)]
    return [data[start:end] for start, end in pairwise(places)]


def reason(data):
    """Why these bytes are refused; None where they are not."""
    reader = Reader(MOST)
    try:
        for piece in data:
            reader.feed(piece)
    except Broken as broken:
        return broken.code
    return None


messages = st.one_of(st.text(max_size=4000), st.binary(max_size=4000))


@given(st.lists(messages, max_size=6), st.lists(st.integers(0, 100_000), max_size=12))
def test_what_a_library_sends_is_read_however_it_is_cut(said, cuts):
    client = Connection(ConnectionType.CLIENT)
    data = b"".join(client.send(Message(data=each)) for each in said)
    reader = Reader(MOST)
    found = [message for piece in pieces(data, cuts) for message in reader.feed(piece)]
    assert [payload for _, payload in found] == said
    assert all((kind is Kind.TEXT) is isinstance(payload, str) for kind, payload in found)


@given(messages)
def test_a_library_reads_what_is_sent(said):
    client = Connection(ConnectionType.CLIENT)
    kind, payload = (Kind.TEXT, said.encode()) if isinstance(said, str) else (Kind.BINARY, said)
    client.receive_data(frame(kind, payload))
    events = list(client.events())
    assert all(isinstance(each, TextMessage if isinstance(said, str) else BytesMessage) for each in events)
    assert type(said)().join(each.data for each in events) == said


def test_a_message_of_70_kb_is_sent_with_its_long_length():
    client = Connection(ConnectionType.CLIENT)
    client.receive_data(frame(Kind.TEXT, b"x" * 70_000))
    assert sum(len(each.data) for each in client.events()) == 70_000


@given(st.binary(max_size=300), st.lists(st.integers(0, 300), max_size=5))
def test_noise_is_refused_or_waits_for_more_and_never_does_anything_else(noise, cuts):
    assert reason(pieces(noise, cuts)) in {None, PROTOCOL_ERROR, NOT_TEXT, TOO_BIG}


def test_a_message_in_parts_is_one_with_a_ping_among_them():
    data = sent(0x01, b"hel") + sent(0x89, b"?") + sent(0x00, b"") + sent(0x80, b"lo")
    assert Reader(MOST).feed(data) == [(Kind.PING, b"?"), (Kind.TEXT, "hello")]


def test_letters_of_several_bytes_may_be_cut_between_parts():
    text = "नमस्ते".encode()
    assert Reader(MOST).feed(sent(0x01, text[:4]) + sent(0x80, text[4:])) == [(Kind.TEXT, "नमस्ते")]


def test_a_librarys_ping_and_goodbye_are_known():
    client = Connection(ConnectionType.CLIENT)
    data = client.send(Ping(payload=b"here")) + client.send(CloseConnection(code=1000))
    assert [kind for kind, _ in Reader(MOST).feed(data)] == [Kind.PING, Kind.CLOSE]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\x81\x05hello", PROTOCOL_ERROR),  # not masked
        (sent(0xC1, b"x"), PROTOCOL_ERROR),  # compressed, though nobody agreed to that
        (sent(0x83, b"x"), PROTOCOL_ERROR),  # of no known kind
        (sent(0x80, b"x"), PROTOCOL_ERROR),  # goes on, but nothing began
        (sent(0x01, b"x") + sent(0x81, b"y"), PROTOCOL_ERROR),  # begins anew in the middle
        (sent(0x09, b"x"), PROTOCOL_ERROR),  # a ping in parts
        (b"\x89\xfe\x00\x7e", PROTOCOL_ERROR),  # a ping too long for one
        (sent(0x81, b"\xff\xfe"), NOT_TEXT),
        (sent(0x81, b"\xed\xa0\x80"), NOT_TEXT),  # half of a pair
        (b"\x81\xff\x00\x00\x00\x00\x04\x00\x00\x00" + MASK, TOO_BIG),  # 64 MB announced
        (b"\x81\xff" + b"\xff" * 8, TOO_BIG),
        (sent(0x01, b"x" * 16000) + sent(0x80, b"x" * 400), TOO_BIG),  # too big in sum
    ],
)
def test_what_breaks_the_protocol_ends_it_with_a_reason(data, code):
    assert reason([data]) == code


def test_as_much_as_is_allowed_is_allowed():
    ((_, text),) = Reader(MOST).feed(sent(0x81, b"x" * MOST))
    assert text == "x" * MOST


def test_the_size_is_refused_before_the_bytes_come():
    assert reason([b"\x81\xfe\xff\xff"]) == TOO_BIG


def test_a_goodbye_says_why():
    assert closing(TOO_BIG) == b"\x88\x02\x03\xf1"
