"""Rehearsals: a pilot copy of a plan to practise on, and wiping what was said in one; never in a real workshop."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core.errors_rehearsal import NotARehearsal
from app.core.histories import WIPE
from app.core.workshops import AccountId, ReviewId, WorkshopId, WorkshopMove, WorkshopState
from app.services import days, plans, workshops
from app.services.blocks import blocks_of, lay_out_blocks
from app.services.moves import record
from app.services.withdrawal import Removed, remove_all
from app.services.workshops import workshop_row
from app.storage.accounts import Account
from app.storage.agendas import Agenda, AgendaItem
from app.storage.base import Base
from app.storage.blocks import Block
from app.storage.versions import Amendment
from app.storage.workshops import Move, Panellist, Workshop

Kept = TypeVar("Kept", AgendaItem, Block)

NOBODY = "Nobody: this is a rehearsal"


@dataclass(frozen=True, slots=True)
class Wiped:
    """Who wiped a rehearsal, and when; `by` is "" where the terminal did."""

    by: str
    at: datetime


def rehearse(db: Session, workshop: WorkshopId, *, title: str, by: AccountId | None, at: datetime) -> WorkshopId:
    """A pilot copy of a workshop's plan and afternoon, its doors open. Raises NothingToPresent and NoGroups."""
    source = workshop_row(db, workshop)
    plan = replace(plans.plan_of(db, workshop), title=title, pilot=True)
    plan = replace(plan, versions=tuple(version for version in plan.versions if version not in _written(db, workshop)))
    if not (plan.help_name and plan.help_phone and plan.help_tried):
        # Nobody can need help whom nobody asks: a rehearsal does not wait for the contact.
        plan = replace(plan, help_name=plan.help_name or NOBODY, help_phone=plan.help_phone or "000", help_tried=True)
    made = plans.plan(db, ReviewId(source.review_id), plan, by=by, at=at)
    _same_afternoon(db, source, workshop_row(db, made))
    workshops.move(db, made, WorkshopMove.DOORS, state=WorkshopState.DRAFT, by=by, at=at)
    return made


def refuse_real(db: Session, workshop: WorkshopId) -> None:
    """Refuse what is done to rehearsals only. Raises NotARehearsal."""
    if not workshop_row(db, workshop, lock=True).pilot:
        raise NotARehearsal


def wipe(db: Session, workshop: WorkshopId, *, by: AccountId | None, at: datetime) -> Removed:
    """End a rehearsal and remove everything its people said, for good. Twice is once. Raises NotARehearsal.

    Its people leave their places empty: what is on record elsewhere never means somebody else.
    """
    refuse_real(db, workshop)
    row = workshop_row(db, workshop)
    if row.state != WorkshopState.ENDED:
        workshops.move(db, workshop, WorkshopMove.END, state=WorkshopState(row.state), by=by, at=at)
    people = list(db.scalars(select(Panellist).where(Panellist.workshop_id == workshop)))
    days.void(db, row, by=by, at=at)
    removed = remove_all(db, people, at=at)
    db.execute(update(Panellist).where(Panellist.workshop_id == workshop).values(removed_at=at, seat=None))
    if wiped(db, workshop) is None or removed.ballots or removed.comments:
        record(db, row, WIPE, before=row.state, after=row.state, by=by, at=at)
    workshops.tell(row)
    db.flush()
    return removed


def wiped(db: Session, workshop: WorkshopId) -> Wiped | None:
    """Who wiped a rehearsal last; None while nobody has."""
    mine = select(Account.name, Move.at).outerjoin(Account, Account.id == Move.account_id)
    found = db.execute(mine.where(Move.workshop_id == workshop, Move.move == WIPE).order_by(Move.id.desc())).first()
    return Wiped(found[0] or "", found[1]) if found else None


def groups_expected(db: Session, workshop: WorkshopId) -> dict[int, int]:
    """People expected in each group that phones offer, by its place among those, from 0."""
    offered = [group for group in workshop_row(db, workshop).groups if group.offered]
    return {place: group.expected for place, group in enumerate(offered)}


def _written(db: Session, workshop: WorkshopId) -> set[int]:
    """The versions that a workshop wrote itself: they were asked there, and never planned."""
    return set(db.scalars(select(Amendment.version_id).where(Amendment.workshop_id == workshop)))


def _same_afternoon(db: Session, source: Workshop, row: Workshop) -> None:
    """Give a copy the blocks of the workshop it was copied from, and the afternoon they stand in."""
    if planned := blocks_of(db, source):
        lay_out_blocks(db, row, source.seats, planned)
    agenda = db.get(Agenda, source.id)
    if agenda is not None:
        db.add(Agenda(workshop_id=row.id, **_values(agenda, "workshop_id")))
    items = {item.id: _copied(db, item, row) for item in _of(db, AgendaItem, source)}
    for theirs, own in zip(_of(db, Block, source), _of(db, Block, row), strict=True):
        own.agenda_item_id = theirs.agenda_item_id and items[theirs.agenda_item_id]
    db.flush()


def _of(db: Session, table: type[Kept], row: Workshop) -> list[Kept]:
    return list(db.scalars(select(table).where(table.workshop_id == row.id).order_by(table.position)))


def _copied(db: Session, item: AgendaItem, row: Workshop) -> int:
    copy = AgendaItem(workshop_id=row.id, **_values(item, "id", "workshop_id"))
    db.add(copy)
    db.flush()
    return copy.id


def _values(row: Base, *without: str) -> dict[str, object]:
    """The values of a row, by column."""
    return {column.key: getattr(row, column.key) for column in row.__table__.columns if column.key not in without}
