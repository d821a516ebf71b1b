"""How long the sensitivity takes, and how much memory: python -m bench.sensitivity"""

import random
import resource
from collections.abc import Iterator

from app.core.criteria import Criteria
from app.core.sensitivity import DRAWS, sensitivity
from app.core.spreads import Beta
from app.core.weights import equal
from bench.clock import median_seconds

SIZES = (272, 1_000, 2_000)


def made_up(n: int, chance: random.Random) -> tuple[list[Criteria], list[Beta | None]]:
    """A list in which nine in ten statements were judged, as by five to twenty-five people."""
    criteria = [Criteria(chance.random(), chance.choice([0.5, 1]), chance.random(), None, 0.5) for _ in range(n)]
    spreads = [Beta(chance.uniform(2, 20), chance.uniform(2, 7)) if chance.random() < 0.9 else None for _ in range(n)]
    return criteria, spreads


def lines() -> Iterator[str]:
    """A line for each size."""
    for size in SIZES:
        criteria, spreads = made_up(size, random.Random(size))
        found = median_seconds(
            lambda criteria=criteria, spreads=spreads: sensitivity(criteria, spreads, equal(), seed=1)
        )
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        each = f"{1e6 * found.wall / size:4.0f} us each"
        yield f"{size:5} statements x {DRAWS} draws: {found}, {each}, peak {peak:.0f} MB"


if __name__ == "__main__":
    print(*lines(), sep="\n")
