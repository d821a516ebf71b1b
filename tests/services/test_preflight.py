"""Before the doors: a test phone says how long its way took; the Wi-Fi's name goes to the wall."""

import pytest
from sqlalchemy.orm import Session

from app.core.errors import NotHere
from app.core.workshops import WorkshopMove, WorkshopState
from app.services import preflight, snapshots_screen
from tests.builders import NOON, SECRET, Room


def test_the_last_phone_counts_with_its_time_and_its_way(db: Session) -> None:
    room = Room(db)
    assert preflight.standing(db, room.id) == preflight.Standing(None, None, "")
    preflight.phone_was_here(db, room.id, 120, at=NOON)
    assert preflight.standing(db, room.id) == preflight.Standing(NOON, 120, "")


@pytest.mark.parametrize("ms", [None, -1, 60_001])
def test_a_way_nobody_can_have_gone_is_left_out(db: Session, ms: int | None) -> None:
    room = Room(db)
    preflight.phone_was_here(db, room.id, ms, at=NOON)
    assert preflight.standing(db, room.id).tested_ms is None


def test_a_test_phones_key_is_good_for_its_workshop_until_the_end(db: Session) -> None:
    room, other = Room(db), Room(db)
    key = preflight.test_key(room.id, secret=SECRET)
    assert preflight.behind(db, key, secret=SECRET) == room.id
    forged = key.replace(f"{room.id}.", f"{other.id}.", 1)
    for wrong in (forged, key[:-1], "", "x", "999.x", f"{room.id}.\ud800", f"{'9' * 30}.x"):
        with pytest.raises(NotHere):
            preflight.behind(db, wrong, secret=SECRET)
    room.move(WorkshopMove.END, WorkshopState.LOBBY)
    with pytest.raises(NotHere):
        preflight.behind(db, key, secret=SECRET)


def test_the_wall_says_the_wifis_name_until_it_is_taken_off(db: Session) -> None:
    room = Room(db)
    preflight.name_wifi(db, room.id, "  Hall\n\x00 two ")
    assert snapshots_screen.screen_state(db, room.id, at=NOON)["workshop"]["wifi"] == "Hall two"
    preflight.name_wifi(db, room.id, " ")
    assert snapshots_screen.screen_state(db, room.id, at=NOON)["workshop"]["wifi"] is None
