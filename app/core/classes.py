"""The class of a statement: the first of five rules that fits.

`sufficiency` is section 3 of the method, `classify` the rest of section 6. Contested, insufficient data and the
thresholds are this project's own; none of the published reviews we read has them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.core.agreement import agreement, disagreement, median
from app.core.judgements import Judgement, abstentions, cells, ratings
from app.core.protocol import Dimension, Protocol
from app.core.scales import Scale, Third


class Class(StrEnum):
    """What a panel's judgements come to. The values are what is stored and exported."""

    CONFIRMED = "confirmed"
    NEEDS_CHANGE = "needs_change"
    CONTESTED = "contested"
    NOT_CONFIRMED = "not_confirmed"
    INSUFFICIENT_DATA = "insufficient_data"


class Reason(StrEnum):
    """Why a class was not "confirmed". A part to be changed is named as `part:<position>` instead."""

    NOT_SHOWN = "not_shown"
    TOO_FEW = "too_few"
    LOW_RESPONSE = "low_response"
    MANY_ABSTAINED = "many_abstained"
    DISAGREEMENT = "disagreement"
    GROUPS_OPPOSED = "groups_opposed"
    SITES_OPPOSED = "sites_opposed"
    REJECTED = "rejected"
    MIXED = "mixed"
    NEAR_MISS = "near_miss"
    NOT_RELEVANT = "not_relevant"
    CHANGES_DIFFER = "changes_differ"


@dataclass(frozen=True, slots=True)
class Finding:
    """A class and the reasons for it, in the order of the rules."""

    suggested: Class
    reasons: tuple[str, ...] = ()


def sufficiency(judgements: Sequence[Judgement], present: int, protocol: Protocol) -> tuple[Reason, ...]:
    """Say why there is too little to judge by; nothing when there is enough in every required dimension."""
    if present == 0 and not judgements:
        return (Reason.NOT_SHOWN,)
    lacking = {
        reason for dimension in protocol.required for reason in _lacking(judgements, dimension, present, protocol)
    }
    return tuple(reason for reason in Reason if reason in lacking)


def _lacking(
    judgements: Sequence[Judgement], dimension: Dimension, present: int, protocol: Protocol
) -> Iterator[Reason]:
    given, abstained = len(ratings(judgements, dimension)), abstentions(judgements, dimension)
    answered = given + abstained
    if given < protocol.min_ratings:
        yield Reason.TOO_FEW
    if answered < protocol.min_answered_share * present:
        yield Reason.LOW_RESPONSE
    if abstained > protocol.max_abstained_share * answered:
        yield Reason.MANY_ABSTAINED


def classify(judgements: Sequence[Judgement], protocol: Protocol) -> Finding:
    """Return the first class that fits, taking for granted that there is enough to judge by."""
    if divided := divisions(judgements, protocol):
        return Finding(Class.CONTESTED, divided)
    shortfall = shortfall_of(judgements, protocol)
    if shortfall is None:
        return Finding(Class.CONFIRMED)
    if shortfall_of(as_if_changed(judgements, protocol.of_scale), protocol) is not None:
        return Finding(Class.NOT_CONFIRMED, (shortfall,))
    if parts := parts_to_change(judgements, protocol.of_scale):
        return Finding(Class.NEEDS_CHANGE, tuple(f"part:{position}" for position in parts))
    return Finding(Class.NOT_CONFIRMED, (shortfall, Reason.CHANGES_DIFFER))


def divisions(judgements: Sequence[Judgement], protocol: Protocol) -> tuple[Reason, ...]:
    """Say in which ways a panel is divided in any required dimension: as a whole, between groups, between sites."""
    tests = {
        Reason.DISAGREEMENT: lambda dimension: disagreement(ratings(judgements, dimension), protocol.of_scale),
        Reason.GROUPS_OPPOSED: lambda dimension: opposed(cells(judgements, "group", dimension), protocol),
        Reason.SITES_OPPOSED: lambda dimension: opposed(cells(judgements, "site", dimension), protocol),
    }
    return tuple(reason for reason, holds in tests.items() if any(map(holds, protocol.required)))


def opposed(cells: dict[str, list[int]], protocol: Protocol) -> bool:
    """Two groups or sites, each of the smallest cell or more, have their medians in opposite outer thirds."""
    large = (ratings for ratings in cells.values() if len(ratings) >= protocol.smallest_cell)
    return {Third.BOTTOM, Third.TOP} <= {protocol.of_scale.third(median(ratings)) for ratings in large}


def shortfall_of(judgements: Sequence[Judgement], protocol: Protocol) -> Reason | None:
    """Say what keeps an undivided panel from confirming; None when it confirms."""
    scale, plausibility = protocol.of_scale, ratings(judgements, "plausibility")
    third = scale.third(median(plausibility))
    if third is Third.BOTTOM:
        return Reason.REJECTED
    if third is Third.MIDDLE:
        return Reason.MIXED
    if not agrees(plausibility, protocol):
        return Reason.NEAR_MISS
    return None if is_relevant(judgements, protocol) else Reason.NOT_RELEVANT


def is_relevant(judgements: Sequence[Judgement], protocol: Protocol) -> bool:
    """The gate: the median relevance is not in the bottom third, or relevance is not asked for."""
    if "relevance" not in protocol.required:
        return True
    return protocol.of_scale.third(median(ratings(judgements, "relevance"))) is not Third.BOTTOM


def agrees(ratings: Sequence[int], protocol: Protocol) -> bool:
    """Enough of the panel say the same, by the protocol's rule, where the median is in the top third already."""
    scale, n = protocol.of_scale, len(ratings)
    if protocol.rule == "rand-ucla":
        return agreement(ratings, scale)
    # Per cent in whole numbers: 7 of 10 is 70 %, whatever 0.7 is in binary.
    top, bottom = 100 * scale.count_in(Third.TOP, ratings), 100 * scale.count_in(Third.BOTTOM, ratings)
    if protocol.rule == "comet-70-15":
        return top >= 70 * n and bottom < 15 * n
    return top >= int(protocol.rule.removeprefix("percent-")) * n


def would_change(judgement: Judgement, scale: Scale) -> bool:
    """She says a part would be right if changed, and did not say yes as it stands."""
    rating = judgement.plausibility
    return bool(judgement.if_changed) and rating is not None and scale.third(rating) is not Third.TOP


def as_if_changed(judgements: Sequence[Judgement], scale: Scale) -> list[Judgement]:
    """Count each "right if changed" below the top third as that third's lowest point."""
    return [
        replace(judgement, plausibility=scale.lowest_top) if would_change(judgement, scale) else judgement
        for judgement in judgements
    ]


def parts_to_change(judgements: Sequence[Judgement], scale: Scale) -> list[int]:
    """Return the positions that at least two of those who would say yes after a change agree on."""
    named = [position for each in judgements if would_change(each, scale) for position in set(each.if_changed)]
    return sorted(position for position in set(named) if named.count(position) >= 2)
