"""The register: sockets that come and go on many threads at once are all known, and all forgotten."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
import socketio

from app.live.wire.register import Register

THREADS, TIMES = 8, 2000


@pytest.fixture
def restless():
    """Threads that take turns as often as they can."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


def test_sockets_that_go_at_once_are_all_gone(restless):
    register = socketio.Server(client_manager=Register(), async_mode="threading").manager

    def come_and_go(name: int) -> bool:
        for turn in range(TIMES):
            sid = register.connect(f"{name}-{turn}", "/")
            register.enter_room(sid, "/", "desk:1")
            assert register.is_connected(sid, "/")
            register.pre_disconnect(sid, "/")
            assert not register.is_connected(sid, "/"), "while it goes it counts as gone"
            register.disconnect(sid, "/")
        return True

    with ThreadPoolExecutor(THREADS) as threads:
        assert all(threads.map(come_and_go, range(THREADS)))
    assert not list(register.get_participants("/", "desk:1"))
    assert not register.pending_disconnect
