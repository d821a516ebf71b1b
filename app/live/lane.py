"""The fast lane: a ballot as a socket's event, with the fields, the reader, the service and the answers of HTTP.

Who sends it is whom the connection's ticket was given to, never what the event says. The answer is always an object
with `ok`, and comes after the COMMIT; a phone without one in 4 s sends the same key by HTTP.
"""

import logging
from collections.abc import Callable, Mapping
from time import monotonic

from app.core.ballots import Recorded, refused
from app.core.catalogue import N_, Phrase
from app.core.errors import AnswerUnreadable, OnlyListens, OnOurSide, TooMuchAtOnce, WorkshopError
from app.live.audiences import Listener
from app.live.buckets import BURST, RATE, Buckets
from app.live.committer import Committer, Sent

log = logging.getLogger(__name__)

Told = dict[str, object]
Speak = Callable[[Recorded, str], Recorded]
"""Says what became of a ballot in a language."""

HERE_BURST, HERE_RATE = 10_000, 10_000.0  # of one address: a hall of 2,000 phones shares one
WILD_AFTER = 100  # ballots too many before a phone gone wild is cut off


class FastLane:
    """Takes ballots from sockets. `cut` ends a connection."""

    def __init__(
        self,
        committer: Committer,
        cut: Callable[[str], None],
        clock: Callable[[], float] = monotonic,
        *,
        speak: Speak = lambda recorded, _language: recorded,
    ) -> None:
        self._committer = committer
        self._speak = speak
        self._cut = cut
        self._panellists = Buckets(burst=BURST, rate=RATE, clock=clock)
        self._addresses = Buckets(burst=HERE_BURST, rate=HERE_RATE, clock=clock)
        self._wild: dict[str, int] = {}

    def take(self, sid: str, listener: Listener | None, address: str, sent: tuple[object, ...]) -> Told:
        """The answer to a ballot. Never raises: whatever came, the connection and the room go on."""
        try:
            recorded = self._committer.cast(self._read(sid, listener, address, sent))
        except Exception as problem:  # noqa: BLE001  # the library would drop the connection without a word
            recorded = _sorry(problem)
        return self._told(listener, recorded)

    def post(
        self,
        sid: str,
        listener: Listener | None,
        address: str,
        sent: tuple[object, ...],
        answer: Callable[[Told], object],
    ) -> None:
        """The same without waiting: `answer` is called with the answer to a ballot."""
        try:
            ballot = self._read(sid, listener, address, sent)
        except Exception as problem:  # noqa: BLE001  # as above
            answer(self._told(listener, _sorry(problem)))
        else:
            self._committer.post(ballot, lambda recorded: answer(self._told(listener, recorded)))

    def forget(self, sid: str) -> None:
        """Forget a connection that has ended."""
        self._wild.pop(sid, None)

    def _told(self, listener: Listener | None, recorded: Recorded) -> Told:
        """An answer in the words of its phone: a refusal is read, an acknowledgement is not."""
        return (recorded if recorded.ok or listener is None else self._speak(recorded, listener.language)).told()

    def _read(self, sid: str, listener: Listener | None, address: str, sent: tuple[object, ...]) -> Sent:
        if listener is None or listener.panellist is None:
            raise OnlyListens
        if not (self._panellists.take(listener.panellist) and self._addresses.take(address)):
            self._slow_down(sid)
        if len(sent) != 1 or not isinstance(sent[0], Mapping):
            raise AnswerUnreadable(what=Phrase(N_("it is not a JSON object")))
        return Sent(listener.panellist, sent[0], "socket")

    def _slow_down(self, sid: str) -> None:
        self._wild[sid] = self._wild.get(sid, 0) + 1
        if self._wild[sid] > WILD_AFTER:
            self._cut(sid)
        raise TooMuchAtOnce


def _sorry(problem: Exception) -> Recorded:
    if isinstance(problem, WorkshopError):
        return refused({}, problem)
    log.error("a ballot could not be taken: %s", type(problem).__name__)
    return refused({}, OnOurSide())
