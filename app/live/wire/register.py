"""The register of sockets and rooms: Socket.IO's own, which one thread at a time may change.

The library's was made for one thread. On several, of two sockets that went at the same moment one could stay on the
list for ever, and one that came into a room while the last one left it would hear nothing. What serves a workshop has
one thread; `flask run` and the tests have many.
"""

from collections.abc import Callable
from functools import wraps
from threading import RLock
from typing import Any

from socketio import Manager


def _alone(change: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(change)
    def alone(self: "Register", *given: Any, **named: Any) -> Any:
        with self.changing:
            return change(self, *given, **named)

    return alone


_connect = _alone(Manager.connect)


class Register(Manager):
    """What changes the register does so alone. `came` hears of each socket that has just been told that it is in."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # the library has no types
        self.changing = RLock()
        self.came: Callable[[str], None] = lambda _sid: None

    def connect(self, sid: str, namespace: str) -> Any:
        """Register a socket as connected, which the library does once it has said so to it."""
        sid = _connect(self, sid, namespace)
        self.came(sid)  # by now others may change the register: who is told waits for them
        return sid

    pre_connect = _alone(Manager.pre_connect)
    pre_disconnect = _alone(Manager.pre_disconnect)
    disconnect = _alone(Manager.disconnect)
    enter_room = _alone(Manager.enter_room)
    leave_room = _alone(Manager.leave_room)
