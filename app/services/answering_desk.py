"""What the desk shows of the blocks it is at: who they are for, how they stand, and how far the panel has come."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.core.workshops import RoundState, WorkshopId, WorkshopState
from app.services.answering import Answering, ahead, on_now
from app.services.figures import progress
from app.services.shown import State
from app.storage.blocks import Block
from app.storage.workshops import Workshop

SHOWN = ("done", "present", "begun", "first_in", "parts")


def answering_shown(db: Session, room: Workshop, *, at: datetime) -> State | None:
    """The answering a room is at, as its desk shows it; None where it is at none.

    `block` names it for a move; `rounds` are the places of its first and last statement in the afternoon.
    """
    found = on_now(db, room) or _ahead(db, room)
    if found is None or not found.rounds:
        return None
    standing = found.standing
    is_open = standing.state is RoundState.OPEN
    figures = progress(db, WorkshopId(room.id), at=at) if is_open else {}
    return {
        "block": found.blocks[0].id,
        "state": standing.state.value,
        "epoch": standing.epoch,
        "undo_ms": found.undo_left(db, at=at) // timedelta(milliseconds=1),
        "places": [found.rounds[0].position, found.rounds[-1].position],
        "before_the_day": found.is_before_the_day,
        "blocks": [_block(found, block) for block in found.blocks],
        **{name: figures.get(name) for name in SHOWN},
    }


def _ahead(db: Session, room: Workshop) -> Answering | None:
    """In the lobby the desk is at what can be answered by link."""
    return ahead(db, room) if room.state == WorkshopState.LOBBY else None


def _block(found: Answering, block: Block) -> State:
    """A block by its title, its statements, and how many seats it is for; 0 for everyone."""
    return {"id": block.id, "title": block.title, "statements": len(found.of(block)), "seats": len(block.seats)}
