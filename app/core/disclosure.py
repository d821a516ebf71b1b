"""What may be shown of a panel that knows each other.

Counts per answer of a whole panel are shown from 8 answers, as thirds from 5 to 7, below 5 not at all. A cell, people
named by group or site, is never shown or used by a rule below the protocol's smallest cell.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.core.scales import Scale, Third

COUNTS_FROM = 8
THIRDS_FROM = 5


class Detail(StrEnum):
    """How finely the answers of a round may be shown."""

    COUNTS = "counts"
    THIRDS = "thirds"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class ShownCounts:
    """Counts as they may be shown: per point, per third (bottom, middle, top), or none."""

    detail: Detail
    n: int
    values: tuple[int, ...]


def shown_counts(counts: Sequence[int], scale: Scale) -> ShownCounts:
    """What may be shown of so many answers per point (first point first)."""
    n = sum(counts)
    if n >= COUNTS_FROM:
        return ShownCounts(Detail.COUNTS, n, tuple(counts))
    if n >= THIRDS_FROM:
        return ShownCounts(Detail.THIRDS, n, _by_third(counts, scale))
    return ShownCounts(Detail.TOO_FEW, n, ())


def _by_third(counts: Sequence[int], scale: Scale) -> tuple[int, ...]:
    thirds: Counter[Third] = Counter()
    for point, count in enumerate(counts, start=1):
        thirds[scale.third(point)] += count
    return tuple(thirds[third] for third in (Third.BOTTOM, Third.MIDDLE, Third.TOP))


def shown_abstained(judged: int, abstained: int) -> int | None:
    """How many abstained, or None: of two or three people, how many did says who did."""
    return abstained if judged + abstained >= THIRDS_FROM else None


def may_name_groups(groups: Iterable[str], smallest_cell: int) -> bool:
    """Whether every group among these people has at least the smallest cell, so that groups may be named at all.

    One small group hides all: with the whole panel known, the others would give it away.
    """
    return all(count >= smallest_cell for count in Counter(groups).values())
