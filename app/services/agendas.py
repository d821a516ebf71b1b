"""The afternoon of a workshop: plans worked out for it, and the one that was chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.core.agenda import Aim, minutes_one_by_one
from app.core.agenda_blocks import Allocation, AllottedBlock, Entry
from app.core.agenda_clock import usual_answering, usual_breaks
from app.core.agenda_plans import Proposal, Wish, propose, repeat, stretches_of
from app.core.errors import DoorsAreOpen, NotHere, SomeoneWasFaster
from app.core.errors_review import PlanGone, TooFewForClasses
from app.core.workshops import AccountId, ReviewId, VersionId, WorkshopId, WorkshopState
from app.services.agenda_now import answering_of, entries_of, means_of, plan_now
from app.services.blocks import PlannedBlock, lay_out_blocks
from app.services.measured import pace_of
from app.services.seats import dealt
from app.services.workshops import workshop_row
from app.storage.accounts import Account
from app.storage.agendas import Agenda, AgendaItem
from app.storage.blocks import Block
from app.storage.workshops import Workshop

ONE_OCLOCK = 13 * 60


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a facilitator asks of an afternoon. `begins` in minutes after midnight; `like` has the blocks to repeat."""

    begins: int
    answering: int
    breaks: int
    by_link: bool = True
    workshops: int = 1
    like: WorkshopId | None = None
    managers: bool | None = None
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Chosen:
    """The plan that was chosen, as it stands by now; `serial` tells one state of it from the next."""

    aim: Aim
    wishes: Wishes
    serial: int


def usual_wishes(db: Session, workshop: WorkshopId) -> Wishes:
    """What is proposed for a workshop of so many minutes, before anybody chose."""
    minutes = workshop_row(db, workshop).minutes
    breaks = usual_breaks(minutes)
    return Wishes(ONE_OCLOCK, usual_answering(minutes, breaks), breaks)


def waits_for_a_choice(db: Session, workshop: WorkshopId) -> bool:
    """Whether a plan should be chosen now: none was for a long list, or people or statements are others since."""
    row, agenda = workshop_row(db, workshop), db.get(Agenda, workshop)
    if agenda is not None:
        return fits_no_longer(row, Aim(agenda.aim))
    usual = usual_wishes(db, workshop)
    return minutes_one_by_one(wish_of(db, workshop, usual).means, len(row.rounds)) > usual.answering


def fits_no_longer(row: Workshop, aim: Aim) -> bool:
    """Whether the blocks of a workshop are gone, or were laid out for other people than are expected by now."""
    return aim is not Aim.PLENARY and tuple(row.seats) != dealt(row)


def chosen(db: Session, workshop: WorkshopId) -> Chosen | None:
    """The plan that was chosen for a workshop; None while it goes through its statements one by one."""
    row = db.get(Agenda, workshop)
    if row is None:
        return None
    like = WorkshopId(row.like_id) if row.like_id else None
    wishes = Wishes(row.begins, row.answering, row.breaks, row.by_link, row.workshops, like, row.managers, row.seed)
    return Chosen(Aim(row.aim), wishes, row.serial)


def wish_of(db: Session, workshop: WorkshopId, wishes: Wishes) -> Wish:
    """These wishes with what the workshop has: its people by group, its minutes, and the review's own pace."""
    row = workshop_row(db, workshop)
    pace = pace_of(db, ReviewId(row.review_id))
    means = means_of(row, wishes.answering, pace, workshops=wishes.workshops, by_link=wishes.by_link)
    return Wish(means, row.minutes, wishes.breaks, wishes.seed)


def proposals(db: Session, workshop: WorkshopId, wishes: Wishes) -> tuple[Proposal, ...]:
    """Up to three plans for a workshop; one where it repeats the blocks of another. Raises TooLittleTime."""
    wish, entries = wish_of(db, workshop, wishes), entries_of(db, workshop)
    if wishes.like is None:
        return propose(list(entries.values()), wish)
    return (_like_the_other(db, workshop, wishes.like, wish, entries),) if entries and wish.means.people else ()


def choose(
    db: Session,
    workshop: WorkshopId,
    aim: Aim,
    wishes: Wishes,
    *,
    seen: int,
    by: AccountId | None,
    knowing: bool = False,
) -> None:
    """Lay a draft out as this plan says. `seen` is the serial of what stood before, 0 for none.

    A plan that gives no classes needs `knowing`. Raises DoorsAreOpen, SomeoneWasFaster, PlanGone, TooFewForClasses.
    """
    row = workshop_row(db, workshop, lock=True)
    if row.state != WorkshopState.DRAFT:
        raise DoorsAreOpen
    refuse_older(db, workshop, seen)
    plan = next((each for each in proposals(db, workshop, wishes) if each.choice.aim is aim), None)
    if plan is None:
        raise PlanGone
    if not (plan.gives_classes or knowing):
        raise TooFewForClasses
    forget(db, row)
    seats = dealt(row) if plan.allocation.blocks else ()
    lay_out_blocks(db, row, seats, [_planned(block, plan) for block in plan.allocation.blocks])
    _write_items(db, row, plan)
    _write_agenda(db, row, plan, wishes, seen + 1, by)
    db.flush()


