"""Changing an afternoon: by order and minutes, until something was opened; whoever is slower is told."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.agenda import Aim
from app.core.errors import NotHere, SomeoneWasFaster
from app.core.errors_review import ItemHasBegun, MinutesUnreadable
from app.core.workshops import WorkshopId, WorkshopMove, WorkshopState
from app.services import agenda_edits, agenda_now, agendas, workshops
from app.storage.workshops import Round
from tests.builders import NOON
from tests.services.test_agendas import HOUR, a_draft, blocks_of


@pytest.fixture
def draft(db: Session) -> WorkshopId:
    """A workshop with an hour of answers in two parts."""
    made = a_draft(db)
    agendas.choose(db, made, Aim.CLASSES, HOUR, seen=0, by=None)
    return made


def kinds(db: Session, workshop: WorkshopId) -> list[str]:
    return [item.kind for item in agenda_now.item_rows(db, workshop)]


def an_item(db: Session, workshop: WorkshopId, place: int) -> int:
    return agenda_now.item_rows(db, workshop)[place].id


def open_first_block(db: Session, workshop: WorkshopId) -> None:
    """What opening a block leaves behind."""
    workshops.move(db, workshop, WorkshopMove.DOORS, state=WorkshopState.DRAFT, by=None, at=NOON)
    for round in blocks_of(db, workshop)[0].rounds:
        round.state, round.epoch, round.opened_at = "open", 1, NOON
    db.flush()


def test_an_item_moves_and_the_clock_follows(db: Session, draft: WorkshopId) -> None:
    assert kinds(db, draft) == ["welcome", "answering", "break", "answering", "talk", "closing"]
    agenda_edits.move_item(db, draft, an_item(db, draft, 4), to=3, seen=1, by=None)
    assert kinds(db, draft) == ["welcome", "answering", "break", "talk", "answering", "closing"]


def test_blocks_move_with_the_time_they_are_answered_in(db: Session, draft: WorkshopId) -> None:
    first, second = an_item(db, draft, 1), an_item(db, draft, 3)
    agenda_edits.move_item(db, draft, second, to=1, seen=1, by=None)
    order = [block.agenda_item_id for block in blocks_of(db, draft)]
    assert order == sorted(order, key=[second, first].index)
    rounds = list(db.scalars(select(Round).where(Round.workshop_id == draft).order_by(Round.position)))
    assert [round.block_id for round in rounds if round.block_id] == [
        block.id for block in blocks_of(db, draft) for _ in block.rounds
    ]
    assert [round.position for round in rounds] == list(range(1, 273))


def test_minutes_change_and_the_plan_says_what_it_comes_to(db: Session, draft: WorkshopId) -> None:
    agenda_edits.set_minutes(db, draft, an_item(db, draft, 4), 60, seen=1, by=None)
    assert sum(item.minutes for item in agenda_now.item_rows(db, draft)) == 160


@pytest.mark.parametrize("minutes", [None, -1, 481])
def test_minutes_nobody_can_use_are_refused(db: Session, draft: WorkshopId, minutes: int | None) -> None:
    with pytest.raises(MinutesUnreadable):
        agenda_edits.set_minutes(db, draft, an_item(db, draft, 4), minutes, seen=1, by=None)


def test_a_time_of_answering_cannot_come_to_nothing(db: Session, draft: WorkshopId) -> None:
    with pytest.raises(MinutesUnreadable):
        agenda_edits.set_minutes(db, draft, an_item(db, draft, 1), 0, seen=1, by=None)


def test_an_edit_on_an_older_page_is_told_so(db: Session, draft: WorkshopId) -> None:
    agenda_edits.set_minutes(db, draft, an_item(db, draft, 4), 60, seen=1, by=None)
    with pytest.raises(SomeoneWasFaster):
        agenda_edits.move_item(db, draft, an_item(db, draft, 4), to=3, seen=1, by=None)


def test_what_was_opened_stays_and_what_comes_after_can_change(db: Session, draft: WorkshopId) -> None:
    open_first_block(db, draft)
    for place in (0, 1):
        with pytest.raises(ItemHasBegun):
            agenda_edits.set_minutes(db, draft, an_item(db, draft, place), 5, seen=1, by=None)
    agenda_edits.move_item(db, draft, an_item(db, draft, 3), to=0, seen=1, by=None)
    assert kinds(db, draft) == ["welcome", "answering", "answering", "break", "talk", "closing"], (
        "not before what began"
    )


def test_after_the_end_nothing_changes(db: Session, draft: WorkshopId) -> None:
    open_first_block(db, draft)
    workshops.move(db, draft, WorkshopMove.END, state=WorkshopState.LOBBY, by=None, at=NOON)
    with pytest.raises(ItemHasBegun):
        agenda_edits.move_item(db, draft, an_item(db, draft, 5), to=4, seen=1, by=None)


def test_what_is_answered_by_link_stays_before_the_day(db: Session) -> None:
    draft = a_draft(db)
    agendas.choose(db, draft, Aim.ALL, HOUR, seen=0, by=None)
    agenda_edits.move_item(db, draft, an_item(db, draft, 0), to=3, seen=1, by=None)
    assert kinds(db, draft)[0] == "link"


def test_an_item_of_another_workshop_is_not_here(db: Session, draft: WorkshopId) -> None:
    with pytest.raises(NotHere):
        agenda_edits.move_item(db, draft, 9_999, to=0, seen=1, by=None)
