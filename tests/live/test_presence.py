"""Who counts as here."""

from datetime import timedelta

from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from app.core.workshops import PanellistId
from app.live.presence import Lookers, note_present
from app.services.tallies import people_here
from app.storage import engine
from app.storage.engine import Database
from app.storage.workshops import Panellist
from tests.builders import NOON, Room


class OnePhone:
    """A hall in which only these phones are connected."""

    def __init__(self, *people: PanellistId) -> None:
        self.people = frozenset(people)

    def everyone(self) -> frozenset[PanellistId]:
        return self.people


def test_a_phone_that_listens_stays_here_and_a_silent_one_does_not(database: Database):
    with database.writing() as db:
        room = Room(db, people=2)
    later = NOON + timedelta(minutes=5)
    assert note_present(database, OnePhone(room.people[0]), at=later) == 1
    with database.reading() as db:
        assert people_here(db, room.id, at=later) == 1


def test_an_empty_hall_writes_nothing(database: Database):
    assert note_present(database, OnePhone(), at=NOON) == 0


LATER = NOON + timedelta(minutes=5)
SOON = LATER - timedelta(seconds=1)


def test_a_hall_that_looks_at_one_instant_is_noted_in_one_transaction(database: Database):
    with database.writing() as db:
        room = Room(db, people=5)
    due, commits = [], []
    lookers = Lookers(database, lambda: LATER, due.append)
    event.listen(database.engine, "commit", commits.append)
    for person in room.people:
        lookers.note(person, seen_at=NOON)
        lookers.note(person, seen_at=NOON)
    assert len(due) == 1
    due.pop()()
    assert len(commits) == 1
    with database.reading() as db:
        assert people_here(db, room.id, at=LATER) == 5
    lookers.note(room.people[0], seen_at=NOON)
    assert len(due) == 1, "the next one is noted too"


def test_who_was_noted_a_moment_ago_is_not_noted_again(database: Database):
    due = []
    Lookers(database, lambda: LATER, due.append).note(PanellistId(1), seen_at=LATER - timedelta(seconds=19))
    assert due == []


def test_who_hears_an_opening_is_noted_whenever_she_was_seen_last(database: Database):
    with database.writing() as db:
        room = Room(db, people=3)
    due = []
    lookers = Lookers(database, lambda: LATER, due.append)
    lookers.note_hearers(frozenset(room.people[:2]), at=SOON)
    lookers.note(room.people[2], seen_at=LATER - timedelta(seconds=19))
    due.pop()()
    with database.reading() as db:
        assert [db.get_one(Panellist, each).seen_at for each in room.people] == [SOON, SOON, NOON]


def test_who_heard_an_opening_is_noted_later_where_the_database_was_busy(database: Database, monkeypatch):
    monkeypatch.setattr(engine, "PATIENCE", 0.05)
    with database.writing() as db:
        room = Room(db, people=2)
    due = []
    lookers = Lookers(database, lambda: LATER, due.append)
    lookers.note_hearers(frozenset(room.people[:1]), at=SOON)
    other = Database(str(database.engine.url))
    with other.writing() as held:
        held.connection()
        due.pop()()
    other.engine.dispose()
    lookers.note(room.people[1], seen_at=NOON)
    due.pop()()
    with database.reading() as db:
        assert [db.get_one(Panellist, each).seen_at for each in room.people] == [SOON, LATER]


def test_a_database_that_is_busy_harms_nobody_who_looks(database: Database, monkeypatch):
    due = []
    lookers = Lookers(database, lambda: LATER, due.append)
    lookers.note(PanellistId(1), seen_at=NOON)
    with monkeypatch.context() as broken:
        broken.setattr(database, "writing", _locked)
        due.pop()()
    lookers.note(PanellistId(1), seen_at=NOON)
    assert len(due) == 1


def _locked():
    raise OperationalError("BEGIN IMMEDIATE", None, Exception("locked"))
