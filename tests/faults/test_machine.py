"""Whatever happens in a room, in whatever order: no promise is broken, and frames keep everyone up to date."""

from pathlib import Path

import pytest

from app.live.broadcast import Broadcast
from app.services import ballot_rows
from tests.faults import stage as stages
from tests.faults.machine import Room, run_rooms
from tests.faults.world import World

ROOMS, PARTS = 200, 4


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    world = World(stages.build(tmp_path / "stage", people=3, statements=2), tmp_path / "lives")
    monkeypatch.setattr(Room, "world", world, raising=False)
    return world


@pytest.mark.parametrize("part", range(PARTS))  # so that two processes share them
def test_two_hundred_rooms_of_fifty_steps_break_no_promise(world: World, part: int) -> None:
    run_rooms(ROOMS // PARTS, chance=part)


def test_the_machine_finds_a_room_that_is_not_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Broadcast, "changed", lambda self, workshop: None)
    with pytest.raises(AssertionError, match="a phone was not told"):
        run_rooms(5, chance=0)


def test_the_machine_finds_ballots_that_count_after_closing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    seen, read = {}, ballot_rows._rounds
    monkeypatch.setattr(ballot_rows, "_rounds", lambda ask, rounds: seen.setdefault(tuple(rounds), read(ask, rounds)))
    with pytest.raises(AssertionError, match="L4"):
        run_rooms(200, chance=0)
