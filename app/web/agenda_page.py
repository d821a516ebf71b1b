"""What the page of an afternoon shows: plans as cards, and the chosen one as a list with times, topics, sub-panels."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.agenda import Aim, subpanels
from app.core.agenda_blocks import AllottedBlock, Entry, reading_order
from app.core.agenda_clock import Item, Kind, Timed, in_room, timed
from app.core.agenda_plans import Proposal
from app.storage.agendas import AgendaItem
from app.web import agenda_words as words
from app.web.errors import in_words


@dataclass(frozen=True, slots=True)
class Card:
    """One plan to choose."""

    aim: str
    name: str
    headline: str
    ratings: str
    classes: str
    groups: str
    places: str
    in_room: int
    talk: int
    by_link: int
    left_out: int
    yielded: tuple[str, ...]
    gives_classes: bool
    subpanels: int
    recommended: bool


@dataclass(frozen=True, slots=True)
class BlockLine:
    """A block: its topics, its seats in words ("" for everyone), its statements, and how many judge each."""

    topics: str
    seats: str
    statements: int
    people: int


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item of the chosen afternoon. `needs` are the minutes its longest reader needs, 0 where nobody answers."""

    id: int
    kind: str
    name: str
    ahead: str  #: what stands in the place of a time before the day
    begins: str
    ends: str
    minutes: int
    blocks: tuple[BlockLine, ...]
    topics: tuple[str, ...]
    reads: tuple[int, int]
    needs: int
    may_change: bool

    @property
    def is_short(self) -> bool:
        """Whether it has fewer minutes than are needed in it."""
        return self.needs > self.minutes


@dataclass(frozen=True, slots=True)
class Left:
    """What does not fit, of one topic."""

    topic: str
    codes: tuple[str, ...]


def card_of(plan: Proposal) -> Card:
    """A plan as a card."""
    talk = sum(item.minutes for item in plan.items if item.kind in (Kind.TALK, Kind.PLENARY))
    parts = round(plan.means.people * plan.means.workshops / max(1, plan.choice.each))
    return Card(
        aim=plan.choice.aim.value,
        name=words.aims()[plan.choice.aim],
        headline=words.headline(plan),
        ratings=words.ratings(plan),
        classes=words.classes(plan),
        groups=words.groups(plan),
        places=words.places(plan),
        in_room=plan.choice.in_room,
        talk=talk,
        by_link=plan.choice.by_link,
        left_out=plan.choice.left_out,
        yielded=tuple(in_words(each) for each in plan.yielded),
        gives_classes=plan.gives_classes,
        subpanels=parts,
        recommended=plan.means.workshops > 1
        and plan.choice.aim is Aim.CLASSES
        and parts <= subpanels(plan.means.people),
    )


def item_lines(plan: Proposal, rows: Sequence[AgendaItem], begins: int, *, begun: int) -> list[ItemLine]:
    """The chosen afternoon, item by item; the first `begun` of them can no longer change."""
    course = timed(plan.items, begins)
    return [_line(plan, row, course[at], _stretch(plan.items, at), at >= begun) for at, row in enumerate(rows)]


def ends(plan: Proposal, begins: int) -> str:
    """When the afternoon is over."""
    return words.clock((begins + in_room(plan.items)) % (24 * 60))


def left_out(entries: Sequence[Entry]) -> list[Left]:
    """What does not fit, by topic."""
    topics: dict[str, list[str]] = {}
    for entry in entries:
        topics.setdefault(entry.topic, []).append(entry.code)
    return [Left(topic, tuple(codes)) for topic, codes in topics.items()]


def seats_in_words(seats: Sequence[int], people: int) -> str:
    """Seats as people say them, "1–8" or "12–15, 1–4" around the circle; "" for everyone."""
    if not seats:
        return ""
    there, runs = set(seats), []
    for seat in sorted(seats):
        if seat - 1 not in there:
            last = next(end for end in range(seat, people + 1) if end + 1 not in there)
            runs.append(f"{seat}–{last}" if last > seat else str(seat))
    return ", ".join(reversed(runs))


def _stretch(items: Sequence[Item], at: int) -> int | None:
    """Which of the times of answering the item at this place is; those by link come first."""
    answered = sorted(
        (place for place, item in enumerate(items) if item.kind in (Kind.LINK, Kind.ANSWERING)),
        key=lambda place: items[place].kind is not Kind.LINK,
    )
    return answered.index(at) if at in answered else None


def _line(plan: Proposal, row: AgendaItem, when: Timed, stretch: int | None, may_change: bool) -> ItemLine:
    blocks = [block for block in plan.allocation.blocks if block.stretch == stretch]
    reads = [_reads(blocks, seat) for seat in range(1, plan.means.people + 1)] if blocks else [0]
    meets = any(item.kind is not Kind.LINK for item in plan.items)
    return ItemLine(
        id=row.id,
        kind=row.kind,
        name=row.title or words.kinds(meets=meets)[row.kind],
        ahead=words.ahead() if meets else "",
        begins=words.clock(when.begins),
        ends=words.clock(when.ends),
        minutes=row.minutes,
        blocks=tuple(_block(block, plan.means.people) for block in blocks),
        topics=tuple(dict.fromkeys(topic for block in blocks for topic in block.topics)),
        reads=(min(reads), max(reads)),
        needs=-(-max(reads) * plan.means.pace.self_paced // 60),
        may_change=may_change,
    )


def _reads(blocks: Sequence[AllottedBlock], seat: int) -> int:
    return sum(len(block.entries) for block in reading_order(blocks, seat))


def _block(block: AllottedBlock, people: int) -> BlockLine:
    here = len(block.seats) or people
    return BlockLine(", ".join(block.topics), seats_in_words(block.seats, people), len(block.entries), here)
