"""The words of a review: who changes them, until when, and which panel is asked in which."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.core.deviations import Change, ReasonMissing, ScaleStays
from app.core.english import FIVE, NINE
from app.core.instrument import Instrument, Status
from app.core.instrument_texts import with_texts
from app.core.protocol import Protocol
from app.services import instruments, plans, protocols, reports, snapshots
from tests.builders import LATER, NOON, Room, a_plan, a_review

SO = with_texts(FIVE, {"plausibility.page": "Is it so?", "part.context": "Where and when"})


def answered(db: Session) -> Room:
    room = Room(db, people=6)
    room.judge(room.rounds[0], [5] * 6)
    return room


def asked(db: Session, room: Room) -> Instrument:
    return instruments.asked_in(db, room.id)["en"]


def test_before_the_first_answer_words_change_in_place_and_a_draft_follows(db: Session) -> None:
    review, asha = a_review(db)
    draft = plans.plan(db, review, a_plan(db, review), by=asha, at=NOON)
    changed = protocols.change_words(db, review, SO, reason="", by=asha, at=LATER)
    assert protocols.history(db, review) == [changed]
    assert (changed.number, changed.by, changed.instruments["en"]) == (1, "asha", SO)
    assert instruments.asked_in(db, draft)["en"] == SO == instruments.asked_for(db, review)["en"]


def test_words_stay_when_the_rules_change_and_rules_when_the_words_do(db: Session) -> None:
    review, asha = a_review(db)
    protocols.change_words(db, review, SO, reason="", by=asha, at=NOON)
    stricter = Protocol(min_ratings=6)
    changed = protocols.change(db, review, stricter, reasons={}, by=asha, at=NOON)
    assert changed.instruments["en"] == SO
    again = protocols.change_words(db, review, FIVE, reason="", by=asha, at=NOON)
    assert again.protocol == stricter


def test_a_room_with_open_doors_keeps_the_words_on_its_phones_and_in_its_report(db: Session) -> None:
    room = Room(db, people=6)
    changed = protocols.change_words(db, room.review, SO, reason="", by=room.owner, at=LATER)
    assert (changed.number, changed.is_deviation) == (2, False)
    assert asked(db, room) == FIVE
    assert reports.report(db, room.id, at=LATER, software="0.1", salt="s").asked == FIVE


def test_the_parts_of_a_statement_are_called_as_the_rules_of_each_workshop_have_it(db: Session) -> None:
    room = Room(db, people=6)
    protocols.change_words(db, room.review, SO, reason="", by=room.owner, at=NOON)
    second = plans.plan(db, room.review, a_plan(db, room.review, title="Second"), by=room.owner, at=NOON)
    room.open(room.rounds[0])
    parts = snapshots.phone_state(db, room.people[0], at=NOON)["rounds"][0]["statement"]["parts"]
    assert next(part["label"] for part in parts) == "The situation"
    assert instruments.asked_in(db, second)["en"].parts["context"] == "Where and when"


def test_after_the_first_answer_a_change_is_a_version_and_a_deviation_that_says_why(db: Session) -> None:
    room = answered(db)
    with pytest.raises(ReasonMissing):
        protocols.change_words(db, room.review, SO, reason="  ", by=room.owner, at=LATER)
    later = LATER + timedelta(days=1)
    changed = protocols.change_words(db, room.review, SO, reason="People stumbled.", by=room.owner, at=later)
    assert (changed.number, changed.is_deviation) == (2, True)
    (deviation,) = protocols.deviations(db, room.review)
    assert deviation.changes == (
        Change("en.plausibility.page", "Does it happen this way?", "Is it so?", "People stumbled."),
        Change("en.part.context", "The situation", "Where and when", "People stumbled."),
    )
    assert asked(db, room) == FIVE


def test_a_status_is_kept_and_listed_like_a_word(db: Session) -> None:
    room = answered(db)
    draft = replace(FIVE, status=Status.DRAFT)
    changed = protocols.change_words(db, room.review, draft, reason="It was never checked.", by=room.owner, at=LATER)
    assert changed.changes == (Change("en.status", "approved", "draft", "It was never checked."),)


def test_the_same_words_once_more_are_no_version(db: Session) -> None:
    room = answered(db)
    same = protocols.change_words(db, room.review, FIVE, reason="", by=room.owner, at=LATER)
    assert (same.number, protocols.deviations(db, room.review)) == (1, ())


def test_words_for_another_scale_are_refused(db: Session) -> None:
    review, asha = a_review(db)
    with pytest.raises(ScaleStays):
        protocols.change_words(db, review, NINE, reason="", by=asha, at=NOON)
