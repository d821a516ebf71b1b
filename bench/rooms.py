"""Rooms full of phones: Plumbline's, and those it is measured beside, each joined over the wire its server speaks."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from bench.hall import Hall, make_hall
from bench.load.line import HttpPhone, Line
from bench.load.otree import OTreePhone, fetched
from bench.load.phone import Opening, SocketPhone
from bench.load.watch import memory
from bench.servers import start

DOORS = 8  # phones that come in at one moment
FEW = 50  # phones in before memory is counted: the first ones load what all share
QUIET = 0.3  # seconds in a room before a move
STATEMENTS = 12
VERSION = re.compile(rb'"v":(\d+)')
FIRST = Opening(1, 1)


@dataclass
class Room:
    """A server, and phones that are connected to it."""

    pid: int
    phones: list[SocketPhone]
    opening: Opening = FIRST
    version: int = 0
    heard: bytes = b""  #: the last frame that reached a phone

    async def reaches_all(self, act: Callable[[], Awaitable[object]]) -> float:
        """ms from an act until the last phone has word of something newer than it knew."""
        left = len(self.phones)
        done: asyncio.Future[float] = asyncio.get_running_loop().create_future()

        def hear(phone: SocketPhone, packet: bytes) -> None:
            nonlocal left
            found = VERSION.search(packet)
            if found is None or int(found[1]) <= self.version:
                return
            phone.heard = lambda *_: None
            left -= 1
            if not left:
                self.heard, self.version = packet, int(found[1])
                done.set_result(perf_counter())

        for phone in self.phones:
            phone.heard = hear
        started = perf_counter()
        await act()
        return (await asyncio.wait_for(done, 60) - started) * 1000

    async def tell(self, frame: dict[str, Any]) -> float:
        """ms until all have heard a frame that the first phone says."""

        async def say() -> None:
            self.phones[0].say("say", {**frame, "v": self.version + 1})

        return await self.reaches_all(say)


@dataclass
class PlumblineRoom(Room):
    """A workshop that has started, with a desk and the means to look in by HTTP."""

    hall: Hall = field(kw_only=True)
    base: str = field(kw_only=True)
    desk: Line = field(kw_only=True)
    kib: float = field(kw_only=True)  #: memory of the server for each phone that came

    async def move(self, place: int, move: str) -> float:
        """Move a round from where it stands, in a room that has been quiet; ms until the last phone has word of it.

        A room is told at most eight times a second, and nobody closes and opens within an eighth of one.
        """
        await asyncio.sleep(QUIET)
        state = (await self.desk.ask("GET", f"/desk/{self.hall.workshop}/state")).json()
        row = next(each for each in state["rounds"] if each["id"] == self.hall.rounds[place])
        self.version = state["version"]

        async def act() -> None:
            path = f"/desk/{self.hall.workshop}/rounds/{row['id']}/{move}"
            said = await self.desk.ask("POST", path, {"epoch": row["epoch"], "state": row["state"]})
            opened = next(each for each in said.json()["state"]["rounds"] if each["id"] == row["id"])
            self.opening = Opening(opened["id"], opened["epoch"])

        return await self.reaches_all(act)

    async def doors(self, many: int) -> list[HttpPhone]:
        """So many of the phones as they are without a socket, each on a connection of its own."""
        lines = [HttpPhone(self.base, cookie) for cookie in self.hall.phones[:many]]
        for line, phone in zip(lines, self.phones, strict=False):
            line.seq = phone.seq
        return [line for line in await asyncio.gather(*(each.dial() for each in lines)) if isinstance(line, HttpPhone)]

    async def projector(self) -> SocketPhone:
        """A projector that listens."""
        line = await Line(self.base, self.hall.screen).dial()
        return await _listener(line, self.base, self.hall.workshop, "screen")

    async def return_of_all(self) -> float:
        """Every phone loses its socket and comes back at once; seconds until each knows what is open."""
        for phone in self.phones:
            phone.hang_up()
        await asyncio.sleep(1)
        started = perf_counter()
        self.phones = await asyncio.gather(*map(self._come_back, self.hall.phones[: len(self.phones)], self.phones))
        return perf_counter() - started

    async def _come_back(self, cookie: str, before: SocketPhone) -> SocketPhone:
        line = await Line(self.base, cookie).dial()
        phone = await _listener(line, self.base, self.hall.workshop, "phone")
        (round,) = (await line.ask("GET", "/phone/state")).json()["rounds"]
        line.hang_up()
        if (round["id"], round["epoch"], round["state"]) != (*self.opening, "open"):
            raise RuntimeError("A phone came back to another statement; the figures would mean nothing.")
        phone.seq = before.seq
        return phone


@asynccontextmanager
async def plumbline(people: int, *, limited: bool = False) -> AsyncIterator[PlumblineRoom]:
    """A workshop with so many phones connected, nothing open yet. `limited`: with the limits on what a phone sends."""
    with TemporaryDirectory(prefix="plumbline-") as folder:
        hall = make_hall(Path(folder), people, STATEMENTS)
        with start.plumbline(hall.data, limited=limited) as server:
            few = min(FEW, people // 2)
            phones = await _all_in(server.base, hall, hall.phones[:few])
            before = memory(server.pid)
            phones += await _all_in(server.base, hall, hall.phones[few:])
            kib = (memory(server.pid) - before) / (people - few)
            desk = await Line(server.base, hall.desk).dial()
            room = PlumblineRoom(server.pid, phones, hall=hall, base=server.base, desk=desk, kib=kib)
            try:
                yield room
            finally:
                _hang_up(room.phones)


@asynccontextmanager
async def bare(people: int) -> AsyncIterator[Room]:
    """The bare limit with so many phones."""
    with start.bare() as server:
        room = await _known(server, people)
        try:
            yield room
        finally:
            _hang_up(room.phones)


@asynccontextmanager
async def socketio(people: int) -> AsyncIterator[Room]:
    """Node's socket.io with so many phones. Raises NotThere."""
    with start.socketio() as server:
        room = await _known(server, people)
        try:
            yield room
        finally:
            _hang_up(room.phones)


