"""Many at once: closing races a thousand ballots, two facilitators race each other, packets come doubled and shuffled."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from dataclasses import astuple
from itertools import count
from random import Random
from threading import Barrier, Thread
from time import sleep

import pytest

from app.core.errors import SomeoneWasFaster
from app.core.workshops import RoundId, RoundMove, RoundState, WorkshopId
from app.rehearsal.scratch import HOME
from app.services import accounts, rounds
from app.storage.engine import Database
from tests.builders import NOON
from tests.faults.checker import violations
from tests.faults.diary import Diary
from tests.faults.evidence import gather
from tests.faults.facilitator import Facilitator
from tests.faults.nursery import lives
from tests.faults.phone import Phone
from tests.faults.scenes import move, patiently
from tests.faults.wire import Silence

BALLOTS, RACES, PRESSES, PACKETS = 1000, 1000, 100, 10_000


def evidence(stage, desk):
    return gather(stage.database, stage.data / "diaries", desk.papers(stage.screen, documents=False))


@pytest.fixture
def diaries(stage):
    folder = stage.data / "diaries"
    folder.mkdir()
    return folder


@contextmanager
def crowd(stage, server, diaries):
    """Two processes with half of the phones each, ready to send a thousand ballots together."""
    half = len(stage.seats) // 2
    each = BALLOTS // len(stage.seats) + 1
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.faults.racer", json.dumps(given)],
            cwd=HOME, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )
        for seats in (stage.seats[:half], stage.seats[half:])
        if (given := {"url": server.url, "diaries": str(diaries), "each": each, "seats": [astuple(seat) for seat in seats]})
    ]  # fmt: skip
    try:
        assert [process.stdout.readline() for process in processes] == ["ready\n"] * 2
        for process in processes:
            process.stdin.write("go\n")
            process.stdin.flush()
        yield
        assert [process.stdout.readline() for process in processes] == ["done\n"] * 2
    finally:
        for process in processes:
            process.kill()
            process.wait()


def until_some_have_come(stage):
    """Wait until the first ballots are kept; the crowd goes on until it is closed."""
    with closing(sqlite3.connect(stage.database)) as raw:
        while raw.execute("SELECT count(*) FROM ballot_event").fetchone()[0] == 0:
            sleep(0.01)


def test_closing_races_a_thousand_ballots_from_two_processes(nursery, stage, diaries):
    with lives(nursery, stage.data, ["no_limits"]) as server:
        desk = Facilitator(stage, 0, server.url, Diary(diaries, "desk"))
        move(desk, stage.rounds[0], "open")
        with crowd(stage, server, diaries):
            until_some_have_come(stage)
            move(desk, stage.rounds[0], "close")
        found = evidence(stage, desk)
    told = [line["ok"] for lines in found.phones().values() for line in lines if line.get("of") == "ballot"]
    assert violations(found) == []
    assert len(told) >= BALLOTS
    assert {True, False} == set(told), "the race was over before it began"


def test_of_two_facilitators_who_press_together_one_is_told_that_she_was_slower(nursery, stage, diaries):
    """Each race is for one move, over the wire; the answer shows both how it stands now."""
    with lives(nursery, stage.data) as server:
        desks = [Facilitator(stage, place, server.url, Diary(diaries, f"desk-{place}")) for place in (0, 1)]
        for desk in desks:
            desk.look()
        told = raced([lambda turn, desk=desk: desk.move(stage.rounds[0], turn).status for desk in desks], PRESSES)
        found = evidence(stage, desks[0])
    assert violations(found) == []
    assert told == [[200, 409]] * PRESSES


def test_of_a_thousand_moves_that_two_connections_make_at_once_each_is_made_once(stage):
    """The same at the database, as two servers would meet there: each connection has a lock and a transaction of its own."""

    def mover(place):
        database, turns = Database(f"sqlite:///{stage.database}"), iter(standings())
        with database.reading() as db:
            by = accounts.whose(db, stage.desks[place], at=NOON).account

        def move(turn):
            room, round = WorkshopId(stage.workshop), RoundId(stage.rounds[0])
            with database.writing() as db:
                return rounds.move(db, room, round, RoundMove(turn), seen=next(turns), by=by, at=NOON).state

        return lambda turn: attempt(move, turn)

    told = raced([mover(0), mover(1)], RACES)
    assert violations(gather(stage.database)) == []
    assert all("slower" in pair and len(set(pair)) == 2 for pair in told)


def attempt(move, turn):
    try:
        return move(turn)
    except SomeoneWasFaster:
        return "slower"


def standings():
    """Epoch and state before each move of a race: opened, then closed and opened again and again."""
    yield 0, RoundState.QUEUED
    for epoch in count(1):
        yield epoch, RoundState.OPEN
        yield epoch, RoundState.CLOSED


def raced(movers, times):
    """What each pair was told that made the same move at the same moment."""
    barrier = Barrier(len(movers), timeout=60)
    told = [[] for _ in movers]

    def race(place):
        for turn in ["open", *["close", "reopen"] * (times // 2)][:times]:
            barrier.wait()
            told[place].append(movers[place](turn))

    threads = [Thread(target=race, args=(place,), daemon=True) for place in range(len(movers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(300)
    return [sorted(pair) for pair in zip(*told, strict=True)]


def test_ten_thousand_packets_doubled_and_shuffled_leave_what_calm_would_have_left(nursery, stage, diaries):
    chance = Random(5)
    with lives(nursery, stage.data, ["no_limits"]) as server:
        desk = Facilitator(stage, 0, server.url, Diary(diaries, "desk"))
        phones = [Phone(seat, server.url, Diary(diaries, f"phone-{seat.panellist}")) for seat in stage.seats]
        move(desk, stage.rounds[0], "open")
        for phone in phones:
            patiently(phone.look)
            phone.listen(0)
        sent = {
            phone: [phone.tap(plausibility=chance.randint(1, 5), relevance=3) for _ in range(20)] for phone in phones
        }
        storms = [Thread(target=pour, args=(phone, sent[phone], Random(place))) for place, phone in enumerate(phones)]
        for storm in storms:
            storm.start()
        for storm in storms:
            storm.join(600)
        for phone in phones:
            patiently(phone.settle)
        found = evidence(stage, desk)
    assert violations(found) == []
    assert len(found.events) == 20 * len(phones)
    stands = {row["panellist_id"]: (row["seq"], row["plausibility"]) for row in found.ballots}
    assert stands == {phone.seat.panellist: (20, sent[phone][-1]["plausibility"]) for phone in phones}


def pour(phone, ballots, chance):
    """A phone's share of the packets, in any order."""
    packets = ballots * (PACKETS // 12 // len(ballots) + 1)
    chance.shuffle(packets)
    for packet in packets:
        try:
            phone.send_again(packet)
        except Silence:
            continue
