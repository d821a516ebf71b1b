"""One field of a protocol: its default, what it may be, why, and who says so."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from app.core.catalogue import N_, Phrase
from app.core.errors import WorkshopError

PROJECT = N_("project default, no published source")

LONGEST_ECHO = 60
"""Characters of what was typed that a sentence repeats."""


class OutOfRange(WorkshopError):
    """“{field}” takes {allowed}; this says {value}."""

    code = "out_of_range"


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a field may be: the same in words ("a whole number from 5 to 15"), a test, and its choices if any."""

    words: Phrase
    fits: Callable[[object], bool]
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Threshold:
    """What stands beside a field of the protocol. `reason` is one sentence; `source` a reference or `PROJECT`.

    `is_later` says that protocols were written before the field existed. They were judged by its default, which can
    therefore never change, and stays out of their text.
    """

    allowed: Allowed
    reason: str
    source: str
    is_later: bool = False


def beside(allowed: Allowed, reason: str, source: str = PROJECT, *, is_later: bool = False) -> dict[str, Threshold]:
    """Return the metadata of a dataclass field that is a threshold."""
    return {"threshold": Threshold(allowed, reason, source, is_later)}


def threshold_of(field: "dataclasses.Field[Any]") -> Threshold:
    """Return what stands beside a field."""
    found: Threshold = field.metadata["threshold"]
    return found


def refuse_out_of_range(name: str, allowed: Allowed, value: object) -> None:
    """Raise OutOfRange for a value that a field cannot have."""
    if not allowed.fits(value):
        raise OutOfRange(field=name, allowed=allowed.words, value=repr(value)[:LONGEST_ECHO])


def exactly(share: float) -> Fraction:
    """Return a share as it was typed: 0.55 of 20 people is 11, which it is not in binary."""
    return Fraction(str(share))


def whole(low: int, high: int) -> Allowed:
    """Allow whole numbers from low to high."""
    return Allowed(
        Phrase(N_("a whole number from %(low)d to %(high)d"), {"low": low, "high": high}),
        lambda value: type(value) is int and low <= value <= high,
    )


def number(low: float, high: float) -> Allowed:
    """Allow any number from low to high. True and NaN are none."""
    return Allowed(
        Phrase(N_("a number from %(low)g to %(high)g"), {"low": low, "high": high}),
        lambda value: isinstance(value, int | float) and type(value) is not bool and low <= value <= high,
    )


def one_of(*choices: str) -> Allowed:
    """Allow one of these words."""
    return Allowed(
        Phrase(N_("one of %(choices)s"), {"choices": ", ".join(choices)}),
        lambda value: isinstance(value, str) and value in choices,
        choices,
    )


def yes_or_no() -> Allowed:
    """Allow true and false."""
    return Allowed(Phrase(N_("true or false")), lambda value: type(value) is bool, ("true", "false"))
