"""Who hears first, and what somebody hears who has just come."""

from datetime import timedelta

import gevent
import pytest
from sqlalchemy import event

from app.live.audiences import Audience, Listener, Roll
from app.live.broadcast import MOMENT, Broadcast
from app.services import figures
from tests.builders import NOON, Room
from tests.live.test_broadcast import Air, act, open_first


class Greenlets(Air):
    """Tasks take turns as they do where the server serves."""

    def start_background_task(self, task, *args):
        gevent.spawn(task, *args)

    def sleep(self, seconds):
        gevent.sleep(seconds)


class Hall:
    """A workshop, what it says, and a clock."""

    def __init__(self, database, air):
        self.air, self.now = air, NOON
        with database.writing() as db:
            self.room = Room(db, people=3)
        self.broadcast = Broadcast(air, database, Roll(), lambda: self.now)

    def greet(self, place=0):
        self.air.frames.clear()
        self.broadcast.greet("new", Listener(Audience.PHONE, self.room.id, panellist=self.room.people[place]))
        return self.air.frames[-1][1]["v"]


@pytest.fixture
def hall(database):
    return Hall(database, Air())


@pytest.fixture
def questions(database):
    """What the database was asked."""
    asked = []
    event.listen(database.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    return asked


def test_the_room_hears_of_a_move_before_the_one_who_made_it_is_answered(database):
    hall = Hall(database, Greenlets())
    act(database, hall.room, open_first)
    hall.broadcast.changed(hall.room.id)
    assert [frame["rounds"][0]["state"] for frame in hall.air.heard("phone")] == ["open"]


def test_phones_hear_of_a_move_before_desk_and_wall_are_counted_for(database, monkeypatch):
    hall, counted = Hall(database, Air()), []
    monkeypatch.setattr(figures, "progress", lambda *_, **__: counted.append(hall.air.heard("phone")) or {})
    act(database, hall.room, open_first)
    hall.broadcast.changed(hall.room.id)
    assert [frame["rounds"][0]["state"] for frame in counted[0]] == ["open"]


def test_a_hall_of_phones_that_comes_at_one_instant_asks_for_the_version_once(hall, questions):
    versions = {hall.greet(place % 3) for place in range(100)}
    assert len(versions) == 1
    assert len(questions) == 1


def test_whoever_comes_after_the_others_were_told_hears_no_older_version(database, hall):
    before = hall.greet()
    act(database, hall.room, open_first)
    hall.broadcast.changed(hall.room.id)
    assert hall.greet() == hall.air.frames[-1][1]["v"] > before


@pytest.mark.parametrize("gone_by", [MOMENT, timedelta(hours=-1)])
def test_a_version_that_nobody_was_told_of_is_found_a_moment_later(database, hall, gone_by):
    before = hall.greet()
    act(database, hall.room, open_first)
    hall.now += gone_by
    assert hall.greet() > before
