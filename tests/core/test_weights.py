"""How much each criterion counts."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.core.weights import EQUAL, Weights, equal, ranked, swung
from app.core.weights_problems import WeightsProblem

NAN, INFINITE = float("nan"), float("inf")
chosen = some.one_of(
    some.just(equal()),
    some.permutations([1, 2, 3, 4, 5]).map(ranked),
    some.lists(some.floats(0, 100), min_size=5, max_size=5).filter(any).map(swung),
)


def test_criteria_count_the_same_unless_the_team_says_otherwise() -> None:
    assert equal().values == EQUAL
    assert equal().places is None


def test_a_ranking_gives_each_criterion_the_centroid_of_its_place() -> None:
    fourth_matters_most = ranked([2, 3, 4, 1, 5])
    assert fourth_matters_most.values == pytest.approx((77 / 300, 47 / 300, 0.09, 137 / 300, 0.04))
    assert fourth_matters_most.places == (2, 3, 4, 1, 5)


def test_points_are_shared_out() -> None:
    assert swung([50, 0, 50, 100, 0]).values == (0.25, 0, 0.25, 0.5, 0)


def test_one_criterion_may_have_all_the_points() -> None:
    assert swung([0, 0, 0, 3, 0]).values == (0, 0, 0, 1, 0)


@given(weights=chosen)
def test_weights_are_never_negative_and_add_up_to_one(weights: Weights) -> None:
    assert min(weights.values) >= 0
    assert math.fsum(weights.values) == pytest.approx(1, abs=1e-12)


@given(weights=chosen)
def test_weights_come_back_from_their_json(weights: Weights) -> None:
    assert Weights.from_json(weights.to_json()) == weights


def test_equal_choices_are_one_text() -> None:
    assert swung([50.0, 0, 50, 100, 0]).to_json() == swung([50, 0, 50, 100.0, 0]).to_json()


@pytest.mark.parametrize(
    ("method", "numbers", "sentence"),
    [
        ("ranking", [1, 2, 2, 4, 5], "Place 2 was given more than once"),
        ("ranking", [1, 2, 3, 4], "each needs one place; we got 4"),
        ("ranking", [1, 2, None, 4, 5], "Criterion 3 has no place yet"),
        ("ranking", [0, 1, 2, 3, 4], "from 1, for what matters most, to 5"),
        ("ranking", [1, 2, 3, 4, 6], "from 1, for what matters most, to 5"),
        ("ranking", [1, 2, 3, 4, 4.5], "whole numbers"),
        ("swing", [0, 0, 0, 0, 0], "nothing would count"),
        ("swing", [50, 101, 0, 0, 0], "from 0 to 100"),
        ("swing", [50, -1, 0, 0, 0], "from 0 to 100"),
        ("swing", [50, NAN, 0, 0, 0], "from 0 to 100"),
        ("swing", [50, INFINITE, 0, 0, 0], "from 0 to 100"),
        ("swing", [50, True, 0, 0, 0], "from 0 to 100"),
        ("swing", [50, "40", 0, 0, 0], "from 0 to 100"),
        ("swing", [50, 0, 0, 0, None], "Criterion 5 has no number of points yet"),
        ("swing", [], "each needs one number of points; we got 0"),
    ],
)
def test_what_no_weights_can_be_made_of_is_refused_in_a_sentence(
    method: str, numbers: list[float | None], sentence: str
) -> None:
    with pytest.raises(WeightsProblem) as refused:
        ranked(numbers) if method == "ranking" else swung(numbers)  # type: ignore[arg-type]
    assert sentence in refused.value.say


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "null", '{"method":"equal"}', '{"method":"equal","given":5}', '{"method":"equal","given":[1]}',
        '{"method":"guess","given":[]}', '{"method":["equal"],"given":[]}', '{"method":"swing","given":["a","b","c","d","e"]}',
        '{"method":"swing","given":[1,1,1,1,1],"extra":1}', '{"method":"ranking","given":[true,2,3,4,5]}',
    ],
)  # fmt: skip
def test_what_is_not_the_json_of_weights_is_refused(text: str) -> None:
    with pytest.raises(WeightsProblem):
        Weights.from_json(text)
