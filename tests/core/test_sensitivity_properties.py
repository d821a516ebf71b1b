"""What holds in every draw, whatever the statements and the weights."""

from itertools import permutations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as some

from app.core.criteria import Criteria
from app.core.draws import Row, draw_blocks, rank_rows, weigh_rows
from app.core.sensitivity import sensitivity
from app.core.spreads import Beta, Between
from app.core.weighting import ranks
from app.core.weights import equal

grades = some.floats(0, 1)
spreads = some.one_of(
    some.none(),
    grades,
    some.builds(Beta, some.floats(0.5, 20), some.floats(0.5, 20)),
    some.tuples(grades, grades).map(lambda ends: Between(*sorted(ends))),
)
rows = some.lists(some.tuples(*[spreads] * 5), min_size=2, max_size=5).filter(
    lambda found: any(each is not None for row in found for each in row)
)
rankings = some.one_of(some.none(), some.permutations([1, 2, 3, 4, 5]))
seeds = some.integers(0, 2**63)


@given(rows=rows, places=rankings, seed=seeds)
@settings(max_examples=60, deadline=None)
def test_a_statement_at_least_as_good_on_every_criterion_never_ranks_lower(
    rows: list[Row], places: list[int] | None, seed: int
) -> None:
    for weights, columns in draw_blocks(rows, places, seed=seed, draws=50):
        ranked = rank_rows(weigh_rows(weights, columns)).astype(int)
        drawn = np.stack([np.broadcast_to(column, ranked.shape) for column in columns])
        for one, other in permutations(range(len(rows)), 2):
            as_good = (drawn[:, :, one] >= drawn[:, :, other]).all(axis=0)
            assert (ranked[as_good, one] <= ranked[as_good, other]).all()


@given(rows=rows, places=rankings, seed=seeds)
@settings(max_examples=60, deadline=None)
def test_drawn_weights_are_never_negative_add_up_to_one_and_keep_the_ranking(
    rows: list[Row], places: list[int] | None, seed: int
) -> None:
    kept = [j for j in range(5) if any(row[j] is not None for row in rows)]
    for weights, _ in draw_blocks(rows, places, seed=seed, draws=50):
        assert (weights >= 0).all()
        assert np.allclose(weights.sum(axis=1), 1, atol=1e-12)
        if places:
            in_order = weights[:, sorted(range(len(kept)), key=lambda at: places[kept[at]])]
            assert (np.diff(in_order, axis=1) <= 0).all()


@given(rows=rows, places=rankings, seed=seeds, cells=some.integers(1, 200))
@settings(max_examples=40, deadline=None)
def test_the_size_of_a_block_changes_nothing(rows: list[Row], places: list[int] | None, seed: int, cells: int) -> None:
    def values(**size: int) -> np.ndarray:
        return np.concatenate(
            [weigh_rows(*block) for block in draw_blocks(rows, places, seed=seed, draws=40, **size)]
        )  # fmt: skip

    assert np.array_equal(values(), values(cells=cells))


@given(values=some.lists(some.sampled_from([0, 0.1, 0.2, 0.3, 0.1 + 0.2, 0.7, 0.7 / 7 * 7, 1]), min_size=1, max_size=9))
def test_draws_are_ranked_as_the_weighting_is(values: list[float]) -> None:
    assert rank_rows(np.array([values])).tolist() == [ranks(values)]


@given(rows=some.lists(some.tuples(*[grades] * 5), min_size=2, max_size=6), seed=seeds)
@settings(max_examples=40, deadline=None)
def test_the_order_in_which_statements_stand_never_matters(rows: list[tuple[float, ...]], seed: int) -> None:
    def found(listed: list[tuple[float, ...]]) -> list[object]:
        criteria = [Criteria(*row) for row in listed]
        return list(sensitivity(criteria, [row[3] for row in listed], equal(), seed=seed, draws=50).standings)

    assert found(rows[::-1]) == found(rows)[::-1]
