"""What is said about rounds and raters: the published examples, and other people's programs."""

import json
import math
from pathlib import Path
from typing import Any

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as some
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar as mcnemar_of_statsmodels

from app.core.concentration import concentration
from app.core.exact_tests import doubled_ranks, mcnemar, wilcoxon
from app.core.median_interval import median_interval
from app.core.reliability import alpha_ordinal
from app.core.scales import FIVE, NINE
from app.core.two_askings import two_askings

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "measures.json").read_text(encoding="utf-8"))["vectors"]
MEASURES = {
    "agreement_A": concentration,
    "krippendorff_alpha": alpha_ordinal,
    "krippendorff_alpha_undefined": alpha_ordinal,
    "mcnemar_exact_p": lambda given: mcnemar(given["b"], given["c"]),
    "wilcoxon_signed_rank": lambda given: dict(zip("Wp", wilcoxon(given), strict=True)),
    "share_changed_third": lambda given: two_askings(given["r1"], given["r2"], NINE).share_changed,
    "median_ci_exact_95": lambda given: list(median_interval(given)[1:3]),
}

CLOSE = 1e-9
points = some.integers(1, 5)
patiently = settings(deadline=None, max_examples=60)  # others may be using this machine


@pytest.mark.parametrize("vector", [pytest.param(v, id=v["id"]) for v in VECTORS if v["measure"] in MEASURES])
def test_each_measure_gives_what_its_vector_says(vector: dict[str, Any]) -> None:
    assert MEASURES[vector["measure"]](vector["input"]) == pytest.approx(vector["expected"], abs=vector["tol"])


class TestTwoAskings:
    """Ten people before and after the talk."""

    FOUND = two_askings([5, 4, 3, 2, 1, 4, 4, 3, None, 5], [4, 5, 4, 4, 1, 3, 4, 3, 5, None], FIVE)

    def test_only_those_who_rated_twice_are_compared(self) -> None:
        assert self.FOUND.n == 8

    def test_each_person_has_a_shift(self) -> None:
        assert self.FOUND.shifts == (-1, 1, 1, 2, 0, -1, 0, 0)

    def test_a_step_within_a_third_is_no_change_of_third(self) -> None:
        assert (self.FOUND.changed, self.FOUND.share_changed) == (3, 3 / 8)

    def test_who_joined_and_left_the_yes_is_tested(self) -> None:
        assert (self.FOUND.left_top, self.FOUND.joined_top, self.FOUND.mcnemar_p) == (1, 2, 1)
        assert self.FOUND.signed_rank == wilcoxon([-1, 1, 1, 2, -1])

    def test_nobody_rated_twice(self) -> None:
        nobody = two_askings([None, 4], [3, None], FIVE)
        assert (nobody.n, nobody.changed, nobody.share_changed, nobody.mcnemar_p) == (0, 0, None, 1)
        assert nobody.signed_rank == (0, 1)

    def test_lists_of_other_people_are_refused(self) -> None:
        with pytest.raises(ValueError, match="argument 2 is shorter"):
            two_askings([4, 5], [4], FIVE)


class TestMcNemar:
    def test_even_five_of_five_is_no_proof(self) -> None:
        assert mcnemar(5, 0) == 0.0625

    @given(left=some.integers(0, 40), joined=some.integers(0, 40))
    @patiently
    def test_statsmodels_and_scipy_say_the_same(self, left: int, joined: int) -> None:
        assume(left + joined)
        theirs = mcnemar_of_statsmodels([[3, left], [joined, 5]], exact=True).pvalue
        assert mcnemar(left, joined) == pytest.approx(theirs, abs=CLOSE)
        assert mcnemar(left, joined) == pytest.approx(stats.binomtest(left, left + joined).pvalue, abs=CLOSE)


class TestWilcoxon:
    def test_equal_sizes_share_their_middle_rank(self) -> None:
        assert doubled_ranks([1, 2, 1, 3]) == [3, 6, 3, 8]

    @given(some.lists(some.integers(-4, 4), min_size=1, max_size=9))
    @patiently
    def test_scipy_says_the_same_when_it_tries_all_signs(self, shifts: list[int]) -> None:
        moved = [shift for shift in shifts if shift]
        assume(len(moved) > 1)
        theirs = stats.wilcoxon(moved, method=stats.PermutationMethod(n_resamples=np.inf))
        ours = wilcoxon(shifts)
        assert (ours.statistic, ours.p) == pytest.approx((theirs.statistic, theirs.pvalue), abs=CLOSE)

    @given(some.lists(some.integers(1, 200), min_size=1, max_size=40, unique=True), some.randoms())
    @patiently
    def test_scipy_says_the_same_where_there_are_no_ties(self, sizes: list[int], chance: Any) -> None:
        shifts = [size * chance.choice([-1, 1]) for size in sizes]
        theirs = stats.wilcoxon(shifts, method="exact")
        assert wilcoxon(shifts) == pytest.approx((theirs.statistic, theirs.pvalue), abs=CLOSE)

    def test_sixty_people_who_all_moved(self) -> None:
        assert wilcoxon([1] * 60).p == 2 / 2**60
        assert wilcoxon([1, -1] * 30) == (915, 1)


