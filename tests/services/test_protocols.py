"""The rules of a review: who may change what, until when, and what is written down of it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from alembic import command
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.canonical import sha256_of
from app.core.deviations import Change, ReasonMissing, ScaleStays
from app.core.english import ENGLISH as BY_SCALE
from app.core.english import FIVE as ENGLISH
from app.core.errors import NotHere
from app.core.instrument import instruments_to_json
from app.core.instrument_texts import with_texts
from app.core.panels import Group
from app.core.profiles import WHY, with_profile
from app.core.protocol import Protocol, protocol_hash
from app.core.workshops import ReviewId
from app.services import plans, protocols, reports
from app.services.circumstances import under_other_rules
from app.storage import schema
from app.storage.engine import Database
from app.storage.workshops import StakeholderGroup, Workshop
from tests.builders import LATER, NOON, Room, a_plan, a_review

STRICTER = Protocol(min_ratings=6)
WHY_SIX = {"min_ratings": "Our panels are large."}


def answered(db: Session) -> Room:
    """A review in which somebody has answered."""
    room = Room(db, people=6)
    room.judge(room.rounds[0], [5] * 6)
    return room


def test_a_review_begins_with_the_defaults_that_nobody_has_chosen(db: Session) -> None:
    review, _ = a_review(db)
    version = protocols.current(db, review)
    assert (version.number, version.protocol, version.by, version.frozen_at) == (1, Protocol(), "", None)
    assert version.hash == protocol_hash(Protocol())
    assert version.instruments == {"en": ENGLISH}
    assert version.instrument_hash == sha256_of(instruments_to_json({"en": ENGLISH}))


def test_before_the_first_ballot_a_change_replaces_the_version(db: Session) -> None:
    review, asha = a_review(db)
    changed = protocols.change(db, review, STRICTER, reasons=WHY_SIX, by=asha, at=LATER)
    assert protocols.history(db, review) == [changed]
    assert (changed.number, changed.protocol, changed.by, changed.at) == (1, STRICTER, "asha", LATER)
    assert changed.hash == protocol_hash(STRICTER)
    assert changed.reasons["min_ratings"] == "Our panels are large."
    assert not changed.is_deviation


def test_before_the_first_ballot_no_reason_is_needed_and_a_rule_brings_its_own(db: Session) -> None:
    review, asha = a_review(db)
    rule = with_profile(Protocol(), "percent-75")
    changed = protocols.change(db, review, rule, reasons={"rule": "  "}, by=asha, at=NOON)
    assert changed.reasons == {"rule": WHY["percent-75"].reason}


def test_a_plan_whose_doors_are_closed_goes_with_the_rules_and_merges_its_groups_anew(db: Session) -> None:
    review, asha = a_review(db)
    groups = Group("Counsellors", 8), Group("Police", 4), Group("Lawyers", 5)
    draft = plans.plan(db, review, a_plan(db, review, groups=groups), by=asha, at=NOON)
    offered = select(StakeholderGroup.name).where(StakeholderGroup.offered).order_by(StakeholderGroup.position)
    assert "Police" not in db.scalars(offered).all()
    changed = protocols.change(db, review, Protocol(smallest_cell=4), reasons={}, by=asha, at=NOON)
    assert db.scalars(offered).all() == ["Counsellors", "Police", "Lawyers"]
    assert plans.plan_of(db, draft).groups == groups
    assert changed.workshops == ("Afternoon workshop",)
    assert draft not in under_other_rules(db, [draft])


def test_a_workshop_with_open_doors_keeps_its_rules_and_the_review_gets_a_new_version(db: Session) -> None:
    room = Room(db)
    changed = protocols.change(db, room.review, STRICTER, reasons=WHY_SIX, by=room.owner, at=LATER)
    assert [version.number for version in protocols.history(db, room.review)] == [2, 1]
    assert not changed.is_deviation
    assert db.get_one(Workshop, room.id).protocol.number == 1
    assert room.id in under_other_rules(db, [room.id])


def test_other_rules_than_those_of_the_first_ballot_are_a_deviation_even_if_they_were_written_before_it(
    db: Session,
) -> None:
    room = Room(db, people=6)
    protocols.change(db, room.review, STRICTER, reasons=WHY_SIX, by=room.owner, at=LATER)
    assert protocols.deviations(db, room.review) == ()
    room.judge(room.rounds[0], [5] * 6)
    assert [each.version for each in protocols.deviations(db, room.review)] == [2]


def test_a_rehearsal_freezes_nothing_and_keeps_its_rules(db: Session) -> None:
    room = Room(db, people=6, pilot=True)
    room.judge(room.rounds[0], [5] * 6)
    changed = protocols.change(db, room.review, STRICTER, reasons={}, by=room.owner, at=LATER)
    assert (changed.number, changed.is_deviation) == (2, False)
    assert db.get_one(Workshop, room.id).protocol.number == 1


def test_after_the_first_ballot_a_change_is_a_new_version_and_a_deviation_that_says_why(db: Session) -> None:
    room = answered(db)
    later = LATER + timedelta(days=1)
    changed = protocols.change(
        db, room.review, replace(STRICTER, late="count"), reasons={**WHY_SIX, "late": "The hall lost its network."},
        by=room.owner, at=later,
    )  # fmt: skip
    first = protocols.history(db, room.review)[1]
    assert (first.number, first.protocol, first.frozen_at, first.is_deviation) == (1, Protocol(), NOON, False)
    assert changed.is_deviation
    (deviation,) = protocols.deviations(db, room.review)
    assert (deviation.version, deviation.at, deviation.by) == (2, later, "asha")
    assert deviation.changes == (
        Change("min_ratings", 5, 6, "Our panels are large."),
        Change("late", "leave_out", "count", "The hall lost its network."),
    )


def test_every_later_change_is_a_version_of_its_own_even_before_anyone_answers_under_it(db: Session) -> None:
    room = answered(db)
    for ratings in (6, 7, 6):
        rules = Protocol(min_ratings=ratings)
        protocols.change(db, room.review, rules, reasons=WHY_SIX, by=room.owner, at=LATER)
    assert [version.number for version in protocols.history(db, room.review)] == [4, 3, 2, 1]
    assert len(protocols.deviations(db, room.review)) == 3


@pytest.mark.parametrize("reasons", [{}, {"min_ratings": "  "}, {"late": "About something else."}])
def test_after_the_first_ballot_every_changed_field_needs_its_reason(db: Session, reasons: dict[str, str]) -> None:
    room = answered(db)
    with pytest.raises(ReasonMissing) as refused:
        protocols.change(db, room.review, STRICTER, reasons=reasons, by=room.owner, at=LATER)
    assert refused.value.say.endswith("Please say why you change them: min_ratings.")
    assert len(protocols.history(db, room.review)) == 1


def test_the_same_rules_once_more_are_no_deviation(db: Session) -> None:
    room = answered(db)
    same = protocols.change(db, room.review, Protocol(), reasons=WHY_SIX, by=room.owner, at=LATER)
    assert (same.number, same.reasons) == (1, {})
    assert protocols.deviations(db, room.review) == ()


def test_the_scale_stays_once_somebody_answered_or_can(db: Session) -> None:
    for room in (answered(db), Room(db, title="Open doors")):
        with pytest.raises(ScaleStays):
            protocols.change(db, room.review, Protocol(scale="nine"), reasons={"scale": "w"}, by=None, at=LATER)


@pytest.mark.parametrize("scale", ["three", "nine"])
def test_another_scale_brings_its_own_answers_and_leaves_all_other_words(db: Session, scale: str) -> None:
    review, asha = a_review(db)
    asked = with_texts(ENGLISH, {"depends": "On what?", "plausibility.page": "Is it so?"})
    protocols.change_words(db, review, asked, reason="", by=asha, at=NOON)
    changed = protocols.change(db, review, Protocol(scale=scale), reasons={}, by=asha, at=NOON)
    (after,) = changed.instruments.values()
    assert after.plausibility.labels == BY_SCALE[scale].plausibility.labels
    assert after.relevance.thirds == BY_SCALE[scale].relevance.thirds
    assert (after.depends, after.plausibility.page) == ("On what?", "Is it so?")
    assert changed.instrument_hash == sha256_of(instruments_to_json(changed.instruments))


def test_a_workshop_keeps_the_rules_it_was_planned_under_until_its_plan_is_saved_again(db: Session) -> None:
    room = answered(db)
    second = plans.plan(db, room.review, a_plan(db, room.review, title="Second"), by=room.owner, at=NOON)
    protocols.change(db, room.review, STRICTER, reasons=WHY_SIX, by=room.owner, at=LATER)
    assert under_other_rules(db, [room.id, second]) == {room.id, second}
    plans.replan(db, second, plans.plan_of(db, second), by=room.owner, at=LATER)
    assert under_other_rules(db, [room.id, second]) == {room.id}


def test_the_report_lists_the_deviations(db: Session) -> None:
    room = answered(db)
    protocols.change(db, room.review, STRICTER, reasons=WHY_SIX, by=room.owner, at=LATER)
    report = reports.report(db, room.id, at=LATER, software="0.1", salt="s")
    assert [each.version for each in report.deviations] == [2]
    assert report.protocol_version == 1


def test_the_newest_plan_says_how_many_are_expected(db: Session) -> None:
    review, asha = a_review(db)
    assert protocols.people_expected(db, review) is None
    plans.plan(db, review, a_plan(db, review, groups=(Group("Nurses", 6),)), by=asha, at=NOON)
    plans.plan(db, review, a_plan(db, review), by=asha, at=NOON)
    assert protocols.people_expected(db, review) == 15


def test_a_review_that_is_not_there_has_no_protocol(db: Session) -> None:
    with pytest.raises(NotHere):
        protocols.current(db, ReviewId(999))
    with pytest.raises(NotHere):
        protocols.change(db, ReviewId(999), Protocol(), reasons={}, by=None, at=NOON)


def test_rules_from_before_versions_kept_their_words_get_those_that_were_asked_then(database: Database) -> None:
    with database.writing() as db:
        review, _ = a_review(db)
    config = schema.config(database.engine)
    command.downgrade(config, "0006")
    schema.upgrade(database.engine)
    with database.reading() as db:
        version = protocols.current(db, review)
    assert (version.protocol, version.by, version.reasons) == (Protocol(), "", {})
    assert version.instruments["en"].plausibility.page == "Does it happen this way?"
    assert version.instrument_hash == sha256_of(instruments_to_json(version.instruments))
