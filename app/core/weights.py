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
from app.core.catalogue import Phrase
from app.core.weights_problems import (
    PLACE,
    POINTS,
    MethodUnknown,
    NoPlaces,
    NoPoints,
    NotFive,
    NothingCounts,
    NotSaidYet,
    NoWeights,
    NumbersNotNeeded,
    PlaceTwice,
)

CRITERIA = 5
"""How many criteria there are."""

EQUAL = (1 / CRITERIA,) * CRITERIA
"""Every criterion the same."""

MOST_POINTS = 100
"""The points of the criterion that matters most in swing weighting."""

LONGEST_ECHO = 40
"""Characters of an unknown method that a sentence repeats."""

Method = Literal["equal", "ranking", "swing"]


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
            raise MethodUnknown(method=repr(self.method)[:LONGEST_ECHO])
        {"equal": _check_equal, "ranking": _check_ranking, "swing": _check_swing}[self.method](self.given)

    @property
    def values(self) -> tuple[float, ...]:
        """The five weights, criterion 1 first: never negative, and 1 in all.

        Ranking: the rank-order centroid of each place (see Roberts and Goodwin, J Multi-Crit Decis Anal
        2002;11:291). Swing: points over the sum of points. Equal: 1/5 each.
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
    return Weights("ranking", _complete(places, PLACE))


def swung(points: Sequence[float | None]) -> Weights:
    """Weigh by swing points from 0 to 100: how much going from worst to best matters. Raises WeightsProblem."""
    return Weights("swing", _complete(points, POINTS))


def rank_order_centroid(n: int) -> tuple[float, ...]:
    """Return the weights of n criteria that were only ranked, first to last: w_i = (1/n) sum_{k=i..n} 1/k.

    They are the mean of all weights in that order: the centroid.
    """
    return tuple(math.fsum(1 / k for k in range(i, n + 1)) / n for i in range(1, n + 1))


def _complete(given: Sequence[float | None], what: Phrase) -> tuple[float, ...]:
    """None is what a form holds where nobody wrote anything."""
    for criterion, number in enumerate(given, start=1):
        if number is None:
            raise NotSaidYet(criterion=criterion, what=what)
    return tuple(number for number in given if number is not None)


def _check_equal(given: Sequence[float]) -> None:
    if given:
        raise NumbersNotNeeded


def _check_ranking(given: Sequence[float]) -> None:
    _check_length(given, PLACE)
    if any(not _is_number(place) or place not in range(1, CRITERIA + 1) for place in given):
        raise NoPlaces
    for place in given:
        if given.count(place) > 1:
            raise PlaceTwice(place=f"{place:g}")


def _check_swing(given: Sequence[float]) -> None:
    _check_length(given, POINTS)
    if any(not _is_number(points) or not 0 <= points <= MOST_POINTS for points in given):
        raise NoPoints
    if math.fsum(given) <= 0:
        raise NothingCounts


def _check_length(given: Sequence[float], what: Phrase) -> None:
    if len(given) != CRITERIA:
        raise NotFive(what=what, found=len(given))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _read(text: str) -> dict[str, Any]:
    try:
        read = json.loads(text)
    except (ValueError, RecursionError) as problem:  # a hundred thousand brackets nest too deep
        raise NoWeights from problem
    if not isinstance(read, dict) or read.keys() != {"method", "given"} or not isinstance(read["given"], list):
        raise NoWeights
    return read
