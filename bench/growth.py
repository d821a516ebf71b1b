"""What a room costs as it grows from 30 phones to 2,000: python -m bench.growth"""

import gc
from collections.abc import Iterator
from statistics import median

import uvloop

from bench.clock import TIMES
from bench.measures import of_size

SIZES = (30, 100, 300, 1000, 2000)


def lines() -> Iterator[str]:
    """A line for each size."""
    for people in SIZES:
        gc.freeze()
        found = [uvloop.run(of_size(people)) for _ in range(TIMES)]
        cpu, rate, all_in, opened, kib = (
            median(each[name] for each in found) for name in ("cpu", "rate", "all", "open", "kib")
        )
        yield (
            f"{people:5} phones: closed loop {rate:6.0f} ballots/s, {cpu:4.0f} us of processor each; "
            f"all at one instant p95 {all_in:4.0f} ms; open reaches all in {opened:4.0f} ms; {kib:3.0f} KiB a phone"
        )


if __name__ == "__main__":
    print(*lines(), sep="\n")
