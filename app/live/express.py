"""The express: a ballot on its way past the libraries, read from the text of its message, its answer sent as a frame.

What it buys: in the libraries a ballot is a packet within a packet, an event that is looked up, and a task that waits
for the answer; then the same back. A third of all that a ballot cost. Whatever is not plainly a ballot that wants an
answer goes the libraries' way as ever, and so does every ballot where their driver is not ours; the answers are equal.
"""

from json import JSONEncoder, loads
from typing import Any

from app.live.audiences import Roll
from app.live.frames import Kind, frame
from app.live.lane import FastLane, Told
from app.live.outbox import Outbox, Unused

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
