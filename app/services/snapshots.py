"""What a phone shows, as a pure function of the database and the time.

Before a round has closed nothing about its answers is in here but her own.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.workshops import PanellistId, RoundId, RoundMove, WorkshopId
from app.services.ballots import current
from app.services.moves import last_move
from app.services.shown import State, for_all, on_show, place_of, room_of
from app.services.workshops import workshop_row
from app.storage.ballots import Skip
from app.storage.workshops import Panellist


def phone_state(db: Session, panellist: PanellistId, *, at: datetime) -> State:
    """What one phone shows: what every phone shows, with her own answer."""
    person = db.get_one(Panellist, panellist)
    return with_her_own(db, phones_state(db, WorkshopId(person.workshop_id), at=at), panellist)


def with_her_own(db: Session, state: State, panellist: PanellistId) -> State:
    """What every phone shows, with one panellist's own answer."""
    rounds = [{**round, "mine": _mine(db, RoundId(round["id"]), panellist)} for round in state["rounds"]]
    return {**state, "rounds": rounds}


def phones_state(db: Session, workshop: WorkshopId, *, at: datetime) -> State:
    """What every phone shows: the round on show, and counts once they are revealed. Nobody's answer is in it."""
    room = workshop_row(db, workshop)
    row = on_show(db, room)
    return {
        "version": room.version,
        "workshop": room_of(db, room, at),
        "help": {"name": room.help_name, "phone": room.help_phone},
        "withdraw_until": room.withdraw_until.date().isoformat(),
        **place_of(db, room, row),
        "rounds": [for_all(db, room, row)] if row else [],
    }


def phones_frame(db: Session, workshop: WorkshopId, *, at: datetime) -> State | None:
    """What every phone shows, without the version; None where a phone cannot know its own answer without asking.

    After a closing was undone, an answer that came too late may stand after all.
    """
    if last_move(db, workshop) == RoundMove.UNDO:
        return None
    state = phones_state(db, workshop, at=at)
    return {name: value for name, value in state.items() if name != "version"}


def _mine(db: Session, round: RoundId, panellist: PanellistId) -> State | None:
    ballot = current(db, panellist, round)
    skipped = db.get(Skip, (round, panellist)) is not None
    if ballot is None:
        return {"seq": 0, "skipped": True} | _NOTHING if skipped else None
    return {
        "seq": ballot.seq,
        "skipped": skipped,
        "plausibility": ballot.plausibility,
        "relevance": ballot.relevance,
        "abstained": ballot.abstained,
        "parts": ballot.parts,
        "if_changed": ballot.if_changed,
    }


_NOTHING: State = {"plausibility": None, "relevance": None, "abstained": None, "parts": [], "if_changed": []}
