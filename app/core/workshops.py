"""The states of a workshop and of its rounds, and the moves between them.

A round is one statement version put once to one panel: queued, open, closed, revealed. Its epoch rises each time it
opens, so that an answer given to one opening never lands in the next.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NewType

from app.core.errors import MoveNotPossible, NoGroups, NoHelpContact, NothingToPresent, WorkshopError

ReviewId = NewType("ReviewId", int)
StatementId = NewType("StatementId", int)
VersionId = NewType("VersionId", int)
WorkshopId = NewType("WorkshopId", int)
RoundId = NewType("RoundId", int)
PanellistId = NewType("PanellistId", int)
AccountId = NewType("AccountId", int)


class WorkshopState(StrEnum):
    """Where a workshop stands. People can join in lobby, live and paused, unless the door is locked."""

    DRAFT = "draft"
    LOBBY = "lobby"
    LIVE = "live"
    PAUSED = "paused"
    ENDED = "ended"


class RoundState(StrEnum):
    """Where a round stands."""

    QUEUED = "queued"
    OPEN = "open"
    CLOSED = "closed"
    REVEALED = "revealed"


class WorkshopMove(StrEnum):
    """What a facilitator does with the whole room."""

    DOORS = "doors"
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    END = "end"


class RoundMove(StrEnum):
    """What a facilitator does with one round. Reopening is a move of its own because it is reported.

    Undo takes back a closing, within a few seconds: the same opening goes on, so it is not reported as another. It also
    takes back an opening that nobody has used; the next one is another opening all the same, so its epoch rises again.
    Taking back is the team's: the statement is closed, and its answers are kept and counted nowhere.
    """

    OPEN = "open"
    CLOSE = "close"
    REVEAL = "reveal"
    REOPEN = "reopen"
    UNDO = "undo"
    TAKE_BACK = "take_back"


WORKSHOP_MOVES = {
    (WorkshopState.DRAFT, WorkshopMove.DOORS): WorkshopState.LOBBY,
    (WorkshopState.LOBBY, WorkshopMove.START): WorkshopState.LIVE,
    (WorkshopState.LIVE, WorkshopMove.PAUSE): WorkshopState.PAUSED,
    (WorkshopState.PAUSED, WorkshopMove.RESUME): WorkshopState.LIVE,
    (WorkshopState.LOBBY, WorkshopMove.END): WorkshopState.ENDED,
    (WorkshopState.LIVE, WorkshopMove.END): WorkshopState.ENDED,
    (WorkshopState.PAUSED, WorkshopMove.END): WorkshopState.ENDED,
}

ROUND_MOVES = {
    (RoundState.QUEUED, RoundMove.OPEN): RoundState.OPEN,
    (RoundState.OPEN, RoundMove.CLOSE): RoundState.CLOSED,
    (RoundState.OPEN, RoundMove.TAKE_BACK): RoundState.CLOSED,
    (RoundState.CLOSED, RoundMove.REVEAL): RoundState.REVEALED,
    (RoundState.CLOSED, RoundMove.REOPEN): RoundState.OPEN,
    (RoundState.CLOSED, RoundMove.UNDO): RoundState.OPEN,
    (RoundState.OPEN, RoundMove.UNDO): RoundState.QUEUED,
    (RoundState.REVEALED, RoundMove.REOPEN): RoundState.OPEN,
}

RUNNING = frozenset({WorkshopState.LOBBY, WorkshopState.LIVE, WorkshopState.PAUSED})


@dataclass(frozen=True, slots=True)
class RoundStanding:
    """What a move compares and changes: the round's state and its epoch (0 before the first opening)."""

    id: RoundId
    epoch: int
    state: RoundState


def before_the_doors(*, help_is_tried: bool, has_statements: bool, has_groups: bool) -> list[WorkshopError]:
    """What stands between a plan and open doors, the person to turn to first; [] when people can come."""
    there = {NoHelpContact: help_is_tried, NothingToPresent: has_statements, NoGroups: has_groups}
    return [lacking() for lacking, is_there in there.items() if not is_there]


def workshop_after(state: WorkshopState, move: WorkshopMove) -> WorkshopState:
    """The state a move leads to. Raises MoveNotPossible."""
    try:
        return WORKSHOP_MOVES[state, move]
    except KeyError:
        raise MoveNotPossible(state=state.value) from None


def round_after(standing: RoundStanding, move: RoundMove) -> RoundStanding:
    """The standing a move leads to; opening and reopening raise the epoch, undoing does not. Raises MoveNotPossible."""
    try:
        state = ROUND_MOVES[standing.state, move]
    except KeyError:
        raise MoveNotPossible(state=standing.state.value) from None
    opens = state is RoundState.OPEN and move is not RoundMove.UNDO
    return replace(standing, state=state, epoch=standing.epoch + opens)


def next_move(state: RoundState) -> RoundMove | None:
    """What the desk's one big button does; None when the round is revealed and the next statement is due."""
    return {
        RoundState.QUEUED: RoundMove.OPEN,
        RoundState.OPEN: RoundMove.CLOSE,
        RoundState.CLOSED: RoundMove.REVEAL,
    }.get(state)
