"""The tiers of statements."""

import pytest

from app.core.criteria import Marks
from app.core.tiers import tier

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
