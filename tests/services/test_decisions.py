"""What the team decides over a whole review, and what it may accept together."""

import pytest
from sqlalchemy.orm import Session

from app.core.confirmation import Class, VerdictProblem
from app.core.workshops import StatementId
from app.services import comments, decisions, results, verdicts
from app.services.comments import Written
from app.storage.keys import CommentKeys
from app.storage.statements import Evidence
from tests.builders import NOON, Room

NAMES = ("B. Example", "C. Example")


def a_room(db: Session) -> Room:
    """Ten people of two groups, who say yes to the first two statements and no to the third."""
    room = Room(db)
    for place in range(10):
        room.join(group=int(place >= 5))
    for round, rating in zip(room.rounds, (4, 5, 1), strict=True):
        room.judge(round, [rating] * 10)
    return room


def codes(room: Room) -> list[str]:
    """The statements that may be accepted together."""
    every = results.of_review(room.db, room.review)
    return [each.line.code for each in decisions.acceptable(every, decisions.commented(room.db, room.review))]


def accept(room: Room, *statements: int, names: tuple[str, str] = NAMES) -> list[str]:
    """Two people accept these."""
    chosen = [StatementId(each) for each in statements]
    return decisions.accept(room.db, room.review, chosen, names=names, by=room.owner, at=NOON)


def decide(room: Room, place: int, stands: Class) -> None:
    """Two people decide about one statement."""
    result = results.of_review(room.db, room.review)[place]
    more = {"reason": "We read the comments.", "names": NAMES, "by": room.owner, "at": NOON}
    verdicts.decide(room.db, result.confirmation, result.line.version_id, stands=stands, **more)


def test_rows_without_flags_and_comments_may_be_accepted_together(db: Session) -> None:
    room = a_room(db)
    assert codes(room) == ["S-1", "S-2", "S-3"]
    assert accept(room, 1, 3) == ["S-1", "S-3"]
    assert codes(room) == ["S-2"]
    stands = [result.verdict.stands if result.verdict else None for result in results.of_review(db, room.review)]
    assert stands == [Class.CONFIRMED, None, Class.NOT_CONFIRMED]


def test_a_comment_nobody_has_read_yet_keeps_a_row_out(db: Session, keys: CommentKeys) -> None:
    room = a_room(db)
    written = Written("k", room.rounds[0], None, "Only in the city.", seen=False, may_show=False)
    comments.write(db, keys, room.people[0], written, at=NOON)
    assert codes(room) == ["S-2", "S-3"]
    assert accept(room, 1, 2) == ["S-2"]


def test_a_flag_or_too_few_answers_keep_a_row_out(db: Session) -> None:
    room = Room(db, people=6)
    room.judge(room.rounds[0], [5] * 6)
    room.judge(room.rounds[1], [5] * 3)
    assert codes(room) == []


def test_a_verdict_is_never_replaced_by_accepting(db: Session) -> None:
    room = a_room(db)
    decide(room, 0, Class.CONTESTED)
    assert accept(room, 1) == []


def test_one_person_cannot_accept(db: Session) -> None:
    room = a_room(db)
    with pytest.raises(VerdictProblem):
        accept(room, 1, names=("Asha", "asha "))


def test_raised_and_lowered_verdicts_are_counted_and_tiers_that_hang_on_them_listed(db: Session) -> None:
    room = a_room(db)
    db.query(Evidence).update({"driven": "data", "depth": "thick"})
    decide(room, 0, Class.CONTESTED)
    decide(room, 1, Class.CONFIRMED)
    decide(room, 2, Class.CONFIRMED)
    found = decisions.departures(results.of_review(db, room.review))
    assert (found.decided, found.raised, found.lowered) == (3, 1, 1)
    assert [(each.statement, each.before, each.after) for each in found.tiers] == [("S-1", "C", "B"), ("S-3", "B", "C")]


def test_the_history_says_what_the_rule_suggested_at_the_time_and_who_entered_it(db: Session) -> None:
    room = a_room(db)
    decide(room, 0, Class.CONTESTED)
    decide(room, 0, Class.NEEDS_CHANGE)
    newest, oldest = verdicts.history_of(db, results.of_review(db, room.review)[0].line.version_id)
    assert (newest.verdict.stands, oldest.verdict.stands) == (Class.NEEDS_CHANGE, Class.CONTESTED)
    assert (oldest.suggested, oldest.entered_by, oldest.at) == (Class.CONFIRMED, "asha", NOON)
