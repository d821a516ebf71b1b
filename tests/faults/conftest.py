"""What the tests of faults share: one nursery, and one stage that is copied for each of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import stage as stages
from tests.faults.diary import Diary
from tests.faults.facilitator import Facilitator
from tests.faults.hostile import Room
from tests.faults.nursery import Nursery, lives
from tests.faults.scenes import move
from tests.faults.stage import Stage


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    nursery = Nursery()
    yield nursery
    nursery.close()


@pytest.fixture(scope="session")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return stages.build(tmp_path_factory.mktemp("stage") / "data", people=12, statements=6)


@pytest.fixture
def stage(untouched: Stage, tmp_path: Path) -> Stage:
    """A workshop of twelve people, two facilitators and six statements."""
    return untouched.copy(tmp_path / "data")


@pytest.fixture(scope="module")
def room(nursery: Nursery, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A running server with an open round: sixty people to vote, one who is hostile, two who leave."""
    stage = stages.build(tmp_path_factory.mktemp("room") / "data", people=63, statements=2)
    (stage.data / "diaries").mkdir()
    with lives(nursery, stage.data) as server:
        desk = Facilitator(stage, 0, server.url, Diary(stage.data / "diaries", "desk"))
        move(desk, stage.rounds[0], "open")
        yield Room(stage, server)
