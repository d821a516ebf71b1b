"""Flags: what a reader must know beside a class."""

from collections import Counter
from collections.abc import Iterator, Sequence

from app.core.classes import Class, class_of
from app.core.frequencies import FrequencyTable
from app.core.judgements import Judgement, rated
from app.core.protocol import Protocol

SMALL_PANEL = "small_panel"
ONE_ANSWER_DECIDES = "one_answer_decides"
PART_QUESTIONED = "part_questioned"


def flags(
    judgements: Sequence[Judgement], table: FrequencyTable, suggested: Class, protocol: Protocol
) -> Iterator[str]:
    """Name the flags of a class that was computed from enough judgements."""
    if len(rated(judgements, "plausibility")) < protocol.small_panel:
        yield SMALL_PANEL
    if one_answer_decides(table, suggested, protocol):
        yield ONE_ANSWER_DECIDES
    for position in questioned_parts(judgements, protocol):
        yield f"{PART_QUESTIONED}:{position}"


def one_answer_decides(table: FrequencyTable, suggested: Class, protocol: Protocol) -> bool:
    """Say whether the class would be another one if any one person had not answered.

    The limits of section 3 are not applied again: four remaining ratings are judged with k(4) = 1.
    """
    return any(class_of(rest, protocol).suggested is not suggested for rest in table.without_one())


def questioned_parts(judgements: Sequence[Judgement], protocol: Protocol) -> list[int]:
    """Return the positions that enough of those who rated plausibility object to, in order of position."""
    enough = max(protocol.questioned_people, protocol.questioned_share * len(rated(judgements, "plausibility")))
    return sorted(position for position, people in objections(judgements).items() if people >= enough)


def objections(judgements: Sequence[Judgement]) -> Counter[int]:
    """Count, per position, those who rated plausibility and said that this part does not fit."""
    return Counter(position for judgement in rated(judgements, "plausibility") for position in set(judgement.parts))
