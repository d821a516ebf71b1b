"""What may be shown of a result: counts of all panels together, of each place and of each group.

Every workshop shows its own counts on its own page, so what is shown of all together must not give away the rest.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.core.confirmation import Judgement
from app.core.disclosure import (
    Detail,
    ShownCounts,
    gives_away,
    shown_abstained_together,
    shown_cells,
    shown_together,
)
from app.core.judgements import abstentions, ratings
from app.core.protocol import DIMENSIONS, Dimension, Protocol
from app.services.judgements import Pool


@dataclass(frozen=True, slots=True)
class Together:
    """The counts of all panels together in both questions, as finely as they may be shown, and how many abstained."""

    plausibility: ShownCounts
    relevance: ShownCounts
    abstained: int | None

    @property
    def by_point(self) -> bool:
        """Whether figures made from single points of the scale may be shown."""
        return self.plausibility.detail is Detail.COUNTS


def together(pools: Sequence[Pool], protocol: Protocol) -> Together:
    """What may be shown of all these ballots."""
    answered = ((len(ratings(said, "plausibility")), abstentions(said, "plausibility")) for said in _said(pools))
    return Together(
        _together("plausibility", pools, protocol),
        _together("relevance", pools, protocol),
        shown_abstained_together(answered),
    )


def must_hold_back(pools: Sequence[Pool], protocol: Protocol) -> bool:
    """Whether figures made of all these ballots would give away what one small workshop said, in either question."""
    return any(gives_away(_counts(dimension, pools, protocol), protocol.of_scale) for dimension in DIMENSIONS)


def by_place(pools: Sequence[Pool], protocol: Protocol) -> Mapping[str, ShownCounts]:
    """The plausibility of each place, where there are several and all may be shown."""
    cells = _cells(pools, lambda each: each.site, protocol)
    return _shown(cells, pools, protocol) if len(cells) > 1 else {}


def by_group(pools: Sequence[Pool], protocol: Protocol) -> Mapping[str, ShownCounts]:
    """The plausibility of each group, where all may be named and shown. Who may not be named hides all others."""
    cells = _cells(pools, lambda each: each.group, protocol)
    return _shown(cells, pools, protocol) if len(cells) > 1 and "" not in cells else {}


def _together(dimension: Dimension, pools: Sequence[Pool], protocol: Protocol) -> ShownCounts:
    return shown_together(_counts(dimension, pools, protocol), protocol.of_scale)


def _counts(dimension: Dimension, pools: Sequence[Pool], protocol: Protocol) -> list[tuple[int, ...]]:
    return [protocol.of_scale.counts(ratings(said, dimension)) for said in _said(pools)]


def _said(pools: Sequence[Pool]) -> list[Sequence[Judgement]]:
    return [pool.judgements for pool in pools]


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
