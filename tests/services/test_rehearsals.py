"""Rehearsals: a pilot copy of a plan, and wiping what was said in one. A real workshop is never wiped."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from app.core.agenda import Aim
from app.core.errors import NothingToPresent, Removed
from app.core.errors_rehearsal import NotARehearsal
from app.core.workshops import VersionId, WorkshopMove, WorkshopState
from app.services import agenda_now, agendas, amendments, comments, plans, rehearsals, reports, verification, workshops
from app.services.amendments import NewWords
from app.services.blocks import blocks_of
from app.services.comments import Written
from app.services.workshops import workshop_row
from app.storage.ballots import Ballot, BallotEvent
from app.storage.comments import Comment
from app.storage.workshops import Move, Panellist
from tests.builders import LATER, NOON, Room, a_plan, a_review


def a_draft(db, *, statements=40, **plan):
    review, owner = a_review(db, statements=statements)
    return plans.plan(db, review, a_plan(db, review, **plan), by=owner, at=NOON), owner


def rehearsed(db, workshop, owner):
    return rehearsals.rehearse(db, workshop, title="Rehearsal: Afternoon", by=owner, at=LATER)


def played(db, keys, *, pilot=True):
    """A room of six that has answered one statement, one of them with a comment."""
    room = Room(db, people=6, pilot=pilot)
    room.move(WorkshopMove.START, WorkshopState.LOBBY)
    room.judge(room.rounds[0], [5, 4, 4, 3, 2, 1])
    comments.write(db, keys, room.people[0], Written("k", room.rounds[0], None, "It depends", True, True), at=NOON)
    return room


def left(db, table):
    return db.scalar(select(func.count()).select_from(table))


def test_a_rehearsal_is_a_pilot_with_the_same_plan_and_open_doors(db):
    workshop, owner = a_draft(db)
    copy = rehearsed(db, workshop, owner)
    plan, source = plans.plan_of(db, copy), plans.plan_of(db, workshop)
    assert (plan.pilot, plan.title, workshops.head(db, copy).state) == (True, "Rehearsal: Afternoon", "lobby")
    assert (plan.versions, plan.groups, plan.minutes) == (source.versions, source.groups, source.minutes)
    assert not source.pilot
    assert workshops.head(db, workshop).state == "draft"


def test_a_rehearsal_has_the_same_afternoon_and_blocks(db):
    workshop, owner = a_draft(db, statements=160)
    wishes = agendas.usual_wishes(db, workshop)
    agendas.choose(db, workshop, Aim.CLASSES, wishes, seen=0, by=owner)
    copy = rehearsed(db, workshop, owner)
    theirs, own = workshop_row(db, workshop), workshop_row(db, copy)
    assert blocks_of(db, own) == blocks_of(db, theirs)
    assert own.seats == theirs.seats
    assert agendas.chosen(db, copy) == agendas.chosen(db, workshop)
    first, second = agenda_now.plan_now(db, workshop), agenda_now.plan_now(db, copy)
    assert (first.items, first.allocation) == (second.items, second.allocation)


def test_a_text_that_was_changed_in_the_room_is_rehearsed_once_in_its_planned_words(db):
    room = Room(db, people=8)
    planned = plans.plan_of(db, room.id).versions
    room.judge(room.rounds[0], [1, 1, 2, 3, 4, 4, 5, 5])
    seen = VersionId(amendments.to_amend(db, room.id, room.rounds[0]).seen)
    words = NewWords(("Women far from town", "A safe room", "It feels within reach", "More women come"), why="Safer.")
    amendments.amend(db, room.id, room.rounds[0], words, seen=seen, by=room.owner, at=LATER)
    assert plans.plan_of(db, rehearsed(db, room.id, room.owner)).versions == planned


def test_a_rehearsal_is_never_offered_as_the_workshop_to_repeat(db):
    workshop, owner = a_draft(db, statements=160)
    twice = replace(agendas.usual_wishes(db, workshop), workshops=2)
    agendas.choose(db, workshop, Aim.CLASSES, twice, seen=0, by=owner)
    rehearsed(db, workshop, owner)
    other, _ = a_draft(db)
    row = workshop_row(db, other)
    row.review_id = workshop_row(db, workshop).review_id
    assert [id for id, _ in agendas.others_to_repeat(db, other)] == [workshop]


def test_a_rehearsal_does_not_wait_for_somebody_to_turn_to(db):
    workshop, owner = a_draft(db, help_name="", help_phone="", help_tried=False)
    plan = plans.plan_of(db, rehearsed(db, workshop, owner))
    assert plan.help_name == "Nobody: this is a rehearsal"
    assert not plans.plan_of(db, workshop).help_tried


def test_a_plan_without_statements_cannot_be_rehearsed(db):
    workshop, owner = a_draft(db, versions=())
    with pytest.raises(NothingToPresent):
        rehearsed(db, workshop, owner)


def test_wiping_removes_everything_and_says_so_in_the_record(db, keys):
    room = played(db, keys)
    removed = rehearsals.wipe(db, room.id, by=room.owner, at=LATER)
    assert (removed.people, removed.ballots, removed.comments) == (6, 6, 1)
    assert [left(db, table) for table in (Ballot, BallotEvent, Comment)] == [0, 0, 0]
    assert db.scalar(select(Move.move).order_by(Move.id.desc())) == "wipe"
    assert rehearsals.wiped(db, room.id) == rehearsals.Wiped("asha", LATER)
    assert workshops.head(db, room.id).state == "ended"
    assert next(line for line in workshops.lines(db, room.review) if line.id == room.id).people == 0
    assert reports.report(db, room.id, at=LATER, software="Plumbline", salt="s").workshop.attended == 0


def test_the_record_agrees_after_wiping(db, keys):
    room = played(db, keys)
    rehearsals.wipe(db, room.id, by=room.owner, at=LATER)
    checks = verification.verify(db, room.review)
    assert [each.says for each in checks if each.differences] == []


def test_wiping_twice_is_wiping_once(db, keys):
    room = played(db, keys)
    rehearsals.wipe(db, room.id, by=room.owner, at=NOON)
    again = rehearsals.wipe(db, room.id, by=room.owner, at=LATER)
    assert (again.ballots, again.comments) == (0, 0)
    assert rehearsals.wiped(db, room.id).at == NOON


def test_a_real_workshop_is_never_wiped(db, keys):
    room = played(db, keys, pilot=False)
    with pytest.raises(NotARehearsal):
        rehearsals.wipe(db, room.id, by=room.owner, at=LATER)
    assert [left(db, table) for table in (Ballot, BallotEvent, Comment)] == [6, 6, 1]
    assert workshops.head(db, room.id).state == "live"


def test_wiping_one_rehearsal_touches_no_other_workshop(db, keys):
    room, other = played(db, keys), played(db, keys, pilot=False)
    rehearsals.wipe(db, room.id, by=room.owner, at=LATER)
    kept = select(func.count()).select_from(BallotEvent).where(BallotEvent.panellist_id.in_(other.people))
    assert db.scalar(kept) == 6
    assert not any(
        person.removed_at for person in db.scalars(select(Panellist).where(Panellist.workshop_id == other.id))
    )


def test_a_phone_that_is_behind_can_say_nothing_more_in_a_wiped_rehearsal(db, keys):
    room = played(db, keys)
    rehearsals.wipe(db, room.id, by=room.owner, at=LATER)
    assert room.cast(room.people[0], room.rounds[0], 5).error == Removed.code
    assert left(db, BallotEvent) == 0
