"""Blocks: rounds opened together and answered at one's own pace, each block by the sub-panel it is given to.

The blocks that are open at one time are an *answering*: one button opens them, and one closes them. Everybody has her
own list of them, in her own order.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import ceil
from typing import NewType, TypeVar

from app.core.errors import MoveNotPossible
from app.core.seats import is_given_to
from app.core.workshops import RoundMove, RoundState

BlockId = NewType("BlockId", int)
T = TypeVar("T")

ENOUGH_FOR_A_PACE = 3  #: statements somebody is done with before her pace says anything
MOVES = {
    (RoundState.QUEUED, RoundMove.OPEN): RoundState.OPEN,
    (RoundState.OPEN, RoundMove.CLOSE): RoundState.CLOSED,
    (RoundState.OPEN, RoundMove.UNDO): RoundState.QUEUED,
    (RoundState.CLOSED, RoundMove.UNDO): RoundState.OPEN,
    (RoundState.CLOSED, RoundMove.REOPEN): RoundState.OPEN,
}


@dataclass(frozen=True, slots=True)
class AnsweringStanding:
    """What a move of an answering compares and changes: the state of its rounds together, and their highest epoch."""

    epoch: int
    state: RoundState


def answering_stands(rounds: Iterable[tuple[int, RoundState]]) -> AnsweringStanding:
    """Where an answering stands, by epoch and state of each round. One whose answers were shown later has closed."""
    found = list(rounds)
    states = {state for _, state in found}
    epoch = max((epoch for epoch, _ in found), default=0)
    if RoundState.OPEN in states:
        return AnsweringStanding(epoch, RoundState.OPEN)
    return AnsweringStanding(epoch, RoundState.QUEUED if states <= {RoundState.QUEUED} else RoundState.CLOSED)


def answering_after(standing: AnsweringStanding, move: RoundMove) -> AnsweringStanding:
    """The standing a move leads to. Raises MoveNotPossible, as for showing the answers: that is done one by one."""
    try:
        state = MOVES[standing.state, move]
    except KeyError:
        raise MoveNotPossible(state=standing.state.value) from None
    opens = move in (RoundMove.OPEN, RoundMove.REOPEN)
    return replace(standing, state=state, epoch=standing.epoch + opens)


def answerings(blocks: Sequence[T], belongs: Callable[[T], object]) -> list[list[T]]:
    """The blocks of a workshop, in their order, by what is opened together: neighbours that belong alike."""
    return [list(together) for _, together in groupby(blocks, key=belongs)]


def own_list(
    blocks: Sequence[T],
    seats: Callable[[T], Sequence[int]],
    seat: int | None,
    turn: int,
    is_calm: Callable[[T], bool] = lambda _block: True,
) -> list[T]:
    """The blocks given to somebody, in her own order: each person begins one topic later than the one before her.

    So no topic is everybody's first or last, and neighbours are never all tired at the same one. `turn` is her seat,
    or any number of her own where there are no seats. Blocks with something hard to read come before the calm ones, so
    that nobody ends with it.
    """
    own = [block for block in blocks if is_given_to(seat, seats(block))]
    calm = [block for block in own if is_calm(block)]
    return [*_from(turn, [block for block in own if not is_calm(block)]), *_from(turn, calm)]


def _from(turn: int, blocks: Sequence[T]) -> list[T]:
    first = turn % len(blocks) if blocks else 0
    return [*blocks[first:], *blocks[:first]]


@dataclass(frozen=True, slots=True)
class Pace:
    """How far one person has come through her own list."""

    done: int
    total: int

    @property
    def is_through(self) -> bool:
        """Whether nothing of it is left; a list of nothing is no list."""
        return self.total > 0 and self.done >= self.total


def first_through_in(paces: Iterable[Pace], elapsed: float) -> int | None:
    """In how many minutes the first of these people will be through, at the pace each has had for `elapsed` seconds.

    None while nobody has done enough to tell, and once somebody is through.
    """
    found = list(paces)
    if any(pace.is_through for pace in found):
        return None
    left = [elapsed / pace.done * (pace.total - pace.done) for pace in found if pace.done >= ENOUGH_FOR_A_PACE]
    return max(1, ceil(min(left) / 60)) if left else None
