"""Who else is at a desk is pushed when it changes; a pause reaches every phone, desk and wall by its socket."""

import pytest

from app.core.workshops import WorkshopMove, WorkshopState
from app.live.audiences import Audience, Listener
from app.rehearsal.ear import Ear
from app.services import accounts, workshops
from tests.builders import NOON
from tests.live.halls import Hall


@pytest.fixture
def hall(database):
    hall = Hall(database)
    yield hall
    hall.stop()


def at_desk(hall, name):
    """The desk of someone of that name."""
    with hall.database.writing() as db:
        account = accounts.account_named(db, name) or accounts.create_account(db, name, review=hall.room.review)
    return Ear(hall.url, hall.tickets.give(Listener(Audience.DESK, hall.room.id, account=account), at=NOON))


def hears(ear, expected):
    """Whether one of the next frames is as expected."""
    frames = iter(lambda: ear.hear(60), None)
    return any(expected(frame) for frame in frames)


def there(*names):
    """A frame that says who is at a desk."""
    return lambda frame: frame.get("desks") == [*names]


def test_two_desks_hear_of_each_other_and_of_the_one_that_goes(hall):
    asha = at_desk(hall, "asha")
    assert hears(asha, there("asha"))
    rita = at_desk(hall, "rita")
    assert hears(rita, there("asha", "rita"))
    assert hears(asha, there("asha", "rita"))
    again = at_desk(hall, "rita")
    assert hears(again, there("asha", "rita"))
    assert hall.broadcast.at_desks(hall.room.id) == ["asha", "rita"], "each once, however many desks"
    rita.close()
    again.close()
    assert hears(asha, there("asha"))
    assert hall.broadcast.at_desks(hall.room.id + 1) == []


def test_a_desk_greeted_ahead_of_its_room_hears_what_the_room_heard_before(hall):
    asha = at_desk(hall, "asha")
    assert hears(asha, there("asha"))
    hall.broadcast._tell(hall.room.id)
    [sid] = hall.roll.sockets(lambda listener: listener.audience is Audience.DESK)
    listener, _ = hall.roll.behind(sid)
    with hall.database.writing() as db:
        rita = accounts.create_account(db, "rita", review=hall.room.review)
    hall.roll.enter("of rita", Listener(Audience.DESK, hall.room.id, account=rita))
    hall.broadcast.greet(sid, listener)
    assert hears(asha, there("asha", "rita"))
    hall.roll.leave("of rita")
    hall.broadcast.progress(hall.room.id)
    assert hears(asha, there("asha"))


def test_the_wall_and_the_phones_hear_no_name(hall):
    wall, phone, asha = hall.ear(Audience.SCREEN), hall.ear(), at_desk(hall, "asha")
    assert hears(asha, there("asha"))
    hall.open_first()
    hall.broadcast.changed(hall.room.id)
    for ear in (wall, phone):
        heard = [frame for frame in (ear.hear(60), ear.hear(2)) if frame]
        assert heard
        assert not [frame for frame in heard if "asha" in str(frame) or "desks" in frame]


def test_a_pause_reaches_every_phone_desk_and_wall(hall):
    hall.open_first()
    phones = [hall.ear(panellist=person) for person in (7, 8, 9)]
    others = [hall.ear(Audience.SCREEN), at_desk(hall, "asha")]
    for ear in (*phones, *others):
        ear.hear(60)
    with hall.database.writing() as db:
        by = hall.room.owner
        workshops.move(db, hall.room.id, WorkshopMove.PAUSE, state=WorkshopState.LIVE, by=by, at=NOON)
        version = workshops.version_of(db, hall.room.id)
    hall.broadcast.changed(hall.room.id)
    for phone in phones:
        assert hears(phone, lambda frame: frame.get("workshop", {}).get("state") == "paused")
    for ear in others:
        assert hears(ear, lambda frame: frame["v"] == version)
