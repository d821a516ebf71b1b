"""Weights: how much each of the five criteria counts in the weighting.

They are a choice of people, not a finding: equal unless the team ranked the criteria or gave them points, and fixed
before the first ballot. Whatever was chosen, the weights are never negative and add up to 1.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from app.core.canonical import canonical_json

CRITERIA = 5
"""How many criteria there are."""

EQUAL = (1 / CRITERIA,) * CRITERIA
"""Every criterion the same."""

MOST_POINTS = 100
"""The points of the criterion that matters most in swing weighting."""

Method = Literal["equal", "ranking", "swing"]


class WeightsProblem(ValueError):
    """Weights that cannot be used, with a sentence that says why."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of the five criteria, and what people said to get them. Use `equal`, `ranked` or `swung`.

    `given` holds one number per criterion, criterion 1 first: its place from 1 to 5 (method "ranking"), its points from
    0 to 100 (method "swing"), or nothing at all (method "equal"). Anything else raises WeightsProblem.
    """

    method: Method = "equal"
    given: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what no weights can be made of."""
        if self.method not in get_args(Method):
            raise WeightsProblem(f"Weights are equal, from a ranking or from points; we do not know {self.method!r}.")
        {"equal": _check_equal, "ranking": _check_ranking, "swing": _check_swing}[self.method](self.given)

    @property
    def values(self) -> tuple[float, ...]:
        """The five weights, criterion 1 first: never negative, and 1 in all.

        Ranking: the rank-order centroid of each place (Barron and Barrett, Management Science 1996;42:1515). Swing:
        points over the sum of points (von Winterfeldt and Edwards 1986). Equal: 1/5 each.
        """
        if self.method == "ranking":
            by_place = rank_order_centroid(CRITERIA)
            return tuple(by_place[int(place) - 1] for place in self.given)
        if self.method == "swing":
            total = math.fsum(self.given)
            return tuple(points / total for points in self.given)
        return EQUAL

    @property
    def places(self) -> tuple[int, ...] | None:
        """The place of each criterion where a ranking was given, else None."""
        return tuple(map(int, self.given)) if self.method == "ranking" else None

    def to_json(self) -> str:
        """Write the weights as canonical JSON: what was said, from which they follow."""
        return canonical_json({"method": self.method, "given": self.given})

    @classmethod
    def from_json(cls, text: str) -> "Weights":
        """Read weights. What is not their JSON form raises WeightsProblem."""
        read = _read(text)
        return cls(read["method"], tuple(read["given"]))


def equal() -> Weights:
    """Let every criterion count the same: the default, and what is used where nobody decided otherwise."""
    return Weights()


def ranked(places: Sequence[int | None]) -> Weights:
    """Weigh by a ranking: the place of each criterion, 1 for the one that matters most. Raises WeightsProblem."""
    return Weights("ranking", _complete(places, "place"))


def swung(points: Sequence[float | None]) -> Weights:
    """Weigh by swing points from 0 to 100: how much going from worst to best matters. Raises WeightsProblem."""
    return Weights("swing", _complete(points, "number of points"))


def rank_order_centroid(n: int) -> tuple[float, ...]:
    """Return the weights of n criteria that were only ranked, first to last: w_i = (1/n) sum_{k=i..n} 1/k.

    They are the mean of all weights in that order: the centroid. Source: Barron and Barrett 1996.
    """
    return tuple(math.fsum(1 / k for k in range(i, n + 1)) / n for i in range(1, n + 1))


def _complete(given: Sequence[float | None], what: str) -> tuple[float, ...]:
    """None is what a form holds where nobody wrote anything."""
    for criterion, number in enumerate(given, start=1):
        if number is None:
            raise WeightsProblem(f"Criterion {criterion} has no {what} yet. Each of the five needs one.")
    return tuple(number for number in given if number is not None)


def _check_equal(given: Sequence[float]) -> None:
    if given:
        raise WeightsProblem("Equal weights need no numbers.")


def _check_ranking(given: Sequence[float]) -> None:
    _check_length(given, "place")
    if any(not _is_number(place) or place not in range(1, CRITERIA + 1) for place in given):
        raise WeightsProblem("Places are whole numbers from 1, for what matters most, to 5.")
    for place in given:
        if given.count(place) > 1:
            raise WeightsProblem(
                f"Place {place:g} was given more than once. Give each place from 1 to 5 once, or use points for a tie."
            )


def _check_swing(given: Sequence[float]) -> None:
    _check_length(given, "number of points")
    if any(not _is_number(points) or not 0 <= points <= MOST_POINTS for points in given):
        raise WeightsProblem("Points are numbers from 0 to 100.")
    if math.fsum(given) <= 0:
        raise WeightsProblem("All points are 0, so nothing would count. Give at least one criterion more than 0.")


def _check_length(given: Sequence[float], what: str) -> None:
    if len(given) != CRITERIA:
        raise WeightsProblem(f"There are five criteria, so each needs one {what}; we got {len(given)}.")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _read(text: str) -> dict[str, Any]:
    try:
        read = json.loads(text)
    except ValueError as problem:
        raise WeightsProblem("These are no weights: they cannot be read as JSON.") from problem
    if not isinstance(read, dict) or read.keys() != {"method", "given"} or not isinstance(read["given"], list):
        raise WeightsProblem("These are no weights: they should hold a method and what was given, and nothing else.")
    return read
