"""What fits into an afternoon, and what each way of using it would let a review conclude.

Nothing here is drawn by chance: the same wishes give the same plans to choose from. Seconds per statement are guesses
of ours until a review has measured its own.
"""

import math
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

ABSTAINS, SKIPS = Fraction(12, 100), Fraction(4, 100)
"""The shares of answers that are an abstention, and of statements passed by: guesses until a panel has been seen."""

RATES = (1 - ABSTAINS) * (1 - SKIPS)
"""The chance that somebody who was given a statement rates it: .8448, so of five people all five do in 43 %."""

NEEDED = 5  # ratings; section 3 of the method
FOR_A_CLASS = 8  # people given a statement: five rate it in 98 of 100
AT_LEAST = 7  # the same in 92 of 100
MOSTLY, AT_TIMES = 0.75, 0.25


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds that one statement takes: at one's own pace, voted on by the room, and with three minutes of talk."""

    self_paced: int = 50
    plenary: int = 75
    with_talk: int = 255


@dataclass(frozen=True, slots=True)
class Means:
    """What there is: people expected in each group of a workshop, minutes of answering there, and workshops held alike.

    `by_link` says whether people can be asked to answer some of it before the day.
    """

    groups: tuple[int, ...]
    minutes: int
    workshops: int = 1
    by_link: bool = True
    pace: Pace = field(default_factory=Pace)
    smallest_cell: int = 5

    @property
    def people(self) -> int:
        """People at one workshop."""
        return sum(self.groups)

    @property
    def each_reads(self) -> int:
        """Statements that one person judges in the minutes of answering."""
        return self.minutes * 60 // self.pace.self_paced


class Aim(StrEnum):
    """What a plan is for. TALK gives every statement too few answers for a class."""

    PLENARY = "plenary"
    EVERYONE = "everyone"
    CLASSES = "classes"
    ALL = "all"
    QUICK = "quick"
    TALK = "talk"


@dataclass(frozen=True, slots=True)
class Choice:
    """A plan to choose: so many statements by so many people each, over all workshops; minutes of one person."""

    aim: Aim
    statements: int
    left_out: int
    each: int
    in_room: int
    by_link: int = 0


class Sight(StrEnum):
    """Whether a cell of people can be seen beside others: in most statements, in some, in hardly any."""

    MOSTLY = "mostly"
    AT_TIMES = "at_times"
    HIDDEN = "hidden"
    ONLY_ONE = "only_one"


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What a plan lets a review conclude. `ratings` is the mean per statement, `five` the chance of five ratings."""

    ratings: float
    five: float
    groups: Sight
    places: Sight

    @property
    def gives_classes(self) -> bool:
        """Whether a class can come of it: below five answers never."""
        return self.five > 0


def fits(means: Means, each: int) -> int:
    """How many statements can be judged by so many people each, at all workshops together."""
    return means.workshops * means.people * means.each_reads // each if each > 0 else 0


def minutes_for(means: Means, statements: int, each: int) -> int:
    """The minutes that one person needs when so many statements get so many answers each, in full minutes."""
    people = means.people * means.workshops
    return math.ceil(Fraction(statements * each * means.pace.self_paced, 60 * people)) if people else 0


def answers_each(means: Means, statements: int) -> int:
    """How many answers a statement would get if all were judged in the room alone, to the nearest."""
    return round(Fraction(means.workshops * means.people * means.each_reads, statements)) if statements else 0


def chance_of(needed: int, given_to: int) -> float:
    """The chance that at least so many of the people who are given a statement rate it (binomial)."""
    p = float(RATES)
    return sum(math.comb(given_to, k) * p**k * (1 - p) ** (given_to - k) for k in range(needed, given_to + 1))


def subpanels(people: int) -> int:
    """The most sub-panels of one workshop in which five ratings are still likely: 2 of 15, so that places compare."""
    return max(1, people // AT_LEAST)


def choices(means: Means, statements: int) -> tuple[Choice, ...]:
    """Up to three plans side by side, the most asked of each person first; none without people or statements.

    With no minutes in the room all is answered by link, where that can be.
    """
    if not statements or not means.people:
        return ()
    if not means.minutes:
        return _by_link_alone(means, statements) if means.by_link else ()
    if not means.each_reads:
        return ()
    made: dict[tuple[int, int, int, bool], Choice] = {}
    for choice in _candidates(means, statements):
        made.setdefault((choice.statements, choice.each, choice.by_link, choice.aim is Aim.PLENARY), choice)
    return tuple(made.values())[:3]


def _candidates(means: Means, n: int) -> tuple[Choice, ...]:
    everyone = means.people * means.workshops
    of_each = means.people // subpanels(means.people)
    aimed = FOR_A_CLASS if means.workshops == 1 else means.workshops * of_each
    plans = (
        _in_room(Aim.EVERYONE, means, n, everyone),
        _in_room(Aim.CLASSES, means, n, max(min(aimed, everyone), min(everyone, fits(means, n)))),
        _everything(means, n),
        _in_room(Aim.QUICK, means, n, min(aimed, everyone)),
    )
    one_by_one = minutes_one_by_one(means, n)
    return (Choice(Aim.PLENARY, n, 0, everyone, one_by_one), *plans) if one_by_one <= means.minutes else plans


def _by_link_alone(means: Means, n: int) -> tuple[Choice, ...]:
    """Nobody meets: all by everyone, or by as many as most likely make five ratings."""
    everyone = means.people * means.workshops
    each = dict.fromkeys((everyone, min(AT_LEAST, everyone)))  # a panel of seven has one plan
    plans = zip((Aim.EVERYONE, Aim.ALL), each, strict=False)
    return tuple(Choice(aim, n, 0, many, 0, minutes_for(means, n, many)) for aim, many in plans)


def minutes_one_by_one(means: Means, statements: int) -> int:
    """The minutes in which a room votes on so many statements one by one, without talk."""
    return math.ceil(Fraction(statements * means.pace.plenary, 60))


def _in_room(aim: Aim, means: Means, n: int, each: int) -> Choice:
    put = min(n, fits(means, each))
    return Choice(aim, put, n - put, each, minutes_for(means, put, each))


def _everything(means: Means, n: int) -> Choice:
    """All of them: in the room where seven each fit, else some by link; without a link with too few answers each."""
    everyone = means.people * means.workshops
    each = min(AT_LEAST, everyone)
    needs = minutes_for(means, n, each)
    if needs <= means.minutes or means.by_link:
        return Choice(Aim.ALL, n, 0, each, min(needs, means.minutes), max(0, needs - means.minutes))
    each = max(1, fits(means, n))
    return _in_room(Aim.ALL if each >= NEEDED else Aim.TALK, means, n, each)


def conclusion(choice: Choice, means: Means) -> Conclusion:
    """What a plan lets a review conclude, said before it is chosen."""
    here = choice.each // means.workshops
    smallest = min((choice.each * n // max(1, means.people) for n in means.groups if n), default=0)
    return Conclusion(
        ratings=float(choice.each * RATES),
        five=chance_of(NEEDED, choice.each),
        groups=_sight(smallest, means) if len([n for n in means.groups if n]) > 1 else Sight.ONLY_ONE,
        places=_sight(here, means) if means.workshops > 1 else Sight.ONLY_ONE,
    )


def _sight(given_to: int, means: Means) -> Sight:
    chance = chance_of(means.smallest_cell, given_to)
    if chance >= MOSTLY:
        return Sight.MOSTLY
    return Sight.AT_TIMES if chance >= AT_TIMES else Sight.HIDDEN
