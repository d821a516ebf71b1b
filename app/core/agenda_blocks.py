"""Which statements a plan takes, and who judges which: blocks of whole mechanisms for runs of neighbouring seats.

Where its rules conflict, they yield from the last to the first:

1. nobody is given more than her minutes hold; what does not fit is left out and said;
2. a statement has the people the plan promises, who sit side by side, so that groups are there in proportion;
3. statements that are hard to read: at most two in a row, none in the last ten minutes of the day's answering;
4. a mechanism goes to the same people in the same block; one that is longer than a whole stretch is cut;
5. the statements of a mechanism follow one another; where rule 3 needs it, a calm one of the block comes between.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from random import Random

from app.core.blocks import own_list
from app.core.circles import Circle, run_of
from app.core.spacing import spaced
from app.core.workshops import VersionId

LONGEST_BLOCK = 12  # statements: ten minutes at the usual pace, then people see that a piece is done


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement as a plan sees it: what it belongs to, whether it tells of harm, whether it is hard to read."""

    id: VersionId
    code: str
    topic: str
    mechanism: str
    harm: bool = False
    hard: bool = False

    @property
    def unit(self) -> tuple[str, str]:
        """What it goes together with: its mechanism, or itself where the sheet names none."""
        return self.topic, self.mechanism or self.code


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time of answering without a break: how many statements one person can judge in it."""

    holds: int
    before_the_day: bool = False


@dataclass(frozen=True, slots=True)
class AllottedBlock:
    """Statements in the order they are read, for these seats (() for everyone), in the stretch of this place."""

    stretch: int
    seats: tuple[int, ...]
    entries: tuple[Entry, ...]

    @property
    def calm(self) -> bool:
        """Whether nothing in it is hard to read; calm blocks come last."""
        return not any(entry.hard for entry in self.entries)

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics in it, in the order in which they come."""
        return tuple(dict.fromkeys(entry.topic for entry in self.entries))


@dataclass(frozen=True, slots=True)
class Allocation:
    """Who judges what. `left_out` does not fit."""

    blocks: tuple[AllottedBlock, ...]
    left_out: tuple[Entry, ...] = ()

    @property
    def statements(self) -> int:
        """How many statements it holds."""
        return sum(len(block.entries) for block in self.blocks)

    @property
    def parted(self) -> tuple[str, ...]:
        """The mechanisms that are not in one block, in the order in which they come."""
        homes: dict[tuple[str, str], set[int]] = {}
        for number, entries in enumerate([self.left_out, *(block.entries for block in self.blocks)]):
            for entry in entries:
                homes.setdefault(entry.unit, set()).add(number)
        return tuple(mechanism for (_topic, mechanism), blocks in homes.items() if len(blocks) > 1)


Unit = tuple[Entry, ...]
"""Statements that go to the same people: a mechanism, or a piece of a long one."""


@dataclass(frozen=True, slots=True)
class Share:
    """The answers a statement gets over all workshops, and which of them, from 0, this one is."""

    each: int
    workshops: int = 1
    place: int = 0

    def of(self, unit: int) -> int:
        """The people here for the unit of this number: odd answers go to one workshop and the other in turn."""
        whole, odd = divmod(self.each, self.workshops)
        return whole + ((unit + self.place) % self.workshops < odd)


def allocate(
    entries: Sequence[Entry],
    *,
    people: int,
    share: Share,
    stretches: Sequence[Stretch],
    seed: int,
    most: int | None = None,
) -> Allocation:
    """Give every statement that fits, at most `most`, to some of the people of one workshop."""
    units = _units(entries, max((stretch.holds for stretch in stretches if stretch.holds), default=1))
    number = {unit[0].id: place for place, unit in enumerate(units)}
    room = len(entries) if most is None else most
    seating = _Seating(stretches, people)
    for unit in _in_turn(units, room, Random(seed)):
        if len(unit) <= room and seating.take(unit, share.of(number[unit[0].id])):
            room -= len(unit)
    blocks = _blocks(seating, {entry.id: place for place, entry in enumerate(entries)})
    return Allocation(blocks, _without(entries, blocks))


def reseat(
    blocks: Sequence[AllottedBlock], *, theirs: int, people: int, share: Share, stretches: Sequence[Stretch]
) -> Allocation:
    """The blocks of a first workshop of `theirs` people for the panel of another: what that one left of the answers.

    What the minutes here do not hold is left out.
    """
    seating = _Seating(stretches, people)
    for number, block in sorted(enumerate(blocks), key=lambda each: -len(each[1].entries)):
        left = Share(share.each - (len(block.seats) or theirs), share.workshops - 1, share.place - 1)
        seating.take(block.entries, left.of(number), rather=block.stretch)
    made = [AllottedBlock(at, seats, unit) for (at, seats), units in seating.placed.items() for unit in units]
    order = {block.entries[0].id: place for place, block in enumerate(blocks)}
    taken = tuple(sorted(made, key=lambda block: order[block.entries[0].id]))
    return Allocation(taken, _without([entry for block in blocks for entry in block.entries], taken))