class TestMedianInterval:
    @pytest.mark.parametrize("n", range(6))
    def test_there_is_none_below_six(self, n: int) -> None:
        assert median_interval([4] * n) is None

    @given(some.lists(points, min_size=6, max_size=60))
    @patiently
    def test_scipy_takes_the_same_two_ratings(self, ratings: list[int]) -> None:
        found = median_interval(ratings)
        theirs = stats.quantile_test(ratings, p=0.5).confidence_interval(0.95)
        assert found is not None
        assert (found.low, found.high) == (theirs.low, theirs.high)
        assert found.low <= found.median <= found.high

    def test_it_holds_the_median_as_often_as_it_says(self) -> None:
        assert median_interval([1, 2, 3, 4, 5, 5]) == (3.5, 1, 5, 1 - 2 / 64)
        assert all(0.95 <= median_interval([3] * n).coverage < 1 for n in range(6, 80))  # type: ignore[union-attr]


class TestConcentration:
    @pytest.mark.parametrize(
        ("counts", "a"),
        [([0, 0, 0, 7, 0], 1), ([3, 0, 0, 0, 3], -1), ([2, 2, 2, 2, 2], 0), ([4, 0, 4], -1), ([0, 1, 1, 0, 0], 0.75)],
    )
    def test_one_answer_two_ends_and_flat(self, counts: list[int], a: float) -> None:
        assert concentration(counts) == pytest.approx(a, abs=CLOSE)

    def test_nobody_answered(self) -> None:
        assert concentration([0, 0, 0, 0, 0]) is None

    @given(some.lists(some.integers(0, 20), min_size=3, max_size=9))
    @patiently
    def test_a_scale_read_backwards_or_a_panel_twice_as_large_is_the_same(self, counts: list[int]) -> None:
        assume(any(counts))
        found = concentration(counts)
        assert found is not None
        assert -1 - CLOSE <= found <= 1 + CLOSE
        assert concentration(counts[::-1]) == pytest.approx(found, abs=CLOSE)
        assert concentration([2 * count for count in counts]) == pytest.approx(found, abs=CLOSE)


class TestReliability:
    @given(some.lists(some.lists(some.none() | points, min_size=6, max_size=6), min_size=2, max_size=9))
    @patiently
    def test_krippendorff_says_the_same(self, people: list[list[int | None]]) -> None:
        found = alpha_ordinal(people)
        assume(found is not None)
        rows = np.array([[math.nan if rating is None else rating for rating in person] for person in people])
        assert found == pytest.approx(krippendorff.alpha(rows, level_of_measurement="ordinal"), abs=CLOSE)

    @pytest.mark.parametrize(
        "people",
        [
            [],
            [[4, 5, 1]],
            [[4, 4], [4, 4]],
            [[None, None], [None, None]],
            [[4, None], [None, 1]],
            [[4, 2], [4, None]],
        ],
        ids=["nobody", "one person", "of one mind", "all abstained", "nothing in common", "alike where they met"],
    )
    def test_where_nothing_varies_nothing_can_be_said(self, people: list[list[int | None]]) -> None:
        assert alpha_ordinal(people) is None

    def test_people_of_one_mind_on_each_statement_are_perfectly_reliable(self) -> None:
        assert alpha_ordinal([[1, 5, 3], [1, 5, 3], [None, 5, 3]]) == 1

    def test_a_panel_that_says_yes_to_everything_has_an_alpha_near_nought(self) -> None:
        assert alpha_ordinal([[4, 5, 4, 5], [5, 4, 5, 4], [4, 4, 5, 5]]) == pytest.approx(0, abs=0.4)

    def test_people_who_rated_other_statements_are_refused(self) -> None:
        with pytest.raises(ValueError, match="shorter"):
            alpha_ordinal([[4, 5], [4]])
