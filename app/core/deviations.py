"""Deviations: what was changed in the rules after the first ballot, and what may not be changed any more."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.core.errors import Kind, WorkshopError
from app.core.protocol import Protocol


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a protocol: its value before and after, and the reason somebody gave."""

    field: str
    before: object
    after: object
    reason: str


@dataclass(frozen=True, slots=True)
class Deviation:
    """A version of the protocol made after the first ballot: its number, when, by whom ("" if unknown), and what."""

    version: int
    at: datetime
    by: str
    changes: tuple[Change, ...]


class ScaleStays(WorkshopError):
    """The scale stays as it is: people have answered on it, or the doors of a workshop are open.
    Answers on two scales cannot be put together."""

    kind, code = Kind.STALE, "scale_stays"


class ReasonMissing(WorkshopError):
    """People have answered under the rules as they are. Please say why you change them: {fields}."""

    code = "reason_missing"


class RuleUnknown(WorkshopError):
    """There is no rule of this name. Choose one of those on the page."""

    code = "rule_unknown"


def changed_fields(before: Protocol, after: Protocol) -> tuple[str, ...]:
    """Return the names of the fields that differ, in the protocol's order."""
    names = (each.name for each in dataclasses.fields(Protocol))
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))


def changes_between(before: Protocol, after: Protocol, reasons: Mapping[str, str]) -> tuple[Change, ...]:
    """Return what differs between two versions, with the reasons that the later one gives."""
    return tuple(
        Change(name, getattr(before, name), getattr(after, name), reasons.get(name, ""))
        for name in changed_fields(before, after)
    )


def in_print(value: object) -> str:
    """Write a value of a protocol as it is typed and printed: true, 0.5, "plausibility, relevance"."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return f"{value:g}"
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
