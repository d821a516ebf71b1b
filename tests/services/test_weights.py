"""Weights are chosen before anyone answers, locked by the first answer, and changed later only for a reason."""

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.core.errors_review import UnlockReasonMissing, WeightsLocked
from app.core.weights import equal, ranked, swung
from app.services import results, weights
from app.storage.weightings import WeightsLock
from tests.builders import LATER, NOON, Room

RANKED, POINTS = ranked([2, 3, 4, 1, 5]), swung([50, 50, 25, 50, 25])
TOMORROW = NOON + timedelta(days=1)


def answered(db: Session, **plan: object) -> Room:
    """A review in which the first person has answered."""
    room = Room(db, people=6, **plan)
    room.open(room.rounds[0])
    assert room.cast(room.people[0], room.rounds[0]).ok
    db.expire_all()
    return room


def test_a_review_weighs_all_criteria_the_same_until_its_team_chooses(db: Session) -> None:
    room = Room(db)
    assert weights.in_force(db, room.review) == equal()
    assert weights.versions_of(db, room.review) == []
    assert not weights.is_locked(db, room.review)


def test_every_choice_is_kept_and_the_newest_is_in_force(db: Session) -> None:
    room = Room(db)
    numbers = [weights.keep(db, room.review, each, by=room.owner, at=NOON) for each in (RANKED, POINTS, POINTS)]
    assert numbers == [1, 2, 2], "the same weights again are no new version"
    assert weights.in_force(db, room.review) == POINTS
    assert [(each.number, each.weights, each.by) for each in weights.versions_of(db, room.review)] == [
        (2, POINTS, "asha"),
        (1, RANKED, "asha"),
    ]


def test_another_review_has_weights_of_its_own(db: Session) -> None:
    here, there = Room(db), Room(db, title="Elsewhere")
    weights.keep(db, here.review, RANKED, by=here.owner, at=NOON)
    weights.lock(db, here.review, reason="", by=here.owner, at=NOON)
    assert weights.in_force(db, there.review) == equal()
    assert not weights.is_locked(db, there.review)


def test_the_first_answer_locks_the_weights_by_itself(db: Session) -> None:
    room = answered(db)
    assert [(turn.locked, turn.by) for turn in weights.turns_of(db, room.review)] == [(True, None)]
    with pytest.raises(WeightsLocked):
        weights.keep(db, room.review, RANKED, by=room.owner, at=LATER)
    assert weights.in_force(db, room.review) == equal()


def test_a_rehearsal_locks_nothing(db: Session) -> None:
    room = answered(db, pilot=True)
    assert not weights.is_locked(db, room.review)
    assert weights.keep(db, room.review, RANKED, by=room.owner, at=LATER) == 1


def test_the_first_answer_locks_again_what_was_unlocked_before_it(db: Session) -> None:
    room = Room(db, people=6)
    earlier = NOON - timedelta(hours=1)
    weights.lock(db, room.review, reason="", by=room.owner, at=earlier)
    weights.unlock(db, room.review, reason="One more meeting.", by=room.owner, at=earlier)
    assert not weights.is_locked(db, room.review)
    room.open(room.rounds[0])
    assert room.cast(room.people[0], room.rounds[0]).ok
    db.expire_all()
    assert [turn.locked for turn in weights.turns_of(db, room.review)] == [True, False, True]


def test_unlocking_after_the_first_answer_is_listed_and_good_for_one_change(db: Session) -> None:
    room = answered(db)
    weights.unlock(db, room.review, reason=" A slip of the pen. ", by=room.owner, at=LATER)
    assert weights.keep(db, room.review, RANKED, by=room.owner, at=TOMORROW) == 1
    assert [(turn.locked, turn.reason, turn.by) for turn in weights.turns_of(db, room.review)] == [
        (True, "", None),
        (False, "A slip of the pen.", "asha"),
        (True, "", "asha"),
    ]
    with pytest.raises(WeightsLocked):
        weights.keep(db, room.review, POINTS, by=room.owner, at=TOMORROW)


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_unlocking_needs_a_reason(db: Session, reason: str) -> None:
    room = answered(db)
    with pytest.raises(UnlockReasonMissing):
        weights.unlock(db, room.review, reason=reason, by=room.owner, at=LATER)
    assert weights.is_locked(db, room.review)


def test_the_database_itself_wants_a_reason_for_unlocking(db: Session) -> None:
    room = Room(db)
    weights.lock(db, room.review, reason="", by=room.owner, at=NOON)
    with pytest.raises(IntegrityError), db.begin_nested():
        db.execute(update(WeightsLock).values(locked=False))


def test_locking_twice_is_one_lock_and_unlocking_what_is_open_is_nothing(db: Session) -> None:
    room = Room(db)
    weights.unlock(db, room.review, reason="Why not.", by=room.owner, at=NOON)
    for _ in range(2):
        weights.lock(db, room.review, reason="", by=room.owner, at=NOON)
    assert len(weights.turns_of(db, room.review)) == 1


def test_every_page_weighs_by_the_weights_in_force(db: Session) -> None:
    room = Room(db, people=8)
    room.judge(room.rounds[0], [5] * 8)
    weights.unlock(db, room.review, reason="For this test.", by=room.owner, at=LATER)
    weights.keep(db, room.review, swung([0, 0, 0, 100, 0]), by=room.owner, at=LATER)
    judged, unjudged = results.of_review(db, room.review)[:2]
    assert judged.weighed.weight == judged.criteria.c4
    assert (unjudged.weighed.weight, unjudged.weighed.rank) == (None, None), "nothing that counts was assessed of it"
    assert results.of_workshop(db, room.id)[0].weighed.weight == judged.criteria.c4
