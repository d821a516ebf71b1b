"""Ballots as they came: nobody can change one, and only its author's withdrawal removes it."""

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.storage.ballots import Ballot, BallotEvent, Withdrawal
from tests.builders import NOON, Room


@pytest.fixture
def room(db: Session) -> Room:
    """Two people who answered one statement."""
    room = Room(db, people=2)
    room.judge(room.rounds[0], [4, 2])
    return room


@pytest.mark.parametrize(
    "column", ["plausibility", "relevance", "abstained", "late", "seq", "at", "answer", "panellist_id"]
)
def test_nobody_changes_a_ballot_that_came(room: Room, column: str) -> None:
    with pytest.raises(IntegrityError, match="append-only"), room.db.begin_nested():
        room.db.execute(text(f"UPDATE ballot_event SET {column} = {column}"))


def test_nobody_removes_a_ballot_that_came(room: Room) -> None:
    room.db.execute(delete(Ballot))
    with pytest.raises(IntegrityError, match="append-only"), room.db.begin_nested():
        room.db.execute(delete(BallotEvent))
    assert len(room.db.scalars(select(BallotEvent)).all()) == 2


def test_a_withdrawal_lets_only_its_authors_ballots_go(room: Room) -> None:
    asha, bela = room.people
    room.db.execute(delete(Ballot))
    room.db.add(Withdrawal(panellist_id=asha, ballots=1, comments=0, at=NOON))
    room.db.flush()
    room.db.execute(delete(BallotEvent).where(BallotEvent.panellist_id == asha))
    with pytest.raises(IntegrityError, match="append-only"), room.db.begin_nested():
        room.db.execute(delete(BallotEvent).where(BallotEvent.panellist_id == bela))
    assert list(room.db.scalars(select(BallotEvent.panellist_id))) == [bela]


def test_ids_are_never_given_twice(room: Room) -> None:
    asha = room.people[0]
    last = max(room.db.scalars(select(BallotEvent.id)))
    room.db.execute(delete(Ballot))
    room.db.add_all(Withdrawal(panellist_id=each, ballots=1, comments=0, at=NOON) for each in room.people)
    room.db.flush()
    room.db.execute(delete(BallotEvent))
    room.open(room.rounds[1])
    assert room.cast(asha, room.rounds[1]).ok
    assert room.db.scalars(select(BallotEvent.id)).one() > last


def test_the_database_itself_keeps_one_ballot_of_each_person_and_round(room: Room) -> None:
    with pytest.raises(IntegrityError, match="UNIQUE"), room.db.begin_nested():
        room.db.execute(update(Ballot).values(panellist_id=room.people[0]))


def test_the_database_itself_refuses_to_abstain_and_rate_at_once(room: Room) -> None:
    with pytest.raises(IntegrityError, match="abstained_or_rated"), room.db.begin_nested():
        room.db.execute(update(Ballot).values(abstained="outside"))
