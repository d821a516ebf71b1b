"""The handshake: what is taken by hand, and that the library looks at everything else."""

import io
import socket

import pytest

from app.live.wire.handshake import accepted, connection_of, welcome

ASKED = {
    "SERVER_PROTOCOL": "HTTP/1.1",
    "HTTP_SEC_WEBSOCKET_VERSION": "13",
    "HTTP_SEC_WEBSOCKET_KEY": "dGhlIHNhbXBsZSBub25jZQ==",
}


def read_from(connection):
    """Stands for what gevent gives an upgrade to read from."""
    return io.BufferedReader(socket.SocketIO(connection, "r"))


@pytest.fixture
def connection():
    ours, theirs = socket.socketpair()
    yield ours
    ours.close()
    theirs.close()


def test_the_example_of_the_standard_is_answered_as_it_says():
    """RFC 6455, 1.3."""
    said = welcome(ASKED)
    assert said.startswith(b"HTTP/1.1 101 Switching Protocols\r\n")
    assert b"\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n" in said


@pytest.mark.parametrize(
    "odd",
    [
        {"SERVER_PROTOCOL": "HTTP/1.0"},
        {"HTTP_SEC_WEBSOCKET_VERSION": "8"},
        {"HTTP_SEC_WEBSOCKET_KEY": ""},
        {"HTTP_SEC_WEBSOCKET_KEY": "AAAA"},
        {"HTTP_SEC_WEBSOCKET_KEY": "not base64 at all, is it?"},
        {"HTTP_SEC_WEBSOCKET_KEY": "dGhlIHNhbXBsZSBub25jZQ\r\nX: é"},
    ],
    ids=ascii,
)
def test_a_handshake_that_is_not_as_it_should_be_is_left_to_the_library(odd, connection):
    assert welcome(ASKED | odd) is None
    asked = {"SERVER_SOFTWARE": "gevent/26 Python/3.11", "wsgi.input": read_from(connection)}
    assert accepted(ASKED | odd | asked) is None


@pytest.mark.parametrize("software", ["gevent/26 Python/3.11", "Werkzeug/3.1"])
def test_only_under_gevent_the_connection_is_ours(connection, software):
    found = connection_of({"SERVER_SOFTWARE": software, "wsgi.input": read_from(connection)})
    assert (found is connection) is software.startswith("gevent")


@pytest.mark.parametrize("read", [None, io.BytesIO(), object()], ids=lambda read: type(read).__name__)
def test_a_server_that_changed_is_left_to_the_library(read):
    assert accepted(ASKED | {"SERVER_SOFTWARE": "gevent/26", "wsgi.input": read}) is None


def test_the_socket_is_our_own_so_that_the_server_may_close_its_own(connection):
    sock, _ = accepted(ASKED | {"SERVER_SOFTWARE": "gevent/26", "wsgi.input": read_from(connection)})
    assert sock.fileno() != connection.fileno()
    sock.close()
