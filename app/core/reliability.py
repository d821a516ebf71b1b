"""Reliability: how far people who rated the same statements can stand in for each other."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate

Ratings = Sequence[int | None]


def alpha_ordinal(raters: Iterable[Ratings]) -> float | None:
    """Return Krippendorff's alpha for ordered points: 1 perfect, 0 as if by chance, below 0 systematic disagreement.

    One row per person and one column per statement, None where she did not rate; rows of unequal length raise
    ValueError. Statements rated once are left out. None where every rating that is left is the same, or none is left:
    nothing varies, so nothing can be said. With nearly everyone in the top third it is near 0, however united they are.
    The figures are those of the package krippendorff, an oracle of the tests. It refuses a unanimous panel; we return
    None, and also where only statements rated once differ.
    """
    units = [Counter(rating for rating in unit if rating is not None) for unit in zip(*raters, strict=True)]
    units = [unit for unit in units if unit.total() > 1]
    totals = sum(units, Counter[int]())
    if len(totals) < 2:
        return None
    distances = _distances(totals)
    observed = sum(_apart(unit, distances) / (unit.total() - 1) for unit in units)
    return 1 - (totals.total() - 1) * observed / _apart(totals, distances)


def _distances(totals: Counter[int]) -> dict[tuple[int, int], float]:
    """Return the squared distance of two points: the ratings between them, with half of those at either end."""
    points = sorted(totals)
    middle = {
        point: up_to - totals[point] / 2
        for point, up_to in zip(points, accumulate(totals[each] for each in points), strict=True)
    }
    return {(one, other): (middle[one] - middle[other]) ** 2 for one in points for other in points}


def _apart(counts: Counter[int], distances: dict[tuple[int, int], float]) -> float:
    """Add up the distances of all ordered pairs of these ratings."""
    return sum(counts[one] * counts[other] * distances[one, other] for one in counts for other in counts)
