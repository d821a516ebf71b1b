"""What a desk shows beside its rounds: the clock, the way back, what was read aloud, and who has signed the day off."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.core.workshops import WorkshopId
from app.services import clocks, days, undoing
from app.services.workshops import workshop_row

MS = timedelta(milliseconds=1)


def day_so_far(db: Session, workshop: WorkshopId, *, at: datetime) -> dict[str, Any]:
    """`behind`: minutes, None while there is no clock. `step`: the round to go back to, and for how long it is offered.

    `read_aloud`: the languages in which the round on show was read aloud.
    """
    room = workshop_row(db, workshop)
    step = undoing.step_left(room, at=at)
    return {
        "behind": clocks.minutes_behind(db, workshop, at=at),
        "step": {"round": step[0], "ms": step[1] // MS} if step else None,
        "read_aloud": list(days.read_aloud(db, workshop).get(room.current_round_id or 0, ())),
        "signed_off": room.signed_off_at is not None,
    }
