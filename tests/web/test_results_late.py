"""Late answers are counted on the results page, with what the rules make of all of them."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from app.core.protocol import Protocol, protocol_hash
from app.storage.protocols import ProtocolVersion
from tests.builders import Room
from tests.web.team import signed_in

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def room(database):
    """Eight people answered in time."""
    with database.writing() as db:
        room = Room(db, people=10)
        room.judge(room.rounds[0], [5] * 8)
        return room


@pytest.fixture
def page(app, database, room):
    """The results as the review's owner reads them, at the time she asks."""
    with database.writing() as db:
        asha = signed_in(app, db, "asha")
    return lambda: asha.read(f"/workshops/{room.id}/results")


def come_late(database, room, *places):
    with database.writing() as room.db:
        for place in places:
            assert room.cast(room.people[place], room.rounds[0], 1, seq=2).error == "closed"


def test_where_nobody_was_late_nothing_is_said(page):
    assert "came after closing" not in page()


def test_the_page_says_how_many_came_late_and_that_they_are_left_out(database, room, page):
    come_late(database, room, 0, 8, 9)
    assert "Answers that came after closing: 3. The rules leave them out; they are in the tables, kept apart." in page()


def test_or_that_they_count_where_the_rules_say_so(database, room, page):
    come_late(database, room, 8)
    counting = replace(Protocol(), late="count")
    with database.writing() as db:
        db.execute(update(ProtocolVersion).values(body=counting.to_json(), hash=protocol_hash(counting)))
    assert "Answers that came after closing: 1. The rules count them." in page()
