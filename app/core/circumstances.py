"""Circumstances: what a reader must know about an answer that no ballot says."""

from dataclasses import dataclass
from typing import NamedTuple

from app.core.two_askings import Pair


class OutOf(NamedTuple):
    """So many of all: 6 out of 11."""

    some: int
    all: int


NOBODY = OutOf(0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """How one statement came to its ballots. Left out, nothing is known to have been out of the ordinary.

    `expected_groups` were to be heard; `askings` are the ratings of plausibility before and after the talk of those who
    gave both; `carried` people answered only before it. `unchecked` people out of all who answered read a translation
    nobody had checked, or the English for want of one. `inherited` is for a sentence nobody judged itself: so many
    judged out of all the sentences it comes from.
    """

    expected_groups: tuple[str, ...] = ()
    askings: tuple[Pair, ...] = ()
    carried: int = 0
    seen_early: bool = False
    reopened: bool = False
    unchecked: OutOf | None = None
    rules_changed: bool = False
    inherited: OutOf | None = None


NOTHING_SPECIAL = Circumstances()
