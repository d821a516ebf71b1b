"""Sensitivity: what becomes of the order of statements when the weights and the unknown grades are drawn by chance.

Stochastic multicriteria acceptability analysis: Lahdelma, Hokkanen and Salminen, Eur J Oper Res 1998;106:137; Tervonen
and Lahdelma, Eur J Oper Res, doi 10.1016/j.ejor.2005.12.037. Weights: Dirichlet(1, ..., 1), every
set of weights as likely as every other; where the team ranked the criteria, every set in that order. Criterion 4: the
Beta distribution whose mean is the score.

What was not assessed is drawn uniformly from 0 to 1, whichever criterion it is: it could be anything, and to leave it
out, as the weighting itself does, would treat it as known (project default for criteria other than 4). A criterion
that was assessed nowhere tells no statement from another: it is left out and named.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.core.criteria import Criteria
from app.core.draws import assessed_nowhere, draw_ranks, summaries
from app.core.spreads import Spread
from app.core.weighting import ranks, weigh
from app.core.weights import Weights

DRAWS = 10_000
"""With as many, a chance of one half is off by less than 0.01 in 95 of 100 seeds."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How firmly a statement stands where it does. Everything is None for one of which nothing was assessed.

    `p_top` is the share of draws in which it is among the first `top`, 0 to 1. In 5 % of the draws or more its rank is
    `rank_low` or better, in 95 % `rank_high` or better. `rank_without_c4` comes from the weights as they were chosen.
    """

    p_top: float | None = None
    rank_low: int | None = None
    rank_high: int | None = None
    rank_without_c4: int | None = None


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """One standing per statement, and what is needed to draw them again.

    The same seed gives the same figures; a later version of numpy may draw others, which lie within 0.02.
    """

    standings: tuple[Standing, ...]
    top: int
    seed: int
    draws: int
    left_out: tuple[int, ...]


def sensitivity(
    criteria: Sequence[Criteria],
    c4: Sequence[Spread | None],
    weights: Weights,
    *,
    seed: int,
    top: int | None = None,
    draws: int = DRAWS,
) -> Sensitivity:
    """Draw weights and unknown grades, and rank the statements in each draw. Equal values share the better rank.

    `c4` says for each statement where its criterion 4 may lie (`spreads.py`). `top` is how many count as the top: a
    third of the statements of which anything was assessed, unless given. Fewer than 1 of `top` or `draws` raise
    ValueError, as does a negative seed.
    """
    rows = [(*each.grades[:3], spread, each.c5) for each, spread in zip(criteria, c4, strict=True)]
    known = [place for place, row in enumerate(rows) if any(grade is not None for grade in row)]
    first = third_of(len(known)) if top is None else top
    if first < 1 or draws < 1:
        raise ValueError("The top and the draws are whole numbers from 1 up.")
    drawn = draw_ranks([rows[place] for place in known], weights.places, seed=seed, draws=draws)
    without = ranks([weigh(replace(each, c4=None), weights.values) for each in criteria])
    found = dict(zip(known, summaries(drawn, first), strict=True))
    standings = tuple(_standing(found.get(place), rank) for place, rank in enumerate(without))
    return Sensitivity(standings, first, seed, draws, tuple(j + 1 for j in assessed_nowhere(rows)))


def third_of(n: int) -> int:
    """Return a third of the list, rounded with halves up, and at least 1."""
    return max(1, math.floor(n / 3 + 0.5))


def _standing(drawn: tuple[float, int, int] | None, without_c4: int | None) -> Standing:
    return Standing(*drawn, rank_without_c4=without_c4) if drawn else Standing(rank_without_c4=without_c4)
