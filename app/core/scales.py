"""Rating scales and their thirds.

Every rule of the method speaks of thirds ("bottom, middle, top"), so a scale is little more than where its thirds lie.
Nine points with thirds 1-3, 4-6, 7-9 are those of the RAND/UCLA Appropriateness Method. On five points the thirds are
unequal ({1, 2}, {3}, {4, 5}); that is a default of this project, without a published source.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType


class Third(Enum):
    """A third of a scale. Its value is the utility of a rating in it: no, half, yes."""

    BOTTOM = 0.0
    MIDDLE = 0.5
    TOP = 1.0

    @property
    def utility(self) -> float:
        """What one rating in this third adds to the yes-share: 0, 0.5 or 1."""
        return self.value


@dataclass(frozen=True, slots=True)
class Scale:
    """Points 1..points. The middle third lies strictly between `highest_bottom` and `lowest_top`."""

    name: str
    points: int
    highest_bottom: int
    lowest_top: int

    def third(self, rating: float) -> Third:
        """Return the third of a rating, or of a median: 3.5 of five points lies between thirds and is middle."""
        if rating <= self.highest_bottom:
            return Third.BOTTOM
        if rating >= self.lowest_top:
            return Third.TOP
        return Third.MIDDLE

    def counts(self, ratings: Iterable[int]) -> tuple[int, ...]:
        """Count the ratings at each point, from 1 up. A rating off the scale raises ValueError."""
        found = Counter(ratings)
        for rating in found:
            if rating not in range(1, self.points + 1):
                raise ValueError(f"{rating} is not on the scale {self.name}, which goes from 1 to {self.points}.")
        return tuple(found[point] for point in range(1, self.points + 1))

    def count_in(self, third: Third, ratings: Iterable[int]) -> int:
        """Count the ratings that lie in a third."""
        return [self.third(rating) for rating in ratings].count(third)


THREE = Scale("three", points=3, highest_bottom=1, lowest_top=3)
FIVE = Scale("five", points=5, highest_bottom=2, lowest_top=4)
NINE = Scale("nine", points=9, highest_bottom=3, lowest_top=7)

SCALES = MappingProxyType({scale.name: scale for scale in (THREE, FIVE, NINE)})


def scale_of(points: int) -> Scale:
    """Return the scale of so many points."""
    return next(scale for scale in SCALES.values() if scale.points == points)
