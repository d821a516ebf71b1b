"""Seats: whoever joins gets one of her group, and whoever leaves makes room."""

import pytest
from sqlalchemy.orm import Session

from app.core.panels import Group
from app.core.workshops import PanellistId
from app.services import panels, plans, seats
from app.services.workshops import workshop_row
from app.storage.workshops import Panellist
from tests.builders import NOON, Room, a_plan, a_review

TWO = (Group("Counsellors", 8), Group("Health workers", 7))


@pytest.fixture
def room(db: Session) -> Room:
    """An open room with fifteen planned seats."""
    room = Room(db, groups=TWO)
    row = workshop_row(db, room.id)
    row.seats = list(seats.dealt(row))
    return room


def seat(room: Room, panellist: PanellistId) -> int | None:
    """Where somebody sits."""
    return room.db.get_one(Panellist, panellist).seat


def test_seats_are_dealt_from_the_groups_that_people_choose(db: Session) -> None:
    review, owner = a_review(db)
    groups = (Group("Counsellors", 5), Group("Police", 2), Group("Nurses", 3))
    row = workshop_row(db, plans.plan(db, review, a_plan(db, review, groups=groups), by=owner, at=NOON))
    offered = {group.position: group.name for group in row.groups if group.offered}
    named = [offered[position] for position in seats.dealt(row)]
    assert named == ["Counsellors", "Police / Nurses"] * 5


def test_people_sit_down_in_their_groups(room: Room) -> None:
    counsellors = [seat(room, room.join(group=0)) for _ in range(3)]
    nurses = [seat(room, room.join(group=1)) for _ in range(3)]
    assert (counsellors, nurses) == ([1, 3, 5], [2, 4, 6])


def test_whoever_leaves_or_is_retired_makes_room(room: Room) -> None:
    first, second, third = (room.join() for _ in range(3))
    panels.leave(room.db, second, at=NOON)
    assert seat(room, room.join()) == 3
    panels.remove(room.db, room.id, first, at=NOON)
    assert seat(room, room.join()) == 1
    assert (seat(room, second), seat(room, third)) == (3, 5), "who left is remembered where she sat"


def test_more_than_were_expected_share_seats(room: Room) -> None:
    for _ in range(8):
        room.join()
    assert [seat(room, room.join()) for _ in range(2)] == [1, 3]


def test_a_room_without_a_plan_of_seats_has_none(db: Session) -> None:
    room = Room(db, people=1)
    assert seat(room, room.people[0]) is None
