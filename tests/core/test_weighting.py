"""The weighting of statements."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.core.criteria import Criteria
from app.core.weighting import ranks, weigh, weigh_range
from app.core.weights import EQUAL
from app.core.weights_problems import WeightsProblem

UNJUDGED = Criteria(0.8, 0.5, 1.0, None, 0.6)


def test_what_was_not_assessed_is_not_a_zero() -> None:
    assert weigh(UNJUDGED) == pytest.approx(0.725)


def test_the_interval_shows_what_the_missing_criterion_could_do() -> None:
    assert weigh_range(UNJUDGED) == pytest.approx((0.58, 0.78))


def test_nothing_missing_leaves_no_interval() -> None:
    whole = Criteria(0.8, 0.5, 1.0, 0.4, 0.6)
    assert weigh_range(whole) == pytest.approx((weigh(whole), weigh(whole)))


def test_a_statement_nobody_assessed_has_no_weight() -> None:
    assert weigh(Criteria()) is None
    assert weigh_range(Criteria()) == pytest.approx((0, 1))


def test_a_statement_assessed_only_where_nothing_counts_has_no_weight() -> None:
    assert weigh(Criteria(c1=0.8), [0, 1, 1, 1, 1]) is None


def test_weights_need_not_add_up_to_one() -> None:
    assert weigh(UNJUDGED, [7] * 5) == pytest.approx(weigh(UNJUDGED, EQUAL))


@pytest.mark.parametrize(
    "weights", [[0] * 5, [1, 1, 1, 1, -1], [1, 1, 1, 1], [], [float("nan")] * 5, [float("inf"), 1, 1, 1, 1]]
)
def test_weights_that_cannot_be_used_are_refused(weights: list[float]) -> None:
    with pytest.raises(WeightsProblem):
        weigh(UNJUDGED, weights)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0.7, 0.62, 0.62, 0.5], [1, 2, 2, 4]),
        ([0.1 + 0.2, 0.3], [1, 1]),
        ([None, 0.4, None], [None, 1, None]),
        ([], []),
    ],
)
def test_equal_values_share_the_better_rank(values: list[float | None], expected: list[int | None]) -> None:
    assert ranks(values) == expected


grades = some.floats(0, 1)


@given(
    pairs=some.lists(some.tuples(grades, grades), min_size=5, max_size=5),
    weights=some.lists(some.floats(0, 100), min_size=5, max_size=5).filter(lambda found: sum(found) > 0.01),
)
def test_a_statement_at_least_as_good_on_every_criterion_never_ranks_lower(
    pairs: list[tuple[float, float]], weights: list[float]
) -> None:
    better, worse = Criteria(*map(max, pairs)), Criteria(*map(min, pairs))
    assert ranks([weigh(better, weights), weigh(worse, weights)])[0] == 1


def test_a_criterion_missing_everywhere_leaves_the_weights_to_the_others() -> None:
    unjudged = [Criteria(0.8, 0.5, 1.0, None, 0.6), Criteria(0.4, 0.5, 1.0, None, 0.6)]
    assert [weigh(each) for each in unjudged] == pytest.approx([2.9 / 4, 2.5 / 4])
    assert [weigh(each, [0, 0, 0, 1, 0]) for each in unjudged] == [None, None]
