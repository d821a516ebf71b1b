"""A server that is killed, at named points and at random, loses nothing it has acknowledged, and nobody notices more
than a pause."""

from tests.faults.killing import kill_often

TIMES = 18  # with the twelve of `test_blocks` thirty in each run; a thousand in `make soak`


def test_eighteen_kills_lose_nothing_and_count_nothing_twice(nursery, stage):
    assert kill_often(nursery, stage, times=TIMES, seed=1) == []
