"""What all phones show is read once for a hall, and never an older version than the database has."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from app.core.errors import NotHere
from app.core.workshops import WorkshopId
from app.live.lately import KEPT_FOR, Lately
from app.services import snapshots
from tests.builders import NOON, Room

SOON = NOON + KEPT_FOR / 2


@pytest.fixture
def room(db):
    room = Room(db, people=2)
    room.open(room.rounds[0])
    return room


def asked(db, work):
    """How many questions to the database some work takes."""
    many = []

    def note(*_):
        many.append(1)

    event.listen(db.get_bind(), "before_cursor_execute", note)
    work()
    event.remove(db.get_bind(), "before_cursor_execute", note)
    return len(many)


def test_the_second_phone_of_an_instant_asks_for_the_version_only(db, room):
    lately = Lately()
    first = lately.phones_state(db, room.id, at=NOON)
    assert first == snapshots.phones_state(db, room.id, at=NOON)
    assert asked(db, lambda: lately.phones_state(db, room.id, at=SOON)) == 1
    assert lately.phones_state(db, room.id, at=SOON) == first


def test_a_move_is_seen_at_once(db, room):
    lately = Lately()
    lately.phones_state(db, room.id, at=NOON)
    room.close(room.rounds[0], at=NOON)
    assert lately.phones_state(db, room.id, at=NOON)["rounds"][0]["state"] == "closed"


def test_who_joins_is_counted_a_second_later_at_most(db, room):
    lately = Lately()
    assert lately.phones_state(db, room.id, at=NOON)["workshop"]["people"] == 2
    room.join()
    assert lately.phones_state(db, room.id, at=NOON + KEPT_FOR)["workshop"]["people"] == 3


def test_who_knows_the_version_needs_no_question_and_never_gets_an_older_one(db, room):
    lately = Lately()
    assert lately.standing(room.id, 1, at=NOON) is None
    first = lately.phones_state(db, room.id, at=NOON)
    assert asked(db, lambda: lately.standing(room.id, first["version"], at=SOON)) == 0
    assert lately.standing(room.id, first["version"], at=SOON) is first
    assert lately.standing(room.id, first["version"] + 1, at=SOON) is None
    assert lately.standing(room.id, first["version"], at=NOON + KEPT_FOR) is None


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(milliseconds=1)])
def test_a_clock_set_back_keeps_nothing(db, room, back):
    lately = Lately()
    lately.phones_state(db, room.id, at=NOON)
    assert asked(db, lambda: lately.phones_state(db, room.id, at=NOON - back)) > 1


def test_each_phone_gets_her_own_answer_and_the_others_none_of_it(db, room):
    lately = Lately()
    asha, bela = room.people
    room.cast(asha, room.rounds[0], 5)
    shared = lately.phones_state(db, room.id, at=NOON)
    hers = snapshots.with_her_own(db, shared, asha, language="en")
    assert hers["rounds"][0]["mine"]["plausibility"] == 5
    assert hers == snapshots.phone_state(db, asha, at=NOON)
    nothing = snapshots.with_her_own(db, lately.phones_state(db, room.id, at=SOON), bela, language="en")
    assert nothing == snapshots.phone_state(db, bela, at=NOON) != hers
    assert "mine" not in shared["rounds"][0]


def test_two_workshops_are_kept_apart(db, room):
    lately, other = Lately(), Room(db)
    assert lately.phones_state(db, room.id, at=NOON)["workshop"]["id"] == room.id
    assert lately.phones_state(db, other.id, at=NOON)["workshop"]["id"] == other.id


def test_an_unknown_workshop_is_not_here(db):
    with pytest.raises(NotHere):
        Lately().phones_state(db, WorkshopId(999), at=NOON)
