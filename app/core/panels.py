"""Panels: the stakeholder groups of a workshop, who counts as present, and the codes people carry.

Groups expected below the smallest cell are merged in the plan before joining opens, so that no group of fewer people
than that is ever asked for, stored or shown.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

# No 0/O, 1/I/L, U/V, S/5, B/8: read aloud and copied by hand.
CODE_LETTERS = "ACDEFGHJKMNPQRTWXYZ234679"


@dataclass(frozen=True, slots=True)
class Group:
    """A stakeholder group of the plan and how many people are expected from it."""

    name: str
    expected: int


@dataclass(frozen=True, slots=True)
class MergedGroup:
    """A group as people will choose it; `members` are the names of the plan it stands for."""

    name: str
    expected: int
    members: tuple[str, ...]


def merge_small(groups: Sequence[Group], smallest_cell: int) -> tuple[MergedGroup, ...]:
    """Merge the two smallest groups until none is expected below the smallest cell, or one group is left."""
    merged = [MergedGroup(group.name, group.expected, (group.name,)) for group in groups]
    while len(merged) > 1 and min(group.expected for group in merged) < smallest_cell:
        first, second = sorted(sorted(merged, key=lambda group: group.expected)[:2], key=merged.index)
        merged[merged.index(first)] = _together(first, second)
        merged.remove(second)
    return tuple(merged)


def _together(first: MergedGroup, second: MergedGroup) -> MergedGroup:
    return MergedGroup(
        f"{first.name} / {second.name}", first.expected + second.expected, first.members + second.members
    )


def was_present(opened_at: datetime, *, seen_at: datetime, gone: bool, answered: bool) -> bool:
    """Whether someone counts as present in a round: she answered, or was seen while it was open and has not gone."""
    return answered or (not gone and seen_at >= opened_at)


def new_digits(choose: Callable[[Sequence[str]], str] = secrets.choice) -> str:
    """Six digits to type from the wall; never a leading zero, which people leave out."""
    return choose("123456789") + "".join(choose("0123456789") for _ in range(5))


def new_personal_code(choose: Callable[[Sequence[str]], str] = secrets.choice) -> str:
    """Eight letters shown once, with which a panellist moves to another phone or withdraws (about 37 bits)."""
    return "".join(choose(CODE_LETTERS) for _ in range(8))


def plain_code(typed: str) -> str:
    """A typed code without the spaces, dashes and small letters people add."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())
