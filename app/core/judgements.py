"""Judgements: the ballots that count, as the method sees them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.core.protocol import Dimension


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One counted ballot. A rating of None was not given; `abstained` is "outside", "unclear" or None.

    `parts` are the positions of parts that do not fit, `if_changed` of those that would be right if changed.
    """

    plausibility: int | None = None
    relevance: int | None = None
    abstained: str | None = None
    parts: tuple[int, ...] = ()
    if_changed: tuple[int, ...] = ()
    group: str = ""
    site: str = ""


def rated(judgements: Iterable[Judgement], dimension: Dimension) -> list[Judgement]:
    """Keep the judgements that carry a rating in a dimension."""
    return [judgement for judgement in judgements if getattr(judgement, dimension) is not None]


def ratings(judgements: Iterable[Judgement], dimension: Dimension) -> list[int]:
    """Return the ratings given in a dimension; who abstained or did not answer is in none of them."""
    return [rating for judgement in judgements if (rating := getattr(judgement, dimension)) is not None]


def abstentions(judgements: Iterable[Judgement], dimension: Dimension) -> int:
    """Count those who abstained in a dimension. Not answering is not abstaining."""
    return sum(judgement.abstained is not None and getattr(judgement, dimension) is None for judgement in judgements)


def cells(judgements: Sequence[Judgement], by: str, dimension: Dimension) -> dict[str, list[int]]:
    """Return the ratings of each named group or site; `by` is "group" or "site". An empty name is no cell."""
    found: dict[str, list[int]] = {}
    for judgement in rated(judgements, dimension):
        found.setdefault(getattr(judgement, by), []).append(getattr(judgement, dimension))
    found.pop("", None)
    return found
