"""Buckets: how often somebody may, in the long run and at once. What is kept of each name is one number."""

from collections.abc import Callable, Hashable

BURST, RATE = 60, 6.0  # what one phone may send at once, and a second: more than any thumb
MOST_NAMES = 10_000  # above it, those who have their whole bucket again are forgotten


class Buckets:
    """A bucket of `burst` tokens for each name, which `rate` a second flow back into. `clock` is in seconds."""

    def __init__(self, *, burst: int, rate: float, clock: Callable[[], float]) -> None:
        self._each = 1 / rate
        # Seconds that an empty bucket takes to fill; half a token more, because fractions of a second do not add up.
        self._span = (burst + 0.5) / rate
        self._clock = clock
        self._full_at: dict[Hashable, float] = {}

    def take(self, name: Hashable) -> bool:
        """Take a token; whether there was one. Asking in vain takes nothing."""
        now = self._clock()
        full_at = max(now, self._full_at.get(name, now)) + self._each
        if full_at - now > self._span:
            return False
        if name not in self._full_at and len(self._full_at) >= MOST_NAMES:
            self._forget(now)
        self._full_at[name] = full_at
        return True

    def _forget(self, now: float) -> None:
        self._full_at = {name: full_at for name, full_at in self._full_at.items() if full_at > now}
