"""Time that was measured: three times, and the one in the middle."""

from collections.abc import Callable
from statistics import median
from time import perf_counter, process_time
from typing import NamedTuple

TIMES = 3


class Seconds(NamedTuple):
    """Seconds on the wall, and of one processor: where others compute too, the second is the fairer."""

    wall: float
    processor: float

    def __str__(self) -> str:
        return f"{self.wall:5.2f} s, processor {self.processor:5.2f} s"


def median_seconds(work: Callable[[], object]) -> Seconds:
    """Do this three times; the median of each clock."""
    measured = [_once(work) for _ in range(TIMES)]
    return Seconds(median(each.wall for each in measured), median(each.processor for each in measured))


def _once(work: Callable[[], object]) -> Seconds:
    wall, processor = perf_counter(), process_time()
    work()
    return Seconds(perf_counter() - wall, process_time() - processor)
