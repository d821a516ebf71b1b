"""Killing a server again and again while a room votes: at every named point, and at random moments."""

import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random
from time import monotonic, sleep

from tests.faults.checker import Violation, violations
from tests.faults.diary import Diary
from tests.faults.evidence import gather
from tests.faults.nursery import Nursery, Server, lives
from tests.faults.phone import Phone, any_answer, newcomer
from tests.faults.stage import Stage
from tests.faults.storm import Storm
from tests.faults.wire import Silence
from tests.faults.wounds import POINTS

DIES_WITHIN = 120.0  # seconds for a room to pass a named point; it takes one or two


class Guests:
    """People who come late, answer once, and some of whom have everything removed again."""

    def __init__(self, stage: Stage, base: str, diaries: Path) -> None:
        self._stage, self._base, self._diaries = stage, base, diaries
        self._came = 0
        self.here: list[Phone] = []

    def come(self, chance: Random) -> None:
        """Someone joins and answers what is asked."""
        self._came += 1
        diary = Diary(self._diaries, f"guest-{self._came}")
        with suppress(Silence):
            guest = newcomer(self._base, self._stage.token, diary)
            self.here.append(guest)
            guest.look()
            guest.tap(**any_answer(chance))
            guest.deliver()

    def go(self) -> None:
        """The first of them withdraws; when she is not answered, she tries again the next time."""
        if self.here and self.here[0].withdraw():
            self.here.pop(0)


def kill_often(
    nursery: Nursery, stage: Stage, *, times: int, seed: int, tick: Callable[[int], object] = lambda done: None
) -> list[Violation]:
    """Kill a server so often while everyone votes, first at each named point; what the checker says in the end."""
    chance, diaries = Random(seed), stage.data / "diaries"
    with lives(nursery, stage.data) as server:
        storm = Storm(stage, server.url, diaries, seed=seed)
        guests = Guests(stage, server.url, diaries)
        with storm.raging():
            guests.come(chance)
            server.kill()
            for done in range(times):
                point = POINTS[done] if done < len(POINTS) else chance.choice([*POINTS, *[""] * len(POINTS)])
                storm.notes("fault", what=f"killed at {point or 'random'}")
                _live_and_die(server, storm, guests, chance, point)
                tick(done + 1)
            server.begin()
        storm.settle(*guests.here)
        papers = storm.desks[0].papers(stage.screen)
    return violations(gather(stage.database, diaries, papers))


def _live_and_die(server: Server, storm: Storm, guests: Guests, chance: Random, point: str) -> None:
    """One life: it ends at the named point, or else when some phones were answered and a moment has passed."""
    if not point:
        server.begin()
        storm.wait_for(chance.randint(1, 20))
        sleep(chance.uniform(0, 0.05))
        assert server.kill() == -signal.SIGKILL
        return
    time = chance.randint(1, 4) if point.startswith(("ballot", "move")) else 1
    server.begin(["kill_at", point, time])
    until = monotonic() + DIES_WITHIN
    while not server.dies(within=0.3):
        assert monotonic() < until, f"nobody passed {point}"
        guests.go() if point.startswith("withdrawal") else None
        guests.come(chance)
    assert server.ended() == -signal.SIGKILL, server.log[-2000:]
