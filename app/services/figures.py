"""The figures of a frame: what changes with every answer, for desks and projectors."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.core.errors import NotHere
from app.core.workshops import RoundId, RoundState, WorkshopId
from app.services import comments, tallies
from app.services.paces import Progress, progress_of
from app.storage.workshops import Round, Workshop

Figures = dict[str, Any]


def progress(db: Session, workshop: WorkshopId, *, at: datetime) -> Figures:
    """The numbers of a frame: version, count, how many are done of those around, people here, comments new.

    While blocks are open, `done` are those who are through; with it come `begun`, `first_in` (minutes until somebody is
    through) and `parts` (block, how many are through with it, of how many). A room that votes asks for this eight times
    a second, so in plenary it is two questions to the database.
    """
    found = db.execute(_FIGURES, {"in_workshop": workshop}).one_or_none()
    if found is None:
        raise NotHere
    version, count, round, state, block, new = found
    said = {"version": version, "count": count, "comments": new}
    if state == RoundState.OPEN and block is None:
        done, people, away = tallies.done_here_and_away(db, workshop, RoundId(round), at=at)
        return said | {"people": people, "done": done, "present": people + away}
    people = tallies.people_here(db, workshop, at=at)
    if state == RoundState.OPEN:
        return said | {"people": people} | _at_own_pace(progress_of(db, workshop, at=at))
    return said | {"people": people, "done": 0, "present": people}


def _at_own_pace(paces: Progress) -> Figures:
    parts = [list(part) for part in paces.parts]
    known = {"begun": paces.begun, "first_in": paces.first_in, "parts": parts}
    return {"done": paces.through, "present": paces.around} | known


# Made once, because putting it together takes longer than its answer.
_FIGURES = (
    select(Workshop.version, Workshop.count, Round.id, Round.state, Round.block_id)
    .add_columns(comments.NEW)
    .outerjoin(Round, Round.id == Workshop.current_round_id)
    .where(Workshop.id == bindparam("in_workshop"))
)
