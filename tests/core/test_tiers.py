"""The tiers of statements."""

import pytest

from app.core.criteria import Criteria, Marks
from app.core.protocol import Protocol
from app.core.tiers import TierChange, in_tier_order, tier, tier_of

YES, NO, OPEN = True, False, None


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ((YES, YES, YES, YES), "A"),
        ((YES, YES, NO, YES), "B"),
        ((YES, NO, NO, YES), "C"),
        ((NO, NO, NO, YES), "D"),
        ((NO, NO, NO, NO), "D"),
        ((YES, YES, YES, OPEN), "A-B"),
        ((YES, OPEN, OPEN, YES), "A-C"),
        ((NO, NO, NO, OPEN), "D"),
        ((OPEN, OPEN, OPEN, OPEN), "A-D"),
    ],
)
def test_a_tier_counts_the_marks_and_is_a_range_while_one_is_open(marks: Marks, expected: str) -> None:
    assert tier(marks) == expected


FOUR, THREE, TWO = (YES, YES, YES, YES), (YES, YES, YES, NO), (YES, YES, NO, NO)


@pytest.mark.parametrize(
    ("marks", "coherent", "expected"),
    [
        (FOUR, YES, "A"),
        (FOUR, NO, "D"),
        (FOUR, OPEN, "A-D"),
        ((YES, YES, YES, OPEN), OPEN, "A-D"),
        ((NO, NO, NO, YES), OPEN, "D"),
        ((OPEN, OPEN, OPEN, OPEN), NO, "D"),
    ],
)
def test_where_coherence_gates_marks_count_only_behind_it(marks: Marks, coherent: bool | None, expected: str) -> None:
    assert tier(marks, coherent) == expected
    assert tier_of(Criteria(marks=marks, coherent=coherent)) == expected


def test_tiers_lead_and_coherence_breaks_their_ties() -> None:
    listed = [
        Criteria(c5=0.5, marks=TWO),
        Criteria(c5=0.5, marks=FOUR),
        Criteria(c5=None, marks=FOUR),
        Criteria(c5=1, marks=FOUR),
        Criteria(c5=1, marks=THREE),
        Criteria(c5=0.5, marks=FOUR),
    ]
    weighed = [0.99, 0.5, 0.9, 0.4, None, 0.6]
    assert in_tier_order(listed, weighed, Protocol()) == [3, 5, 1, 2, 4, 0]
    assert in_tier_order(listed, weighed, Protocol(criterion_5="gates")) == [2, 5, 1, 3, 4, 0]


def test_a_range_stands_behind_the_tier_it_begins_with() -> None:
    listed = [Criteria(marks=THREE), Criteria(marks=(YES, YES, YES, OPEN)), Criteria(marks=FOUR)]
    assert in_tier_order(listed, [None] * 3, Protocol()) == [2, 1, 0]


def test_equals_keep_the_order_of_the_list() -> None:
    assert in_tier_order([Criteria(c5=0.5)] * 3, [0.1 + 0.2, 0.3, 0.3], Protocol()) == [0, 1, 2]


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [("A", "B", True), ("B", "A", False), ("A-B", "B", True), ("A-B", "A", False), ("A", "A-B", True), ("B", "A-B", False)],
)  # fmt: skip
def test_a_tier_is_lost_where_its_better_or_worse_end_is(before: str, after: str, lost: bool) -> None:
    assert TierChange(1, before, after).is_loss is lost
