"""What a phone shows, as a pure function of the database and the time.

Before a round has closed nothing about its answers is in here but her own.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.workshops import PanellistId, RoundId, RoundMove, RoundState, WorkshopId
from app.services.ballots import current
from app.services.moves import last_move
from app.services.own_lists import NOTHING, answer_in, given_out, own_blocks
from app.services.shown import State, answering_state, for_all, on_show, place_of, room_of
from app.services.texts import as_read, with_translations
from app.services.workshops import workshop_row
from app.storage.ballots import Skip
from app.storage.workshops import Panellist


def phone_state(db: Session, panellist: PanellistId, *, at: datetime) -> State:
    """What one phone shows: what every phone shows, with her own answer."""
    person = db.get_one(Panellist, panellist)
    room = phones_state(db, WorkshopId(person.workshop_id), at=at)
    return with_her_own(db, room, panellist, language=person.language)


def with_her_own(
    db: Session, state: State, panellist: PanellistId, *, language: str, block: int | None = None
) -> State:
    """What every phone shows, in one panellist's language, with her own answer, or with her own list.

    `block` is the one she is at.
    """
    own = _own(db, state, panellist, block)
    rounds = [round | {"statement": as_read(round["statement"], language)} for round in own["rounds"]]
    return own | {"language": language, "rounds": rounds}


def _own(db: Session, state: State, panellist: PanellistId, block: int | None) -> State:
    if "given" in state:
        shared = {name: value for name, value in state.items() if name != "given"}
        return shared | own_blocks(db, state["given"], panellist, at=block)
    rounds = [{**round, "mine": _mine(db, RoundId(round["id"]), panellist)} for round in state["rounds"]]
    return {**state, "rounds": rounds}


def phones_state(db: Session, workshop: WorkshopId, *, at: datetime) -> State:
    """What every phone shows: the round on show, and counts once they are revealed. Nobody's answer is in it.

    While blocks are open, nothing is on show; `given` says who was given what.
    """
    room = workshop_row(db, workshop)
    row = on_show(db, room)
    answering = answering_state(db, room, row)
    return {
        "version": room.version,
        "workshop": room_of(db, room, at),
        "help": {"name": room.help_name, "phone": room.help_phone},
        "withdraw_until": room.withdraw_until.date().isoformat(),
        **place_of(db, room, row),
        "answering": answering,
        "blocks": [],
        "rounds": with_translations(db, room, [(row, for_all(db, room, row))] if row and not answering else []),
        **({"given": given_out(db, room)} if answering == RoundState.OPEN else {}),
    }


def phones_frame(db: Session, workshop: WorkshopId, *, at: datetime) -> State | None:
    """What every phone shows, without the version; None where a phone cannot know its own answer without asking.

    After a closing was undone, an answer that came too late may stand after all; and everybody has her own blocks.
    """
    if last_move(db, workshop) == RoundMove.UNDO:
        return None
    state = phones_state(db, workshop, at=at)
    if "given" in state:
        return None
    return {name: value for name, value in state.items() if name != "version"}


def _mine(db: Session, round: RoundId, panellist: PanellistId) -> State | None:
    ballot = current(db, panellist, round)
    skipped = db.get(Skip, (round, panellist)) is not None
    if ballot is None:
        return {"seq": 0, "skipped": True} | NOTHING if skipped else None
    return answer_in(ballot, skipped=skipped)
