"""`python -m bench [--phones 200]`: what a room feels, measured over real HTTP and real sockets on this machine."""

import argparse
import os
import platform
from collections.abc import Sequence
from statistics import median, quantiles

from app.rehearsal.desk import Desk
from app.rehearsal.scratch import served
from bench.room import Hall


def main() -> None:
    """Measure and print."""
    wanted = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    wanted.add_argument("--phones", type=int, default=200)
    phones = wanted.parse_args().phones
    print(machine())
    with served() as server:
        hall = Hall(Desk(server.desk), phones)
        moves = [hall.tell(move) for move in ("show", "open")]
        first, second = hall.vote(4), hall.vote(5)
        moves += [hall.tell(move) for move in ("close", "reveal")]
    print(f"{phones} ballots at one instant over HTTP, time until acknowledged:")
    print(f"  first   {spread(first)}\n  changed {spread(second)}")
    for name, times in zip(("on show", "opened", "closed", "revealed"), moves, strict=True):
        print(f"{name}: the word reaches {len(times)} sockets: {spread(times)}, all after {max(times):.0f} ms")


def machine() -> str:
    """What this was measured on. Phones and server share its processors."""
    processor = next((line.split(":")[1].strip() for line in _processors() if line.startswith("model name")), "unknown")
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} x {processor}; load {load}"


def _processors() -> list[str]:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:  # noqa: PTH123  # no path of ours
            return file.readlines()
    except OSError:
        return []


def spread(times: Sequence[float]) -> str:
    """Median and 95th percentile, in milliseconds."""
    return f"p50 {median(times):.0f} ms, p95 {quantiles(times, n=20)[18]:.0f} ms"


if __name__ == "__main__":
    main()
