"""The weighting: one number from five criteria, and the order it puts statements in.

Tiers lead and this number is secondary: it moves with the weights, which are a choice. Grades are used as they are;
other packages rescale them silently.
"""

import math
from collections.abc import Sequence

from app.core.catalogue import N_, Phrase
from app.core.criteria import Criteria
from app.core.weights import EQUAL
from app.core.weights_problems import NotFive, NotFromZeroUp

DIGITS = 12
"""Values that agree to this many digits are equal: .7 / 7 and .1 are one value to a reader, and two to a computer."""


def weigh(criteria: Criteria, weights: Sequence[float] = EQUAL) -> float | None:
    """Return sum w_j c_j / sum of w_j present, 0 to 1. None where nothing that has a weight was assessed."""
    present = [(weight, grade) for weight, grade in _pairs(criteria, weights) if grade is not None]
    total = math.fsum(weight for weight, _ in present)
    return math.fsum(weight * grade for weight, grade in present) / total if total else None


def weigh_range(criteria: Criteria, weights: Sequence[float] = EQUAL) -> tuple[float, float]:
    """Return the weighting with everything that is not assessed at 0, and at 1."""
    low, high = (
        math.fsum(weight * (missing if grade is None else grade) for weight, grade in _pairs(criteria, weights))
        for missing in (0, 1)
    )
    return low / math.fsum(weights), high / math.fsum(weights)


def _pairs(criteria: Criteria, weights: Sequence[float]) -> list[tuple[float, float | None]]:
    if not all(weight >= 0 for weight in weights) or not 0 < math.fsum(weights) < math.inf:
        raise NotFromZeroUp
    if len(weights) != len(criteria.grades):
        raise NotFive(what=Phrase(N_("weight")), found=len(weights))
    return list(zip(weights, criteria.grades, strict=True))


def ranks(values: Sequence[float | None]) -> list[int | None]:
    """Rank from the largest, 1; equal values share the better rank, and a missing one has none."""
    rounded = [None if value is None else round(value, DIGITS) for value in values]
    better: dict[float, int] = {}
    for place, value in enumerate(sorted((each for each in rounded if each is not None), reverse=True), start=1):
        better.setdefault(value, place)
    return [None if value is None else better[value] for value in rounded]
