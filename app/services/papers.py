"""Paper ballots: the statements of a workshop as they are put to people without a phone, each with its ids."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import NotHere
from app.core.instrument import Instrument, in_language
from app.core.workshops import WorkshopId
from app.services.instruments import asked_of
from app.services.shown import TEXT, State, statement_of
from app.services.workshops import workshop_row
from app.storage.blocks import Block
from app.storage.workshops import Round


@dataclass(frozen=True, slots=True)
class Papers:
    """The statements of one block, or of all that is outside of any (`block` None), and the words they are asked in."""

    title: str
    block: int | None
    seats: tuple[int, ...]
    statements: tuple[State, ...]
    asked: Instrument


@dataclass(frozen=True, slots=True)
class Pile:
    """One block to print: its title, seats and number of statements; `block` None for what is outside of any."""

    block: int | None
    title: str
    seats: tuple[int, ...]
    statements: int


def piles_of(db: Session, workshop: WorkshopId) -> list[Pile]:
    """What can be printed of a workshop, block by block, and what is outside of any at the end."""
    rounds = db.scalars(select(Round.block_id).where(Round.workshop_id == workshop, Round.number == 1)).all()
    blocks = db.scalars(select(Block).where(Block.workshop_id == workshop).order_by(Block.position))
    piles = [Pile(each.id, each.title, tuple(each.seats), rounds.count(each.id)) for each in blocks]
    return [*piles, Pile(None, "", (), rounds.count(None))] if None in rounds else piles


def papers_of(db: Session, workshop: WorkshopId, block: int | None, *, language: str = "en") -> Papers:
    """The ballots of one block, or of what is outside of any, asked in a language. Statements stay as they were
    written: nobody notes which translation a sheet was read in. Raises NotHere for a block of another workshop.
    """
    room = workshop_row(db, workshop)
    pile = next((each for each in piles_of(db, workshop) if each.block == block), None)
    if pile is None:
        raise NotHere
    mine = select(Round).where(Round.workshop_id == workshop, Round.number == 1, Round.block_id == block)
    rows: Sequence[Round] = db.scalars(mine.order_by(Round.position).options(*TEXT)).all()
    asked = asked_of(room)
    statements = tuple(statement_of(row, asked) for row in rows)
    return Papers(pile.title, block, pile.seats, statements, in_language(asked, language))
