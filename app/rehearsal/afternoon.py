"""An afternoon: doors, statements one after another, some asked again after the talk, comments, a pause, the end."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from random import Random
from threading import Thread
from time import monotonic

from app.core.rehearsal import panel
from app.rehearsal.desk import Desk
from app.rehearsal.facilitator import Facilitator, Tick
from app.rehearsal.line import Unexpected
from app.rehearsal.phone import Phone
from app.rehearsal.planner import PlanWanted
from app.rehearsal.practitioner import Practitioner
from app.rehearsal.weather import Weather

FASTEST = 60.0  # times as fast as a real afternoon
TAPS = 2400.0  # people times speed at most: 40 people at full speed keep a small server as busy as 2,400 real ones
DOORS = 16  # phones that join at one moment
AGAIN_EVERY = 4  # every fourth statement is asked again after the talk
TALKED = 3  # statements that are talked about after blocks, and asked again
ONE_BY_ONE, IN_BLOCKS = 90, 180  # minutes that are planned
ENDING = 30.0  # seconds for the phones to see the end


@dataclass(frozen=True, slots=True)
class Size:
    """How big the afternoon is, which opinions it holds, and how it goes."""

    panellists: int
    statements: int
    seed: int
    plan: PlanWanted | None = None  #: at one's own pace, as this plan says; None: one statement after another
    amend: bool = False  #: one statement is amended after the talk, and asked again
    cut: int = 0  #: of 100 requests of a phone so many are cut off

    @property
    def speed(self) -> float:
        """How many times as fast as a real afternoon this one runs."""
        return min(FASTEST, TAPS / self.panellists)


def hold(desk: Desk, size: Size, *, tick: Tick) -> list[Phone]:
    """Hold a whole workshop; the phones that took part. `tick` hears what was just done. Raises Unexpected."""
    desk.plan(statements=size.statements, people=size.panellists, minutes=IN_BLOCKS if size.plan else ONE_BY_ONE)
    if size.plan:
        tick(desk.choose(size.plan, seed=size.seed))
    desk.move("doors", state="draft")
    phones = _arrive(desk, size)
    tick("doors")
    people = panel(size.seed, size.panellists)
    gone: list[Unexpected] = []
    room = [_sit(Practitioner(*each, size.seed, size.speed), gone) for each in zip(people, phones, strict=True)]
    _run(Facilitator(desk, size.speed, tick), size)
    desk.move("end", state="live")
    _finish(room, gone)
    desk.approve_comments(size.panellists * size.statements)
    return phones


def ticks(size: Size) -> int | None:
    """How many ticks `hold` gives: the doors, each statement, and each asked again; None where a plan decides it."""
    return None if size.plan else 1 + size.statements + len(range(1, size.statements, AGAIN_EVERY)) + size.amend


def _run(facilitator: Facilitator, size: Size) -> None:
    desk = facilitator.desk
    facilitator.lead_through_blocks()  # what is answered by link, before the day
    desk.move("start", state="lobby")
    if size.plan:
        facilitator.lead_through_blocks()
        facilitator.rest()
        judged = [round["id"] for round in desk.state()["rounds"] if round["state"] == "closed"]
        talked = judged[:: max(1, len(judged) // TALKED)][:TALKED]
    else:
        talked = [_one_by_one(facilitator)][: int(size.amend)]
    for place, round in enumerate(talked):
        facilitator.talk_about(round, amend=size.amend and place == 0)


def _one_by_one(facilitator: Facilitator) -> int:
    """Present every statement; the first of them."""
    rounds = [int(round["id"]) for round in facilitator.desk.state()["rounds"]]
    for place, round in enumerate(rounds):
        facilitator.present(round, again=place % AGAIN_EVERY == 1)
        if place == 0:
            facilitator.rest()
    return rounds[0]


def _arrive(desk: Desk, size: Size) -> list[Phone]:
    link = desk.join_link()
    phones = [Phone(desk.base) for _ in range(size.panellists)]
    with ThreadPoolExecutor(DOORS) as pool:
        for joined in [pool.submit(phone.join, link, group=number) for number, phone in enumerate(phones)]:
            joined.result()
    for number, phone in enumerate(phones):
        phone.meet(Weather(size.cut / 100, Random(f"{size.seed} {number}")))  # noqa: S311  # chance, not a secret
    return phones


def _sit(practitioner: Practitioner, gone: list[Unexpected]) -> Thread:
    """Let someone take part in a thread of her own; what sends her away early is kept."""

    def take_part() -> None:
        try:
            practitioner.take_part()
        except Unexpected as problem:
            gone.append(problem)

    thread = Thread(target=take_part, daemon=True)
    thread.start()
    return thread


def _finish(room: Sequence[Thread], gone: Sequence[Unexpected]) -> None:
    until = monotonic() + ENDING
    for thread in room:
        thread.join(max(0.0, until - monotonic()))
    if gone:
        raise Unexpected(f"{len(gone)} phones dropped out. The first of them: {gone[0]}")
    if any(thread.is_alive() for thread in room):
        raise Unexpected("Some phones did not see the end of the workshop.")
