"""One field of a protocol: its default, what it may be, why, and who says so."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.core.catalogue import N_

PROJECT = N_("project default, no published source")


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a field may be: a test, the same in words ("a whole number from 5 to 15"), and its choices if any."""

    words: str
    fits: Callable[[object], bool]
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Threshold:
    """What stands beside a field of the protocol. `reason` is one sentence; `source` a reference or `PROJECT`."""

    allowed: Allowed
    reason: str
    source: str


def beside(allowed: Allowed, reason: str, source: str = PROJECT) -> dict[str, Threshold]:
    """Return the metadata of a dataclass field that is a threshold."""
    return {"threshold": Threshold(allowed, reason, source)}


def threshold_of(field: "dataclasses.Field[Any]") -> Threshold:
    """Return what stands beside a field."""
    found: Threshold = field.metadata["threshold"]
    return found


def whole(low: int, high: int) -> Allowed:
    """Allow whole numbers from low to high."""
    return Allowed(f"a whole number from {low} to {high}", lambda value: type(value) is int and low <= value <= high)


def number(low: float, high: float) -> Allowed:
    """Allow any number from low to high. True and NaN are none."""
    return Allowed(
        f"a number from {low:g} to {high:g}",
        lambda value: isinstance(value, int | float) and type(value) is not bool and low <= value <= high,
    )


def one_of(*choices: str) -> Allowed:
    """Allow one of these words."""
    return Allowed("one of " + ", ".join(choices), lambda value: isinstance(value, str) and value in choices, choices)


def yes_or_no() -> Allowed:
    """Allow true and false."""
    return Allowed("true or false", lambda value: type(value) is bool, ("true", "false"))
