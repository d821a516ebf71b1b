"""Buckets: what a thumb can do always passes, what no thumb can do does not, and one phone's haste is no other's."""

from app.live import buckets as module
from app.live.buckets import Buckets


class Time:
    now = 100.0

    def __call__(self):
        return self.now


def taken(buckets, name, times):
    """How many of so many tries were allowed."""
    return sum(buckets.take(name) for _ in range(times))


def test_a_burst_passes_and_then_only_what_flows_back():
    time = Time()
    buckets = Buckets(burst=10, rate=2.0, clock=time)
    assert taken(buckets, "asha", 50) == 10
    time.now += 3
    assert taken(buckets, "asha", 50) == 6
    time.now += 3600
    assert taken(buckets, "asha", 50) == 10


def test_asking_in_vain_costs_nothing():
    time = Time()
    buckets = Buckets(burst=1, rate=1.0, clock=time)
    assert taken(buckets, "asha", 100) == 1
    time.now += 1
    assert taken(buckets, "asha", 100) == 1


def test_one_phones_haste_is_no_others():
    buckets = Buckets(burst=3, rate=1.0, clock=Time())
    assert taken(buckets, "asha", 9) == 3
    assert taken(buckets, "bela", 9) == 3


def test_made_up_names_do_not_fill_the_memory(monkeypatch):
    monkeypatch.setattr(module, "MOST_NAMES", 100)
    time = Time()
    buckets = Buckets(burst=2, rate=1.0, clock=time)
    for name in range(10_000):
        time.now += 0.1
        assert buckets.take(name)
    assert len(buckets._full_at) <= 100


def test_the_memory_of_who_was_hasty_is_kept_when_others_are_forgotten(monkeypatch):
    monkeypatch.setattr(module, "MOST_NAMES", 10)
    time = Time()
    buckets = Buckets(burst=100, rate=1.0, clock=time)
    taken(buckets, "wild", 100)
    for name in range(30):
        time.now += 0.5
        buckets.take(name)
    assert taken(buckets, "wild", 100) <= 16
