"""Seats of a workshop: dealt from the groups it expects, and given to whoever joins."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.seats import deal_seats, seat_for
from app.core.workshops import WorkshopId
from app.services.workshops import workshop_row
from app.storage.workshops import Panellist, StakeholderGroup, Workshop


def dealt(row: Workshop) -> tuple[int, ...]:
    """The seats a workshop's plan comes to: one for each person expected, by the position of her group."""
    return deal_seats({group.position: group.expected for group in row.groups if group.offered})


def next_seat(db: Session, workshop: WorkshopId, group: int) -> int | None:
    """The seat for someone of this group who joins now; None where no seats were planned.

    Two who come at one instant may not get the same one, so where there are seats the workshop is locked until commit.
    """
    if not workshop_row(db, workshop).seats:
        return None
    row = workshop_row(db, workshop, lock=True)
    position = db.scalar(select(StakeholderGroup.position).where(StakeholderGroup.id == group)) or 0
    return seat_for(row.seats, position, _taken(db, workshop))


def _taken(db: Session, workshop: WorkshopId) -> dict[int, int]:
    """How many sit on each seat. Whoever left has made room."""
    here = Panellist.workshop_id == workshop, Panellist.left_at.is_(None), Panellist.removed_at.is_(None)
    rows = db.execute(select(Panellist.seat, func.count()).where(*here).group_by(Panellist.seat))
    return {seat: many for seat, many in rows if seat is not None}
