"""Histories: the record of moves, played again from the beginning.

A workshop begins as a draft and a round in the queue; what follows must be moves the states allow, each from where the
one before ended.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from app.core.errors import MoveNotPossible
from app.core.workshops import (
    RoundId,
    RoundMove,
    RoundStanding,
    RoundState,
    WorkshopMove,
    WorkshopState,
    round_after,
    workshop_after,
)

PLAN = "plan"
"""Planning begins a workshop, and may change it while it is a draft; it moves it nowhere."""

WIPE = "wipe"
"""Wiping removes what was said in a rehearsal that has ended; it moves it nowhere."""

BESIDE = frozenset({"day", "paper"})
"""Writing the day down and typing in paper are recorded, and move the workshop nowhere."""

SIGNED_OFF, SIGN_OFF, VOID = "signed_off", "sign_off", "void"
SIGNING = {(WorkshopState.ENDED, SIGN_OFF): SIGNED_OFF, (SIGNED_OFF, VOID): WorkshopState.ENDED}
"""An ended workshop is signed off, until something that the sign-off covers is changed."""

NOT_BESIDE = frozenset({WorkshopState.DRAFT, SIGNED_OFF})

AGAIN = "again"
"""Asking once more puts a second round in the queue; its record names the state of the first."""

AMEND = "amend"
"""Changing a text puts its first round in the queue, or gives its words to one that waits and was never opened."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A move as it was written down; `epoch` is the round's, None for a move of the whole workshop."""

    move: str
    before: str
    after: str
    epoch: int | None = None


class IllegalHistory(ValueError):
    """A record that cannot have happened, with a sentence that says where."""


def play_workshop(moves: Iterable[Moved]) -> str:
    """Return where a workshop stands after these moves: a WorkshopState, or signed off. Raises IllegalHistory."""
    state: str = WorkshopState.DRAFT
    for at, each in enumerate(moves):
        if (at == 0) != (each.before == ""):
            raise IllegalHistory(f"“{each.move}” is no beginning" if at == 0 else "it was planned a second time")
        if at > 0:
            _begins_where_it_stood(each, state)
        state = _after(state, each.move)
        _ends_where_it_leads(each, state)
    return state


def _after(state: str, move: str) -> str:
    if (move, state) in ((PLAN, WorkshopState.DRAFT), (WIPE, WorkshopState.ENDED)):
        return state
    if move in BESIDE and state not in NOT_BESIDE:
        return state
    if (state, move) in SIGNING:
        return SIGNING[state, move]
    try:
        return workshop_after(WorkshopState(state), WorkshopMove(move))
    except (MoveNotPossible, ValueError):
        raise IllegalHistory(f"“{move}” is no move from {state}") from None


def play_round(moves: Iterable[Moved], *, number: int) -> RoundStanding:
    """Return where the round of this number stands after these moves. Raises IllegalHistory."""
    standing = RoundStanding(RoundId(0), 0, RoundState.QUEUED)
    moves = list(moves)
    made, renewed = number == 1, any(each.move == AMEND for each in moves)
    for each in moves:
        if each.move == AMEND and standing.epoch:
            raise IllegalHistory("its text was changed after people had answered it")
        if each.move == AMEND or (each.move == AGAIN and (number > 1 or renewed)):
            made = True
        elif not made:
            raise IllegalHistory(f"“{each.move}” came before anybody asked again")
        else:
            standing = _move_on(standing, each)
        _ends_where_it_leads(each, standing.state)
        if each.epoch != standing.epoch:
            raise IllegalHistory(f"“{each.move}” names opening {each.epoch}, and it was {standing.epoch}")
    return standing


def _move_on(standing: RoundStanding, each: Moved) -> RoundStanding:
    _begins_where_it_stood(each, standing.state)
    try:
        return round_after(standing, RoundMove(each.move))
    except (MoveNotPossible, ValueError):
        raise IllegalHistory(f"“{each.move}” is no move from {standing.state}") from None


def _begins_where_it_stood(each: Moved, state: str) -> None:
    if each.before != state:
        raise IllegalHistory(f"“{each.move}” begins from {each.before}, and it stood at {state}")


def _ends_where_it_leads(each: Moved, state: str) -> None:
    if each.after != state:
        raise IllegalHistory(f"“{each.move}” ends at {each.after}, and it leads to {state}")
