"""The states of a workshop and its rounds: every move there is, from every state there is."""

from itertools import product

import pytest

from app.core.errors import MoveNotPossible
from app.core.workshops import (
    RoundId,
    RoundMove,
    RoundStanding,
    RoundState,
    WorkshopMove,
    WorkshopState,
    next_move,
    round_after,
    workshop_after,
)

ROOM = {
    ("draft", "doors"): "lobby",
    ("lobby", "start"): "live",
    ("live", "pause"): "paused",
    ("paused", "resume"): "live",
    ("lobby", "end"): "ended",
    ("live", "end"): "ended",
    ("paused", "end"): "ended",
}
ROUND = {
    ("queued", "open"): ("open", 8),
    ("open", "close"): ("closed", 7),
    ("open", "take_back"): ("closed", 7),
    ("closed", "reveal"): ("revealed", 7),
    ("closed", "reopen"): ("open", 8),
    ("closed", "undo"): ("open", 7),
    ("open", "undo"): ("queued", 7),
    ("revealed", "reopen"): ("open", 8),
}


@pytest.mark.parametrize(("state", "move"), list(product(WorkshopState, WorkshopMove)))
def test_a_workshop_makes_the_moves_of_the_table_and_no_other(state: WorkshopState, move: WorkshopMove) -> None:
    if (state, move) in ROOM:
        assert workshop_after(state, move) == ROOM[state, move]
    else:
        with pytest.raises(MoveNotPossible, match="not_possible") as refused:
            workshop_after(state, move)
        assert refused.value.say == f"This cannot be done from here: it is {state} now."


@pytest.mark.parametrize(("state", "move"), list(product(RoundState, RoundMove)))
def test_a_round_makes_the_moves_of_the_table_and_no_other(state: RoundState, move: RoundMove) -> None:
    standing = RoundStanding(RoundId(1), 7, state)
    if (state, move) in ROUND:
        after = round_after(standing, move)
        assert (after.state, after.epoch) == ROUND[state, move]
    else:
        with pytest.raises(MoveNotPossible):
            round_after(standing, move)


@pytest.mark.parametrize(
    ("state", "move"), [("queued", "open"), ("open", "close"), ("closed", "reveal"), ("revealed", None)]
)
def test_the_big_button_leads_through_a_round_and_then_on(state: str, move: str | None) -> None:
    assert next_move(RoundState(state)) == move