@asynccontextmanager
async def otree(people: int) -> AsyncIterator[tuple[int, list[OTreePhone]]]:
    """oTree's process and so many phones on its live page. Raises NotThere."""
    with start.otree() as server:
        wanted = {"session_config_name": "poll", "num_participants": people}
        made = json.loads(await asyncio.to_thread(fetched, f"{server.base}/api/sessions", wanted))
        link = made["session_wide_url"].removeprefix(server.base)
        phones = [OTreePhone() for _ in range(people)]
        await _through_doors([lambda each=each: each.come_in(server.base, link) for each in phones])
        try:
            yield server.pid, phones
        finally:
            _hang_up(phones)


async def _known(server: start.Started, people: int) -> Room:
    phones = [SocketPhone({"panellist": place + 1}) for place in range(people)]
    await _through_doors([lambda each=each: each.come_in(server.base) for each in phones])
    return Room(server.pid, phones)


async def _all_in(base: str, hall: Hall, cookies: Sequence[str]) -> list[SocketPhone]:
    async def come_in(cookie: str) -> SocketPhone:
        line = await Line(base, cookie).dial()
        phone = await _listener(line, base, hall.workshop, "phone")
        line.hang_up()
        return phone

    return await _through_doors([lambda cookie=cookie: come_in(cookie) for cookie in cookies])


async def _listener(line: Line, base: str, workshop: int, audience: str) -> SocketPhone:
    said = await line.ask("POST", "/ticket", {"audience": audience, "workshop": workshop})
    return await SocketPhone({"ticket": said.json()["ticket"]}).come_in(base)


async def _through_doors(work: Sequence[Callable[[], Awaitable[Any]]]) -> list[Any]:
    doors = asyncio.Semaphore(DOORS)

    async def one(each: Callable[[], Awaitable[Any]]) -> Any:
        async with doors:
            return await each()

    return await asyncio.gather(*map(one, work))


def _hang_up(phones: Sequence[Any]) -> None:
    for phone in phones:
        phone.hang_up()
