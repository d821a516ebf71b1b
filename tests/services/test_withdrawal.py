"""Withdrawal: one's own code removes everything, until the date on the notice."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.errors import PersonalCodeUnknown, ReleasedAlready, Removed
from app.services import ballots, comments, panels, results, withdrawal
from app.storage.ballots import Ballot, BallotEvent, Skip, Withdrawal
from app.storage.comments import Comment
from app.storage.keys import CommentKeys
from tests.builders import NOON, SECRET, Room

LAST_DAY = date(2026, 4, 1)
IN_TIME = datetime(2026, 4, 1, 23, 59, 59, tzinfo=UTC)
TOO_LATE = datetime(2026, 4, 2, 0, 0, 0, tzinfo=UTC)
TABLES = (Ballot, BallotEvent, Skip, Comment)


def gave_everything(db: Session, keys: CommentKeys) -> Room:
    """Six people answered; the first one changed her answer, wrote two comments and skipped the next statement."""
    room = Room(db, people=6, withdraw_until=LAST_DAY)
    first, second, _ = room.rounds
    room.open(first)
    for panellist in room.people:
        assert room.cast(panellist, first).ok
    assert room.cast(room.people[0], first, 2, seq=2).ok
    for key in ("a", "b"):
        said = comments.Written(key, first, None, f"It depends on {key}.", seen=False, may_show=True)
        comments.write(db, keys, room.people[0], said, at=NOON)
    room.close(first)
    room.open(second)
    ballots.skip(db, room.people[0], second)
    return room


def left(db: Session, room: Room) -> list[int]:
    """How many rows of each table are the first panellist's."""
    mine = (select(func.count()).select_from(table).where(table.panellist_id == room.people[0]) for table in TABLES)
    return [db.scalar(each) or 0 for each in mine]


def test_her_code_removes_everything_she_gave_and_nobody_elses(db: Session, keys: CommentKeys) -> None:
    room = gave_everything(db, keys)
    assert left(db, room) == [1, 2, 1, 2]
    gone = withdrawal.withdraw(db, room.codes[0], secret=SECRET, at=IN_TIME)
    assert (gone.workshop, gone.ballots, gone.comments) == (room.id, 2, 2)
    assert left(db, room) == [0, 0, 0, 0]
    assert db.scalar(select(func.count()).select_from(Ballot)) == 5
    assert results.of_workshop(db, room.id)[0].confirmation.yes == 5
    row = db.get_one(Withdrawal, room.people[0])
    assert (row.ballots, row.comments, row.at) == (2, 2, IN_TIME)


def test_after_the_date_the_code_removes_nothing(db: Session, keys: CommentKeys) -> None:
    room = gave_everything(db, keys)
    with pytest.raises(ReleasedAlready):
        withdrawal.withdraw(db, room.codes[0], secret=SECRET, at=TOO_LATE)
    assert left(db, room) == [1, 2, 1, 2]
    assert db.get(Withdrawal, room.people[0]) is None


def test_who_has_withdrawn_is_out_of_the_workshop(db: Session, keys: CommentKeys) -> None:
    room = gave_everything(db, keys)
    withdrawal.withdraw(db, room.codes[0], secret=SECRET, at=NOON)
    with pytest.raises(Removed):
        panels.who(db, room.cookies[0])
    assert room.cast(room.people[0], room.rounds[1]).error == "removed"


def test_withdrawing_twice_says_that_nothing_is_left_and_keeps_the_record(db: Session, keys: CommentKeys) -> None:
    room = gave_everything(db, keys)
    withdrawal.withdraw(db, room.codes[0], secret=SECRET, at=NOON)
    again = withdrawal.withdraw(db, room.codes[0], secret=SECRET, at=IN_TIME)
    assert (again.ballots, again.comments) == (0, 0)
    assert db.get_one(Withdrawal, room.people[0]).ballots == 2


@pytest.mark.parametrize("code", ["", "ACDEFGHJ", "' OR 1=1", "\ud800" * 8, "A" * 1000], ids=ascii)
def test_a_wrong_code_removes_nothing(db: Session, keys: CommentKeys, code: str) -> None:
    room = gave_everything(db, keys)
    with pytest.raises(PersonalCodeUnknown):
        withdrawal.withdraw(db, code, secret=SECRET, at=NOON)
    assert left(db, room) == [1, 2, 1, 2]
