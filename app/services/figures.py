"""The figures of a frame: what changes with every answer, for desks and projectors."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import NotHere
from app.core.workshops import RoundId, RoundState, WorkshopId
from app.services import comments, tallies
from app.storage.workshops import Round, Workshop


def progress(db: Session, workshop: WorkshopId, *, at: datetime) -> dict[str, int]:
    """The numbers of a frame: version, count, how many are done of those around, people here, comments new.

    A room that votes asks for this eight times a second, so it is two questions to the database.
    """
    shown = select(Workshop.version, Workshop.count, Round.id, Round.state)
    figures = shown.add_columns(tallies.here(workshop, at), comments.new_ones(workshop))
    found = db.execute(
        figures.outerjoin(Round, Round.id == Workshop.current_round_id).where(Workshop.id == workshop)
    ).one_or_none()
    if found is None:
        raise NotHere
    version, count, round, state, people, new = found
    done, present = 0, people
    if state == RoundState.OPEN:
        done, present = tallies.done_and_around(db, workshop, RoundId(round), at=at)
    return {"version": version, "count": count, "people": people, "done": done, "present": present, "comments": new}
