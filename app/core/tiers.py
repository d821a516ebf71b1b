"""Tiers: how many of the four marks a statement has.

As in the source review: several sources, both theory and data, thick, confirmed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from app.core.criteria import Criteria, Marks
from app.core.protocol import Protocol

TIERS = "DDCBA"
"""The tier by number of marks, from none to four."""

Id = TypeVar("Id")


def tier(marks: Marks, coherent: bool | None = True) -> str:
    """Return A for four marks, B three, C two, D fewer; a range such as "A-B" while a mark that matters is open.

    Where criterion 5 gates, marks count only for a coherent statement: else the tier is D, and while nobody has rated
    its coherence a range down to D.
    """
    worst = TIERS[marks.count(True) if coherent else 0]
    best = TIERS[0 if coherent is False else marks.count(True) + marks.count(None)]
    return worst if worst == best else f"{best}-{worst}"


def tier_of(criteria: Criteria) -> str:
    """Return the tier of a statement, or the range it may still lie in."""
    return tier(criteria.marks, criteria.coherent)


def in_tier_order(criteria: Sequence[Criteria], weighed: Sequence[float | None], protocol: Protocol) -> list[int]:
    """Return the places of the statements, from 0, in the order tiers give them: best first, what is missing last.

    Within a tier the larger weighting stands first; where criterion 5 breaks ties, the more coherent does, and the
    weighting orders what is still equal. A range stands behind the tier it begins with. What is equal in everything
    keeps the order of the list.
    """

    def key(place: int) -> tuple[str, float, float]:
        tie = _down(criteria[place].c5) if protocol.criterion_5 == "breaks_ties" else 0.0
        return tier_of(criteria[place]), tie, _down(weighed[place])

    return sorted(range(len(criteria)), key=key)


@dataclass(frozen=True, slots=True)
class TierChange(Generic[Id]):
    """A statement whose tier would be another one: from `before` to `after`, either of them perhaps a range."""

    statement: Id
    before: str
    after: str

    @property
    def is_loss(self) -> bool:
        """Whether the best or the worst it may reach is lower than before."""
        return any(new > old for old, new in zip(_ends(self.before), _ends(self.after), strict=True))


def _ends(tiers: str) -> tuple[str, str]:
    """The best and the worst: letters later in the alphabet are lower."""
    return tiers[0], tiers[-1]


def _down(value: float | None) -> float:
    return 1.0 if value is None else -round(value, 12)
