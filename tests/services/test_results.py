"""What the ballots, the evidence and the team together say of each statement."""

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.core.confirmation import Class, VerdictProblem
from app.core.weighting import ranks
from app.core.workshops import RoundMove, VersionId
from app.services import results
from app.services.results import Result
from app.storage.statements import Coherence, Evidence
from app.storage.verdicts import VerdictRow
from app.storage.workshops import Workshop
from tests.builders import NOON, Room


def first(room: Room) -> Result:
    """The result of the first statement in this workshop."""
    return results.of_workshop(room.db, room.id)[0]


def decide(room: Room, stands: Class, reason: str = "Two comments name one setting.") -> None:
    """Two people of the team decide about the first statement."""
    result = first(room)
    results.decide(
        room.db,
        result.confirmation,
        result.line.version_id,
        stands=stands,
        reason=reason,
        names=("Asha", "Meera"),
        by=room.owner,
        at=NOON,
    )


@pytest.mark.parametrize(
    ("ratings", "suggested"),
    [
        ([5, 5, 5, 5, 5, 5, 4, 4], Class.CONFIRMED),
        ([1, 1, 1, 1, 1, 1, 2, 2], Class.NOT_CONFIRMED),
        ([1, 1, 1, 1, 5, 5, 5, 5], Class.CONTESTED),
        ([5, 5, 5, 5], Class.INSUFFICIENT_DATA),
    ],
)
def test_the_counted_ballots_suggest_a_class(db: Session, ratings: list[int], suggested: Class) -> None:
    room = Room(db, people=len(ratings))
    room.judge(room.rounds[0], ratings)
    assert first(room).confirmation.suggested is suggested
    assert first(room).stands is suggested


def test_a_statement_nobody_was_shown_has_no_criterion_of_people(db: Session) -> None:
    room = Room(db, people=8)
    room.judge(room.rounds[0], [5] * 8)
    shown, unseen, _ = results.of_workshop(db, room.id)
    assert shown.confirmation.was_shown
    assert not unseen.confirmation.was_shown
    assert shown.criteria.c4 is not None
    assert unseen.criteria.c4 is None


def test_the_verdict_stands_beside_the_suggestion_and_earlier_ones_stay(db: Session) -> None:
    room = Room(db, people=8)
    room.judge(room.rounds[0], [5] * 8)
    decide(room, Class.NEEDS_CHANGE)
    decide(room, Class.CONTESTED, "On second thought.")
    result = first(room)
    assert (result.confirmation.suggested, result.stands) == (Class.CONFIRMED, Class.CONTESTED)
    history = results.verdicts_of(db, result.line.version_id)
    assert [(verdict.stands, verdict.reason) for verdict in history] == [
        (Class.CONTESTED, "On second thought."),
        (Class.NEEDS_CHANGE, "Two comments name one setting."),
    ]
    assert set(db.scalars(select(VerdictRow.suggested))) == {Class.CONFIRMED.value}


def test_a_verdict_against_the_suggestion_without_a_reason_is_not_kept(db: Session) -> None:
    room = Room(db, people=8)
    room.judge(room.rounds[0], [5] * 8)
    with pytest.raises(VerdictProblem):
        decide(room, Class.CONTESTED, " ")
    assert first(room).verdict is None


def test_the_database_itself_wants_two_people_for_a_verdict(db: Session) -> None:
    room = Room(db, people=8)
    room.judge(room.rounds[0], [5] * 8)
    decide(room, Class.CONFIRMED, "")
    with pytest.raises(IntegrityError), db.begin_nested():
        db.execute(update(VerdictRow).values(second_name="Asha"))


def test_a_workshop_of_two_statements_is_weighed_within_the_whole_list(db: Session) -> None:
    room = Room(db, people=8, statements=4, versions=(VersionId(3), VersionId(4)))
    db.execute(update(Evidence).values(driven="data", depth="thick"))
    db.execute(update(Evidence).where(Evidence.statement_id == 4).values(depth="thin"))
    db.add_all(Coherence(statement_id=each, rater="a", value=4, invented=False) for each in range(1, 5))
    db.flush()
    for round in room.rounds:
        room.judge(round, [5] * 8)
    thick, thin = (result.weighed for result in results.of_workshop(db, room.id))
    every = [result.weighed for result in results.of_review(db, room.review)]
    assert (thick, thin) == (every[2], every[3])
    assert [weighed.rank for weighed in every] == ranks([weighed.weight for weighed in every])
    assert (thick.low, thick.high) == (thick.weight, thick.weight), "nothing is missing of it"
    assert thick.weight is not None
    assert thin.weight is not None
    assert thick.weight > thin.weight
    unjudged = every[0]
    assert unjudged.low is not None
    assert unjudged.high is not None
    assert unjudged.low < unjudged.high, "the people are missing of it"


def test_a_source_counts_once_and_contradicting_evidence_is_told_apart(db: Session) -> None:
    room = Room(db)
    db.execute(update(Evidence).where(Evidence.id == 1).values(stance="contradicts"))
    db.expire_all()
    assert [link.stance for link in first(room).evidence] == ["contradicts", "supports"]


def test_a_review_counts_all_its_workshops_but_no_pilot(db: Session) -> None:
    room = Room(db, people=8)
    room.judge(room.rounds[0], [5] * 8)
    assert results.of_review(db, room.review)[0].confirmation.yes == 8
    db.execute(update(Workshop).values(pilot=True))
    db.expire_all()
    assert not results.of_review(db, room.review)[0].confirmation.was_shown
    assert first(room).confirmation.yes == 8, "the pilot's own page still shows what it found"


def test_invented_values_are_marked(db: Session) -> None:
    room = Room(db)
    assert not first(room).invented
    db.execute(update(Evidence).where(Evidence.statement_id == 1).values(invented=True))
    db.expire_all()
    assert [result.invented for result in results.of_workshop(db, room.id)] == [True, False, False]


def test_no_result_is_stored_anywhere(db: Session) -> None:
    room = Room(db, people=8)
    room.judge(room.rounds[0], [5] * 8)
    before = first(room).confirmation
    room.step(room.rounds[0], RoundMove.REOPEN)
    assert first(room).confirmation != before
    room.close(room.rounds[0])
    again = first(room).confirmation
    assert (again.suggested, again.support) == (before.suggested, before.support)
    assert set(again.flags) - set(before.flags) == {"reopened"}
    assert db.scalar(select(func.count()).select_from(VerdictRow)) == 0
