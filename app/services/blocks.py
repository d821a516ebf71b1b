"""Blocks: rounds laid out to be opened together, each block for the seats it is given to."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, exists, func, select
from sqlalchemy.orm import Session

from app.core.errors import DoorsAreOpen
from app.core.workshops import RoundState, VersionId, WorkshopId, WorkshopState
from app.services.workshops import tell
from app.storage.blocks import Block
from app.storage.workshops import Round, Workshop


@dataclass(frozen=True, slots=True)
class PlannedBlock:
    """A block as a plan has it: its statements, and the seats, from 1, it is given to; () for everyone."""

    title: str
    seats: tuple[int, ...]
    versions: tuple[VersionId, ...]
    before_the_day: bool = False


def lay_out_blocks(db: Session, row: Workshop, seats: Sequence[int], blocks: Sequence[PlannedBlock]) -> None:
    """Write a draft's seats and blocks anew. What it puts to the panel outside of any block follows, in plenary.

    Raises DoorsAreOpen once people could have joined, and ValueError for a statement in two blocks: it is asked once.
    """
    if row.state != WorkshopState.DRAFT:
        raise DoorsAreOpen
    asked = [version for block in blocks for version in block.versions]
    if len(asked) != len(set(asked)):
        raise ValueError("a statement stands in two blocks")
    in_plenary = [round.version_id for round in row.rounds if round.version_id not in asked]
    forget_blocks(db, row)
    row.seats = list(seats)
    made = [_block_row(db, row, position, block) for position, block in enumerate(blocks, start=1)]
    rounds = [(version, made[at].id) for at, block in enumerate(blocks) for version in block.versions]
    everything = [*rounds, *((version, None) for version in in_plenary)]
    db.add_all(queued(row, version, position, block) for position, (version, block) in enumerate(everything, start=1))
    tell(row)
    db.flush()
    db.expire(row, ["rounds"])


def forget_blocks(db: Session, row: Workshop) -> None:
    """Forget the rounds and blocks of a draft, and its seats."""
    db.execute(delete(Round).where(Round.workshop_id == row.id))
    db.execute(delete(Block).where(Block.workshop_id == row.id))
    row.seats = []
    db.expire(row, ["rounds"])


def is_by_link(db: Session, workshop: WorkshopId) -> bool:
    """Whether some of a workshop is answered by link before the day."""
    return bool(db.scalar(select(exists().where(Block.workshop_id == workshop, Block.before_the_day))))


def laid_out(db: Session, workshop: WorkshopId) -> int:
    """How many statements of a workshop stand in its blocks."""
    first = Round.workshop_id == workshop, Round.number == 1, Round.block_id.is_not(None)
    return db.scalar(select(func.count()).select_from(Round).where(*first)) or 0


def blocks_of(db: Session, row: Workshop) -> list[PlannedBlock]:
    """The blocks of a workshop as they were planned, in their order."""
    found = db.scalars(select(Block).where(Block.workshop_id == row.id).order_by(Block.position))
    return [
        PlannedBlock(
            block.title,
            tuple(block.seats),
            tuple(VersionId(round.version_id) for round in block.rounds if round.number == 1),
            block.before_the_day,
        )
        for block in found
    ]


def queued(row: Workshop, version: int, position: int, block: int | None = None) -> Round:
    """A first round in the queue: of a block, or in plenary."""
    return Round(
        workshop_id=row.id,
        version_id=version,
        number=1,
        position=position,
        mode="self_paced" if block else "plenary",
        state=RoundState.QUEUED.value,
        epoch=0,
        reopened=0,
        block_id=block,
    )


def _block_row(db: Session, row: Workshop, position: int, planned: PlannedBlock) -> Block:
    block = Block(
        workshop_id=row.id,
        position=position,
        title=planned.title,
        seats=list(planned.seats),
        before_the_day=planned.before_the_day,
    )
    db.add(block)
    db.flush()
    return block
