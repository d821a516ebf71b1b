"""What is measured in a room, in the order of an afternoon. Every figure has a name that `bench.table` asks for."""

import asyncio
import secrets
from collections.abc import Sequence
from statistics import median, quantiles
from time import perf_counter, process_time

from bench import rooms
from bench.load import wire
from bench.load.crowd import Voter, Votes, at_one_instant, closed_loop, over
from bench.load.line import Line
from bench.load.phone import Opening
from bench.load.watch import processor
from bench.rooms import PlumblineRoom, Room

Figures = dict[str, float]
Frames = dict[str, bytes]

PHONES, SOME, SEVERAL = 1000, 200, 300
BALLOTS = 20_000  # in a closed loop on sockets
HTTP_BALLOTS = 4_000
OTREE_BALLOTS = 600
INSTANTS = 3
HOUR, SOON = 4.0, 3.0  # seconds over which 1,000, and 300, phones vote
COMMENTS = 20  # a second


async def of_plumbline() -> tuple[Figures, Frames]:
    """Everything, with 1,000 phones; and the frames they heard when a statement was opened and when it was shown."""
    async with rooms.plumbline(PHONES) as room:
        await room.move(0, "open")
        found = {"kib": room.kib} | await _ballots(room)
        found["wave"] = await room.return_of_all()
        found |= await _http(room)
        await room.move(0, "close")
        found["open"], opened = await room.move(1, "open"), room.heard
        found |= await _hour(room)
        await room.move(1, "close")
        found["reveal"], revealed = await room.move(1, "reveal"), room.heard
        return found, {"open": opened, "reveal": revealed}


async def of_peer(room: Room, frames: Frames) -> Figures:
    """The same ballots beside; and telling all the same frames."""
    found = await _ballots(room)
    for name, frame in frames.items():
        found[name] = median([await room.tell(wire.body_of(frame)) for _ in range(INSTANTS)])
    return found | {"hour": _p95((await over(room.phones, room.opening, 4, HOUR)).ms)}


async def of_otree() -> Figures:
    """The same work for fewer phones: 1,000 would take it minutes."""
    async with rooms.otree(SEVERAL) as (pid, phones):
        found = {"200": await _instant(phones[:SOME], rooms.FIRST)}
        found |= await _loop(phones, rooms.FIRST, OTREE_BALLOTS, pid)
        return found | {"soon": _p95((await over(phones, rooms.FIRST, 4, SOON)).ms)}


async def of_size(people: int) -> Figures:
    """What a room of so many costs."""
    async with rooms.plumbline(people) as room:
        found = {"kib": room.kib, "open": await room.move(0, "open")}
        found["all"] = await _instant(room.phones, room.opening)
        return found | await _loop(room.phones, room.opening, BALLOTS, room.pid)


async def _ballots(room: Room) -> Figures:
    found = {
        "200": await _instant(room.phones[:SOME], room.opening),
        "1000": await _instant(room.phones, room.opening),
        "soon": _p95((await over(room.phones[:SEVERAL], room.opening, 4, SOON)).ms),
    }
    return found | await _loop(room.phones, room.opening, BALLOTS, room.pid)


async def _loop(crowd: Sequence[Voter], opening: Opening, ballots: int, pid: int) -> Figures:
    """Ballots a second; us of processor for each; and how busy this process was, which must not be the slower half."""
    server, ours, started = processor(pid), process_time(), perf_counter()
    rate = await closed_loop(crowd, opening, ballots)
    spent = processor(pid) - server
    busy = (process_time() - ours) / (perf_counter() - started)
    return {"rate": rate, "cpu": 1e6 * spent / ballots, "busy": busy}


async def _instant(crowd: Sequence[Voter], opening: Opening) -> float:
    return median([_p95((await at_one_instant(crowd, opening, 1 + time % 5)).ms) for time in range(INSTANTS)])


async def _http(room: PlumblineRoom) -> Figures:
    doors = await room.doors(SOME)
    instant = await _instant(doors, room.opening)
    cost = await _loop(doors, room.opening, HTTP_BALLOTS, room.pid)
    for door, phone in zip(doors, room.phones, strict=False):
        phone.seq = door.seq
        door.hang_up()
    return {"http": instant, "http_cpu": cost["cpu"], "http_rate": cost["rate"]}


async def _hour(room: PlumblineRoom) -> Figures:
    """One statement of an afternoon: voted on over seconds while some write and a projector looks on."""
    projector, frames = await room.projector(), []
    projector.heard = lambda phone, packet: frames.append((perf_counter(), wire.body_of(packet).get("done", 0)))
    commenting = asyncio.create_task(_comments(room))
    votes = await over(room.phones, room.opening, 4, HOUR)
    await commenting
    await asyncio.sleep(1)
    projector.hang_up()
    return {"hour": _p95(votes.ms), "projector": _p95(_behind(votes, frames))}


async def _comments(room: PlumblineRoom) -> None:
    many = int(HOUR * COMMENTS)
    for place in range(many):
        line = await Line(room.base, room.hall.phones[place]).dial()
        body = {"key": secrets.token_hex(8), "round": room.opening.round, "part": None, "text": "Only by day.",
                "seen": True, "may_show": False}  # fmt: skip
        (await line.ask("POST", "/phone/comments", body)).json()
        line.hang_up()
        await asyncio.sleep(1 / COMMENTS)


def _behind(votes: Votes, frames: Sequence[tuple[float, int]]) -> list[float]:
    """ms from each answer until the projector knew that so many are done."""
    waiting, behind = iter(frames), []
    at, done = 0.0, -1
    for rank, kept in enumerate(votes.at, 1):
        while done < rank:
            at, done = next(waiting)
        behind.append((at - kept) * 1000)
    return behind


def _p95(times: Sequence[float]) -> float:
    return quantiles(times, n=20)[18]
