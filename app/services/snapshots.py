"""What a phone shows, as a pure function of the database and the time.

Before a round has closed nothing about its answers is in here but her own.
"""

from datetime import datetime

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.orm import Session

from app.core.workshops import PanellistId, RoundId, RoundMove, RoundState, WorkshopId, WorkshopState
from app.services.moves import last_move
from app.services.own_lists import NOTHING, given_out, own_blocks
from app.services.paces import progress_of
from app.services.shown import State, answering_state, for_all, judged, on_show, place_of, room_of
from app.services.texts import as_read, with_translations
from app.services.workshops import workshop_row
from app.storage.ballots import Ballot, Skip
from app.storage.ready import answers
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
    return _in_her_words(_own(db, state, panellist, block), language)


def with_her_answer(on: Connection, state: State, panellist: PanellistId, *, language: str) -> State:
    """The same, where no block is open and nothing else needs a session."""
    return _in_her_words(_answered(on, state, panellist), language)


def _in_her_words(own: State, language: str) -> State:
    rounds = [round | {"statement": as_read(round["statement"], language)} for round in own["rounds"]]
    bars = own.get("bars_in", {}).get(language)
    shown = {name: value for name, value in own.items() if name != "bars_in"}
    return shown | {"language": language, "rounds": rounds} | ({"bars": bars} if bars else {})


def _own(db: Session, state: State, panellist: PanellistId, block: int | None) -> State:
    if "given" in state:
        shared = {name: value for name, value in state.items() if name not in ("given", "through")}
        own = own_blocks(db, state["given"], panellist, at=block)
        if not own["blocks"] or any(each["done"] < each["total"] for each in own["blocks"]):
            return shared | own
        # What all phones share may be a second old, and must not deny that she is through herself.
        far = state["through"] | {"done": max(state["through"]["done"], 1)}
        return shared | own | {"through": far}  # who is not through herself need not hear of each who is
    db.flush()
    return _answered(db.connection(), state, panellist)


def _answered(on: Connection, state: State, panellist: PanellistId) -> State:
    rounds = [{**round, "mine": _mine(on, RoundId(round["id"]), panellist)} for round in state["rounds"]]
    return {**state, "rounds": rounds}


def phones_state(db: Session, workshop: WorkshopId, *, at: datetime) -> State:
    """What every phone shows: the round on show, and counts once they are revealed. Nobody's answer is in it.

    While blocks are open, nothing is on show; `given` says who was given what, `through` how far the room has come.
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
        "judged": judged(db, room) if room.state == WorkshopState.ENDED else None,
        **(
            {"given": given_out(db, room), "through": _through(db, workshop, at)}
            if answering == RoundState.OPEN
            else {}
        ),
    }


def _through(db: Session, workshop: WorkshopId, at: datetime) -> State:
    """How many are through of how many, as the wall says it: whoever waits for the others is told."""
    paces = progress_of(db, workshop, at=at)
    return {"done": paces.through, "present": paces.around}


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


def _mine(on: Connection, round: RoundId, panellist: PanellistId) -> State | None:
    # One question by columns: a hall asks it a thousand times at one instant.
    [(skipped, *said)] = answers(on, _MINE, {"round": round, "panellist": panellist})
    mine = {"skipped": bool(skipped), **dict(zip(_SAID, said, strict=True))}
    if mine["seq"] is None:
        return {"seq": 0, "skipped": True} | NOTHING if skipped else None
    return mine


_SAID = ("seq", "plausibility", "relevance", "abstained", "parts", "if_changed")
_MINE = (
    select(Skip.round_id.is_not(None).label("skipped"), *(getattr(Ballot, name) for name in _SAID))
    .select_from(Panellist)
    .outerjoin(Ballot, (Ballot.panellist_id == Panellist.id) & (Ballot.round_id == bindparam("round")))
    .outerjoin(Skip, (Skip.panellist_id == Panellist.id) & (Skip.round_id == bindparam("round")))
    .where(Panellist.id == bindparam("panellist"))
)
