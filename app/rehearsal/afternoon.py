"""An afternoon: doors, statements one after another, some asked again after the talk, comments, a pause, the end."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Thread
from time import monotonic
from typing import Any

from app.core.rehearsal import panel
from app.rehearsal.desk import Desk, State
from app.rehearsal.line import Unexpected
from app.rehearsal.phone import Phone
from app.rehearsal.practitioner import Practitioner

FASTEST = 60.0  # times as fast as a real afternoon
TAPS = 2400.0  # people times speed at most: 40 people at full speed keep a small server as busy as 2,400 real ones
DOORS = 16  # phones that join at one moment
APPROVED_AT_ONCE = 2  # comments a facilitator has time for while the room talks; the others after the end
AGAIN_EVERY = 4  # every fourth statement is asked again after the talk
QUIET = 3.0  # seconds without anyone getting done, after which the facilitator goes on
LONGEST = 60.0  # seconds a statement stays open at most
ENDING = 30.0  # seconds for the phones to see the end

Tick = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Size:
    """How big the afternoon is, and which opinions it holds."""

    panellists: int
    statements: int
    seed: int

    @property
    def speed(self) -> float:
        """How many times as fast as a real afternoon this one runs."""
        return min(FASTEST, TAPS / self.panellists)


def hold(desk: Desk, size: Size, *, tick: Tick) -> list[Phone]:
    """Hold a whole workshop; the phones that took part. `tick` hears what was just done. Raises Unexpected."""
    desk.plan(statements=size.statements, people=size.panellists)
    desk.move("doors", state="draft")
    phones = _arrive(desk, size)
    tick("doors")
    people = panel(size.seed, size.panellists)
    threads = [_start(Practitioner(*each, size.seed, size.speed)) for each in zip(people, phones, strict=True)]
    desk.move("start", state="lobby")
    for place, round in enumerate(desk.state()["rounds"]):
        _present(desk, round["id"], again=place % AGAIN_EVERY == 1, tick=tick)
        if place == 0:
            _rest(desk)
    desk.move("end", state="live")
    _finish(threads)
    desk.approve_comments(size.panellists * size.statements)
    return phones


def ticks(size: Size) -> int:
    """How many ticks `hold` gives: the doors, each statement, and each asked again."""
    return 1 + size.statements + len(range(1, size.statements, AGAIN_EVERY))


def _arrive(desk: Desk, size: Size) -> list[Phone]:
    link = desk.join_link()
    phones = [Phone(desk.base) for _ in range(size.panellists)]
    with ThreadPoolExecutor(DOORS) as pool:
        for joined in [pool.submit(phone.join, link, group=number) for number, phone in enumerate(phones)]:
            joined.result()
    return phones


def _start(practitioner: Practitioner) -> Thread:
    thread = Thread(target=practitioner.take_part, daemon=True)
    thread.start()
    return thread


def _present(desk: Desk, round: int, *, again: bool, tick: Tick) -> None:
    """Put a statement to the room, and once more after the talk where the facilitators want that."""
    desk.move_round(_round(desk.state(), round), "show")
    _ask(desk, round)
    if again:
        tick("answered")
        state = desk.move_round(_round(desk.state(), round), "again")
        round = int(state["current"])
        _ask(desk, round)
    desk.approve_comments(APPROVED_AT_ONCE)
    desk.move_round(_round(desk.state(), round), "reveal")
    tick("revealed")


def _ask(desk: Desk, round: int) -> None:
    state = desk.move_round(_round(desk.state(), round), "open")
    _until_done(desk, since=state["version"])
    desk.move_round(_round(state, round), "close")


def _until_done(desk: Desk, *, since: int) -> None:
    """Wait as a facilitator does: until all are done, or nobody has got done for a while. Older frames say nothing."""
    done, moved, begun = 0, monotonic(), monotonic()
    while monotonic() - moved < QUIET and monotonic() - begun < LONGEST:
        frame = desk.hear(QUIET / 3)
        if frame is None or frame["v"] < since:
            continue
        if frame["done"] > done:
            done, moved = frame["done"], monotonic()
        if done >= frame["present"] > 0:
            return


def _rest(desk: Desk) -> None:
    desk.move("pause", state="live")
    desk.move("resume", state="paused")


def _round(state: State, round: int) -> dict[str, Any]:
    return next(each for each in state["rounds"] if each["id"] == round)


def _finish(threads: Sequence[Thread]) -> None:
    until = monotonic() + ENDING
    for thread in threads:
        thread.join(max(0.0, until - monotonic()))
    if any(thread.is_alive() for thread in threads):
        raise Unexpected("Some phones did not see the end of the workshop.")
