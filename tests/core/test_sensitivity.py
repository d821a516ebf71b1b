"""What chance does to the order of statements."""

import math

import numpy as np
import pytest
from scipy import stats

from app.core.criteria import Criteria
from app.core.draws import draw_blocks
from app.core.protocol import Protocol
from app.core.sensitivity import Sensitivity, Standing, sensitivity, third_of
from app.core.spreads import Beta, Between, Spread, spread_of_confirmation
from app.core.weights import Weights, equal, ranked, swung
from tests.core.people import judged, said
from tests.core.test_criteria import EIGHT_YES, Judged
from tests.core.test_vectors import vectors

STRONG, MIDDLING, WEAK = Criteria(1, 1, 1, 0.8, 1), Criteria(0.5, 0.5, 0.5, 0.5, 0.5), Criteria(0, 0.5, 0, 0.2, 0)


def drawn(
    *criteria: Criteria, weights: Weights | None = None, seed: int = 7, top: int | None = None, draws: int = 2_000
) -> Sensitivity:
    """The sensitivity of statements whose criterion 4 is known."""
    return sensitivity(
        criteria, [each.c4 for each in criteria], weights or equal(), seed=seed, top=top, draws=draws
    )  # fmt: skip


@pytest.mark.parametrize("vector", vectors("measures", "smaa_first_rank_acceptability"))
def test_the_chance_of_the_first_rank_is_the_closed_one(vector: dict[str, object]) -> None:
    statements = [Criteria(*row) for row in vector["input"]["matrix"]]  # type: ignore[index]
    found = drawn(*statements, top=1, draws=10_000)
    assert [each.p_top for each in found.standings] == pytest.approx(vector["expected"], abs=vector["tol"])


def test_a_statement_better_in_everything_is_always_first() -> None:
    assert drawn(WEAK, STRONG, MIDDLING).standings == (
        Standing(0, 3, 3, 3),
        Standing(1, 1, 1, 1),
        Standing(0, 2, 2, 2),
    )


def test_statements_that_are_alike_share_the_better_rank_in_every_draw() -> None:
    found = drawn(MIDDLING, MIDDLING, WEAK, top=1)
    assert found.standings[:2] == (Standing(1, 1, 1, 1),) * 2
    assert found.standings[2] == Standing(0, 3, 3, 3)


def test_the_same_seed_gives_the_same_figures_and_another_seed_nearly_the_same() -> None:
    statements = [Criteria(i / 9, 0.5, 1 - i / 9, 0.5, (i * 7 % 9) / 9) for i in range(9)]
    first, again, other = (drawn(*statements, seed=seed, draws=10_000) for seed in (1, 1, 2))
    assert first == again
    assert first.standings != other.standings
    for one, two in zip(first.standings, other.standings, strict=True):
        assert one.p_top == pytest.approx(two.p_top, abs=0.03)


def test_who_ranked_the_criteria_draws_only_weights_in_that_order() -> None:
    by_sources, by_coherence = Criteria(1, 0.5, 0.5, 0.5, 0), Criteria(0, 0.5, 0.5, 0.5, 1)
    assert drawn(by_sources, by_coherence, weights=ranked([1, 2, 3, 4, 5])).standings[0].p_top == 1
    assert drawn(by_sources, by_coherence, weights=ranked([5, 2, 3, 4, 1])).standings[0].p_top == 0
    assert drawn(by_sources, by_coherence).standings[0].p_top == pytest.approx(0.5, abs=0.05)


def test_points_are_not_a_ranking() -> None:
    points = drawn(STRONG, MIDDLING, WEAK, weights=swung([100, 0, 0, 0, 0]))
    assert points.standings == drawn(STRONG, MIDDLING, WEAK).standings


def test_what_was_not_assessed_could_be_anything() -> None:
    unknown = Criteria(0.5, 0.5, 0.5, None, 0.5)
    found = sensitivity([unknown, MIDDLING], [None, 0.5], equal(), seed=3, top=1)
    assert found.standings[0].p_top == pytest.approx(0.5, abs=0.02)
    assert (found.standings[0].rank_low, found.standings[0].rank_high) == (1, 2)


def test_a_criterion_that_nobody_assessed_is_left_out_and_named() -> None:
    found = drawn(Criteria(1, 1, None, None, 1), Criteria(0.5, 1, None, None, 0.5))
    assert found.left_out == (3, 4)
    assert [each.p_top for each in found.standings] == [1, 0]


def test_a_ranking_holds_among_the_criteria_that_are_left() -> None:
    statements = [Criteria(None, 1, None, None, 0), Criteria(None, 0, None, None, 1)]
    assert drawn(*statements, weights=ranked([1, 5, 2, 3, 4]), top=1).standings[1].p_top == 1


def test_a_statement_of_which_nothing_was_assessed_has_no_place_and_takes_none() -> None:
    found = drawn(Criteria(), STRONG, WEAK)
    assert found.standings[0] == Standing()
    assert (found.top, found.standings[2].rank_high) == (1, 2)


