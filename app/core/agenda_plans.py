"""Plans of an afternoon, worked out side by side before one is chosen: its clock, its blocks, and what had to yield."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.core.agenda import Aim, Choice, Conclusion, Means, choices, conclusion
from app.core.agenda_blocks import Allocation, AllottedBlock, Entry, Share, Stretch, allocate, reading_order, reseat
from app.core.agenda_clock import Item, Kind, afternoon, one_by_one
from app.core.catalogue import N_, Phrase
from app.core.spacing import IN_A_ROW, longest_row

LAST_MINUTES = 10  # of the day's answering, without anything hard to read
TRIES = 12  # at finding room for the last mechanisms of a plan that promises all


@dataclass(frozen=True, slots=True)
class Wish:
    """What a facilitator asks for: the means, the whole afternoon's minutes, its breaks, and the seed of the draw."""

    means: Means
    minutes: int
    breaks: int
    seed: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """One plan, worked out: its figures are those of its blocks. `yielded` says which rules could not be held."""

    means: Means
    choice: Choice
    conclusion: Conclusion
    items: tuple[Item, ...]
    allocation: Allocation
    yielded: tuple[Phrase, ...]

    @property
    def gives_classes(self) -> bool:
        """Whether a class can come of it; without, it makes a list of what to talk about."""
        return self.conclusion.gives_classes


def propose(entries: Sequence[Entry], wish: Wish) -> tuple[Proposal, ...]:
    """Up to three plans. Raises TooLittleTime where the afternoon is too short for any."""
    return tuple(
        _one_by_one(choice, wish) if choice.aim is Aim.PLENARY else _in_blocks(choice, entries, wish)
        for choice in choices(wish.means, len(entries))
    )


def repeat(first: Proposal, theirs: int, wish: Wish, *, place: int) -> Proposal:
    """The blocks of a first workshop of `theirs` people for the workshop of another place, in minutes of its own.

    Where its panel is smaller, answering takes longer as long as the afternoon has minutes; what then does not fit is
    left out and said. Raises TooLittleTime.
    """
    means, choice = wish.means, first.choice
    while True:
        items = _course(choice, wish)
        stretches = stretches_of(items, means)
        share = sites_share(choice, means, place)
        allocation = reseat(
            first.allocation.blocks, theirs=theirs, people=means.people, share=share, stretches=stretches
        )
        if not allocation.left_out or choice.in_room >= means.minutes:
            break
        choice = replace(choice, in_room=choice.in_room + 1)
    return concluded(choice, means, items, allocation)


def concluded(choice: Choice, means: Means, items: Sequence[Item], allocation: Allocation) -> Proposal:
    """A plan with these items and blocks: its figures, what it lets one conclude, and what had to yield."""
    if choice.aim is not Aim.PLENARY:
        choice = replace(choice, statements=allocation.statements, left_out=len(allocation.left_out))
    said = yielded(allocation, means, stretches_of(items, means))
    return Proposal(means, choice, conclusion(choice, means), tuple(items), allocation, said)


