"""Laying out blocks: which statements stand in which, for which seats, and what of it outlives a change of plan."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import DoorsAreOpen
from app.core.panels import Group
from app.core.workshops import VersionId, WorkshopId
from app.services import plans, workshops
from app.services.blocks import PlannedBlock, blocks_of, lay_out_blocks
from app.storage.workshops import Round, Workshop
from tests.builders import LATER, NOON, Room, a_plan, a_review


class Draft:
    """A workshop that is being planned."""

    def __init__(self, db: Session, statements: int = 5) -> None:
        self.db = db
        self.review, self.owner = a_review(db, statements=statements)
        self.plan = a_plan(db, self.review)
        self.id: WorkshopId = plans.plan(db, self.review, self.plan, by=self.owner, at=NOON)

    @property
    def row(self) -> Workshop:
        return workshops.workshop_row(self.db, self.id)

    @property
    def versions(self) -> tuple[VersionId, ...]:
        return self.plan.versions

    @property
    def rounds(self) -> list[tuple[int, str]]:
        """Version and mode of each round, in order."""
        rows = self.db.scalars(select(Round).where(Round.workshop_id == self.id).order_by(Round.position))
        return [(row.version_id, row.mode) for row in rows]


@pytest.fixture
def draft(db: Session) -> Draft:
    """Five statements, of which the first is laid out last."""
    draft = Draft(db)
    first, *others = draft.versions
    blocks = [PlannedBlock("Near by", (1, 2), tuple(others[:2])), PlannedBlock("Safe", (), (first,), True)]
    lay_out_blocks(db, draft.row, (1, 2, 1, 2), blocks)
    return draft


def test_blocks_come_first_in_their_order_and_what_is_in_none_follows_in_plenary(draft: Draft) -> None:
    first, second, third, *rest = draft.versions
    paced = [(version, "self_paced") for version in (second, third, first)]
    assert draft.rounds == [*paced, *((version, "plenary") for version in rest)]
    assert blocks_of(draft.db, draft.row) == [
        PlannedBlock("Near by", (1, 2), (second, third)),
        PlannedBlock("Safe", (), (first,), True),
    ]
    assert draft.row.seats == [1, 2, 1, 2]


def test_laying_out_again_replaces_what_was_laid_out(draft: Draft) -> None:
    lay_out_blocks(draft.db, draft.row, (), [PlannedBlock("All", (), draft.versions)])
    assert draft.rounds == [(version, "self_paced") for version in draft.versions]
    assert len(blocks_of(draft.db, draft.row)) == 1
    lay_out_blocks(draft.db, draft.row, (), [])
    assert draft.rounds == [(version, "plenary") for version in draft.versions]


def test_a_statement_stands_in_one_block_only(draft: Draft) -> None:
    twice = [PlannedBlock("One", (), draft.versions[:2]), PlannedBlock("Two", (), draft.versions[1:])]
    with pytest.raises(ValueError, match="two blocks"):
        lay_out_blocks(draft.db, draft.row, (), twice)
    assert len(blocks_of(draft.db, draft.row)) == 2, "nothing was changed"


def test_everyone_who_looks_at_the_plan_must_look_again(draft: Draft) -> None:
    before = draft.row.version
    lay_out_blocks(draft.db, draft.row, (), [])
    assert draft.row.version > before


def test_nothing_is_laid_out_once_people_could_have_joined(db: Session) -> None:
    room = Room(db)
    with pytest.raises(DoorsAreOpen):
        lay_out_blocks(db, workshops.workshop_row(db, room.id), (), [])


def test_changing_words_of_a_plan_keeps_its_blocks(draft: Draft) -> None:
    before, blocks = draft.rounds, blocks_of(draft.db, draft.row)
    plans.replan(draft.db, draft.id, replace(draft.plan, help_name="E. Example"), by=draft.owner, at=LATER)
    assert (draft.rounds, blocks_of(draft.db, draft.row)) == (before, blocks)
    assert draft.row.seats == [1, 2, 1, 2]


def test_choosing_other_statements_undoes_the_layout(draft: Draft) -> None:
    changed = replace(draft.plan, versions=draft.versions[:3], groups=(Group("Nurses", 9),))
    plans.replan(draft.db, draft.id, changed, by=draft.owner, at=LATER)
    assert draft.rounds == [(version, "plenary") for version in draft.versions[:3]]
    assert (blocks_of(draft.db, draft.row), draft.row.seats) == ([], [])
