"""The head of a request: plain ones are read as the library reads them, and all others by the library itself."""

from io import BytesIO

import pytest
from gevent.pywsgi import WSGIHandler, headers_factory

from app.live.wire.heads import LONGEST, read_head

PLAIN = [
    b"\r\n",
    b"Host: a.example\r\n\r\n",
    b"host:a\r\nCookie: b=c; d=e\r\nCookie: f\r\n\r\nBODY: x\r\n",
    b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
    b"Transfer-Encoding:\t chunked \r\nX_y.z|~: \r\n\r\n",
    b'A: a:b="c"\\ \t\r\n' * 64 + b"\r\n",
]
ODD = [
    b"",
    b"Host: a",
    b"Host: a\n\n",
    b"Host: a\r\n folded\r\n\r\nrest",
    b" begins folded\r\n\r\n",
    b"no colon\r\nHost: a\r\n\r\n",
    b"Host : a\r\nAccept: b\r\n\r\n",
    b": a\r\nAccept: b\r\n\r\n",
    b"From a mail\r\nHost: a\r\n\r\n",
    "Name: Aşa\r\n\r\n".encode(),
    b"A: a\rContent-Length: 5\r\n\r\n",
    b"A: a\0b\r\n\r\n",
    b"A: a\x0bB: b\x1cC: c\r\n\r\n",
    b"A: b\r\n" * 65 + b"\r\nrest",
    b"A: " + b"b" * LONGEST + b"\r\n\r\n",
]


def read(text, library):
    source = BytesIO(text)
    return read_head(source, type(WSGIHandler.headers), library), source.read()


def by_library(text):
    source = BytesIO(text)
    return headers_factory(source), source.read()


def said(found):
    head, rest = found
    names = ["host", "Cookie", "content-length", "TRANSFER-ENCODING", "content-type", "connection"]
    return list(head.headers), [head.get(name, "") for name in names], head.status, head.typeheader, rest


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_head_is_read_as_the_library_reads_it(text):
    def never(_):
        raise AssertionError("left to the library")

    assert said(read(text, never)) == said(by_library(text))


@pytest.mark.parametrize("text", ODD, ids=lambda text: f"{text!a:.30}")
def test_any_other_is_read_by_the_library_as_it_came(text):
    asked = []

    def library(lines):
        asked.append(lines)
        return headers_factory(lines)

    assert said(read(text, library)) == said(by_library(text))
    assert asked


def test_too_many_lines_are_refused_as_ever():
    text = b"A: b\r\n" * 101 + b"\r\n"
    with pytest.raises(Exception, match="more than 100 headers"):
        by_library(text)
    with pytest.raises(Exception, match="more than 100 headers"):
        read(text, headers_factory)
