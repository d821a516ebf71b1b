"""Agreement and disagreement."""

import statistics

import pytest

from app.core.agreement import agreement, disagreement, disagreement_index, tolerance
from app.core.scales import FIVE


def test_the_tolerance_follows_the_published_tables() -> None:
    published = {8: 3, 9: 3, 10: 3, 11: 4, 12: 4, 13: 4, 14: 5, 15: 5, 16: 5, 17: 6, 20: 7, 23: 8, 25: 8}
    assert {n: tolerance(n) for n in published} == published


def test_below_eight_the_tolerance_is_our_own() -> None:
    assert [tolerance(n) for n in (4, 5, 6, 7)] == [1, 2, 2, 3]


def test_a_panel_can_neither_agree_nor_disagree() -> None:
    some_in_between = [4, 4, 5, 5, 4, 3, 3, 3, 1]
    assert not agreement(some_in_between, FIVE)
    assert not disagreement(some_in_between, FIVE)


@pytest.mark.parametrize("ratings", [[6, 7, 7, 8, 9], [1, 1, 2, 3, 5, 7, 8, 9, 9], [1, 9]])
def test_percentiles_are_those_of_the_standard_library(ratings: list[int]) -> None:
    deciles = statistics.quantiles(ratings, n=10, method="inclusive")
    found = disagreement_index(ratings)
    assert (found.p30, found.p70) == pytest.approx((deciles[2], deciles[6]))


def test_one_rating_has_no_spread() -> None:
    assert disagreement_index([7]).index == 0
