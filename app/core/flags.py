"""Flags: what a reader must know beside a class."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from app.core.circumstances import Circumstances
from app.core.classes import Class, class_of
from app.core.frequencies import FrequencyTable
from app.core.judgements import Judgement, rated
from app.core.protocol import Protocol
from app.core.thresholds import exactly
from app.core.two_askings import TwoAskings
from app.core.views import Views

SMALL_PANEL = "small_panel"
ONE_ANSWER_DECIDES = "one_answer_decides"
PART_QUESTIONED = "part_questioned"
GROUP_MISSING = "group_missing"
GROUP_DIFFERS = "group_differs"
GROUPS_DIFFER = "groups_differ"
PLACES_DIFFER = "places_differ"
MOVED = "moved_after_talk"
FIRST_KEPT = "first_answer_kept"
SEEN_EARLY = "seen_early"
REOPENED = "reopened"
UNCHECKED = "unchecked_translation"
RULES_CHANGED = "rules_changed"
INHERITED = "inherited"


def flags(
    judgements: Sequence[Judgement], table: FrequencyTable, suggested: Class, protocol: Protocol
) -> Iterator[str]:
    """Name the flags that follow from enough judgements and their class."""
    if table.whole["plausibility"].n < protocol.small_panel:
        yield SMALL_PANEL
    if one_answer_decides(table, suggested, protocol):
        yield ONE_ANSWER_DECIDES
    for position in questioned_parts(judgements, protocol):
        yield f"{PART_QUESTIONED}:{position}"


def flags_of_views(views: Views) -> Iterator[str]:
    """Name the flags of groups and places. They name nobody; the views do, where that is allowed."""
    held = {
        GROUP_MISSING: views.is_missing,
        GROUP_DIFFERS: bool(views.apart),
        GROUPS_DIFFER: views.groups_differ,
        PLACES_DIFFER: views.places_differ,
    }
    return (flag for flag, holds in held.items() if holds)


def flags_of_circumstances(circumstances: Circumstances, protocol: Protocol) -> Iterator[str]:
    """Name the flags that no ballot says."""
    held = {
        MOVED: moved(two_askings_of(circumstances, protocol), protocol),
        FIRST_KEPT: circumstances.carried > 0,
        SEEN_EARLY: circumstances.seen_early,
        REOPENED: circumstances.reopened,
        UNCHECKED: circumstances.unchecked is not None and circumstances.unchecked.some > 0,
        RULES_CHANGED: circumstances.rules_changed,
    }
    return (flag for flag, holds in held.items() if holds)


def two_askings_of(circumstances: Circumstances, protocol: Protocol) -> TwoAskings:
    """Return the two askings of plausibility."""
    return TwoAskings(circumstances.askings, protocol.of_scale)


def moved(askings: TwoAskings, protocol: Protocol) -> bool:
    """More people, and a larger share, of at least the smallest cell changed third than come and go by themselves."""
    changed, share = askings.changed, exactly(protocol.moved_share)
    return changed > protocol.moved_people and changed > share * askings.n and askings.n >= protocol.smallest_cell


def one_answer_decides(table: FrequencyTable, suggested: Class, protocol: Protocol) -> bool:
    """Say whether the class would be another one if any one person had not answered.

    The limits of section 3 are not applied again: four remaining ratings are judged with k(4) = 1.
    """
    return any(class_of(rest, protocol).suggested is not suggested for rest in table.without_one())


def questioned_parts(judgements: Sequence[Judgement], protocol: Protocol) -> list[int]:
    """Return the positions that enough of those who rated plausibility object to, in order of position."""
    share = exactly(protocol.questioned_share) * len(rated(judgements, "plausibility"))
    enough = max(protocol.questioned_people, math.ceil(share))
    return sorted(position for position, people in objections(judgements).items() if people >= enough)


def objections(judgements: Sequence[Judgement]) -> Counter[int]:
    """Count, per position, those who rated plausibility and said that this part does not fit."""
    return Counter(position for judgement in rated(judgements, "plausibility") for position in set(judgement.parts))
