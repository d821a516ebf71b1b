"""Seats: dealt to the groups in turn, so that every sub-panel is a small picture of the panel."""

from collections import Counter
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.seats import deal_seats, is_given_to, seat_for

GROUPS = st.dictionaries(st.integers(1, 6), st.integers(0, 20), min_size=1, max_size=5)


def test_fifteen_people_of_two_groups_sit_in_turn() -> None:
    assert deal_seats({1: 8, 2: 7}) == (1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1)


@given(GROUPS)
def test_every_group_gets_as_many_seats_as_people_are_expected(expected: dict[int, int]) -> None:
    assert Counter(deal_seats(expected)) == Counter(expected)


@given(GROUPS, st.integers(0, 99), st.integers(1, 99))
def test_any_run_of_neighbours_holds_the_groups_in_proportion(
    expected: dict[int, int], start: int, length: int
) -> None:
    seats = deal_seats(expected)
    if not seats:
        return
    length = min(length, len(seats))
    run = [seats[(start + step) % len(seats)] for step in range(length)]
    for group, many in expected.items():
        share = many * length / len(seats)
        # Two groups stay within one person of their share; with more, the rounding of several adds up to at most two.
        slack = 0 if len(expected) < 3 else 1
        assert floor(share) - slack <= run.count(group) <= ceil(share) + slack


def test_somebody_gets_the_lowest_free_seat_of_her_group() -> None:
    assert seat_for((1, 2, 1, 2), 2, {}) == 2
    assert seat_for((1, 2, 1, 2), 2, {2: 1}) == 4


@pytest.mark.parametrize(("group", "taken", "seat"), [
    (1, {1: 1, 3: 1}, 1),
    (1, {1: 2, 3: 1}, 3),
    (9, {1: 1, 2: 1}, 3),
    (9, {1: 1, 2: 1, 3: 1, 4: 1}, 1),
])  # fmt: skip
def test_whoever_finds_no_free_seat_shares_the_one_that_fewest_sit_on(
    group: int, taken: dict[int, int], seat: int
) -> None:
    assert seat_for((1, 2, 1, 2), group, taken) == seat


def test_without_a_plan_of_seats_nobody_has_one() -> None:
    assert seat_for((), 1, {}) is None


@pytest.mark.parametrize(("seat", "seats", "given"), [
    (None, [], True),
    (3, [], True),
    (3, [2, 3], True),
    (3, [4], False),
    (None, [4], False),
])  # fmt: skip
def test_a_block_is_for_those_who_sit_on_its_seats_or_for_everyone(
    seat: int | None, seats: list[int], given: bool
) -> None:
    assert is_given_to(seat, seats) is given
