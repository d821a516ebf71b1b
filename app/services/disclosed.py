"""What may be shown of a result: counts of all panels together, of each place and of each group.

Every workshop shows its own counts on its own page, so what is shown of all together must not give away the rest.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.core.confirmation import Judgement
from app.core.disclosure import THIRDS_FROM, Detail, ShownCounts, shown_cells, shown_together
from app.core.judgements import ratings
from app.core.protocol import Dimension, Protocol
from app.services.judgements import Pool


@dataclass(frozen=True, slots=True)
class Together:
    """The counts of all panels together in both questions, as finely as they may be shown."""

    plausibility: ShownCounts
    relevance: ShownCounts

    @property
    def may_count(self) -> bool:
        """Whether numbers of those who say yes and no may stand beside the class, and a score made from them.

        Too few ratings have no such numbers to begin with; many have none where one panel among them is too small.
        """
        return self.plausibility.detail is not Detail.TOO_FEW

    @property
    def is_hidden(self) -> bool:
        """Whether there are enough ratings, and their counts would give those of a small panel away."""
        return not self.may_count and self.plausibility.n >= THIRDS_FROM

    @property
    def by_point(self) -> bool:
        """Whether figures made from single points of the scale may be shown."""
        return self.plausibility.detail is Detail.COUNTS


def together(pools: Sequence[Pool], protocol: Protocol) -> Together:
    """What may be shown of all these ballots."""
    return Together(_together("plausibility", pools, protocol), _together("relevance", pools, protocol))


def by_place(pools: Sequence[Pool], protocol: Protocol) -> Mapping[str, ShownCounts]:
    """The plausibility of each place, where there are several and all may be shown."""
    cells = _cells(pools, lambda each: each.site, protocol)
    return _shown(cells, pools, protocol) if len(cells) > 1 else {}


def by_group(pools: Sequence[Pool], protocol: Protocol) -> Mapping[str, ShownCounts]:
    """The plausibility of each group, where all may be named and shown. Who may not be named hides all others."""
    cells = _cells(pools, lambda each: each.group, protocol)
    return _shown(cells, pools, protocol) if len(cells) > 1 and "" not in cells else {}


def _together(dimension: Dimension, pools: Sequence[Pool], protocol: Protocol) -> ShownCounts:
    scale = protocol.of_scale
    return shown_together([scale.counts(ratings(pool.judgements, dimension)) for pool in pools], scale)


def _cells(pools: Sequence[Pool], name: Callable[[Judgement], str], protocol: Protocol) -> dict[str, tuple[int, ...]]:
    rated: dict[str, list[int]] = {}
    for pool in pools:
        for judgement in pool.judgements:
            if judgement.plausibility is not None:
                rated.setdefault(name(judgement), []).append(judgement.plausibility)
    return {each: protocol.of_scale.counts(rated[each]) for each in sorted(rated)}


def _shown(cells: Mapping[str, Sequence[int]], pools: Sequence[Pool], protocol: Protocol) -> Mapping[str, ShownCounts]:
    whole = _together("plausibility", pools, protocol).detail
    return shown_cells(cells, protocol.of_scale, protocol.smallest_cell, whole)
