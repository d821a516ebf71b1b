"""Blocks: what is opened together, whose list is which, and how a pace is told."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.blocks import (
    AnsweringStanding,
    Pace,
    answering_after,
    answering_stands,
    answerings,
    first_through_in,
    own_list,
)
from app.core.errors import MoveNotPossible
from app.core.workshops import RoundMove, RoundState

Q, OP, C, R = RoundState.QUEUED, RoundState.OPEN, RoundState.CLOSED, RoundState.REVEALED


@pytest.mark.parametrize(("rounds", "stands"), [
    ([], (0, Q)),
    ([(0, Q), (0, Q)], (0, Q)),
    ([(1, OP), (1, OP)], (1, OP)),
    ([(1, C), (1, C)], (1, C)),
    ([(1, R), (2, OP)], (2, OP)),
    ([(1, R), (1, C)], (1, C)),
    ([(1, R), (1, R)], (1, C)),
])  # fmt: skip
def test_blocks_that_are_opened_together_stand_together(
    rounds: list[tuple[int, RoundState]], stands: tuple[int, RoundState]
) -> None:
    assert answering_stands(rounds) == AnsweringStanding(*stands)


@pytest.mark.parametrize(("move", "before", "after"), [
    (RoundMove.OPEN, (0, Q), (1, OP)),
    (RoundMove.CLOSE, (1, OP), (1, C)),
    (RoundMove.UNDO, (1, C), (1, OP)),
    (RoundMove.REOPEN, (1, C), (2, OP)),
])  # fmt: skip
def test_a_move_leads_where_it_says(
    move: RoundMove, before: tuple[int, RoundState], after: tuple[int, RoundState]
) -> None:
    assert answering_after(AnsweringStanding(*before), move) == AnsweringStanding(*after)


@pytest.mark.parametrize("state", [Q, OP, C])
def test_what_was_answered_at_ones_own_pace_is_never_shown_all_at_once(state: RoundState) -> None:
    with pytest.raises(MoveNotPossible):
        answering_after(AnsweringStanding(1, state), RoundMove.REVEAL)


def test_neighbours_that_belong_alike_are_opened_together() -> None:
    assert answerings(["a1", "a2", "b1", "a3"], lambda block: block[0]) == [["a1", "a2"], ["b1"], ["a3"]]


def test_everybody_begins_one_topic_later_than_the_one_before() -> None:
    lists = [own_list("ABC", lambda _block: (), seat, seat) for seat in (1, 2, 3, 4)]
    assert ["".join(own) for own in lists] == ["BCA", "CAB", "ABC", "BCA"]


@given(st.integers(1, 12), st.integers(1, 40))
def test_no_topic_is_more_often_the_first_than_another(topics: int, people: int) -> None:
    firsts = Counter(own_list(range(topics), lambda _block: (), seat, seat)[0] for seat in range(1, people + 1))
    assert max(firsts.values()) - min(firsts.get(topic, 0) for topic in range(topics)) <= 1


@given(st.integers(2, 20).flatmap(lambda seats: st.tuples(st.just(seats), st.integers(1, seats))))
def test_blocks_given_around_the_circle_reach_everybody_alike_and_each_begins_somewhere(size: tuple[int, int]) -> None:
    seats, together = size
    runs = [tuple((start + step) % seats + 1 for step in range(together)) for start in range(seats)]
    lists = [own_list(runs, lambda run: run, seat, seat) for seat in range(1, seats + 1)]
    assert {len(own) for own in lists} == {together}
    assert all(seat in run for seat, own in enumerate(lists, start=1) for run in own)


def test_a_list_of_nothing_is_no_list() -> None:
    assert own_list(["A"], lambda _block: (2,), 1, 1) == []
    assert not Pace(0, 0).is_through


def test_what_is_hard_to_read_comes_before_what_is_calm_on_every_seat() -> None:
    hard = {"B", "D"}
    for seat in range(1, 9):
        mine = own_list("ABCDE", lambda _block: (), seat, seat, lambda block: block not in hard)
        assert set(mine[:2]) == hard
        assert sorted(mine) == list("ABCDE")


@pytest.mark.parametrize(("paces", "minutes"), [
    ([], None),
    ([(2, 12)], None),
    ([(3, 12)], 15),
    ([(3, 12), (6, 12)], 5),
    ([(11, 12)], 1),
    ([(12, 12), (3, 12)], None),
])  # fmt: skip
def test_the_first_to_be_through_is_told_from_the_rooms_own_pace(
    paces: list[tuple[int, int]], minutes: int | None
) -> None:
    assert first_through_in([Pace(*pace) for pace in paces], 300.0) == minutes
