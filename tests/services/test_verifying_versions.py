"""A review with changed texts is verified: whoever tampers with where they came from is found out."""

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.services import amendments, verification, versions
from app.services.amendments import NewWords
from tests.builders import LATER, Room

CHANGED = ("Women far from town", "A safe room", "It feels within reach", "More women come")


@pytest.fixture
def room(db: Session) -> Room:
    """A statement was judged, changed, and judged again."""
    made = Room(db, people=8)
    first = made.rounds[0]
    made.judge(first, [1, 1, 2, 3, 4, 4, 5, 5])
    seen = amendments.to_amend(db, made.id, first).seen
    words = NewWords(CHANGED, why="It was unclear.")
    asking = amendments.amend(db, made.id, first, words, seen=seen, by=made.owner, at=LATER)
    made.open(asking)
    for person in made.people:
        made.cast(person, asking, 5)
    made.close(asking)
    return made


def found(room: Room) -> list[str]:
    return [each for check in verification.verify(room.db, room.review) for each in check.differences]


def test_as_it_is_nothing_differs_and_the_checks_say_what_they_looked_at(room: Room) -> None:
    said = [check.says for check in verification.verify(room.db, room.review)]
    assert "1 changed texts come from the texts before them" in said
    assert "1 statements with several versions show the one that is kept" in said
    assert found(room) == []


def test_the_choice_of_the_team_is_what_stands(room: Room) -> None:
    versions.choose(room.db, room.review, statement(room), 1, reason="One hall only.", by=room.owner, at=LATER)
    assert found(room) == []


def statement(room: Room) -> int:
    return int(room.db.scalar(text("SELECT min(id) FROM statement")) or 0)


@pytest.mark.parametrize(
    ("tampering", "says"),
    [
        ("UPDATE amendment SET from_id = (SELECT id FROM statement_version WHERE statement_id = 2)", "no earlier text"),
        ("UPDATE ballot SET plausibility = NULL WHERE round_id = (SELECT max(id) FROM round)", "the one that is kept"),
    ],
)
def test_what_was_tampered_with_is_found(room: Room, tampering: str, says: str) -> None:
    room.db.execute(text(tampering))
    room.db.expire_all()
    assert any(says in each for each in found(room)), found(room)
