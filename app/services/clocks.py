"""The clock of a workshop: how far it is behind its plan, from the record of its moves and what is closed."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.agenda_clock import Kind
from app.core.clock import Step, behind, evenly, left_for, spent
from app.core.workshops import RoundState, WorkshopId, WorkshopState
from app.services.workshops import workshop_row
from app.storage.agendas import AgendaItem
from app.storage.blocks import Block
from app.storage.workshops import Move, Round, Workshop

MINUTE = timedelta(minutes=1)
OVER = (RoundState.CLOSED.value, RoundState.REVEALED.value)


def minutes_behind(db: Session, workshop: WorkshopId, *, at: datetime) -> int | None:
    """Whole minutes behind the plan, less than 0 when ahead of it; None before it has begun and after its end."""
    room = workshop_row(db, workshop)
    if room.started_at is None or room.state not in (WorkshopState.LIVE, WorkshopState.PAUSED):
        return None
    return int(behind(_run(db, workshop, at), _steps(db, room)) / MINUTE)


def minutes_to_talk(db: Session, workshop: WorkshopId, *, at: datetime) -> int | None:
    """Whole minutes that the chosen afternoon has left for talk by now; None where it has no time for talk."""
    room = workshop_row(db, workshop)
    items, rounds = _items(db, room), _rounds(db, room)
    steps = [(item.kind == Kind.TALK, step) for item in items for step in _steps_of(item, rounds)]
    wanted, plan = [is_talk for is_talk, _ in steps], [step for _, step in steps]
    return int(left_for(wanted, _run(db, workshop, at), plan) / MINUTE) if any(wanted) else None


def _run(db: Session, workshop: WorkshopId, at: datetime) -> timedelta:
    """How long a workshop has run, pauses left out."""
    moves = select(Move.move, Move.at).where(Move.workshop_id == workshop, Move.round_id.is_(None)).order_by(Move.id)
    return spent([(move, moment) for move, moment in db.execute(moves)], at)


def _items(db: Session, room: Workshop) -> Sequence[AgendaItem]:
    items = select(AgendaItem).where(AgendaItem.workshop_id == room.id, AgendaItem.kind != Kind.LINK.value)
    return db.scalars(items.order_by(AgendaItem.position)).all()


def _steps(db: Session, room: Workshop) -> list[Step]:
    """The items of the chosen afternoon; without one, the workshop's minutes spread over its statements."""
    found, rounds = _items(db, room), _rounds(db, room)
    if not found:
        return _spread(room.minutes * MINUTE, [state for _, state in rounds])
    return [step for item in found for step in _steps_of(item, rounds)]


def _steps_of(item: AgendaItem, rounds: Sequence[tuple[int | None, str]]) -> list[Step]:
    """A time of answering is one step, over once its blocks are; in the plenary each statement of no block is one."""
    time = item.minutes * MINUTE
    own = [state in OVER for of, state in rounds if of == item.id]
    if own:
        return [Step(time, all(own))]
    plenary = [state for of, state in rounds if of is None] if item.kind == Kind.PLENARY else []
    return _spread(time, plenary) or [Step(time, None)]


def _spread(time: timedelta, states: Sequence[str]) -> list[Step]:
    return evenly(time, len(states), sum(state in OVER for state in states))


def _rounds(db: Session, room: Workshop) -> list[tuple[int | None, str]]:
    """Of each first asking, the item its block belongs to, and its state."""
    first = select(Block.agenda_item_id, Round.state).select_from(Round).outerjoin(Block, Block.id == Round.block_id)
    found = db.execute(first.where(Round.workshop_id == room.id, Round.number == 1))
    return [(item, state) for item, state in found]
