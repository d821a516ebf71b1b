"""Pace: telling at once, then at most so many times a second, and never losing the last word."""

from collections.abc import Callable
from threading import Lock

from app.core.workshops import WorkshopId

GAP = 0.125  # seconds between two tellings of one workshop: 8 a second is as much as an eye follows


class Pace:
    """Calls `act(workshop)` soon after each `ask(workshop)`; asks that come while one is due are one."""

    def __init__(
        self,
        act: Callable[[WorkshopId], None],
        *,
        start: Callable[..., object],
        sleep: Callable[[float], object],
        clock: Callable[[], float],
    ) -> None:
        self._act = act
        self._start = start
        self._sleep = sleep
        self._clock = clock
        self._due: set[WorkshopId] = set()
        self._next: dict[WorkshopId, float] = {}
        self._lock = Lock()

    def ask(self, workshop: WorkshopId) -> None:
        """Have `act` called: now, or when the gap since the last call is over."""
        with self._lock:
            if workshop in self._due:
                return
            self._due.add(workshop)
            wait = max(0.0, self._next.get(workshop, 0.0) - self._clock())
        self._start(self._after, workshop, wait)

    def _after(self, workshop: WorkshopId, wait: float) -> None:
        if wait:  # a sleep of nothing would let everyone else go first
            self._sleep(wait)
        with self._lock:
            # Before acting: what changes while `act` reads must be told by another call.
            self._due.discard(workshop)
            self._next[workshop] = self._clock() + GAP
        self._act(workshop)
