"""Who counts as here."""

from datetime import timedelta

from app.core.workshops import PanellistId
from app.live.presence import note_present
from app.services.tallies import people_here
from app.storage.engine import Database
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
