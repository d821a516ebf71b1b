"""The clock of an afternoon: how long it has run, pauses left out, against the time its plan gave it.

A plan is a row of steps, each with its time. While a step is under way its whole time may be used, so a room is behind
only by what lies beyond its end, and ahead only by what is left until its beginning.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.core.workshops import WorkshopMove

ZERO = timedelta(0)
RUNS = {WorkshopMove.START: True, WorkshopMove.RESUME: True, WorkshopMove.PAUSE: False, WorkshopMove.END: False}


def spent(moves: Iterable[tuple[str, datetime]], now: datetime) -> timedelta:
    """How long a room has run, from its moves in their order; a clock that was set back counts as having stood."""
    total, since = ZERO, None
    for move, at in moves:
        if move not in RUNS:
            continue
        total += max(ZERO, at - since) if since else ZERO
        since = at if RUNS[WorkshopMove(move)] else None
    return total + (max(ZERO, now - since) if since else ZERO)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a plan and its time. `over` is None where nothing in the room tells, as with a break."""

    takes: timedelta
    over: bool | None


def behind(spent: timedelta, steps: Sequence[Step]) -> timedelta:
    """How far a room is behind its plan; less than nothing when it is ahead.

    It is between the end of the last step that is over and the end of the next one that can be told from it.
    """
    done = max((place for place, step in enumerate(steps, 1) if step.over), default=0)
    told = next((place for place, step in enumerate(steps, 1) if place > done and step.over is False), len(steps))
    begins, ends = (sum((step.takes for step in steps[:place]), ZERO) for place in (done, told))
    return spent - min(max(spent, begins), ends)


def left_for(wanted: Sequence[bool], spent: timedelta, steps: Sequence[Step]) -> timedelta:
    """How much time a plan has left for the wanted ones of its steps, once all else that is to come has its own.

    What ran long takes it from them, what was over early gives it to them.
    """
    total, ends, needed = ZERO, ZERO, ZERO
    for step, is_wanted in zip(steps, wanted, strict=True):
        total, ends = total + step.takes, ends + step.takes
        if not (is_wanted or step.over):
            needed += min(step.takes, max(ZERO, ends - spent))
    return max(ZERO, total - spent - needed)


def evenly(total: timedelta, steps: int, over: int) -> list[Step]:
    """A time spread over so many steps, of which so many are over: they need not have come in the plan's order."""
    return [Step(total / steps, place < over) for place in range(steps)]
