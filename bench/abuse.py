"""What sixty people feel while somebody does what he can to stop them: python -m bench.abuse

The server is as it is served, its limits with it. Each attack meets a new server.
"""

import asyncio
import gc
from collections.abc import Awaitable, Callable, Iterator
from statistics import quantiles
from urllib.parse import urlsplit

import uvloop

from bench import rooms
from bench.load.crowd import over
from bench.load.phone import SocketPhone
from bench.load.watch import memory
from bench.rooms import PlumblineRoom

PEOPLE, SPARE = 60, 40
SECONDS = 6
EVENTS, SILENT = 3000, 500
TICK = 0.1  # seconds
SLOW_EVENTS = 2  # that each slow reader sends a tick, so that there is something it does not read

Attack = Callable[[PlumblineRoom, list[SocketPhone]], Awaitable[None]]


def lines() -> Iterator[str]:
    """A line for each attack: how long answers took, and how much larger the server became."""
    for what, attack in ATTACKS.items():
        ms, more, left = uvloop.run(_under(attack))
        yield f"{what:28} answered p95 {ms:6.1f} ms, {more / 1024:5.1f} MiB more, {left} of {SPARE} others still in"


async def _under(attack: Attack) -> tuple[float, float, int]:
    gc.freeze()
    async with rooms.plumbline(PEOPLE + SPARE, limited=True) as room:
        people, others = room.phones[:PEOPLE], room.phones[PEOPLE:]
        await room.move(0, "open")
        before, waited = memory(room.pid), []
        attacking = asyncio.create_task(attack(room, others))
        for second in range(SECONDS):  # in each of which everybody answers once
            waited += (await over(people, room.opening, 1 + second % 5, 1.0)).ms
        attacking.cancel()
        await asyncio.gather(attacking, return_exceptions=True)
        return quantiles(waited, n=20)[18], memory(room.pid) - before, sum(each.is_in for each in others)


async def _nothing(room: PlumblineRoom, others: list[SocketPhone]) -> None:
    """What it is compared with."""


async def _flood(room: PlumblineRoom, others: list[SocketPhone]) -> None:
    """One phone after another casts 3,000 ballots a second, until it is cut off."""
    for phone in others:
        while phone.is_in:
            for _ in range(int(EVENTS * TICK)):
                phone.cast(room.opening, 3)
            await asyncio.sleep(TICK)


async def _silent(room: PlumblineRoom, others: list[SocketPhone]) -> None:
    """Connections that say nothing, and as many again as they are closed."""
    parts, held = urlsplit(room.base), []
    while True:
        new = (asyncio.open_connection(parts.hostname, parts.port) for _ in range(SILENT - len(held)))
        held += await asyncio.gather(*new)
        await asyncio.sleep(TICK)
        held = [each for each in held if not each[0].at_eof()]


async def _slow(room: PlumblineRoom, others: list[SocketPhone]) -> None:
    """Phones that send and never read, while the wall is blanked and lit, so that every tick is told to all."""
    for phone in others:
        phone.stop_reading()
    blanked = 1
    while True:
        await room.desk.ask("POST", f"/desk/{room.hall.workshop}/blank", {"blanked": blanked})
        blanked = 1 - blanked
        for phone in others:
            for _ in range(SLOW_EVENTS if phone.is_in else 0):
                phone.say("anything", {"text": "x" * 1000})
        await asyncio.sleep(TICK)


ATTACKS: dict[str, Attack] = {
    "nothing": _nothing,
    f"{EVENTS} ballots a second": _flood,
    f"{SILENT} silent connections": _silent,
    f"{SPARE} who never read": _slow,
}

if __name__ == "__main__":
    print(*lines(), sep="\n")
