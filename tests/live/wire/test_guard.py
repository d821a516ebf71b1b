"""What reaches Engine.IO is a websocket handshake of our own pages, and nothing else."""

import pytest

from app.live.wire import guard
from app.live.wire.guard import SINCE, SocketGuard

OURS = "https://workshop.example.org"
HANDSHAKE = {
    "PATH_INFO": "/socket.io/",
    "REQUEST_METHOD": "GET",
    "HTTP_UPGRADE": "websocket",
    "HTTP_ORIGIN": OURS,
    "HTTP_SEC_WEBSOCKET_EXTENSIONS": "permessage-deflate",
}


def ask(environ):
    """The status the guard answers with, and what it handed on."""
    handed, said = [], []

    def inner(environ, start):
        handed.append(environ)
        start("200 OK", [])
        return [b""]

    guard = SocketGuard(inner, origin=OURS, clock=lambda: 5.0)
    guard(dict(environ), lambda status, headers: said.append(status))
    return said[0], handed


def test_a_handshake_of_our_page_is_handed_on_without_compression():
    status, handed = ask(HANDSHAKE)
    assert status == "200 OK"
    assert "HTTP_SEC_WEBSOCKET_EXTENSIONS" not in handed[0]
    assert handed[0][SINCE] == 5.0


@pytest.mark.parametrize(
    ("bound", "addresses"), [("HERE", ["10.0.0.1", "10.0.0.1"]), ("EVERYWHERE", ["10.0.0.1", "10.0.0.2"])]
)
def test_above_the_bounds_of_an_address_and_of_the_server_no_more_are_handed_on(monkeypatch, bound, addresses):
    monkeypatch.setattr(guard, bound, 1)
    statuses, waiting = [], list(addresses)

    def talks_until_the_others_have_come(environ, start):
        if waiting:
            come_in()
        start("101 Switching Protocols", [])
        return []

    guarded = SocketGuard(talks_until_the_others_have_come, origin=OURS, clock=lambda: 5.0)

    def come_in():
        guarded(HANDSHAKE | {"REMOTE_ADDR": waiting.pop(0)}, lambda status, headers: statuses.append(status[:3]))

    come_in()
    assert statuses == ["503", "101"], "the second is turned away while the first talks"
    waiting.append(addresses[1])
    come_in()
    assert statuses[2:] == ["101"], "who has gone leaves room"


@pytest.mark.parametrize(
    ("what", "status"),
    [
        ({"HTTP_ORIGIN": "https://elsewhere.example.org"}, 403),
        ({"HTTP_ORIGIN": "http://workshop.example.org"}, 403),
        ({"HTTP_ORIGIN": "https://workshop.example.org:8443"}, 403),
        ({"HTTP_ORIGIN": "https://workshop.example.org.evil.test"}, 403),
        ({"HTTP_ORIGIN": "null"}, 403),
        ({"HTTP_ORIGIN": ""}, 403),
        ({"HTTP_UPGRADE": ""}, 400),
        ({"HTTP_UPGRADE": "h2c"}, 400),
        ({"REQUEST_METHOD": "POST"}, 400),
        ({"REQUEST_METHOD": "OPTIONS"}, 400),
        ({"CONTENT_LENGTH": "1"}, 413),
        ({"CONTENT_LENGTH": "99999999999"}, 413),
        ({"CONTENT_LENGTH": "-1"}, 413),
        ({"HTTP_TRANSFER_ENCODING": "chunked"}, 413),
        ({"REQUEST_METHOD": "POST", "HTTP_TRANSFER_ENCODING": "chunked"}, 413),
    ],
)
def test_anything_else_is_refused_before_engine_io_sees_it(what, status):
    said, handed = ask(HANDSHAKE | what)
    assert said.startswith(str(status))
    assert not handed


def test_a_handshake_without_an_origin_is_refused():
    said, _ = ask({name: value for name, value in HANDSHAKE.items() if name != "HTTP_ORIGIN"})
    assert said.startswith("403")


def test_other_pages_pass_untouched():
    status, handed = ask({"PATH_INFO": "/phone", "REQUEST_METHOD": "POST", "CONTENT_LENGTH": "900"})
    assert status == "200 OK"
    assert handed


def test_the_connection_of_a_spent_websocket_is_not_used_again():
    guard = SocketGuard(lambda environ, start: [], origin=OURS, clock=lambda: 0.0)
    with pytest.raises(BrokenPipeError):
        guard(dict(HANDSHAKE), lambda status, headers: None)


@pytest.mark.parametrize("end", [SystemExit, ValueError, None])
def test_after_a_websocket_however_it_ended_nothing_is_written_as_http(end):
    def talk(environ, start):
        if end:
            raise end
        return []

    guard = SocketGuard(talk, origin=OURS, clock=lambda: 5.0)
    with pytest.raises(BrokenPipeError):
        guard(dict(HANDSHAKE), lambda *said: pytest.fail(f"{said} was said"))
    assert not guard._talking
