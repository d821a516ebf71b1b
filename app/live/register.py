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


class Register(Manager):
    """What changes the register does so alone."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # the library has no types
        self.changing = RLock()

    pre_connect = _alone(Manager.pre_connect)
    connect = _alone(Manager.connect)
    pre_disconnect = _alone(Manager.pre_disconnect)
    disconnect = _alone(Manager.disconnect)
    enter_room = _alone(Manager.enter_room)
    leave_room = _alone(Manager.leave_room)
