"""What a phone shows, as a pure function of the database and the time.

Before a round has closed nothing about its answers is in here but her own.
"""

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.core.workshops import PanellistId, RoundId, RoundMove, WorkshopId
from app.services.moves import last_move
from app.services.shown import State, for_all, on_show, place_of, room_of
from app.services.workshops import workshop_row
from app.storage.ballots import Ballot, Skip
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
    # One question by columns: a hall asks it a thousand times at one instant.
    db.flush()
    row = db.connection().execute(_MINE, {"round": round, "panellist": panellist}).mappings().one()
    mine = {**row, "skipped": bool(row["skipped"])}
    if row["seq"] is not None:
        return mine
    return mine | _NOTHING if mine["skipped"] else None


_NOTHING: State = {"seq": 0, "parts": [], "if_changed": []}
_MINE = (
    select(Skip.round_id.is_not(None).label("skipped"), Ballot.seq, Ballot.plausibility, Ballot.relevance)
    .add_columns(Ballot.abstained, Ballot.parts, Ballot.if_changed)
    .select_from(Panellist)
    .outerjoin(Ballot, (Ballot.panellist_id == Panellist.id) & (Ballot.round_id == bindparam("round")))
    .outerjoin(Skip, (Skip.panellist_id == Panellist.id) & (Skip.round_id == bindparam("round")))
    .where(Panellist.id == bindparam("panellist"))
)
