"""A disk that is locked, full or broken, and clocks that are a day off: the room waits, and nothing is lost."""

import sqlite3
from contextlib import closing
from time import sleep

import pytest

from tests.faults.checker import violations
from tests.faults.evidence import gather
from tests.faults.nursery import lives
from tests.faults.storm import Storm

SMALL = 64 * 1024  # bytes a file may grow to: less than the write-ahead log of a few ballots


@pytest.mark.parametrize("seconds", [3, 8])
def test_a_database_that_another_program_holds_for_some_seconds(nursery, stage, seconds):
    with lives(nursery, stage.data) as server:
        storm = Storm(stage, server.url, stage.data / "diaries")
        with storm.raging():
            storm.wait_for(10)
            with closing(sqlite3.connect(stage.database, timeout=30, isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")
                storm.notes("fault", what=f"locked for {seconds} s")
                sleep(seconds)
                other.execute("ROLLBACK")
            storm.wait_for(20)
        settled(stage, storm)


def test_a_full_disk_is_said_and_what_waits_is_kept_until_there_is_room(nursery, stage):
    full = stage.data / "full"
    with lives(nursery, stage.data, ["disk_is_full_while", str(full)]) as server:
        storm = Storm(stage, server.url, stage.data / "diaries")
        with storm.raging():
            storm.wait_for(10)
            full.touch()
            storm.wait_until_put_off()
            full.unlink()
            storm.wait_for(20)
        settled(stage, storm)


def test_a_disk_that_takes_nothing_more_loses_nothing_it_took(nursery, stage):
    with lives(nursery, stage.data) as server:
        storm = Storm(stage, server.url, stage.data / "diaries")
        with storm.raging():
            storm.wait_for(10)
            server.may_write(SMALL)
            storm.wait_until_put_off()
            server.may_write(-1)
            storm.wait_for(20)
        settled(stage, storm)


def test_clocks_that_jump_by_a_day_between_two_lives(nursery, stage):
    with lives(nursery, stage.data) as server:
        storm = Storm(stage, server.url, stage.data / "diaries")
        with storm.raging():
            for days in (1, -1, 0):
                storm.wait_for(12)
                server.kill()
                server.begin(["clock_is_off", days])
            storm.wait_for(12)
        settled(stage, storm)


def settled(stage, storm):
    """Everyone comes back, and no promise is broken."""
    storm.settle()
    found = gather(stage.database, stage.data / "diaries", storm.desks[0].papers(stage.screen, documents=False))
    assert violations(found) == []
    assert found.ballots, "nobody was heard"
