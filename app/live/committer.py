"""The committer: the one writer that puts waiting ballots into the database, and answers each once it is kept.

It comes in two forms of one interface. *Batching* gathers what waits while the disk writes: one transaction for all of
it, one COMMIT, then the answers. *Direct* keeps each ballot at once, where nothing serves: in tests.
"""

import logging
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from threading import Event, Lock
from typing import Protocol

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.core.ballots import Recorded, refused
from app.core.errors import NotJoined, OnOurSide, ServerBusy
from app.core.workshops import PanellistId, WorkshopId
from app.services.ballots import Fields, cast_ballots
from app.services.panels import behind
from app.storage.engine import Database

log = logging.getLogger(__name__)

AT_ONCE = 1_000  # ballots in one transaction
MOST_WAITING = 5_000  # ballots; above it phones are told to come again, so that memory stays bounded

Answer = Callable[[Recorded], object]
Sender = PanellistId | str  #: who a socket's ticket was given to, or the cookie that a request carries


@dataclass(frozen=True, slots=True)
class Sent:
    """A ballot as it came: from whom, what it says, and by which door."""

    sender: Sender
    fields: Fields
    channel: str


class Committer(Protocol):
    """Keeps ballots."""

    def cast(self, sent: Sent) -> Recorded:
        """What is said back, once the ballot is in the database or refused. Never raises."""
        ...

    def post(self, sent: Sent, answer: Answer) -> None:
        """The same without waiting: `answer` is called with what is said back, and must not wait for anything."""
        ...

    def drain(self, within: float) -> bool:
        """Take no more, and keep what waits; whether that was done within so many seconds."""
        ...


@dataclass(frozen=True, slots=True)
class Keeper:
    """Keeps some ballots in one transaction. `told` hears of each workshop in which ballots were kept."""

    database: Database
    clock: Callable[[], datetime]
    told: Callable[[WorkshopId], None]

    def keep(self, batch: Sequence[Sent]) -> list[Recorded]:
        """What is said back to each, in order. A ballot that cannot be kept never harms its neighbours."""
        try:
            with self.database.writing() as db:
                return _cast(db, batch, self.clock())
        except OperationalError as problem:
            # Locked, or full: another try for each would take as long again.
            log.warning("%s ballots could not be kept: %s", len(batch), type(problem.orig).__name__)
            return [refused(sent.fields, ServerBusy()) for sent in batch]
        except Exception as problem:  # noqa: BLE001  # whatever it is, everyone who waits is answered
            if len(batch) > 1:
                return [self.keep([sent])[0] for sent in batch]
            # The text of an unknown fault may hold what someone answered, so only its kind is logged.
            log.error("a ballot could not be kept: %s", type(problem).__name__)
            return [refused(batch[0].fields, OnOurSide())]

    def tell(self, recorded: Sequence[Recorded]) -> None:
        """Tell of the workshops in which something was kept."""
        for workshop in {each.workshop for each in recorded if each.workshop is not None}:
            self.told(workshop)


@dataclass(frozen=True, slots=True)
class Direct:
    """Keeps each ballot at once, where it is asked to."""

    keeper: Keeper

    def cast(self, sent: Sent) -> Recorded:
        recorded = self.keeper.keep([sent])
        self.keeper.tell(recorded)
        return recorded[0]

    def post(self, sent: Sent, answer: Answer) -> None:
        answer(self.cast(sent))

    def drain(self, within: float) -> bool:
        return True


@dataclass(slots=True)
class _Slip:
    """The answer that somebody waits for."""

    answered: Event = field(default_factory=Event)
    recorded: Recorded | None = None

    def wait(self) -> Recorded:
        self.answered.wait()
        assert self.recorded is not None
        return self.recorded

    def fill(self, recorded: Recorded) -> None:
        self.recorded = recorded
        self.answered.set()


class Batching:
    """Keeps whatever waits in one transaction. `start` runs a function beside the caller, while there is work."""

    def __init__(self, keeper: Keeper, start: Callable[[Callable[[], None]], object]) -> None:
        self._keeper = keeper
        self._start = start
        self._queue: deque[tuple[Sent, Answer]] = deque()
        self._lock = Lock()
        self._idle = Event()
        self._idle.set()
        self._is_closing = False

    @property
    def waiting(self) -> int:
        """How many ballots wait for the next transaction."""
        return len(self._queue)

    def cast(self, sent: Sent) -> Recorded:
        slip = _Slip()
        self.post(sent, slip.fill)
        return slip.wait()

    def post(self, sent: Sent, answer: Answer) -> None:
        was_idle = False
        with self._lock:
            is_taken = not self._is_closing and len(self._queue) < MOST_WAITING
            if is_taken:
                self._queue.append((sent, answer))
                was_idle = self._idle.is_set()
                self._idle.clear()
        if was_idle:
            self._start(self._work)
        if not is_taken:
            answer(refused(sent.fields, ServerBusy()))

    def drain(self, within: float) -> bool:
        with self._lock:
            self._is_closing = True
        return self._idle.wait(within)

    def _work(self) -> None:
        while batch := self._next():
            recorded = self._keeper.keep([sent for sent, _ in batch])
            for (_, answer), each in zip(batch, recorded, strict=True):
                try:
                    answer(each)
                except Exception as problem:  # noqa: BLE001  # the others still wait for theirs
                    log.error("an answer could not be given: %s", type(problem).__name__)
            self._keeper.tell(recorded)

    def _next(self) -> list[tuple[Sent, Answer]]:
        with self._lock:
            batch = list(islice(self._queue, AT_ONCE))
            for _ in batch:
                self._queue.popleft()
            if not batch:
                self._idle.set()
            return batch


def _cast(db: Session, batch: Sequence[Sent], at: datetime) -> list[Recorded]:
    """Cast a batch whose ballots came by several doors. Whose a cookie is, is looked up in the same transaction."""
    known = behind(db, {sent.sender for sent in batch if isinstance(sent.sender, str)})
    recorded: list[Recorded | None] = [None] * len(batch)
    for channel in sorted({sent.channel for sent in batch}):
        places, ballots = [], []
        for place, sent in enumerate(batch):
            panellist = known.get(sent.sender) if isinstance(sent.sender, str) else sent.sender
            if panellist is not None and sent.channel == channel:
                places.append(place)
                ballots.append((panellist, sent.fields))
        for place, answer in zip(places, cast_ballots(db, ballots, channel=channel, at=at), strict=True):
            recorded[place] = answer
    return [each or refused(sent.fields, NotJoined()) for sent, each in zip(batch, recorded, strict=True)]
