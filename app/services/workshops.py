"""Workshops: moving one through its day, locking its door, and what every page of it needs to know."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select, update
from sqlalchemy.orm import Session, joinedload

from app.core.errors import NotHere, SomeoneWasFaster
from app.core.panels import new_digits
from app.core.workshops import (
    RUNNING,
    AccountId,
    ReviewId,
    RoundState,
    WorkshopId,
    WorkshopMove,
    WorkshopState,
    before_the_doors,
    workshop_after,
)
from app.services import closing
from app.services.moves import record, who_was_last
from app.storage.many import put_many
from app.storage.ready import first_answer_in
from app.storage.statements import Review
from app.storage.workshops import Panellist, Round, Workshop


@dataclass(frozen=True, slots=True)
class WorkshopLine:
    """One of a review's workshops."""

    id: WorkshopId
    title: str
    site: str
    state: WorkshopState
    statements: int
    people: int
    pilot: bool


@dataclass(frozen=True, slots=True)
class WorkshopHead:
    """What every page of a workshop shows of it."""

    id: WorkshopId
    review: ReviewId
    review_title: str
    title: str
    site: str
    state: WorkshopState
    locked: bool
    digits: str | None
    token: str
    version: int
    pilot: bool


def head(db: Session, workshop: WorkshopId) -> WorkshopHead:
    """A workshop's head. Raises NotHere."""
    row = workshop_row(db, workshop)
    return WorkshopHead(
        WorkshopId(row.id),
        ReviewId(row.review_id),
        row.review.title,
        row.title,
        row.site,
        WorkshopState(row.state),
        row.locked,
        row.digits,
        row.token,
        row.version,
        row.pilot,
    )


def lines(db: Session, review: ReviewId) -> list[WorkshopLine]:
    """A review's workshops, newest first."""
    rounds = select(func.count(Round.version_id.distinct())).where(Round.workshop_id == Workshop.id).scalar_subquery()
    came = Panellist.workshop_id == Workshop.id, Panellist.removed_at.is_(None)
    people = select(func.count()).where(*came).scalar_subquery()
    rows = db.execute(
        select(Workshop.id, Workshop.title, Workshop.site, Workshop.state, rounds, people, Workshop.pilot)
        .where(Workshop.review_id == review)
        .order_by(Workshop.id.desc())
    )
    return [
        WorkshopLine(WorkshopId(id), title, site, WorkshopState(state), *more) for id, title, site, state, *more in rows
    ]


def review_of_workshop(db: Session, workshop: WorkshopId) -> ReviewId | None:
    """Which review a workshop belongs to; None when there is no such workshop."""
    found = first_answer_in(db, _REVIEW, workshop=workshop)
    return ReviewId(found) if found else None


def move(
    db: Session,
    workshop: WorkshopId,
    move: WorkshopMove,
    *,
    state: WorkshopState,
    by: AccountId | None,
    at: datetime,
) -> WorkshopState:
    """Move a workshop on from the state the facilitator saw. Raises SomeoneWasFaster when it is another by now."""
    row = workshop_row(db, workshop, lock=True)
    if row.state != state:
        raise SomeoneWasFaster(who=who_was_last(db, workshop))
    after = workshop_after(state, move)
    if move is WorkshopMove.DOORS:
        _ready_for_people(row)
    if move is WorkshopMove.END:
        _close_what_is_open(db, row, by, at)
    record(db, row, move.value, before=state.value, after=after.value, by=by, at=at)
    row.state = after.value
    _settle(row, after, at)
    tell(row)
    db.flush()
    return after


def lock(db: Session, workshop: WorkshopId, *, locked: bool) -> None:
    """Lock the door, or unlock it: while locked, nobody new can join."""
    row = workshop_row(db, workshop, lock=True)
    row.locked = locked
    tell(row)


def blank(db: Session, workshop: WorkshopId, *, blanked: bool) -> None:
    """Make the projector show nothing, or show again."""
    row = workshop_row(db, workshop, lock=True)
    row.blanked = blanked
    tell(row)


def revoke_screens(db: Session, workshop: WorkshopId) -> None:
    """Make every projector link given out so far worthless."""
    row = workshop_row(db, workshop, lock=True)
    row.screen_serial += 1


def workshop_row(db: Session, workshop: WorkshopId, *, lock: bool = False) -> Workshop:
    """A workshop's row, locked against other writers where the database locks rows. Raises NotHere."""
    row = db.get(Workshop, workshop, with_for_update=lock or None)
    if row is None:
        raise NotHere
    return row


def with_rules(db: Session, workshop: WorkshopId) -> Workshop:
    """A workshop's row with the rules it is run by, in one question: what a room is told needs both. Raises NotHere."""
    row = db.scalars(_WITH_RULES, {"workshop": workshop}).one_or_none()
    if row is None:
        raise NotHere
    return row


def tell(row: Workshop) -> None:
    """Note that everyone must look again: the workshop's version rises."""
    row.version += 1


def _ready_for_people(row: Workshop) -> None:
    for lacking in before_the_doors(
        help_is_tried=bool(row.help_name and row.help_phone and row.help_tried),
        has_statements=bool(row.rounds),
        has_groups=bool(row.groups),
    ):
        raise lacking


def _close_what_is_open(db: Session, row: Workshop, by: AccountId | None, at: datetime) -> None:
    """After the end nobody could close a round any more, and its answers would never count."""
    rounds = open_rounds(db, WorkshopId(row.id))
    for round in rounds:
        record(db, row, "close", before=round.state, after=RoundState.CLOSED.value, by=by, at=at, round=round)
    closing.close(db, rounds, at=at)


def _settle(row: Workshop, after: WorkshopState, at: datetime) -> None:
    row.digits = (row.digits or new_digits()) if after in RUNNING else None
    if after is WorkshopState.LIVE and row.started_at is None:
        row.started_at = at
    if after is WorkshopState.ENDED:
        row.ended_at = at
        row.screen_serial += 1


def open_rounds(db: Session, workshop: WorkshopId) -> list[Round]:
    """The rounds that are open now."""
    return list(db.scalars(select(Round).where(Round.workshop_id == workshop, Round.state == RoundState.OPEN.value)))


def version_of(db: Session, workshop: WorkshopId) -> int:
    """A workshop's version alone. Raises NotHere for an unknown workshop."""
    found = first_answer_in(db, _VERSION, workshop=workshop)
    if found is None:
        raise NotHere
    return int(found)


def joined(db: Session, workshop: WorkshopId) -> int:
    """How many people ever joined a workshop, those on paper too."""
    return db.scalar(select(func.count()).where(Panellist.workshop_id == workshop)) or 0


def raise_count(on: Connection, workshop: WorkshopId, *, by: int) -> None:
    """Note that so many more got done, or no longer are: progress only."""
    if by:
        put_many(on, _MORE_DONE, [{"workshop": workshop, "more": by}])


# Made once, and not through the ORM: for a ballot that comes alone that was a third of all it cost.
_MORE_DONE = (
    update(Workshop).where(Workshop.id == bindparam("workshop")).values(count=Workshop.count + bindparam("more"))
)
_WITH_RULES = (
    select(Workshop).where(Workshop.id == bindparam("workshop")).options(joinedload(Workshop.protocol, innerjoin=True))
)
_REVIEW = select(Review.id).join(Workshop).where(Workshop.id == bindparam("workshop"))
_VERSION = select(Workshop.version).where(Workshop.id == bindparam("workshop"))
