"""Agreement and disagreement within a panel, by the RAND/UCLA Appropriateness Method.

The counting rules equal the published table for 8 to 16 ratings: BMC Med Inform Decis Mak 2012;12:93, table 7. For more
the same thirds go on; a table up to 25 is said to be in PMC5966219, table 4, which we could not read. For 5 to 7
ratings we found none; the values here are a default of this project.
"""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from app.core.scales import Scale, Third

# No source: the published tables begin at eight. Three of seven is stricter than rounding would be.
SMALL_PANELS = {5: 2, 6: 2, 7: 3}


def tolerance(n: int) -> int:
    """Return k(n), a third of n ratings, halves rounded up: k-1 may be outside, k at each end is a divided panel."""
    return SMALL_PANELS.get(n, math.floor(n / 3 + 0.5))


def median(ratings: Sequence[int]) -> float:
    """Return the median; of an even number, the mean of the two in the middle. None at all raises StatisticsError."""
    return float(statistics.median(ratings))


def outside(ratings: Sequence[int], scale: Scale) -> int:
    """Count the ratings outside the third that holds their median."""
    return len(ratings) - scale.count_in(scale.third(median(ratings)), ratings)


def agreement(ratings: Sequence[int], scale: Scale) -> bool:
    """At most k-1 ratings lie outside the third that holds the median."""
    return few_enough_outside(outside(ratings, scale), len(ratings))


def disagreement(ratings: Sequence[int], scale: Scale) -> bool:
    """At least k ratings lie in each of the two extreme thirds."""
    bottom, top = scale.count_in(Third.BOTTOM, ratings), scale.count_in(Third.TOP, ratings)
    return enough_at_both_ends(bottom, top, len(ratings))


def few_enough_outside(outside: int, n: int) -> bool:
    """Say whether n people agree when so many of them lie outside the third that holds their median."""
    return outside <= tolerance(n) - 1


def enough_at_both_ends(bottom: int, top: int, n: int) -> bool:
    """Say whether n people disagree when so many of them lie in the two extreme thirds."""
    return min(bottom, top) >= tolerance(n)


@dataclass(frozen=True, slots=True)
class DisagreementIndex:
    """The spread of nine-point ratings against the spread allowed for. Shown beside the class, never decides it.

    Source: PMC3467596 (BMJ Open 2012;2:e001431), table 1. It prints 2.5 and 1.5 as its constants; the 6.1 that it works
    out follows from 2.35 only, so that is the one used here.
    """

    p30: float
    p70: float

    @property
    def ipr(self) -> float:
        """The interpercentile range, in points."""
        return self.p70 - self.p30

    @property
    def iprcp(self) -> float:
        """The central point of that range."""
        return (self.p30 + self.p70) / 2

    @property
    def asymmetry(self) -> float:
        """How far the central point lies from the middle of the scale, 0 to 4 points."""
        return abs(5 - self.iprcp)

    @property
    def ipras(self) -> float:
        """The range allowed for, wider the further the panel leans to one side."""
        return 2.35 + 1.5 * self.asymmetry

    @property
    def index(self) -> float:
        """IPR / IPRAS; above 1 the panel disagrees."""
        return self.ipr / self.ipras

    @property
    def disagreement(self) -> bool:
        """The range is wider than the range allowed for."""
        return self.index > 1


def disagreement_index(ratings: Sequence[int]) -> DisagreementIndex:
    """Return the index of one or more nine-point ratings; its constants hold for no other scale."""
    return DisagreementIndex(percentile(ratings, 0.3), percentile(ratings, 0.7))


def percentile(ratings: Sequence[int], share: float) -> float:
    """Return a percentile of type 7: linear between the order statistics.

    The definition is pinned and printed because between definitions 9 to 24 % of verdicts flip.
    """
    ordered = sorted(ratings)
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])