def stretches_of(items: Sequence[Item], means: Means) -> tuple[Stretch, ...]:
    """The times of answering among items, before the day first."""
    answered = [item for item in items if item.kind in (Kind.LINK, Kind.ANSWERING)]
    return tuple(
        Stretch(item.minutes * 60 // means.pace.self_paced, item.kind is Kind.LINK)
        for item in sorted(answered, key=lambda item: item.kind is not Kind.LINK)
    )


def sites_share(choice: Choice, means: Means, place: int = 0) -> Share:
    """What the workshop of this place gives of a plan's answers."""
    return Share(choice.each, means.workshops, place)


def _one_by_one(choice: Choice, wish: Wish) -> Proposal:
    return concluded(choice, wish.means, one_by_one(wish.minutes, breaks=wish.breaks), Allocation(()))


def _in_blocks(choice: Choice, entries: Sequence[Entry], wish: Wish) -> Proposal:
    """Whole mechanisms leave gaps: a plan that promises all takes more minutes until there are none left out."""
    means = wish.means
    for _ in range(TRIES):
        items = _course(choice, wish)
        allocation = allocate(
            entries,
            people=means.people,
            share=sites_share(choice, means),
            stretches=stretches_of(items, means),
            seed=wish.seed,
            most=choice.statements,
        )
        longer = _longer(choice, len(allocation.left_out), wish)
        if choice.left_out or not allocation.left_out or longer is None:
            break
        choice = longer
    return concluded(choice, means, items, allocation)


def _course(choice: Choice, wish: Wish) -> tuple[Item, ...]:
    """The items of a plan with blocks; where nobody meets, the link alone. Raises TooLittleTime."""
    if not wish.means.minutes:
        return (Item(Kind.LINK, choice.by_link),)
    return afternoon(wish.minutes, choice.in_room, breaks=wish.breaks, by_link=choice.by_link)


def _longer(choice: Choice, left_out: int, wish: Wish) -> Choice | None:
    """The same plan with room for what was left out, in the room if that has minutes left, else by link."""
    means = wish.means
    more = max(1, math.ceil(left_out * choice.each * means.pace.self_paced / 60 / means.people / means.workshops))
    if choice.in_room + more <= means.minutes:
        return replace(choice, in_room=choice.in_room + more)
    if means.by_link and (choice.aim is Aim.ALL or not means.minutes):
        return replace(choice, by_link=choice.by_link + more)
    return None


def yielded(allocation: Allocation, means: Means, stretches: Sequence[Stretch]) -> tuple[Phrase, ...]:
    """Which rules a plan could not hold, and for how much."""
    seats = range(1, means.people + 1)
    read = [[entry for block in reading_order(allocation.blocks, seat) for entry in block.entries] for seat in seats]
    rows = sum(longest_row(own) > IN_A_ROW for own in read)
    ends = sum(_hard_at_the_end(allocation.blocks, seat, means) for seat in seats)
    alone = {
        entry.id
        for block in allocation.blocks
        if stretches[block.stretch].before_the_day
        for entry in block.entries
        if entry.hard
    }
    parted = [block for block in allocation.blocks if not _is_together(block)]
    said = (
        (allocation.parted, Phrase(CUT, {"names": ", ".join(allocation.parted)})),
        (rows, Phrase(IN_ROWS, {"people": rows, "all": means.people})),
        (ends, Phrase(AT_THE_END, {"people": ends, "all": means.people})),
        (alone, Phrase(AT_HOME, {"statements": len(alone)})),
        (parted, Phrase(BETWEEN, {"blocks": len(parted)})),
    )
    return tuple(phrase for is_so, phrase in said if is_so)


CUT = N_("Longer than one time of answering, so parted between two: %(names)s.")
IN_ROWS = N_(
    "%(people)s of %(all)s people read more than two statements in a row that are hard to read: there are too few "
    "others to put between them."
)
AT_THE_END = N_(
    "For %(people)s of %(all)s people something hard to read stands in the last ten minutes of answering: there are "
    "too few others to end with."
)
AT_HOME = N_(
    "Hard to read and answered before the day, where nobody is there to turn to: %(statements)s statements. "
    "The room has no minutes left for them."
)
BETWEEN = N_(
    "In %(blocks)s blocks a statement of another mechanism comes between, so that hard ones do not follow one another."
)


def _hard_at_the_end(blocks: Sequence[AllottedBlock], seat: int, means: Means) -> bool:
    last = max((block.stretch for block in blocks), default=0)
    own = [entry for block in reading_order(blocks, seat) if block.stretch == last for entry in block.entries]
    return any(entry.hard for entry in own[-(LAST_MINUTES * 60 // means.pace.self_paced) :])


def _is_together(block: AllottedBlock) -> bool:
    """Whether the statements of every mechanism in it follow one another."""
    names = [entry.unit for entry in block.entries]
    changes = sum(first != second for first, second in pairwise(names))
    return changes == len(set(names)) - 1
