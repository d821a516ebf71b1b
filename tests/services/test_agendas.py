"""Choosing an afternoon: what was worked out is laid out, and nothing is lost on the way."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.agenda import Aim
from app.core.agenda_clock import in_room
from app.core.errors import DoorsAreOpen, SomeoneWasFaster
from app.core.errors_review import PlanGone, TooFewForClasses
from app.core.panels import Group
from app.core.workshops import WorkshopId
from app.services import accounts, agenda_now, agendas, imports, plans
from app.services.agendas import Wishes
from app.services.workshops import workshop_row
from app.storage.agendas import AgendaItem
from app.storage.blocks import Block
from app.storage.workshops import Round
from tests.builders import NOON, Room, a_plan, a_review, a_statement

HOUR = Wishes(begins=13 * 60, answering=60, breaks=1)


def a_draft(db: Session, *, statements: int = 272, **plan: object) -> WorkshopId:
    """A workshop of 15 people and three hours, with so many statements in mechanisms of four."""
    review, owner = a_review(db, statements=0, owner=f"owner-{statements}")
    sheet = [
        a_statement(f"S-{at}", family=f"Topic {at // 4 % 7}", mechanism=f"Mechanism {at // 4}", distress=at % 24 == 0)
        for at in range(statements)
    ]
    imports.import_statements(db, review, sheet, at=NOON)
    return plans.plan(db, review, a_plan(db, review, **({"minutes": 180} | plan)), by=owner, at=NOON)


def blocks_of(db: Session, workshop: WorkshopId) -> list[Block]:
    return list(db.scalars(select(Block).where(Block.workshop_id == workshop).order_by(Block.position)))


def test_three_plans_are_offered_for_a_long_list(db: Session) -> None:
    draft = a_draft(db)
    offered = [each.choice for each in agendas.proposals(db, draft, HOUR)]
    assert [(each.aim, each.each) for each in offered] == [(Aim.EVERYONE, 15), (Aim.CLASSES, 8), (Aim.ALL, 7)]
    assert offered[0].statements == 72
    assert offered[2].left_out == 0


def test_the_chosen_plan_becomes_items_blocks_and_rounds(db: Session) -> None:
    draft = a_draft(db)
    agendas.choose(db, draft, Aim.CLASSES, HOUR, seen=0, by=None)
    plan = agenda_now.plan_now(db, draft)
    items = {item.id: item for item in agenda_now.item_rows(db, draft)}
    assert in_room(plan.items) == 180
    assert {items[block.agenda_item_id].kind for block in blocks_of(db, draft)} == {"answering"}
    assert all(len(block.seats) == 8 for block in blocks_of(db, draft))
    assert len(workshop_row(db, draft).seats) == 15
    assert sum(len(block.rounds) for block in blocks_of(db, draft)) == plan.choice.statements


def test_what_is_offered_is_what_stands_after_choosing(db: Session) -> None:
    draft = a_draft(db)
    offered = next(each for each in agendas.proposals(db, draft, HOUR) if each.choice.aim is Aim.ALL)
    agendas.choose(db, draft, Aim.ALL, HOUR, seen=0, by=None)
    plan = agenda_now.plan_now(db, draft)
    assert (plan.choice, plan.items, plan.allocation, plan.yielded) == (
        offered.choice,
        offered.items,
        offered.allocation,
        offered.yielded,
    )


def test_what_does_not_fit_stays_in_the_workshop_behind_the_blocks(db: Session) -> None:
    draft = a_draft(db)
    agendas.choose(db, draft, Aim.EVERYONE, HOUR, seen=0, by=None)
    rounds = list(db.scalars(select(Round).where(Round.workshop_id == draft).order_by(Round.position)))
    assert len(rounds) == 272
    assert [round.mode for round in rounds] == ["self_paced"] * 72 + ["plenary"] * 200
    assert agenda_now.plan_now(db, draft).choice.left_out == 200


def test_blocks_before_the_day_are_marked_so(db: Session) -> None:
    draft = a_draft(db)
    agendas.choose(db, draft, Aim.ALL, HOUR, seen=0, by=None)
    items = {item.id: item.kind for item in agenda_now.item_rows(db, draft)}
    assert {items[each.agenda_item_id] for each in blocks_of(db, draft) if each.before_the_day} == {"link"}
    assert {items[each.agenda_item_id] for each in blocks_of(db, draft) if not each.before_the_day} == {"answering"}


def test_choosing_again_replaces_the_afternoon(db: Session) -> None:
    draft = a_draft(db)
    agendas.choose(db, draft, Aim.CLASSES, HOUR, seen=0, by=None)
    agendas.choose(db, draft, Aim.EVERYONE, replace(HOUR, begins=9 * 60), seen=1, by=None)
    found = agendas.chosen(db, draft)
    assert found is not None
    assert (found.aim, found.wishes.begins, found.serial) == (Aim.EVERYONE, 9 * 60, 2)
    assert len(list(db.scalars(select(AgendaItem).where(AgendaItem.workshop_id == draft)))) == 6


def test_a_dozen_one_by_one_stays_without_blocks_and_seats(db: Session) -> None:
    draft = a_draft(db, statements=12)
    agendas.choose(db, draft, Aim.PLENARY, HOUR, seen=0, by=None)
    assert blocks_of(db, draft) == []
    assert workshop_row(db, draft).seats == []
    assert [item.kind for item in agenda_now.item_rows(db, draft)] == [
        "welcome",
        "plenary",
        "break",
        "plenary",
        "closing",
    ]


def test_the_slower_of_two_facilitators_is_told_who_was_faster(db: Session) -> None:
    draft = a_draft(db)
    agendas.choose(db, draft, Aim.CLASSES, HOUR, seen=0, by=accounts.create_account(db, "Asha"))
    with pytest.raises(SomeoneWasFaster) as refused:
        agendas.choose(db, draft, Aim.EVERYONE, HOUR, seen=0, by=None)
    assert refused.value.say.startswith("Asha changed this a moment ago.")


def test_a_plan_without_classes_is_taken_only_knowingly(db: Session) -> None:
    draft, alone = a_draft(db), replace(HOUR, by_link=False)
    with pytest.raises(TooFewForClasses) as refused:
        agendas.choose(db, draft, Aim.TALK, alone, seen=0, by=None)
    assert refused.value.say.startswith("No classes from this plan; tonight's list is a talk list.")
    agendas.choose(db, draft, Aim.TALK, alone, seen=0, by=None, knowing=True)
    assert not agenda_now.plan_now(db, draft).gives_classes


def test_a_plan_that_no_longer_fits_is_not_taken(db: Session) -> None:
    with pytest.raises(PlanGone):
        agendas.choose(db, a_draft(db, statements=12), Aim.TALK, HOUR, seen=0, by=None)


def test_once_the_doors_are_open_no_other_plan_is_chosen(db: Session) -> None:
    room = Room(db)
    with pytest.raises(DoorsAreOpen):
        agendas.choose(db, room.id, Aim.PLENARY, HOUR, seen=0, by=None)


def test_a_second_workshop_repeats_the_blocks_of_the_first(db: Session) -> None:
    first = a_draft(db)
    review = workshop_row(db, first).review_id
    second = plans.plan(db, review, a_plan(db, review, minutes=180, site="South hall"), by=None, at=NOON)
    twice = replace(HOUR, workshops=2, answering=65)
    agendas.choose(db, first, Aim.ALL, twice, seen=0, by=None)
    assert agendas.others_to_repeat(db, second) == [(first, "Afternoon workshop, North hall")]
    agendas.choose(db, second, Aim.ALL, replace(twice, like=first), seen=0, by=None)
    for here, there in zip(blocks_of(db, first), blocks_of(db, second), strict=True):
        assert {round.version_id for round in here.rounds} == {round.version_id for round in there.rounds}
        assert len(here.seats) + len(there.seats) == 7


def test_other_statements_in_the_plan_make_the_blocks_go_and_nothing_else(db: Session) -> None:
    draft = a_draft(db, statements=100)
    agendas.choose(db, draft, Aim.EVERYONE, HOUR, seen=0, by=None)
    fewer = replace(plans.plan_of(db, draft), versions=plans.plan_of(db, draft).versions[:20])
    plans.replan(db, draft, fewer, by=None, at=NOON)
    plan = agenda_now.plan_now(db, draft)
    assert (plan.choice.statements, plan.choice.left_out) == (0, 20)


@pytest.mark.parametrize("groups", [(), (Group("Counsellors", 3),)])
def test_nobody_or_a_handful_of_people_is_answered_without_a_fault(db: Session, groups: tuple[Group, ...]) -> None:
    draft = a_draft(db, statements=30, groups=groups)
    assert all(not each.gives_classes for each in agendas.proposals(db, draft, HOUR))