def reading_order(blocks: Sequence[AllottedBlock], seat: int) -> tuple[AllottedBlock, ...]:
    """The blocks of a seat as her phone shows them: stretch by stretch, in her own order."""
    order: list[AllottedBlock] = []
    for _stretch, here in groupby(blocks, key=lambda block: block.stretch):
        order += own_list(list(here), lambda block: block.seats, seat, seat, lambda block: block.calm)
    return tuple(order)


def _units(entries: Sequence[Entry], longest: int) -> list[Unit]:
    """Whole mechanisms in the order of the list; what is longer than the longest stretch is cut."""
    together: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        together.setdefault(entry.unit, []).append(entry)
    return [tuple(own[at : at + longest]) for own in together.values() for at in range(0, len(own), longest)]


def _in_turn(units: Sequence[Unit], room: int, chance: Random) -> list[Unit]:
    """The units that have a right to the room first, then the others; long ones first, which leave the small gaps."""
    first: list[Unit] = []
    rest: list[Unit] = []
    taken = 0
    for unit in _by_topics(units, chance):
        fits = taken + len(unit) <= room
        (first if fits else rest).append(unit)
        taken += len(unit) if fits else 0
    return [*sorted(first, key=len, reverse=True), *sorted(rest, key=len, reverse=True)]


def _by_topics(units: Sequence[Unit], chance: Random) -> list[Unit]:
    """Units so that whoever takes only the first of them takes of every topic in proportion."""
    topics: dict[str, list[Unit]] = {}
    for unit in units:
        topics.setdefault(unit[0].topic, []).append(unit)
    dealt = []
    for own in topics.values():
        chance.shuffle(own)
        dealt += [((place + chance.random()) / len(own), unit) for place, unit in enumerate(own)]
    return [unit for _when, unit in sorted(dealt, key=lambda each: each[0])]


class _Seating:
    """The circles of all stretches, and what was given to which run of seats."""

    def __init__(self, stretches: Sequence[Stretch], people: int) -> None:
        self.people = people
        self.circles = [Circle(stretch.holds, people) for stretch in stretches]
        self.placed: dict[tuple[int, tuple[int, ...]], list[Unit]] = {}
        last = max((at for at, each in enumerate(stretches) if not each.before_the_day), default=-1)
        # Hard statements are read in the room, where somebody is there, and rather not at the day's end.
        self.ill_suited = {at: 2 * each.before_the_day + (at == last) for at, each in enumerate(stretches)}

    def take(self, unit: Unit, each: int, *, rather: int = -1) -> bool:
        """Give a unit to so many people in the emptiest stretch that suits it; False where nobody has room."""
        harm, hard = sum(entry.harm for entry in unit), not _is_calm(unit)
        length = min(each, self.people)
        wanted = [
            (at != rather, hard and self.ill_suited[at], circle.fill, at) for at, circle in enumerate(self.circles)
        ]
        for *_reasons, at in sorted(wanted):
            start = self.circles[at].take(len(unit), harm, length)
            if start is not None:
                self.placed.setdefault((at, run_of(start, length, self.people)), []).append(unit)
                return True
        return False


def _blocks(seating: _Seating, order: dict[VersionId, int]) -> tuple[AllottedBlock, ...]:
    made = [
        AllottedBlock(stretch, seats, spaced(sorted(piece, key=lambda unit: order[unit[0].id])))
        for (stretch, seats), units in sorted(seating.placed.items())
        for piece in _pieces(sorted(units, key=lambda unit: order[unit[0].id]))
    ]
    return tuple(sorted(made, key=lambda block: (block.stretch, block.calm)))


def _pieces(units: Iterable[Unit]) -> list[list[Unit]]:
    """Units in blocks of whole mechanisms: first those with something hard, among calm ones enough; then the calm."""
    calm, waiting = deque[Unit](), deque[Unit]()
    for unit in units:
        (calm if _is_calm(unit) else waiting).append(unit)
    pieces: list[list[Unit]] = []
    while waiting or calm:
        piece: list[Unit] = []
        source = waiting or calm
        while source and (not piece or _size(piece) + len(source[0]) <= LONGEST_BLOCK):
            piece.append(source.popleft())
            while calm and _hard(piece) > _size(piece) - _hard(piece):
                piece.append(calm.popleft())
        pieces.append(piece)
    return pieces


def _size(piece: Iterable[Unit]) -> int:
    return sum(len(unit) for unit in piece)


def _hard(piece: Iterable[Unit]) -> int:
    return sum(entry.hard for unit in piece for entry in unit)


def _is_calm(unit: Unit) -> bool:
    return not any(entry.hard for entry in unit)


def _without(entries: Iterable[Entry], blocks: Iterable[AllottedBlock]) -> tuple[Entry, ...]:
    taken = {entry.id for block in blocks for entry in block.entries}
    return tuple(entry for entry in entries if entry.id not in taken)
