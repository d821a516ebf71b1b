"""What a room feels, beside a bare limit, Node's socket.io and oTree, all in one run: python -m bench.live

Three runs; in each every server is started anew, one after another, and gets the same work over the wire it speaks.
"""

import gc
from collections.abc import Iterator

import uvloop

from bench import measures, rooms
from bench.clock import TIMES
from bench.servers.start import NotThere
from bench.table import Run, beside, judged

FEW, MANY = 100, 2000


def lines() -> Iterator[str]:
    """The speed table, and the servers side by side."""
    missing: list[str] = []
    runs = [uvloop.run(_run(missing)) for _ in range(TIMES)]
    yield from dict.fromkeys(missing)
    yield from judged(runs)
    yield ""
    yield from beside(runs)
    yield f"* oTree with {measures.SEVERAL} phones, {measures.OTREE_BALLOTS} ballots in the closed loop"


async def _run(missing: list[str]) -> Run:
    # Looking through what start-up made would stall every phone of the generator for a moment.
    gc.freeze()
    found, frames = await measures.of_plumbline()
    run = {"plumbline": found}
    for name, made in (("bare", rooms.bare), ("socketio", rooms.socketio)):
        try:
            async with made(measures.PHONES) as room:
                run[name] = await measures.of_peer(room, frames)
        except NotThere as why:
            missing.append(f"{name} was not measured: {why}")
    try:
        run["otree"] = await measures.of_otree()
    except NotThere as why:
        missing.append(f"otree was not measured: {why}")
    for name, people in (("few", FEW), ("many", MANY)):
        run[name] = await measures.of_size(people)
    return run


if __name__ == "__main__":
    print(*lines(), sep="\n")