def test_nothing_to_rank_is_no_standings() -> None:
    assert drawn().standings == ()
    assert drawn(Criteria(), Criteria()).standings == (Standing(), Standing())
    assert drawn(Criteria()).left_out == (1, 2, 3, 4, 5)


def test_the_rank_without_criterion_four_comes_from_the_weights_as_chosen() -> None:
    judged_well, judged_badly = Criteria(0.4, 0.5, 0.5, 1, 0.5), Criteria(0.6, 0.5, 0.5, 0, 0.5)
    found = drawn(judged_well, judged_badly)
    assert [each.rank_without_c4 for each in found.standings] == [2, 1]
    only_four = drawn(judged_well, judged_badly, weights=swung([0, 0, 0, 10, 0]))
    assert [each.rank_without_c4 for each in only_four.standings] == [None, None]


@pytest.mark.parametrize(("n", "top"), [(0, 1), (1, 1), (4, 1), (5, 2), (73, 24), (272, 91)])
def test_the_top_is_a_third_of_the_list(n: int, top: int) -> None:
    assert third_of(n) == top


def test_a_top_as_long_as_the_list_holds_everybody() -> None:
    assert [each.p_top for each in drawn(STRONG, WEAK, top=300).standings] == [1, 1]


@pytest.mark.parametrize("odd", [{"top": 0}, {"draws": 0}, {"seed": -1}])
def test_draws_that_cannot_be_made_are_refused(odd: dict[str, int]) -> None:
    with pytest.raises(ValueError):
        drawn(STRONG, WEAK, **odd)  # type: ignore[arg-type]


def test_one_draw_is_enough_to_rank() -> None:
    assert drawn(STRONG, WEAK, draws=1).standings == (Standing(1, 1, 1, 1), Standing(0, 2, 2, 2))


# Where criterion 4 may lie


def test_the_spread_of_a_panel_has_the_score_as_its_mean() -> None:
    spread = spread_of_confirmation(Judged(EIGHT_YES, EIGHT_YES.suggested), Protocol())
    assert isinstance(spread, Beta)
    assert spread.mean == pytest.approx(EIGHT_YES.score)


def test_few_people_leave_more_open_than_many() -> None:
    few, many = (judged(said(*[4] * n)) for n in (5, 20))
    tails = [
        stats.beta(s.yes, s.no).std()
        for s in (spread_of_confirmation(Judged(j, j.suggested), Protocol()) for j in (few, many))
        if isinstance(s, Beta)
    ]
    assert tails[0] > 1.5 * tails[1]


def test_too_few_answers_and_none_at_all_leave_everything_open() -> None:
    too_few = judged(said(5, 5))
    assert spread_of_confirmation(Judged(too_few, too_few.suggested), Protocol()) is None
    assert spread_of_confirmation(None, Protocol()) is None


def test_a_grade_by_class_is_what_it_is() -> None:
    assert spread_of_confirmation(Judged(EIGHT_YES, EIGHT_YES.suggested), Protocol(criterion_4="class")) == 1


@pytest.mark.parametrize(
    ("spread", "expected"),
    [(Beta(9.4, 3.4), stats.beta(9.4, 3.4)), (Between(0.4, 0.7), stats.uniform(0.4, 0.3)), (None, stats.uniform(0, 1))],
)
def test_grades_are_drawn_from_where_they_may_lie(spread: Spread | None, expected: stats.rv_continuous) -> None:
    blocks = draw_blocks([(0.5, 0.5, 0.5, spread, 0.5), (0.5, 0.5, 0.5, 0.5, 0.5)], None, seed=5, draws=20_000)
    grades = np.concatenate([columns[3][:, 0] for _, columns in blocks])
    assert stats.kstest(grades, expected.cdf).pvalue > 0.001


def test_drawn_weights_are_those_of_the_simplex() -> None:
    weights = np.concatenate([weights for weights, _ in draw_blocks([(1.0,) * 5] * 2, None, seed=5, draws=20_000)])
    assert weights.sum(axis=1) == pytest.approx(np.ones(20_000))
    assert all(stats.kstest(weights[:, j], stats.beta(1, 4).cdf).pvalue > 0.001 for j in range(5))


def test_sorted_weights_have_the_rank_order_centroid_as_their_mean() -> None:
    places = ranked([2, 1, 3, 5, 4])
    blocks = draw_blocks([(1.0,) * 5] * 2, places.places, seed=5, draws=20_000)
    assert np.concatenate([weights for weights, _ in blocks]).mean(axis=0) == pytest.approx(places.values, abs=0.005)


@pytest.mark.parametrize("parameters", [(0, 1), (1, 0), (math.nan, 1)])
def test_what_is_no_beta_distribution_is_refused(parameters: tuple[float, float]) -> None:
    with pytest.raises(ValueError):
        Beta(*parameters)


@pytest.mark.parametrize("ends", [(0.6, 0.4), (-0.1, 0.5), (0.5, 1.1), (math.nan, 1)])
def test_what_is_no_range_of_a_grade_is_refused(ends: tuple[float, float]) -> None:
    with pytest.raises(ValueError):
        Between(*ends)
