"""A move, and the frame that tells the room of it, read as many rows into objects in a long afternoon as in a short one."""

from collections.abc import Iterator

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from app.core.workshops import RoundMove, RoundState
from app.services import rounds, snapshots, snapshots_desk
from tests.builders import NOON, Room


@pytest.fixture
def read(db: Session) -> Iterator[list[object]]:
    """The rows that became objects so far."""
    came: list[object] = []

    def note(_session: Session, row: object) -> None:
        came.append(row)

    event.listen(db, "loaded_as_persistent", note)
    yield came
    event.remove(db, "loaded_as_persistent", note)


@pytest.mark.parametrize(
    ("move", "state"),
    [
        (RoundMove.OPEN, RoundState.QUEUED),
        (RoundMove.CLOSE, RoundState.OPEN),
        (RoundMove.REVEAL, RoundState.CLOSED),
    ],
)
def test_no_move_reads_what_else_is_asked_in_the_afternoon(
    db: Session, read: list[object], move: RoundMove, state: RoundState
) -> None:
    many = []
    for statements in (3, 12):
        room = Room(db, statements=statements, people=6)
        first = room.rounds[0]
        if state is not RoundState.QUEUED:
            room.open(first)
        if state is RoundState.CLOSED:
            room.close(first)
        db.expunge_all()
        read.clear()
        epoch = 0 if state is RoundState.QUEUED else 1
        rounds.move(db, room.id, first, move, seen=(epoch, state), by=None, at=NOON, listening=room.people)
        assert snapshots.phones_frame(db, room.id, at=NOON)
        many.append(len(read))
    assert many[0] == many[1] <= 15


def test_a_desk_reads_in_full_only_what_is_on_show(db: Session, read: list[object]) -> None:
    many = []
    for statements in (3, 12):
        room = Room(db, statements=statements, people=6)
        room.open(room.rounds[1])
        db.expunge_all()
        read.clear()
        state = snapshots_desk.desk_state(db, room.id, at=NOON)
        assert [bool(round["parts"]) for round in state["rounds"]] == [place == 1 for place in range(statements)]
        many.append(len(read))
    assert many[0] == many[1]
