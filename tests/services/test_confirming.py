"""A confirming round by link: the texts of the condensed list in blocks that are answered before anybody meets."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.core.confirmation import Class
from app.core.statements import Origin
from app.core.workshops import RoundMove, WorkshopMove, WorkshopState
from app.services import condensed, lineage, plans, reports, results, reviews, verification, workshops
from app.services.blocks import PlannedBlock, lay_out_blocks
from app.services.condensed_texts import NewText
from app.services.lineage import Hand
from app.services.results import Result
from tests.builders import NOON, Room, Second, a_plan

DAY = timedelta(days=1)


class ByLink(Second):
    """A workshop of the condensed texts of a review, given to everyone by link."""

    def __init__(self, db: Session, first: Room) -> None:
        self.db, self.review, self.owner = db, first.review, first.owner
        texts = tuple(line.version_id for line in reviews.statements_of(db, self.review, Origin.CONDENSED))
        plan = a_plan(db, self.review, versions=texts, site="By link", title="Confirming")
        self.id = plans.plan(db, self.review, plan, by=self.owner, at=NOON)
        block = PlannedBlock("What we put together", (), texts, before_the_day=True)
        lay_out_blocks(db, workshops.workshop_row(db, self.id), (), [block])
        self.move(WorkshopMove.DOORS, WorkshopState.DRAFT)
        self.people, self.codes, self.cookies = [], [], []


@pytest.fixture
def first(db: Session) -> Room:
    """A panel that was of many minds on two configurations, which were merged into two texts."""
    room = Room(db, people=10, statements=4)
    for round in room.rounds:
        room.judge(round, [3] * 10)
    for pair in ((1, 2), (3, 4)):
        parents = [reviews.statements_of(db, room.review)[number - 1].id for number in pair]
        hand = Hand(room.owner, NOON, len(lineage.steps_of(db, room.review)))
        lineage.merge_anew(db, room.review, parents, NewText(parents[0], ("Put together",)), hand)
    db.expire_all()
    return room


def texts(room: Room) -> dict[str, Result]:
    """The condensed list as it stands, by code."""
    room.db.expire_all()
    return {each.line.code: each for each in condensed.lists_of(room.db, room.review).condensed}


def test_what_people_answer_at_home_confirms_the_condensed_text_by_its_own_ballots(first: Room) -> None:
    link = ByLink(first.db, first)
    link.answering(RoundMove.OPEN)
    own = link.rounds[0]
    for number in range(8):
        panellist = link.join(group=number)  # one after another, over days: the doors stay open
        assert link.cast(panellist, own, 5).ok
    assert texts(first)["C-1"].stands is Class.NOT_CONFIRMED, "an open round counts for nothing"
    link.answering(RoundMove.CLOSE, at=NOON + 5 * DAY)
    judged = texts(first)["C-1"]
    assert judged.condensed is not None
    assert not judged.condensed.is_inherited
    assert judged.stands is Class.CONFIRMED
    inherited = texts(first)["C-2"]
    assert inherited.condensed is not None
    assert inherited.condensed.is_inherited, "what nobody answered stays with its parents"
    assert all(each.holds for each in verification.verify(first.db, first.review))


def test_a_workshop_by_link_alone_can_end_without_anybody_meeting(first: Room) -> None:
    link = ByLink(first.db, first)
    link.answering(RoundMove.OPEN)
    for number in range(6):
        assert link.cast(link.join(group=number), link.rounds[0], 5).ok
    link.move(WorkshopMove.END, WorkshopState.LOBBY)
    report = reports.report(first.db, link.id, at=NOON + 6 * DAY, software="0", salt="s")
    assert {round.mode for each in report.statements for round in each.rounds} == {"self_paced"}
    assert texts(first)["C-1"].stands is Class.CONFIRMED
    assert [each.confirmation.present for each in results.of_workshop(first.db, link.id)] == [6, 6]
