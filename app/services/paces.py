"""Paces: how far a panel has come with what it answers at its own pace. Counts of people, never names.

A skip counts as done, so nobody sees who skipped; of a part of the panel nothing is said below the smallest cell.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Select, exists, func, select
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
    seats: Sequence[int]
    rounds: int
    opened_at: datetime


def progress_of(db: Session, workshop: WorkshopId, *, at: datetime) -> Progress:
    """How far a panel has come with the blocks that are open now."""
    blocks = _open_blocks(db, workshop)
    people = [person for person in _people(db, workshop, at) if _counts(person, blocks)]
    paces = [_pace(person, blocks) for person in people]
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
    return [_Given(id, seats, many, opened_at) for id, seats, many, opened_at in found if opened_at is not None]


def _people(db: Session, workshop: WorkshopId, at: datetime) -> list[_Person]:
    done: dict[int, dict[int, int]] = {}
    for question in _done_by_block(workshop):
        for panellist, block, many in db.execute(question):
            own = done.setdefault(panellist, {})
            own[block] = own.get(block, 0) + many
    has_gone = Panellist.left_at.is_not(None) | Panellist.removed_at.is_not(None)
    rows = select(Panellist.id, Panellist.seat, Panellist.seen_at > at - tallies.HERE_FOR, has_gone)
    found = db.execute(rows.where(Panellist.workshop_id == workshop))
    return [_Person(seat, is_here, gone, done.get(id, {})) for id, seat, is_here, gone in found]


def _done_by_block(workshop: WorkshopId) -> list[Select[*tuple[Any, ...]]]:
    """How many open rounds of each block each person is done with: answered whole, or else skipped.

    Two questions and no union of theirs, which would sort every answer of the room eight times a second.
    """
    here = Round.workshop_id == workshop, Round.state == RoundState.OPEN.value
    answers = select(Ballot.panellist_id, Round.block_id, func.count()).join(Round, Round.id == Ballot.round_id)
    skips = select(Skip.panellist_id, Round.block_id, func.count()).join(Round, Round.id == Skip.round_id)
    same = Ballot.round_id == Skip.round_id, Ballot.panellist_id == Skip.panellist_id
    only_skipped = ~exists().where(*same, tallies.is_whole())
    return [
        answers.where(*here, tallies.is_whole()).group_by(Ballot.panellist_id, Round.block_id),
        skips.where(*here, only_skipped).group_by(Skip.panellist_id, Round.block_id),
    ]


def _counts(person: _Person, blocks: Sequence[_Given]) -> bool:
    """Whoever is here, or has begun; of those who have gone only who was through."""
    if person.has_gone:
        return _pace(person, blocks).is_through
    return person.is_here or bool(person.done)


def _pace(person: _Person, blocks: Iterable[_Given]) -> Pace:
    own = [block for block in blocks if is_given_to(person.seat, block.seats)]
    return Pace(sum(person.done.get(block.id, 0) for block in own), sum(block.rounds for block in own))


def _parts(people: Sequence[_Person], blocks: Sequence[_Given], smallest: int) -> Iterable[Part]:
    for block in blocks:
        given = [person for person in people if is_given_to(person.seat, block.seats)]
        done = sum(person.done.get(block.id, 0) >= block.rounds for person in given)
        yield Part(block.id, done, len(given)) if len(given) >= smallest else Part(block.id, None, None)


def _smallest_cell(db: Session, workshop: WorkshopId) -> int:
    body = select(ProtocolVersion.body).join(Workshop, Workshop.protocol_id == ProtocolVersion.id)
    return _cell(db.execute(body.where(Workshop.id == workshop)).scalar_one())


@lru_cache(maxsize=64)
def _cell(protocol: str) -> int:
    """A room that answers asks for this eight times a second."""
    return Protocol.from_json(protocol).smallest_cell
