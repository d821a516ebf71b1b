"""A statement that the team takes back while it is asked: it closes, its answers are kept, and they count nowhere."""

import pytest
from sqlalchemy.orm import Session

from app.core.errors import MoveNotPossible
from app.core.workshops import RoundMove
from app.services import ballots, results, verification
from app.services.snapshots import phones_state
from app.storage.ballots import Ballot
from app.storage.workshops import Round
from tests.builders import LATER, Room


@pytest.fixture
def room(db: Session) -> Room:
    """Six of eight people have answered a statement when it is taken back."""
    made = Room(db, people=8)
    made.open(made.rounds[0])
    for person in made.people[:6]:
        made.cast(person, made.rounds[0], 5)
    made.step(made.rounds[0], RoundMove.TAKE_BACK)
    return made


def test_it_is_closed_and_everyone_can_see_why(room: Room) -> None:
    (shown,) = phones_state(room.db, room.id, at=LATER)["rounds"]
    assert (shown["state"], shown["taken_back"], shown["counts"]) == ("closed", True, None)


def test_its_answers_are_kept_and_count_nowhere(room: Room) -> None:
    assert room.db.query(Ballot).filter_by(round_id=room.rounds[0]).count() == 6
    for of, id in ((results.of_review, room.review), (results.of_workshop, room.id)):
        found = of(room.db, id)[0]  # type: ignore[operator]  # either takes its own id
        assert not found.confirmation.was_shown
        assert found.criteria.grades[3] is None


def test_its_counts_never_go_on_the_wall(room: Room) -> None:
    with pytest.raises(MoveNotPossible):
        room.step(room.rounds[0], RoundMove.REVEAL)


def test_a_late_answer_is_told_that_it_is_closed(room: Room) -> None:
    found = room.cast(room.people[7], room.rounds[0], 1)
    assert not found.ok
    assert found.error == "closed"


@pytest.mark.parametrize("move", [RoundMove.UNDO, RoundMove.REOPEN])
def test_it_can_be_taken_up_again_and_counts_then(room: Room, move: RoundMove) -> None:
    room.step(room.rounds[0], move)
    room.close(room.rounds[0])
    assert results.of_review(room.db, room.review)[0].confirmation.n_plausibility == 6


def test_only_what_is_open_can_be_taken_back(room: Room) -> None:
    room.judge(room.rounds[1], [4] * 8)
    for round in room.rounds[1:]:
        with pytest.raises(MoveNotPossible):
            room.step(round, RoundMove.TAKE_BACK)


def test_the_record_still_adds_up(room: Room) -> None:
    room.judge(room.rounds[1], [4] * 8)
    found = [difference for each in verification.verify(room.db, room.review) for difference in each.differences]
    assert found == []
    assert room.db.get_one(Round, room.rounds[0]).present == 8
    assert ballots.current(room.db, room.people[0], room.rounds[0]) is not None
