"""Flags: what a reader must know beside a class."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.core.classes import Class, classify
from app.core.judgements import Judgement, rated
from app.core.protocol import Protocol

SMALL_PANEL = "small_panel"
ONE_ANSWER_DECIDES = "one_answer_decides"
PART_QUESTIONED = "part_questioned"


def flags(judgements: Sequence[Judgement], suggested: Class, protocol: Protocol) -> Iterator[str]:
    """Name the flags of a class that was computed from enough judgements."""
    if len(rated(judgements, "plausibility")) < protocol.small_panel:
        yield SMALL_PANEL
    if one_answer_decides(judgements, suggested, protocol):
        yield ONE_ANSWER_DECIDES
    for position in questioned_parts(judgements, protocol):
        yield f"{PART_QUESTIONED}:{position}"


def one_answer_decides(judgements: Sequence[Judgement], suggested: Class, protocol: Protocol) -> bool:
    """Say whether the class would be another one if any one person had not answered.

    The limits of section 3 are not applied again: four remaining ratings are judged with k(4) = 1.
    """
    return any(classify(rest, protocol).suggested is not suggested for rest in _without_one(judgements))


def _without_one(judgements: Sequence[Judgement]) -> Iterator[list[Judgement]]:
    # People who answered alike leave the same panel behind, so one of them stands for all. Objections decide no class.
    answers = [replace(judgement, parts=()) for judgement in judgements]
    for left_out in dict.fromkeys(answers):
        rest = answers.copy()
        rest.remove(left_out)
        yield rest


def questioned_parts(judgements: Sequence[Judgement], protocol: Protocol) -> list[int]:
    """Return the positions that enough of those who rated plausibility object to, in order of position."""
    enough = max(protocol.questioned_people, protocol.questioned_share * len(rated(judgements, "plausibility")))
    return sorted(position for position, people in objections(judgements).items() if people >= enough)


def objections(judgements: Sequence[Judgement]) -> Counter[int]:
    """Count, per position, those who rated plausibility and said that this part does not fit."""
    return Counter(position for judgement in rated(judgements, "plausibility") for position in set(judgement.parts))
