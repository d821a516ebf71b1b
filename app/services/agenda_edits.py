"""Changing the afternoon that was chosen: items moved, minutes changed, as far as nothing in them was opened yet."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.agenda_clock import Kind
from app.core.errors import NotHere
from app.core.errors_review import ItemHasBegun, MinutesUnreadable
from app.core.workshops import AccountId, RoundState, WorkshopId, WorkshopState
from app.services.agenda_now import answering_of, block_rows, item_rows
from app.services.agendas import refuse_older
from app.services.workshops import tell, workshop_row
from app.storage.agendas import Agenda, AgendaItem
from app.storage.blocks import Block
from app.storage.workshops import Round, Workshop

LONGEST = 480  # minutes of one item


def move_item(db: Session, workshop: WorkshopId, item: int, *, to: int, seen: int, by: AccountId | None) -> None:
    """Put an item at this place, from 0. Where there is no such place it goes to the nearest that is free to change.

    Raises SomeoneWasFaster, ItemHasBegun, NotHere.
    """
    room = workshop_row(db, workshop, lock=True)
    refuse_older(db, workshop, seen)
    items = item_rows(db, workshop)
    first = begun(db, room, items)
    at = _place_of(items, item, first)
    course = list(items)
    course.insert(max(first, min(to, len(items) - 1)), course.pop(at))
    course.sort(key=lambda row: row.kind != Kind.LINK)  # what is before the day stays before it
    for position, row in enumerate(course, start=1):
        row.position = position
    _put_blocks_in_order(db, room, course)
    _changed(db, room, by)


def set_minutes(
    db: Session, workshop: WorkshopId, item: int, minutes: int | None, *, seen: int, by: AccountId | None
) -> None:
    """Give an item other minutes; None is what nobody could read. Raises as `move_item`, and MinutesUnreadable."""
    room = workshop_row(db, workshop, lock=True)
    refuse_older(db, workshop, seen)
    items = item_rows(db, workshop)
    row = items[_place_of(items, item, begun(db, room, items))]
    low = 1 if row.kind in (Kind.LINK, Kind.ANSWERING) else 0
    if minutes is None or not low <= minutes <= LONGEST:
        raise MinutesUnreadable(low=low, high=LONGEST)
    row.minutes = minutes
    _changed(db, room, by)


def begun(db: Session, room: Workshop, items: Sequence[AgendaItem]) -> int:
    """How many items, from the first on, can no longer change: up to the last of which something was opened."""
    if room.state == WorkshopState.ENDED:
        return len(items)
    opened = select(Round.block_id).where(Round.workshop_id == room.id, Round.state != RoundState.QUEUED.value)
    blocks = set(db.scalars(opened))
    touched = set(db.scalars(select(Block.agenda_item_id).where(Block.id.in_(blocks - {None}))))
    places = [at for at, item in enumerate(items, start=1) if item.id in touched]
    if None in blocks:
        # A round outside of any block: the room is in the first of the items that are for all together.
        together = (at for at, item in enumerate(items, start=1) if item.kind in (Kind.PLENARY, Kind.TALK))
        places.append(next(together, 0))
    return max(places, default=0)


def _place_of(items: Sequence[AgendaItem], item: int, begun: int) -> int:
    at = next((at for at, row in enumerate(items) if row.id == item), None)
    if at is None:
        raise NotHere
    if at < begun:
        raise ItemHasBegun
    return at


def _put_blocks_in_order(db: Session, room: Workshop, items: Sequence[AgendaItem]) -> None:
    """Blocks follow the items they are answered in, rounds their blocks; what is outside of any block comes after."""
    place = {item.id: at for at, item in enumerate(answering_of(items))}
    blocks = sorted(
        block_rows(db, WorkshopId(room.id)), key=lambda each: (place.get(each.agenda_item_id or 0, 0), each.position)
    )
    for position, block in enumerate(blocks, start=1):
        block.position = position
    of_block = {block.id: block.position for block in blocks}
    last = len(blocks) + 1
    rounds = sorted(room.rounds, key=lambda each: (of_block.get(each.block_id or 0, last), each.position))
    for position, round in enumerate(rounds, start=1):
        round.position = position


def _changed(db: Session, room: Workshop, by: AccountId | None) -> None:
    row = db.get(Agenda, room.id)
    assert row is not None  # there are items
    row.serial += 1
    row.changed_by = by
    tell(room)
    db.flush()
