"""Draws: ranks of statements under weights and unknown grades that are drawn by chance.

The one module of the core that uses numpy: ten thousand draws are an array.
"""

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from app.core.spreads import Beta, Between, Spread
from app.core.weighting import DIGITS
from app.core.weights import CRITERIA

LOW, HIGH = 0.05, 0.95
"""The shares of the draws between which a rank range lies."""

CELLS = 200_000
"""Numbers in one block: it fits the processor's cache, and memory does not grow with the draws."""

Floats = npt.NDArray[np.float64]
Ranks = npt.NDArray[np.unsignedinteger[Any]]
Row = Sequence[Spread | None]


def draw_ranks(rows: Sequence[Row], places: Sequence[int] | None, *, seed: int, draws: int) -> Ranks:
    """Return the rank of every statement (first axis) in every draw (second axis), block by block.

    `rows` holds the grades of each statement; None is uniform from 0 to 1, but a criterion with nothing else is left
    out. `places` ranks the criteria. The figures do not depend on the size of a block: every stream of chance is read
    in the order of the draws.
    """
    # The smallest numbers that hold a rank: 2,000 statements take 40 MB.
    drawn = np.empty((len(rows), draws), np.min_scalar_type(len(rows)))
    done = 0
    for weights, columns in draw_blocks(rows, places, seed=seed, draws=draws):
        drawn[:, done : done + len(weights)] = rank_rows(weigh_rows(weights, columns)).T
        done += len(weights)
    return drawn


def draw_blocks(
    rows: Sequence[Row], places: Sequence[int] | None, *, seed: int, draws: int, cells: int = CELLS
) -> Iterator[tuple[Floats, list[Floats]]]:
    """Yield drawn weights (draws x criteria) with the grades in each criterion (draws or 1 x statements)."""
    nowhere = assessed_nowhere(rows)
    kept = [j for j in range(CRITERIA) if j not in nowhere]
    chance = _streams(seed, 1 + 2 * CRITERIA)
    columns = [_Column([row[j] for row in rows], chance[1 + j], chance[1 + CRITERIA + j]) for j in kept]
    order = None if places is None else np.argsort(np.argsort([places[j] for j in kept]))
    size = max(1, cells // max(1, len(rows)))
    for start in range(0, draws if rows else 0, size):
        n = min(size, draws - start)
        yield _draw_weights(chance[0], (n, len(kept)), order), [column.draw(n) for column in columns]


def weigh_rows(weights: Floats, columns: Sequence[Floats]) -> Floats:
    """Return the weighting of each statement in each draw, 0 to 1.

    Sums run over the criteria in one order, so that equal grades give equal values to the last digit and a higher grade
    never a lower value; a matrix product promises neither.
    """
    total = np.zeros((len(weights), columns[0].shape[1]))
    for j, grades in enumerate(columns):
        total += weights[:, j, None] * grades
    return total


def rank_rows(values: Floats) -> Ranks:
    """Rank each row from the largest, 1; equal values share the better rank, as in `weighting.ranks`."""
    keys = np.rint(values * -(10.0**DIGITS)).astype(np.int64)
    order = np.argsort(keys, axis=1)
    ordered = np.take_along_axis(keys, order, axis=1)
    better = np.ones(values.shape, np.uint32)
    better[:, 1:] = np.where(ordered[:, 1:] != ordered[:, :-1], np.arange(2, values.shape[1] + 1, dtype=np.uint32), 1)
    np.maximum.accumulate(better, axis=1, out=better)
    found = np.empty_like(better)
    np.put_along_axis(found, order, better, axis=1)
    return found


def _streams(seed: int, n: int) -> list[np.random.Generator]:
    return [np.random.Generator(np.random.PCG64(each)) for each in np.random.SeedSequence(seed).spawn(n)]


class _Column:
    """One criterion of all statements: fixed grades, and those that are drawn."""

    def __init__(
        self, grades: Sequence[Spread | None], for_betas: np.random.Generator, for_ranges: np.random.Generator
    ) -> None:
        spreads = [Between() if grade is None else grade for grade in grades]
        betas = {place: each for place, each in enumerate(spreads) if isinstance(each, Beta)}
        ranges = {place: each for place, each in enumerate(spreads) if isinstance(each, Between)}
        self.fixed = np.array([each if isinstance(each, int | float) else 0.0 for each in spreads])
        self.betas, self.ranges = list(betas), list(ranges)
        self.yes, self.no = _array([(each.yes, each.no) for each in betas.values()])
        self.low, self.high = _array([(each.low, each.high) for each in ranges.values()])
        self.for_betas, self.for_ranges = for_betas, for_ranges

    def draw(self, n: int) -> Floats:
        """Draw n rows of grades; a single row where nothing is drawn."""
        if not self.betas and not self.ranges:
            return self.fixed[None, :]
        drawn = np.tile(self.fixed, (n, 1))
        drawn[:, self.betas] = self.for_betas.beta(self.yes, self.no, (n, len(self.betas)))
        drawn[:, self.ranges] = self.low + (self.high - self.low) * self.for_ranges.random((n, len(self.ranges)))
        return drawn


def _array(pairs: Sequence[tuple[float, float]]) -> Floats:
    return np.array(pairs, float).reshape(-1, 2).T


def _draw_weights(chance: np.random.Generator, shape: tuple[int, int], order: npt.NDArray[np.intp] | None) -> Floats:
    """Exponential numbers over their sum are Dirichlet(1, ..., 1)."""
    drawn = chance.standard_exponential(shape)
    drawn /= drawn.sum(axis=1, keepdims=True)
    return drawn if order is None else -np.sort(-drawn, axis=1)[:, order]


def assessed_nowhere(rows: Sequence[Row]) -> list[int]:
    """Return the places of the criteria, from 0, that no statement has."""
    return [j for j in range(CRITERIA) if all(row[j] is None for row in rows)]


def summaries(drawn: Ranks, top: int) -> list[tuple[float, int, int]]:
    """Return for each statement its share of draws in the top and the ranks that 5 % and 95 % of its draws reach.

    They are ranks that were drawn, never a mean of two. The draws are put in another order on the way.
    """
    if not drawn.size:
        return []
    n = drawn.shape[1]
    within = np.count_nonzero(drawn <= top, axis=1) / n
    low, high = math.ceil(LOW * n) - 1, math.ceil(HIGH * n) - 1
    drawn.partition((low, high), axis=1)
    return list(zip(within.tolist(), drawn[:, low].tolist(), drawn[:, high].tolist(), strict=True))