def forget(db: Session, row: Workshop) -> None:
    """Forget the afternoon of a draft. Its statements stay, and its cards."""
    db.execute(update(Block).where(Block.workshop_id == row.id).values(agenda_item_id=None))
    db.execute(delete(AgendaItem).where(AgendaItem.workshop_id == row.id))
    db.execute(delete(Agenda).where(Agenda.workshop_id == row.id))
    db.expire_all()


def refuse_older(db: Session, workshop: WorkshopId, seen: int) -> None:
    """Refuse whoever looked at an older state of this afternoon, and say who was faster."""
    row = db.get(Agenda, workshop, with_for_update=True)
    if (row.serial if row else 0) != seen:
        name = db.scalar(select(Account.name).where(Account.id == row.changed_by)) if row else None
        raise SomeoneWasFaster(who=name or "Somebody")


def others_to_repeat(db: Session, workshop: WorkshopId) -> list[tuple[WorkshopId, str]]:
    """The workshops of the same review whose blocks this one can repeat: id and title with place."""
    row = workshop_row(db, workshop)
    found = db.scalars(
        select(Workshop)
        .join(Agenda, Agenda.workshop_id == Workshop.id)
        .where(Workshop.review_id == row.review_id, Workshop.id != row.id, Workshop.pilot.is_(False))
        .where(Agenda.workshops > 1, Agenda.like_id.is_(None), Agenda.aim != Aim.PLENARY.value)
        .order_by(Workshop.id)
    )
    return [(WorkshopId(each.id), f"{each.title}, {each.site}") for each in found]


def _like_the_other(
    db: Session, workshop: WorkshopId, like: WorkshopId, wish: Wish, entries: Mapping[VersionId, Entry]
) -> Proposal:
    """The blocks of another workshop, as far as their statements are put to this one."""
    first = plan_now(db, like)
    own = [
        replace(block, entries=tuple(entry for entry in block.entries if entry.id in entries))
        for block in first.allocation.blocks
    ]
    allocation = Allocation(tuple(block for block in own if block.entries))
    theirs = len(workshop_row(db, like).seats)
    means = replace(wish.means, workshops=max(2, _agenda_row(db, like).workshops))
    return repeat(
        replace(first, allocation=allocation), theirs, replace(wish, means=means), place=_place(db, workshop, like)
    )


def _place(db: Session, workshop: WorkshopId, like: WorkshopId) -> int:
    """Which of the workshops held alike this one is: the first one that repeats another is number 1."""
    others = db.scalars(
        select(Agenda.place).where(Agenda.like_id == like, Agenda.workshop_id != workshop).order_by(Agenda.place)
    )
    taken = set(others)
    return next(place for place in range(1, len(taken) + 2) if place not in taken)


def _agenda_row(db: Session, workshop: WorkshopId) -> Agenda:
    row = db.get(Agenda, workshop)
    if row is None:
        raise NotHere
    return row


def _planned(block: AllottedBlock, plan: Proposal) -> PlannedBlock:
    before = stretches_of(plan.items, plan.means)[block.stretch].before_the_day
    return PlannedBlock(", ".join(block.topics), block.seats, tuple(entry.id for entry in block.entries), before)


def _write_items(db: Session, row: Workshop, plan: Proposal) -> None:
    """The items of a plan, and to each time of answering its blocks."""
    made = [
        AgendaItem(workshop_id=row.id, position=position, kind=item.kind, minutes=item.minutes, title=item.title)
        for position, item in enumerate(plan.items, start=1)
    ]
    db.add_all(made)
    db.flush()
    answered = answering_of(made)
    blocks = db.scalars(select(Block).where(Block.workshop_id == row.id).order_by(Block.position))
    for block, planned in zip(blocks, plan.allocation.blocks, strict=True):
        block.agenda_item_id = answered[planned.stretch].id


def _write_agenda(
    db: Session, row: Workshop, plan: Proposal, wishes: Wishes, serial: int, by: AccountId | None
) -> None:
    pace = plan.means.pace
    db.add(
        Agenda(
            workshop_id=row.id,
            aim=plan.choice.aim.value,
            each=plan.choice.each,
            workshops=plan.means.workshops,
            place=_place(db, WorkshopId(row.id), wishes.like) if wishes.like else 0,
            like_id=wishes.like,
            begins=wishes.begins,
            answering=wishes.answering,
            breaks=wishes.breaks,
            by_link=wishes.by_link,
            self_paced=pace.self_paced,
            plenary=pace.plenary,
            with_talk=pace.with_talk,
            seed=wishes.seed,
            managers=wishes.managers,
            serial=serial,
            changed_by=by,
        )
    )
