"""Whatever happens in a room, in whatever order: no promise is broken, and frames keep everyone up to date."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.faults import stage as stages
from tests.faults.machine import Room
from tests.faults.world import World

EXAMPLES, STEPS = 200, 50


def test_two_hundred_rooms_of_fifty_steps_break_no_promise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(stages.build(tmp_path / "stage", people=3, statements=2), tmp_path / "lives")
    monkeypatch.setattr(Room, "world", world, raising=False)
    often = settings(max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, database=None)
    run_state_machine_as_test(Room, settings=settings(often, suppress_health_check=list(HealthCheck)))
