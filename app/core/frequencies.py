"""Frequencies: how many gave each rating, which is all that a class is computed from.

As frequencies, one person can be left out in the time of a few subtractions, and who answered alike is left out once.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from statistics import StatisticsError

from app.core.agreement import enough_at_both_ends
from app.core.judgements import Judgement, cells, ratings
from app.core.protocol import DIMENSIONS, Dimension, Protocol
from app.core.scales import Scale, Third


@dataclass(frozen=True)
class Frequencies:
    """How many gave each point of a scale, first point first. What follows from it is worked out once and kept."""

    counts: tuple[int, ...]
    scale: Scale
    _rests: dict[int, "Frequencies"] = field(default_factory=dict, init=False, compare=False, repr=False)

    @cached_property
    def n(self) -> int:
        """Ratings."""
        return sum(self.counts)

    @cached_property
    def third(self) -> Third:
        """The third that holds the median. No rating at all raises StatisticsError."""
        return self.scale.third(median_of_counts(self.counts))

    @cached_property
    def bottom(self) -> int:
        """Ratings in the bottom third."""
        return sum(self.counts[: self.scale.highest_bottom])

    @cached_property
    def top(self) -> int:
        """Ratings in the top third."""
        return sum(self.counts[self.scale.lowest_top - 1 :])

    @cached_property
    def divided(self) -> bool:
        """Enough of them say no, and enough say yes."""
        return enough_at_both_ends(self.bottom, self.top, self.n)

    @cached_property
    def outside(self) -> int:
        """Ratings outside the third that holds the median."""
        inside = {Third.BOTTOM: self.bottom, Third.TOP: self.top, Third.MIDDLE: self.n - self.bottom - self.top}
        return self.n - inside[self.third]

    def without(self, rating: int) -> "Frequencies":
        """Leave out one who gave this rating."""
        if rating not in self._rests:
            fewer = (count - (point == rating) for point, count in enumerate(self.counts, start=1))
            self._rests[rating] = Frequencies(tuple(fewer), self.scale)
        return self._rests[rating]


def median_of_counts(counts: Sequence[int]) -> float:
    """Return the median of ratings counted per point, first point first. None at all raises StatisticsError."""
    up_to = list(accumulate(counts))
    n = up_to[-1]
    if n == 0:
        raise StatisticsError("no median of no ratings")
    lower, upper = bisect_right(up_to, (n - 1) // 2), bisect_right(up_to, n // 2)
    return 1 + (lower + upper) / 2


@dataclass(frozen=True)
class Cells:
    """The ratings of each group, or of each site, by name."""

    of: Mapping[str, Frequencies]
    smallest: int
    _rests: dict[tuple[str, int], "Cells"] = field(default_factory=dict, init=False, compare=False, repr=False)

    @cached_property
    def opposed(self) -> bool:
        """Two of the smallest cell or more have their medians in opposite outer thirds."""
        thirds = [cell.third for cell in self.of.values() if cell.n >= self.smallest]
        return Third.BOTTOM in thirds and Third.TOP in thirds

    def without(self, name: str, rating: int) -> "Cells":
        """Leave out one who gave this rating. An empty name is no cell."""
        if name not in self.of:
            return self
        if (name, rating) not in self._rests:
            fewer = {**self.of, name: self.of[name].without(rating)}
            self._rests[name, rating] = Cells(fewer, self.smallest)
        return self._rests[name, rating]


@dataclass(frozen=True, slots=True)
class FrequencyTable:
    """A panel as frequencies.

    `whole` holds plausibility and relevance; `groups` and `sites` the same by name. `if_changed` is plausibility with
    each "right if changed" below the top third counted as that third's lowest point, and `parts` how many say that of
    each position. `kinds` has one of all who answered alike; objections decide no class, so they make no difference.
    """

    whole: Mapping[Dimension, Frequencies]
    groups: Mapping[Dimension, Cells]
    sites: Mapping[Dimension, Cells]
    if_changed: Frequencies
    parts: Mapping[int, int]
    kinds: Collection[Judgement]

    def without_one(self) -> Iterator["FrequencyTable"]:
        """Leave out each person in turn, and of those who answered alike only one: they leave the same panel behind."""
        return map(self.without, self.kinds)

    def without(self, judgement: Judgement) -> "FrequencyTable":
        """Leave out one person."""
        whole, groups, sites = dict(self.whole), dict(self.groups), dict(self.sites)
        for dimension in DIMENSIONS:
            rating = getattr(judgement, dimension)
            if rating is not None:
                whole[dimension] = whole[dimension].without(rating)
                groups[dimension] = groups[dimension].without(judgement.group, rating)
                sites[dimension] = sites[dimension].without(judgement.site, rating)
        changed, parts = after_change(judgement, self.if_changed.scale), self.parts
        if changed != judgement.plausibility:
            parts = {part: people - (part in judgement.if_changed) for part, people in parts.items()}
        if_changed = self.if_changed if changed is None else self.if_changed.without(changed)
        return FrequencyTable(whole, groups, sites, if_changed, parts, ())


def table_of(judgements: Sequence[Judgement], protocol: Protocol) -> FrequencyTable:
    """Count judgements. Who rated nothing is in no count; a rating off the protocol's scale raises ValueError."""
    scale = protocol.of_scale
    changed = [rating for each in judgements if (rating := after_change(each, scale)) is not None]
    named = [part for each in judgements if would_change(each, scale) for part in set(each.if_changed)]
    return FrequencyTable(
        whole={dimension: _count(ratings(judgements, dimension), scale) for dimension in DIMENSIONS},
        groups={dimension: _cells(judgements, "group", dimension, protocol) for dimension in DIMENSIONS},
        sites={dimension: _cells(judgements, "site", dimension, protocol) for dimension in DIMENSIONS},
        if_changed=_count(changed, scale),
        parts=Counter(named),
        kinds=_kinds(judgements, scale),
    )


def _kinds(judgements: Sequence[Judgement], scale: Scale) -> Collection[Judgement]:
    kinds = {}
    for each in judgements:
        changes = each.if_changed if would_change(each, scale) else ()
        kinds[each.plausibility, each.relevance, changes, each.group, each.site] = each
    return kinds.values()


def _cells(judgements: Sequence[Judgement], by: str, dimension: Dimension, protocol: Protocol) -> Cells:
    found = cells(judgements, by, dimension).items()
    return Cells({name: _count(ratings, protocol.of_scale) for name, ratings in found}, protocol.smallest_cell)


def _count(ratings: Sequence[int], scale: Scale) -> Frequencies:
    return Frequencies(scale.counts(ratings), scale)


def would_change(judgement: Judgement, scale: Scale) -> bool:
    """She says a part would be right if changed, and did not say yes as it stands."""
    rating = judgement.plausibility
    return bool(judgement.if_changed) and rating is not None and scale.third(rating) is not Third.TOP


def after_change(judgement: Judgement, scale: Scale) -> int | None:
    """Return her rating of plausibility, the lowest yes where a change would make it right; None where she has none."""
    return scale.lowest_top if would_change(judgement, scale) else judgement.plausibility
