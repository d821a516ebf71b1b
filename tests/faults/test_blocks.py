"""A server that is killed while a panel answers at its own pace, and while two facilitators open and close its blocks."""

import pytest

from tests.faults import stage as stages
from tests.faults.evidence import gather
from tests.faults.killing import kill_often

TIMES = 12


@pytest.fixture
def paced(tmp_path):
    """Twelve people, and six statements in two blocks for all of them."""
    return stages.build(tmp_path / "data", people=12, statements=6, blocks=2)


def test_kills_while_blocks_are_open_lose_nothing_and_count_nothing_twice(nursery, paced):
    assert kill_often(nursery, paced, times=TIMES, seed=5) == []
    evidence = gather(paced.database)
    assert {row["round_id"] for row in evidence.events if row["round_id"] in paced.rounds} == set(paced.rounds)
    closed = [row["round_id"] for row in evidence.moves if row["move"] == "close"]
    assert sorted(closed) == sorted(paced.rounds * (len(closed) // len(paced.rounds))), "all of them, or none"
