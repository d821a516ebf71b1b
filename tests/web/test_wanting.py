"""The line of missing translations: on a workshop's page, in its plan, and at its desk."""

import pytest

from app.services import accounts, panels
from tests.builders import NOON, Room
from tests.web.team import Browser

LINE = "Hindi: 0 of 3 statements. 5 people chose Hindi."


@pytest.mark.parametrize("page", ["/workshops/{id}", "/workshops/{id}/agenda", "/desk/{id}", "/desk/{id}/preflight"])
def test_who_plans_and_who_runs_it_read_what_is_wanting(app, database, clock, page):
    with database.writing() as db:
        room = Room(db, people=10)
        for panellist in room.people[:5]:
            panels.speak(db, panellist, "hi")
        asha = Browser(app, accounts.start(db, room.owner, at=NOON))
    assert LINE in asha.read(page.format(id=room.id))


def test_an_open_desk_hears_who_came_since(app, database, clock):
    with database.writing() as db:
        room = Room(db, people=10)
        asha = Browser(app, accounts.start(db, room.owner, at=NOON))
    assert asha.get(f"/desk/{room.id}/state").json["languages"] == []
    with database.writing() as db:
        for panellist in room.people[:5]:
            panels.speak(db, panellist, "hi")
    assert asha.get(f"/desk/{room.id}/state").json["languages"] == [LINE]


def test_of_a_few_it_says_some(app, database, clock):
    with database.writing() as db:
        room = Room(db, people=8)
        panels.speak(db, room.people[0], "hi")
        asha = Browser(app, accounts.start(db, room.owner, at=NOON))
    assert "Hindi: 0 of 3 statements. Some people chose Hindi." in asha.read(f"/desk/{room.id}")
