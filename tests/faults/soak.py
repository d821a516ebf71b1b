"""The long run: a thousand kills, two thousand rooms of the machine, half an hour of phones that come and go.

    make soak
    make soak SOAK="--kills 100 --rooms 200 --minutes 5 --phones 200"
    make soak SOAK="--kills 0 --rooms 0"

A part of which nothing is wanted is left out. Prints what it sees, and ends with status 1 when a promise was broken.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from threading import Event
from time import monotonic, sleep

from tqdm import tqdm

from tests.faults import stage as stages
from tests.faults.checker import violations
from tests.faults.evidence import gather
from tests.faults.killing import kill_often
from tests.faults.machine import Room, run_rooms
from tests.faults.nursery import Nursery, lives
from tests.faults.phone import Phone, any_answer
from tests.faults.storm import Storm
from tests.faults.world import World

FLAT = 20_000_000  # bytes by which memory may grow after the first fifth of the time
EVERY = 15.0  # seconds between two looks at the server's memory
GOES_AWAY = 0.04  # chance, each time around, that a phone loses its socket or its tab


def main() -> int:
    """Run the parts that were asked for; 1 when one of them found something."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, value in (("kills", 1000), ("rooms", 2000), ("minutes", 30), ("phones", 200), ("seed", 1)):
        asked.add_argument(f"--{name}", type=int, default=value)
    given = asked.parse_args()
    parts: dict[Callable[[argparse.Namespace, Nursery, Path], list[str]], int]
    parts = {kills: given.kills, rooms: given.rooms, coming_and_going: given.minutes}
    with tempfile.TemporaryDirectory(prefix="plumbline-soak-") as folder, nursery() as lives_begin:
        wanted = [part for part, much in parts.items() if much]
        found = [each for part in wanted for each in _told(part(given, lives_begin, Path(folder) / part.__name__))]
    return 1 if found else 0


def kills(given: argparse.Namespace, nursery: Nursery, folder: Path) -> list[str]:
    """A server is killed while a room votes, a hundred times for each room."""
    broken: list[str] = []
    with tqdm(total=given.kills, desc="kills", file=sys.stderr) as bar:
        for place in range(0, given.kills, 100):
            stage = stages.build(folder / str(place), people=12, statements=6)
            many = min(100, given.kills - place)
            said = kill_often(nursery, stage, times=many, seed=given.seed + place, tick=lambda _: bar.update())
            broken += [f"seed {given.seed + place}: {each}" for each in said]
    print(f"{given.kills} kills")
    return broken


def rooms(given: argparse.Namespace, nursery: Nursery, folder: Path) -> list[str]:
    """The state machine, for many rooms."""
    Room.world = World(stages.build(folder / "stage", people=3, statements=2), folder / "lives")
    try:
        run_rooms(given.rooms)
    except AssertionError as found:
        return [str(found), *getattr(found, "__notes__", ())]
    finally:
        print(f"{given.rooms} rooms of the machine")
    return []


def coming_and_going(given: argparse.Namespace, nursery: Nursery, folder: Path) -> list[str]:
    """Phones vote, lose their sockets and their tabs, and come back, for many minutes."""
    stage = stages.build(folder / "data", people=given.phones, statements=40)
    told, seconds = stage.data / "registries", given.minutes * 60
    with lives(nursery, stage.data, ["tell_registries", str(told)]) as server:
        storm = Storm(stage, server.url, stage.data / "diaries", seed=given.seed)
        for phone in storm.phones:
            phone.take_part = restless(phone)  # type: ignore[method-assign]
        held: list[int] = []
        with storm.raging():
            until = monotonic() + seconds
            while monotonic() < until:
                sleep(min(EVERY, max(0.1, until - monotonic())))
                held.append(server.memory)
                print(f"{storm.answers} answers, {held[-1] / 1e6:.0f} MB, {server.tell(told)}", flush=True)
        storm.settle()
        papers = storm.desks[0].papers(stage.screen)
        for phone in storm.phones:
            phone.hang_up()
        left = _emptied(lambda: server.tell(told))
    broken = [str(each) for each in violations(gather(stage.database, stage.data / "diaries", papers))]
    grown = held[-1] - max(held[: len(held) // 5 + 1])
    broken += [f"memory grew by {grown / 1e6:.0f} MB"] if grown > FLAT else []
    broken += [f"the server still remembers {left}"] if any(left.values()) else []
    print(
        f"{given.minutes} minutes, {storm.answers} answers, memory {grown / 1e6:+.0f} MB, remembered at the end: {left}"
    )
    return broken


def restless(phone: Phone) -> Callable[..., None]:
    """A phone's part in a storm, with a network that comes and goes."""

    def take_part(stop: Event, chance: Random, answers: Callable[[Random], dict[str, object]]) -> None:
        while not stop.is_set():
            if chance.random() < GOES_AWAY:
                chance.choice([phone.lose_lane, phone.kill_tab])()
                stop.wait(chance.uniform(0, 5))
            if not phone.state:
                phone.look()
            if chance.random() < 0.1:
                phone.tap(**any_answer(chance))
            phone.deliver()
            phone.listen(chance.uniform(0.5, 2))

    return take_part


@contextmanager
def nursery() -> Iterator[Nursery]:
    """Where servers begin."""
    made = Nursery()
    try:
        yield made
    finally:
        made.close()


def _emptied(tell: Callable[[], dict[str, int]]) -> dict[str, int]:
    """What is remembered when everyone has gone, after a minute at most."""
    until = monotonic() + 60
    while any((left := tell()).values()) and monotonic() < until:
        sleep(1)
    return left


def _told(broken: list[str]) -> list[str]:
    for each in broken:
        print(f"BROKEN {each}", flush=True)
    return broken


if __name__ == "__main__":
    sys.exit(main())
