"""A crowd of phones that does one thing together, and how long each of them waited."""

import asyncio
import random
from collections.abc import Callable, Sequence
from itertools import cycle
from time import perf_counter
from typing import Any, NamedTuple, Protocol

from bench.load.phone import Opening, Refused

PATIENCE = 60.0  # seconds


class Voter(Protocol):
    """Whatever can send a ballot and hear that it is kept, by socket or by HTTP."""

    answered: Callable[..., None]

    def cast(self, opening: Opening, plausibility: int) -> None: ...


class Votes(NamedTuple):
    """When each ballot was answered, on the clock of `perf_counter`, first to last; and how many ms each had waited."""

    at: list[float]
    ms: list[float]


async def at_one_instant(crowd: Sequence[Voter], opening: Opening, plausibility: int) -> Votes:
    """Everybody answers at one instant; what each was told, and when."""
    return await _voting(crowd, lambda: [each.cast(opening, plausibility) for each in crowd])


async def over(crowd: Sequence[Voter], opening: Opening, plausibility: int, seconds: float) -> Votes:
    """Everybody answers once, at any moment within so many seconds; what each was told, and when."""
    chance, loop = random.Random(1), asyncio.get_running_loop()

    def begin() -> None:
        for each in crowd:
            loop.call_later(chance.uniform(0, seconds), each.cast, opening, plausibility)

    return await _voting(crowd, begin)


async def closed_loop(crowd: Sequence[Voter], opening: Opening, ballots: int) -> float:
    """Everybody answers again as soon as the last answer is kept, until so many are; ballots a second.

    So many, not so long: a table that has grown is slower, and whoever is faster would measure a larger one.
    """
    kept, left, done = 0, ballots - len(crowd), asyncio.get_running_loop().create_future()
    ratings = cycle((1, 2, 3, 4, 5))

    def again(voter: Voter, took: float | Refused) -> None:
        nonlocal kept, left
        if isinstance(took, Refused):
            _fail(done, took)
            return
        kept += 1
        if left > 0:
            left -= 1
            voter.cast(opening, next(ratings))
        elif kept == ballots:
            done.set_result(perf_counter())

    started = perf_counter()
    for each in crowd:
        each.answered = again
        each.cast(opening, next(ratings))
    return ballots / (await asyncio.wait_for(done, PATIENCE) - started)


async def _voting(crowd: Sequence[Voter], begin: Callable[[], object]) -> Votes:
    votes = Votes([], [])
    done = asyncio.get_running_loop().create_future()

    def kept(voter: Voter, took: float | Refused) -> None:
        if isinstance(took, Refused):
            _fail(done, took)
            return
        votes.at.append(perf_counter())
        votes.ms.append(took)
        if len(votes.ms) == len(crowd):
            done.set_result(None)

    for each in crowd:
        each.answered = kept
    begin()
    await asyncio.wait_for(done, PATIENCE)
    return votes


def _fail(done: "asyncio.Future[Any]", why: Refused) -> None:
    if not done.done():
        done.set_exception(why)
