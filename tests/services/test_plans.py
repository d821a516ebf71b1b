"""Planning a workshop: what is put to whom, and what cannot be changed once people could have joined."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import DoorsAreOpen, NotHere
from app.core.panels import Group
from app.core.workshops import ReviewId, VersionId, WorkshopId
from app.services import amendments, plans, protocols, reviews, workshops
from app.services.amendments import NewWords
from app.services.blocks import PlannedBlock, blocks_of, lay_out_blocks
from app.services.versions import to_plan
from app.storage.workshops import Move, Round, StakeholderGroup, Workshop
from tests.builders import LATER, NOON, Room, a_plan, a_review


def offered(db: Session, workshop: WorkshopId) -> list[tuple[str, int]]:
    """The groups people will choose from."""
    rows = select(StakeholderGroup).where(StakeholderGroup.workshop_id == workshop, StakeholderGroup.offered)
    return [(row.name, row.expected) for row in db.scalars(rows.order_by(StakeholderGroup.position))]


def test_a_plan_comes_back_as_it_was_made(db: Session) -> None:
    review, owner = a_review(db)
    made = a_plan(db, review, pilot=True, ethics="No. 7, 1 March 2026")
    workshop = plans.plan(db, review, made, by=owner, at=NOON)
    assert plans.plan_of(db, workshop) == made


def test_merging_keeps_what_was_declared(db: Session) -> None:
    review, owner = a_review(db)
    made = a_plan(db, review, groups=(Group("Counsellors", 8), Group("Police", 2), Group("Nurses", 3)))
    workshop = plans.plan(db, review, made, by=owner, at=NOON)
    assert plans.plan_of(db, workshop).groups == made.groups
    assert offered(db, workshop) == [("Counsellors", 8), ("Police / Nurses", 5)]


def test_a_plan_can_change_until_the_doors_open(db: Session) -> None:
    review, owner = a_review(db)
    workshop = plans.plan(db, review, a_plan(db, review), by=owner, at=NOON)
    version = workshops.head(db, workshop).version
    turned = tuple(reversed(a_plan(db, review).versions))
    changed = a_plan(db, review, title="Morning", groups=(Group("Nurses", 9),), versions=turned)
    plans.replan(db, workshop, changed, by=owner, at=LATER)
    assert plans.plan_of(db, workshop) == changed
    assert list(db.scalars(select(Round.version_id).order_by(Round.position))) == list(turned)
    assert workshops.head(db, workshop).version > version
    assert list(db.scalars(select(Move.move))) == ["plan", "plan"]


def test_another_text_of_a_statement_takes_its_place_in_its_block(db: Session) -> None:
    first = Room(db)
    draft = plans.plan(db, first.review, a_plan(db, first.review), by=first.owner, at=NOON)
    chosen = plans.plan_of(db, draft)
    lay_out_blocks(db, workshops.workshop_row(db, draft), (), [PlannedBlock("A", (), chosen.versions[:2])])
    seen = amendments.to_amend(db, first.id, first.rounds[0]).seen
    words = NewWords(("Far away", "A room", "It feels near", "More come"), why="Clearer.")
    amendments.amend(db, first.id, first.rounds[0], words, seen=seen, by=first.owner, at=LATER)
    newest = reviews.statements_of(db, first.review, versions=to_plan(db, first.review))[0].version_id
    plans.replan(db, draft, replace(chosen, versions=(newest, *chosen.versions[1:])), by=first.owner, at=LATER)
    assert plans.plan_of(db, draft).versions == (newest, *chosen.versions[1:])
    assert [block.versions for block in blocks_of(db, workshops.workshop_row(db, draft))] == [
        (newest, chosen.versions[1])
    ]


def test_once_the_doors_are_open_the_plan_stands(db: Session) -> None:
    room = Room(db)
    with pytest.raises(DoorsAreOpen):
        plans.replan(db, room.id, a_plan(db, room.review, title="Another"), by=room.owner, at=LATER)
    assert workshops.head(db, room.id).title == "Afternoon workshop"


def test_statements_of_another_review_never_come_in(db: Session) -> None:
    other, _ = a_review(db)
    theirs = a_plan(db, other).versions
    review, owner = a_review(db)
    own = a_plan(db, review).versions
    chosen = (own[1], theirs[0], own[0], own[1], VersionId(999))
    workshop = plans.plan(db, review, a_plan(db, review, versions=chosen), by=owner, at=NOON)
    assert plans.plan_of(db, workshop).versions == (own[1], own[0])


def test_people_can_withdraw_until_the_end_of_the_day_on_the_notice(db: Session) -> None:
    room = Room(db, withdraw_until=date(2026, 4, 1))
    assert db.get_one(Workshop, room.id).withdraw_until == datetime(2026, 4, 1, 23, 59, 59, tzinfo=UTC)


def test_links_are_long_and_no_two_are_alike(db: Session) -> None:
    tokens = {workshops.head(db, Room(db).id).token for _ in range(3)}
    assert len(tokens) == 3
    assert min(map(len, tokens)) >= 22


@pytest.mark.parametrize("unknown", [0, 99])
def test_what_is_not_there_is_not_here(db: Session, unknown: int) -> None:
    for look in (
        lambda: protocols.newest_protocol(db, ReviewId(unknown)),
        lambda: plans.plan_of(db, WorkshopId(unknown)),
        lambda: workshops.head(db, WorkshopId(unknown)),
        lambda: reviews.review_of(db, ReviewId(unknown)),
    ):
        with pytest.raises(NotHere):
            look()
