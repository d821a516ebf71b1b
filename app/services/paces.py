"""Paces: how far a panel has come with what it answers at its own pace. Counts of people, never names.

A skip counts as done, so nobody sees who skipped; of a part of the panel nothing is said below the smallest cell.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, String, bindparam, cast, exists, func, select, union_all
from sqlalchemy.orm import Session

from app.core.blocks import Pace, first_through_in
from app.core.protocol import Protocol
from app.core.seats import is_given_to
from app.core.workshops import RoundState, WorkshopId
from app.services import tallies
from app.storage.ballots import Ballot, Skip
from app.storage.blocks import Block
from app.storage.protocols import ProtocolVersion
from app.storage.workshops import Panellist, Round, Workshop


class Part(NamedTuple):
    """How many are through with one block, of those it is given to; None where they are too few to say."""

    block: int
    done: int | None
    given: int | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How many are through of how many, how many have begun, and in how many minutes the first will be through."""

    through: int
    around: int
    begun: int
    first_in: int | None
    parts: tuple[Part, ...]


class _Person(NamedTuple):
    seat: int | None
    is_here: bool
    has_gone: bool
    done: Mapping[int, int]  #: how many rounds of each block


class _Given(NamedTuple):
    id: int
    seats: frozenset[int]
    rounds: int
    opened_at: datetime


def progress_of(db: Session, workshop: WorkshopId, *, at: datetime) -> Progress:
    """How far a panel has come with the blocks that are open now."""
    blocks = _open_blocks(db, workshop)
    given = _by_seat(blocks)
    found = [(person, _pace(person, given(person.seat))) for person in _people(db, workshop, at)]
    counted = [(person, pace) for person, pace in found if _counts(person, pace)]
    people, paces = [person for person, _ in counted], [pace for _, pace in counted]
    elapsed = max(((at - block.opened_at).total_seconds() for block in blocks), default=0.0)
    return Progress(
        through=sum(pace.is_through for pace in paces),
        around=sum(pace.total > 0 for pace in paces),
        begun=sum(pace.done > 0 for pace in paces),
        first_in=first_through_in(paces, elapsed),
        parts=tuple(_parts(people, blocks, _smallest_cell(db, workshop))),
    )


def _open_blocks(db: Session, workshop: WorkshopId) -> list[_Given]:
    rows = select(Block.id, Block.seats, func.count(), func.max(Round.opened_at)).join(
        Round, Round.block_id == Block.id
    )
    are_open = rows.where(Round.workshop_id == workshop, Round.state == RoundState.OPEN.value)
    found = db.execute(are_open.group_by(Block.id).order_by(Block.position))
    return [
        _Given(id, frozenset(seats), many, opened_at) for id, seats, many, opened_at in found if opened_at is not None
    ]


def _people(db: Session, workshop: WorkshopId, at: datetime) -> list[_Person]:
    done = _done_by_person(db, workshop)
    has_gone = Panellist.left_at.is_not(None) | Panellist.removed_at.is_not(None)
    rows = select(Panellist.id, Panellist.seat, Panellist.seen_at > at - tallies.HERE_FOR, has_gone)
    found = db.execute(rows.where(Panellist.workshop_id == workshop))
    return [_Person(seat, is_here, gone, done.get(id, {})) for id, seat, is_here, gone in found]


def _done_by_person(db: Session, workshop: WorkshopId) -> dict[int, dict[int, int]]:
    """How many open rounds of each block each person is done with: answered whole, or else skipped."""
    done: dict[int, dict[int, int]] = {}
    by_block: dict[int, Counter[str]] = {}
    for block, people in db.execute(_DONE, {"in_workshop": workshop}):
        by_block.setdefault(block, Counter()).update(people.split(",") if people else ())
    for block, counter in by_block.items():
        for panellist, many in counter.items():
            done.setdefault(int(panellist), {})[block] = many
    return done


def _who(of: type[Ballot] | type[Skip], *which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """The block of each open round, and who is done with it, as one line of numbers; None for nobody.

    A room that answers asks eight times a second. A group for each person and block, or for each round, would sort
    every answer of the room; a question for each round reads them as they lie in the index.
    """
    numbers = select(func.aggregate_strings(cast(of.panellist_id, String), ","))
    of_one = numbers.where(of.round_id == Round.id, *which).correlate(Round).scalar_subquery()
    are_open = Round.workshop_id == bindparam("in_workshop"), Round.state == RoundState.OPEN.value
    return select(Round.block_id, of_one).where(*are_open, Round.block_id.is_not(None))


_SAME = Ballot.round_id == Skip.round_id, Ballot.panellist_id == Skip.panellist_id
_DONE = union_all(_who(Ballot, tallies.is_whole()), _who(Skip, ~exists().where(*_SAME, tallies.is_whole())))


def _counts(person: _Person, pace: Pace) -> bool:
    """Whoever is here, or has begun; of those who have gone only who was through."""
    return pace.is_through if person.has_gone else person.is_here or bool(person.done)


def _by_seat(blocks: Sequence[_Given]) -> Callable[[int | None], tuple[frozenset[int], int]]:
    """What was given to whoever sits on a seat: which blocks, and how many rounds. Worked out once for each seat."""

    @cache
    def given(seat: int | None) -> tuple[frozenset[int], int]:
        own = [block for block in blocks if is_given_to(seat, block.seats)]
        return frozenset(block.id for block in own), sum(block.rounds for block in own)

    return given


def _pace(person: _Person, given: tuple[frozenset[int], int]) -> Pace:
    own, total = given
    return Pace(sum([many for block, many in person.done.items() if block in own]), total)


def _parts(people: Sequence[_Person], blocks: Sequence[_Given], smallest: int) -> Iterable[Part]:
    on, whole = Counter(person.seat for person in people), {block.id: block.rounds for block in blocks}
    ends = ((id, person.seat) for person in people for id, many in person.done.items() if many >= whole[id])
    through = Counter(ends)
    for block in blocks:
        seats = [seat for seat in on if is_given_to(seat, block.seats)]
        done, given = sum(through[block.id, seat] for seat in seats), sum(on[seat] for seat in seats)
        yield Part(block.id, done, given) if given >= smallest else Part(block.id, None, None)


def _smallest_cell(db: Session, workshop: WorkshopId) -> int:
    body = select(ProtocolVersion.body).join(Workshop, Workshop.protocol_id == ProtocolVersion.id)
    return _cell(db.execute(body.where(Workshop.id == workshop)).scalar_one())


@lru_cache(maxsize=64)
def _cell(protocol: str) -> int:
    """A room that answers asks for this eight times a second."""
    return Protocol.from_json(protocol).smallest_cell
