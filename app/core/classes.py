"""The class of a statement: the first of five rules that fits.

`sufficiency` is section 3 of the method, `classify` the rest of section 6. Contested, insufficient data and the
thresholds are this project's own; none of the published reviews we read has them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.core.agreement import few_enough_outside
from app.core.frequencies import Frequencies, FrequencyTable, table_of
from app.core.judgements import Judgement, abstentions, ratings
from app.core.protocol import Dimension, Protocol
from app.core.scales import Third
from app.core.thresholds import exactly


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
    if answered < exactly(protocol.min_answered_share) * present:
        yield Reason.LOW_RESPONSE
    if abstained > exactly(protocol.max_abstained_share) * answered:
        yield Reason.MANY_ABSTAINED


def classify(judgements: Sequence[Judgement], protocol: Protocol) -> Finding:
    """Return the first class that fits, taking for granted that there is enough to judge by."""
    return class_of(table_of(judgements, protocol), protocol)


def class_of(table: FrequencyTable, protocol: Protocol) -> Finding:
    """Return the first class that fits a panel given as frequencies."""
    if divided := divisions(table, protocol):
        return Finding(Class.CONTESTED, divided)
    shortfall = shortfall_of(table.whole["plausibility"], table, protocol)
    if shortfall is None:
        return Finding(Class.CONFIRMED)
    if shortfall_of(table.if_changed, table, protocol) is not None:
        return Finding(Class.NOT_CONFIRMED, (shortfall,))
    if parts := parts_to_change(table, protocol):
        return Finding(Class.NEEDS_CHANGE, tuple(f"part:{position}" for position in parts))
    return Finding(Class.NOT_CONFIRMED, (shortfall, Reason.CHANGES_DIFFER))


def divisions(table: FrequencyTable, protocol: Protocol) -> tuple[Reason, ...]:
    """Say in which ways a panel is divided in any required dimension: as a whole, between groups, between sites."""
    found = set()
    for dimension in protocol.required:
        if table.whole[dimension].divided:
            found.add(Reason.DISAGREEMENT)
        if table.groups[dimension].opposed:
            found.add(Reason.GROUPS_OPPOSED)
        if table.sites[dimension].opposed:
            found.add(Reason.SITES_OPPOSED)
    return tuple(reason for reason in Reason if reason in found) if found else ()


def shortfall_of(plausibility: Frequencies, table: FrequencyTable, protocol: Protocol) -> Reason | None:
    """Say what keeps an undivided panel from confirming; None when it confirms."""
    if plausibility.third is Third.BOTTOM:
        return Reason.REJECTED
    if plausibility.third is Third.MIDDLE:
        return Reason.MIXED
    if not agrees(plausibility, protocol):
        return Reason.NEAR_MISS
    return None if is_relevant(table, protocol) else Reason.NOT_RELEVANT


def is_relevant(table: FrequencyTable, protocol: Protocol) -> bool:
    """The gate: the median relevance is not in the bottom third, or relevance is not asked for."""
    return "relevance" not in protocol.required or table.whole["relevance"].third is not Third.BOTTOM


def agrees(ratings: Frequencies, protocol: Protocol) -> bool:
    """Enough of the panel say the same, by the protocol's rule, where the median is in the top third already."""
    if protocol.rule == "rand-ucla":
        return few_enough_outside(ratings.outside, ratings.n)
    # Per cent in whole numbers: 7 of 10 is 70 %, whatever 0.7 is in binary.
    top, bottom = 100 * ratings.top, 100 * ratings.bottom
    if protocol.rule == "comet-70-15":
        return top >= 70 * ratings.n and bottom < 15 * ratings.n
    return top >= int(protocol.rule.removeprefix("percent-")) * ratings.n


def parts_to_change(table: FrequencyTable, protocol: Protocol) -> list[int]:
    """Return the positions that enough of those who would say yes after a change agree on."""
    return sorted(position for position, people in table.parts.items() if people >= protocol.changed_people)
