"""How far a review has come."""

from app.core.classes import Class
from app.core.workshops import WorkshopMove, WorkshopState
from app.services import progress, results
from tests.builders import NOON, Room, a_review


def test_a_new_review_has_nothing_judged(db):
    review, _ = a_review(db)
    assert progress.progress_of(db, review) == progress.Progress(judged=0, decided=0)


def test_only_closed_statements_count_as_judged_and_each_once(db):
    room = Room(db, statements=3, people=5)
    rounds = room.rounds
    room.move(WorkshopMove.START, WorkshopState.LOBBY)
    room.judge(rounds[0], [4, 4, 4, 4, 4])
    room.open(rounds[1])
    first = results.of_review(db, room.review)[0]
    for _ in range(2):
        names = ("B. Example", "C. Example")
        results.decide(
            db, first.confirmation, first.line.version_id, stands=Class.CONFIRMED, reason="So it is.", names=names,
            by=room.owner, at=NOON,
        )  # fmt: skip
    assert progress.progress_of(db, room.review) == progress.Progress(judged=1, decided=1)


def test_a_rehearsal_judges_nothing(db):
    room = Room(db, people=5, pilot=True)
    rounds = room.rounds
    room.move(WorkshopMove.START, WorkshopState.LOBBY)
    room.judge(rounds[0], [4, 4, 4, 4, 4])
    assert progress.progress_of(db, room.review).judged == 0
