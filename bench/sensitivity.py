"""How long the sensitivity takes, and how much memory: python -m bench.sensitivity"""

import random
import resource
import time

from app.core.criteria import Criteria
from app.core.sensitivity import DRAWS, sensitivity
from app.core.spreads import Beta
from app.core.weights import equal

SIZES = (272, 1_000, 2_000)


def made_up(n: int, chance: random.Random) -> tuple[list[Criteria], list[Beta | None]]:
    """A list in which nine in ten statements were judged, as by five to twenty-five people."""
    criteria = [Criteria(chance.random(), chance.choice([0.5, 1]), chance.random(), None, 0.5) for _ in range(n)]
    spreads = [Beta(chance.uniform(2, 20), chance.uniform(2, 7)) if chance.random() < 0.9 else None for _ in range(n)]
    return criteria, spreads


def measure(n: int) -> None:
    criteria, spreads = made_up(n, random.Random(n))
    wall, processor = time.perf_counter(), time.process_time()
    sensitivity(criteria, spreads, equal(), seed=1)
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{n:5} statements x {DRAWS} draws: {wall:5.2f} s, processor {processor:5.2f} s, peak {peak:4.0f} MB")


if __name__ == "__main__":
    measure(10)
    for size in SIZES:
        measure(size)
