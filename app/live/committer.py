"""The committer: the one writer that puts waiting ballots into the database, and answers each once it is kept.

It comes in two forms of one interface. *Batching* gathers what waits while the disk writes: one transaction for all of
it, one COMMIT, then the answers. *Direct* keeps each ballot at once, where nothing serves: in tests.

An *errand* is other writing that comes while a room votes, a comment. It goes with the ballots, in a savepoint of its
own: with a COMMIT of its own every ballot behind it would wait for two.
"""

import logging
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from threading import Event, Lock
from typing import Protocol, TypeVar, cast

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from app.core.ballots import Recorded, refused
from app.core.errors import NotJoined, OnOurSide, ServerBusy, WorkshopError
from app.core.workshops import PanellistId, WorkshopId
from app.services.ballots import Fields, cast_on
from app.services.panels import behind
from app.storage import bare
from app.storage.engine import Database

log = logging.getLogger(__name__)

AT_ONCE = 1_000  # ballots in one transaction
MOST_WAITING = 5_000  # ballots; above it phones are told to come again, so that memory stays bounded

T = TypeVar("T")
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

    def write(self, work: Callable[[Connection], T]) -> T:
        """What some other writing returns, once it is kept. Raises what it raises, which harms nobody, and ServerBusy.

        `work` is done beside the caller, outside of her request.
        """
        ...

    def drain(self, within: float) -> bool:
        """Take no more, and keep what waits; whether that was done within so many seconds."""
        ...


@dataclass(slots=True)
class Errand:
    """Some other writing, what it returned, and why it could not be done, if so."""

    work: Callable[[Connection], object]
    result: object = None
    problem: Exception | None = None
    done: Event = field(default_factory=Event)

    def run(self, on: Connection) -> None:
        """Do it, or leave nothing of it. Raises OperationalError: then nobody knows what of the transaction stands."""
        self.problem = None
        try:
            with bare.saved(on):
                self.result = self.work(on)
        except OperationalError:
            raise
        except Exception as problem:  # noqa: BLE001  # raised again where it was asked for
            self.problem = problem


@dataclass(frozen=True, slots=True)
class Keeper:
    """Keeps some ballots in one transaction. `told` hears of each workshop in which ballots were kept."""

    database: Database
    clock: Callable[[], datetime]
    told: Callable[[WorkshopId], None]

    def keep(self, batch: Sequence[Sent], errands: Sequence[Errand] = ()) -> list[Recorded]:
        """What is said back to each ballot, in order. What cannot be kept never harms its neighbours."""
        try:
            with self.database.committing() as on:
                recorded = _cast(on, batch, self.clock())
                for errand in errands:
                    errand.run(on)
                return recorded
        except OperationalError as problem:
            # Locked, or full: another try for each would take as long again.
            log.warning(
                "%s ballots and %s errands could not be kept: %s", len(batch), len(errands), type(problem.orig).__name__
            )
            return _given_up(batch, errands, problem, ServerBusy())
        except Exception as problem:  # noqa: BLE001  # whatever it is, everyone who waits is answered
            if len(batch) + len(errands) > 1:
                return self._one_by_one(batch, errands)
            # The text of an unknown fault may hold what someone answered, so only its kind is logged.
            log.error("something could not be kept: %s", type(problem).__name__)
            return _given_up(batch, errands, problem, OnOurSide())

    def _one_by_one(self, batch: Sequence[Sent], errands: Sequence[Errand]) -> list[Recorded]:
        recorded = [self.keep([sent])[0] for sent in batch]
        for errand in errands:
            self.keep([], [errand])
        return recorded

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

    def write(self, work: Callable[[Connection], T]) -> T:
        with self.keeper.database.committing() as on:
            return work(on)

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
        self._queue: deque[tuple[Sent, Answer] | Errand] = deque()
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
        if not self._take((sent, answer)):
            answer(refused(sent.fields, ServerBusy()))

    def write(self, work: Callable[[Connection], T]) -> T:
        errand = Errand(work)
        if not self._take(errand):
            raise ServerBusy
        errand.done.wait()
        if errand.problem is not None:
            raise errand.problem
        return cast(T, errand.result)

    def _take(self, waiting: tuple[Sent, Answer] | Errand) -> bool:
        """Whether there was room for it."""
        was_idle = False
        with self._lock:
            is_taken = not self._is_closing and len(self._queue) < MOST_WAITING
            if is_taken:
                self._queue.append(waiting)
                was_idle = self._idle.is_set()
                self._idle.clear()
        if was_idle:
            self._start(self._work)
        return is_taken

    def drain(self, within: float) -> bool:
        with self._lock:
            self._is_closing = True
        return self._idle.wait(within)

    def _work(self) -> None:
        while batch := self._next():
            ballots = [each for each in batch if isinstance(each, tuple)]
            errands = [each for each in batch if isinstance(each, Errand)]
            recorded = self._keeper.keep([sent for sent, _ in ballots], errands)
            for (_, answer), each in zip(ballots, recorded, strict=True):
                try:
                    answer(each)
                except Exception as problem:  # noqa: BLE001  # the others still wait for theirs
                    log.error("an answer could not be given: %s", type(problem).__name__)
            for errand in errands:
                errand.done.set()
            self._keeper.tell(recorded)

    def _next(self) -> list[tuple[Sent, Answer] | Errand]:
        with self._lock:
            batch = list(islice(self._queue, AT_ONCE))
            for _ in batch:
                self._queue.popleft()
            if not batch:
                self._idle.set()
            return batch


def _given_up(
    batch: Sequence[Sent], errands: Sequence[Errand], problem: Exception, why: WorkshopError
) -> list[Recorded]:
    for errand in errands:
        errand.problem = problem
    return [refused(sent.fields, why) for sent in batch]


def _cast(on: Connection, batch: Sequence[Sent], at: datetime) -> list[Recorded]:
    """Cast a batch whose ballots came by several doors. Whose a cookie is, is looked up in the same transaction."""
    known = behind(on, {sent.sender for sent in batch if isinstance(sent.sender, str)})
    recorded: list[Recorded | None] = [None] * len(batch)
    for channel in sorted({sent.channel for sent in batch}):
        places, ballots = [], []
        for place, sent in enumerate(batch):
            panellist = known.get(sent.sender) if isinstance(sent.sender, str) else sent.sender
            if panellist is not None and sent.channel == channel:
                places.append(place)
                ballots.append((panellist, sent.fields))
        for place, answer in zip(places, cast_on(on, ballots, channel=channel, at=at), strict=True):
            recorded[place] = answer
    return [each or refused(sent.fields, NotJoined()) for sent, each in zip(batch, recorded, strict=True)]
