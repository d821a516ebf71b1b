"""What the tests of faults share: one nursery, and one stage that is copied for each of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import stage as stages
from tests.faults.nursery import Nursery
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
