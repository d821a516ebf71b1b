"""The express: past the libraries, a ballot read from the text of its message, and a frame made once for a whole room.

What it buys: in the libraries a ballot is a packet within a packet, an event that is looked up, and a task that waits
for the answer; then the same back: a third of all that a ballot cost. For a room the library asks each socket whether
it lives, which takes as long as the sending; here whoever reads its socket finds that out. What is not plainly a ballot
that wants an answer goes the libraries' way as ever, and everything does where the queues are not ours; what arrives is
the same.
"""

from json import JSONEncoder, loads
from typing import Any

from app.live.audiences import Roll
from app.live.lane import FastLane, Told
from app.live.wire.frames import Kind, frame
from app.live.wire.outbox import Outbox, Unused

EVENT, ANSWER = "42", "43"  # a message that is an event; and one that answers it, by its number
NAMED = '["ballot",'
LONGEST = 16  # digits of a number; a phone counts its events

in_short = JSONEncoder(separators=(",", ":")).encode


class Express:
    """Takes ballots from the messages of a server's sockets. `server` is Socket.IO's."""

    def __init__(self, server: Any, roll: Roll, lane: FastLane) -> None:
        self._server = server
        self._roll = roll
        self._lane = lane

    def takes(self, connection: str, outbox: Outbox | Unused, message: str | bytes) -> bool:
        """Whether this message of one of Engine.IO's connections was a ballot, whose answer comes by itself."""
        found = read(message) if isinstance(outbox, Outbox) else None
        if found is None:
            return False
        number, sent = found
        sid = self._server.manager.sid_from_eio_sid(connection, "/")
        listener, address = self._roll.behind(sid)
        if listener is None:
            return False

        def answer(told: Told) -> None:
            outbox.post(frame(Kind.TEXT, f"{ANSWER}{number}[{in_short(told)}]".encode()))

        self._lane.post(sid, listener, address, sent, answer)
        return True


def tell(server: Any, room: str, event: str, body: object) -> None:
    """Send an event to all sockets of a room. `server` is Socket.IO's; nobody is waited for."""
    sockets = [server.eio.sockets.get(connection) for _, connection in server.manager.get_participants("/", room)]
    queues = [socket.queue for socket in sockets if socket is not None]
    if not all(isinstance(queue, Outbox) for queue in queues):
        server.emit(event, body, to=room)
        return
    said = frame(Kind.TEXT, f"{EVENT}{in_short([event, body])}".encode())
    for queue in queues:
        queue.post(said)


def read(message: str | bytes) -> tuple[str, tuple[object, ...]] | None:
    """The number of a ballot's event, and what came with it; None for anything that the libraries should look at."""
    if not isinstance(message, str) or not message.startswith(EVENT):
        return None
    start = message.find(NAMED, len(EVENT), len(EVENT) + LONGEST + len(NAMED))
    number = message[len(EVENT) : start]
    if start < 0 or not (number.isascii() and number.isdigit()):
        return None
    try:
        _, *sent = loads(message[start:])
    except (ValueError, RecursionError):
        return None
    return str(int(number)), tuple(sent)
