"""The afternoon of a workshop as it stands by now: its items, its blocks, and what they let one conclude."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.core.agenda import Aim, Choice, Means, Pace
from app.core.agenda_blocks import Allocation, AllottedBlock, Entry
from app.core.agenda_clock import Item, Kind
from app.core.agenda_plans import Proposal, concluded
from app.core.errors import NotHere
from app.core.protocol import Protocol
from app.core.statements import Polarity
from app.core.workshops import VersionId, WorkshopId
from app.services.workshops import workshop_row
from app.storage.agendas import Agenda, AgendaItem
from app.storage.blocks import Block
from app.storage.statements import Statement, StatementVersion
from app.storage.workshops import Round, Workshop


def plan_now(db: Session, workshop: WorkshopId) -> Proposal:
    """The chosen plan as it stands by now, edits included. Raises NotHere where none was chosen."""
    row, agenda = workshop_row(db, workshop), db.get(Agenda, workshop)
    if agenda is None:
        raise NotHere
    items, entries = item_rows(db, workshop), entries_of(db, workshop)
    blocks = _blocks_of(db, workshop, items, entries)
    taken = {entry.id for block in blocks for entry in block.entries}
    is_plenary = agenda.aim == Aim.PLENARY
    left_out = () if is_plenary else tuple(each for each in entries.values() if each.id not in taken)
    choice = Choice(
        Aim(agenda.aim),
        statements=len(entries),
        left_out=0,
        each=agenda.each,
        in_room=sum(item.minutes for item in items if item.kind == Kind.ANSWERING),
        by_link=sum(item.minutes for item in items if item.kind == Kind.LINK),
    )
    means = means_of(row, choice.in_room, _pace(agenda), workshops=agenda.workshops, by_link=agenda.by_link)
    return concluded(choice, means, [item_of(item) for item in items], Allocation(blocks, left_out))


def means_of(row: Workshop, minutes: int, pace: Pace, *, workshops: int, by_link: bool) -> Means:
    """What a workshop has: the people of its groups, and so many minutes of answering at this pace."""
    return Means(
        groups=tuple(group.expected for group in row.groups if group.offered),
        minutes=minutes,
        workshops=workshops,
        by_link=by_link,
        pace=pace,
        smallest_cell=Protocol.from_json(row.protocol.body).smallest_cell,
    )


def entries_of(db: Session, workshop: WorkshopId) -> dict[VersionId, Entry]:
    """The statements of a workshop as a plan sees them, in the order of its review's list."""
    rows = db.scalars(
        select(StatementVersion)
        .join(Round, Round.version_id == StatementVersion.id)
        .join(Statement, Statement.id == StatementVersion.statement_id)
        .where(Round.workshop_id == workshop, Round.number == 1)
        .options(joinedload(StatementVersion.statement).joinedload(Statement.family))
        .order_by(Statement.position, Statement.id)
    )
    return {VersionId(row.id): _entry(row) for row in rows}


def item_rows(db: Session, workshop: WorkshopId) -> list[AgendaItem]:
    """The items of an afternoon in their order."""
    mine = select(AgendaItem).where(AgendaItem.workshop_id == workshop)
    return list(db.scalars(mine.order_by(AgendaItem.position, AgendaItem.id)))


def item_of(row: AgendaItem) -> Item:
    """An item as a value."""
    return Item(Kind(row.kind), row.minutes, row.title)


def answering_of(items: Sequence[AgendaItem]) -> list[AgendaItem]:
    """The items in which people answer at their own pace, in the order in which blocks count them: by link first."""
    answered = [item for item in items if item.kind in (Kind.LINK, Kind.ANSWERING)]
    return sorted(answered, key=lambda item: item.kind != Kind.LINK)


def block_rows(db: Session, workshop: WorkshopId) -> list[Block]:
    """The blocks of a workshop in their order, with their rounds."""
    mine = select(Block).where(Block.workshop_id == workshop).options(selectinload(Block.rounds))
    return list(db.scalars(mine.order_by(Block.position)))


def _blocks_of(
    db: Session, workshop: WorkshopId, items: Sequence[AgendaItem], entries: Mapping[VersionId, Entry]
) -> tuple[AllottedBlock, ...]:
    place = {item.id: at for at, item in enumerate(answering_of(items))}
    return tuple(
        AllottedBlock(
            place[block.agenda_item_id],
            tuple(block.seats),
            tuple(entries[VersionId(round.version_id)] for round in block.rounds if round.number == 1),
        )
        for block in block_rows(db, workshop)
        if block.agenda_item_id in place
    )


def _entry(row: StatementVersion) -> Entry:
    statement = row.statement
    return Entry(
        VersionId(row.id),
        statement.code,
        statement.family.name or statement.family.section,
        statement.mechanism,
        harm=statement.polarity == Polarity.CONSTRAINING,
        hard=statement.distress,
    )


def _pace(agenda: Agenda) -> Pace:
    return Pace(agenda.self_paced, agenda.plenary, agenda.with_talk)
