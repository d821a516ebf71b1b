"""How soon a pause at the desk has reached the last phone of a room, its socket read: python -m bench.pause [phones]"""

import sys
from collections.abc import Iterator
from statistics import median
from threading import Thread
from time import perf_counter

from app.rehearsal.desk import Desk
from app.rehearsal.ear import Ear
from app.rehearsal.phone import Phone
from app.rehearsal.scratch import served

PHONES, TIMES = 60, 5
PATIENCE = 30.0  # seconds


def lines() -> Iterator[str]:
    """One line: the middle and the longest of several pauses."""
    phones = int(sys.argv[1]) if len(sys.argv) > 1 else PHONES
    took = _pauses(phones)
    yield f"{phones} phones: the last has heard of a pause after {median(took):.0f} ms, at most {max(took):.0f} ms"


def _pauses(phones: int) -> list[float]:
    with served() as server:
        desk = Desk(server.desk)
        desk.plan(statements=3, people=phones)
        desk.move("doors", state="draft")
        desk.move("start", state="lobby")
        ears = [_in(server.url, desk.join_link(), place) for place in range(phones)]
        return [_pause(desk, ears) for _ in range(TIMES)]


def _in(base: str, link: str, place: int) -> Ear:
    phone = Phone(base)
    phone.join(link, group=place)
    return phone.listen()


def _pause(desk: Desk, ears: list[Ear]) -> float:
    """ms from pressing until the last phone has read that the room is paused; then the room goes on."""
    heard: list[float] = []
    listeners = [Thread(target=_wait, args=(ear, "paused", heard)) for ear in ears]
    for each in listeners:
        each.start()
    pressed = perf_counter()
    desk.move("pause", state="live")
    for each in listeners:
        each.join()
    if len(heard) < len(ears):
        raise RuntimeError(f"{len(ears) - len(heard)} phones heard nothing; the figure would mean nothing.")
    desk.move("resume", state="paused")
    return (max(heard) - pressed) * 1000


def _wait(ear: Ear, state: str, heard: list[float]) -> None:
    while frame := ear.hear(PATIENCE):
        if frame.get("workshop", {}).get("state") == state:
            heard.append(perf_counter())
            return


if __name__ == "__main__":
    print(*lines(), sep="\n")
