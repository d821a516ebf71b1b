"""What the projector shows, as a pure function of the database and the time."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.workshops import RUNNING, WorkshopId
from app.services.figures import progress
from app.services.shown import State, answering_state, for_all, on_show, place_of, room_of
from app.services.texts import as_read, with_translations
from app.services.workshops import workshop_row
from app.storage.workshops import Round, Workshop

SHOWN = ("done", "present", "first_in")


def screen_state(db: Session, workshop: WorkshopId, *, at: datetime, language: str = "") -> State:
    """What the projector shows, in a language where its texts are translated, else as they were written.

    The digits only while people can join.
    """
    room = workshop_row(db, workshop)
    row = on_show(db, room)
    answering = answering_state(db, room, row)
    may_join = room.state in RUNNING and not room.locked
    return {
        "version": room.version,
        "count": room.count,
        "workshop": room_of(db, room, at)
        | {
            "blanked": room.blanked,
            "wifi": room.wifi,
            "digits": room.digits if may_join else None,
            "token": room.token if may_join else None,
        },
        **place_of(db, room, row),
        "answering": answering,
        **{name: figure for name, figure in progress(db, workshop, at=at).items() if name in SHOWN},
        "round": _round(db, room, row, language) if row and not answering else None,
    }


def _round(db: Session, room: Workshop, row: Round, language: str) -> State:
    shown = for_all(db, room, row)
    if not language:
        return shown
    (translated,) = with_translations(db, room, [(row, shown)])
    return shown | {"statement": as_read(translated["statement"], language)}
