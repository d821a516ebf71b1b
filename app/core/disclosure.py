"""What may be shown of a panel that knows each other.

Counts per answer of a whole panel are shown from 8 answers, as thirds from 5 to 7, below 5 not at all. A cell, people
named by group or site, is never shown or used by a rule below the protocol's smallest cell.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
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


def shown_together(panels: Sequence[Sequence[int]], scale: Scale) -> ShownCounts:
    """What may be shown of several panels counted together, each of which shows by itself what it may.

    No finer than the least of them: whoever knows the others would know what is left. Those too small to show anything
    are what is left together, so that they count as one.
    """
    hidden = [panel for panel in panels if sum(panel) < THIRDS_FROM]
    known = [panel for panel in panels if sum(panel) >= THIRDS_FROM]
    left = [sum(points) for points in zip(*hidden, strict=True)]
    details = {shown_counts(panel, scale).detail for panel in (*known, left) if sum(panel)}
    whole = [sum(points) for points in zip(*panels, strict=True)] or [0] * scale.points
    return _at(_coarsest(details), whole, scale)


def gives_away(panels: Sequence[Sequence[int]], scale: Scale) -> bool:
    """Whether enough rated together to have figures, and these would give away what a small panel among them said."""
    together = shown_together(panels, scale)
    return together.n >= THIRDS_FROM and together.detail is Detail.TOO_FEW


def shown_cells(
    cells: Mapping[str, Sequence[int]], scale: Scale, smallest: int, whole: Detail
) -> Mapping[str, ShownCounts]:
    """What may be shown of groups, or places, beside a whole panel shown in this detail; nothing where one is small.

    All in one detail, the coarsest that any of them and the whole may be shown in.
    """
    sizes = [sum(counts) for counts in cells.values()]
    if any(0 < size < max(smallest, THIRDS_FROM) for size in sizes):
        return {}
    detail = _coarsest({whole, *(shown_counts(counts, scale).detail for counts in cells.values() if sum(counts))})
    if detail is Detail.TOO_FEW:
        return {}
    return {name: _at(detail, counts, scale) for name, counts in cells.items() if sum(counts)}


def _coarsest(details: Iterable[Detail]) -> Detail:
    found = set(details)
    return next((each for each in (Detail.TOO_FEW, Detail.THIRDS, Detail.COUNTS) if each in found), Detail.TOO_FEW)


def _at(detail: Detail, counts: Sequence[int], scale: Scale) -> ShownCounts:
    values = {Detail.COUNTS: tuple(counts), Detail.THIRDS: _by_third(counts, scale), Detail.TOO_FEW: ()}
    return ShownCounts(detail, sum(counts), values[detail])


def _by_third(counts: Sequence[int], scale: Scale) -> tuple[int, ...]:
    thirds: Counter[Third] = Counter()
    for point, count in enumerate(counts, start=1):
        thirds[scale.third(point)] += count
    return tuple(thirds[third] for third in (Third.BOTTOM, Third.MIDDLE, Third.TOP))


def shown_abstained(judged: int, abstained: int) -> int | None:
    """How many abstained, or None: of two or three people, how many did says who did."""
    return abstained if judged + abstained >= THIRDS_FROM else None


def shown_abstained_together(panels: Iterable[tuple[int, int]]) -> int | None:
    """How many abstained in several panels, each as (judged, abstained); None where that of one may not be shown."""
    answered = [panel for panel in panels if sum(panel)]
    each = [shown_abstained(*panel) for panel in answered]
    return None if not each or None in each else sum(abstained for _, abstained in answered)


def may_name_groups(groups: Iterable[str], smallest_cell: int) -> bool:
    """Whether every group among these people has at least the smallest cell, so that groups may be named at all.

    One small group hides all: with the whole panel known, the others would give it away.
    """
    return all(count >= smallest_cell for count in Counter(groups).values())
