"""The course of an afternoon: its items in order, and when each begins by the clock on the wall.

Times are minutes after midnight at the place itself and know no time zone, so that no change of clocks moves them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.core.errors import WorkshopError

A_DAY = 24 * 60
WELCOME, CLOSING, BREAK = 15, 10, 15  # minutes, of a long afternoon
TWO_HOURS = 120
LONG = 40  # minutes of answering that want a break


class Kind(StrEnum):
    """What an item of the afternoon is for. LINK is before the day and takes none of its minutes."""

    LINK = "link"
    WELCOME = "welcome"
    ANSWERING = "answering"
    PLENARY = "plenary"
    BREAK = "break"
    TALK = "talk"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the afternoon and its minutes."""

    kind: Kind
    minutes: int
    title: str = ""


@dataclass(frozen=True, slots=True)
class Timed:
    """An item with its times, in minutes after midnight; None for what is done before the day."""

    item: Item
    begins: int | None
    ends: int | None


class TooLittleTime(WorkshopError):
    """{minutes} minutes are too few for welcome, breaks and closing, which take {needed} here.
    Choose more minutes or fewer breaks."""

    code = "too_little_time"


def usual_breaks(minutes: int) -> int:
    """How many breaks an afternoon of so many minutes has: none up to two hours, then one for every two."""
    return min(3, (minutes - 1) // TWO_HOURS)


def usual_answering(minutes: int, breaks: int) -> int:
    """The minutes of answering that are proposed: three sevenths of what is free, so 60 of 180; the rest is talk."""
    free = minutes - _around(minutes) - breaks * BREAK
    return max(0, free * 3 // 7 // 5 * 5 or free * 3 // 7)


def afternoon(minutes: int, answering: int, *, breaks: int, by_link: int = 0) -> tuple[Item, ...]:
    """The items of an afternoon with blocks; what is left goes to the talk. Raises TooLittleTime.

    A break parts the answering where it is long; the next one stands before the talk, further ones part the talk.
    """
    talk = _left(minutes, answering, breaks)
    is_parted = breaks > 0 and answering >= LONG
    others = breaks - is_parted
    course = [
        Item(Kind.LINK, by_link),
        Item(Kind.WELCOME, _welcome(minutes)),
        *_parted(Kind.ANSWERING, answering, 1 + is_parted),
        Item(Kind.BREAK, BREAK if others else 0),
        *_parted(Kind.TALK, talk, max(1, others)),
        Item(Kind.CLOSING, _closing(minutes)),
    ]
    return tuple(item for item in course if item.minutes)


def one_by_one(minutes: int, *, breaks: int) -> tuple[Item, ...]:
    """The items of an afternoon in which the room takes one statement after the other. Raises TooLittleTime."""
    free = _left(minutes, 0, breaks)
    course = (
        Item(Kind.WELCOME, _welcome(minutes)),
        *_parted(Kind.PLENARY, free, breaks + 1),
        Item(Kind.CLOSING, _closing(minutes)),
    )
    return tuple(item for item in course if item.minutes)


def timed(items: Sequence[Item], begins: int) -> tuple[Timed, ...]:
    """Every item with its times; they follow one another without a gap, through midnight where need be."""
    course, at = [], begins
    for item in items:
        if item.kind is Kind.LINK:
            course.append(Timed(item, None, None))
            continue
        course.append(Timed(item, at % A_DAY, (at + item.minutes) % A_DAY))
        at += item.minutes
    return tuple(course)


def in_room(items: Sequence[Item]) -> int:
    """The minutes that items take in the room."""
    return sum(item.minutes for item in items if item.kind is not Kind.LINK)


def moved(items: Sequence[Item], place: int, by: int) -> tuple[Item, ...]:
    """Items with the one at this place, from 0, moved up (-1) or down (1); as they are where there is nowhere to go."""
    to = place + by
    if not (0 <= place < len(items) and 0 <= to < len(items)):
        return tuple(items)
    course = list(items)
    course.insert(to, course.pop(place))
    return tuple(course)


def lasting(items: Sequence[Item], place: int, minutes: int) -> tuple[Item, ...]:
    """Items with other minutes for the one at this place, from 0."""
    return tuple(replace(item, minutes=minutes) if at == place else item for at, item in enumerate(items))


def _welcome(minutes: int) -> int:
    return min(WELCOME, minutes // 8)


def _closing(minutes: int) -> int:
    return min(CLOSING, minutes // 9)


def _around(minutes: int) -> int:
    return _welcome(minutes) + _closing(minutes)


def _left(minutes: int, answering: int, breaks: int) -> int:
    needed = _around(minutes) + breaks * BREAK + answering
    if needed > minutes or (not answering and needed == minutes):
        raise TooLittleTime(minutes=minutes, needed=needed)
    return minutes - needed


def _parted(kind: Kind, minutes: int, parts: int) -> list[Item]:
    """Minutes in so many parts with a break between them, the longer parts first."""
    items: list[Item] = []
    for part in range(parts):
        items.append(Item(kind, (minutes + parts - 1 - part) // parts))
        items.append(Item(Kind.BREAK, BREAK))
    return items[:-1]
