"""The committer, in both its forms: answers after the database keeps, each for itself, and nothing is lost."""

import sqlite3
from threading import Event, Thread

import pytest
from sqlalchemy import func, select

from app.core.workshops import RoundMove
from app.live import committer as module
from app.live.committer import Batching, Direct, Keeper, Sent
from app.services import ballots, panels, workshops
from app.storage import engine
from app.storage.ballots import Ballot, BallotEvent
from app.storage.engine import Database
from tests.builders import NOON, Room


class Hall:
    """A room with an open round, and a committer of one form or the other over its database."""

    def __init__(self, database, form):
        self.database, self.told = database, []
        with database.writing() as db:
            self.room = Room(db, people=6)
            self.room.open(self.room.rounds[0])
            self.round = self.room.rounds[0]
        self.keeper = Keeper(database, lambda: NOON, self.told.append)
        self.committer = Direct(self.keeper) if form == "direct" else Batching(self.keeper, beside)

    def ballot(self, place, *, channel="socket", **fields):
        made = {"key": f"of {place}", "seq": 1, "round": self.round, "epoch": 1, "plausibility": 4, "relevance": 4}
        return Sent(self.room.people[place], made | fields, channel)

    def cast_together(self, *sent):
        """All at one instant; what each was told, in order."""
        told = [None] * len(sent)

        def cast(place):
            told[place] = self.committer.cast(sent[place])

        threads = [Thread(target=cast, args=(place,)) for place in range(len(sent))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return told

    def standing(self):
        with self.database.reading() as db:
            rows = db.execute(select(Ballot.panellist_id, Ballot.plausibility))
            return {self.room.people.index(who): plausibility for who, plausibility in rows}

    def events(self):
        with self.database.reading() as db:
            return db.scalar(select(func.count()).select_from(BallotEvent))


def beside(work):
    Thread(target=work, daemon=True).start()


@pytest.fixture(params=["direct", "batching"])
def hall(request, database):
    return Hall(database, request.param)


@pytest.fixture
def batching(database):
    return Hall(database, "batching")


def test_who_is_told_it_is_saved_finds_it_in_the_database(hall):
    assert hall.committer.cast(hall.ballot(0)).told() == {"ok": True, "key": "of 0", "seq": 1}
    assert hall.standing() == {0: 4}
    assert hall.told == [hall.room.id]


def test_a_bad_ballot_among_many_is_told_so_and_the_others_are_kept(hall):
    told = hall.cast_together(*(hall.ballot(place, plausibility=9 if place == 3 else 5) for place in range(6)))
    assert [each.error for each in told] == [None, None, None, "unreadable", None, None]
    assert hall.standing() == {place: 5 for place in range(6) if place != 3}


def test_a_refusal_says_the_version_of_the_room(hall):
    with hall.database.writing() as hall.room.db:
        hall.room.step(hall.round, RoundMove.CLOSE)
    told = hall.committer.cast(hall.ballot(0)).told()
    assert told["error"] == "closed"
    with hall.database.reading() as db:
        assert told["version"] == workshops.head(db, hall.room.id).version


def test_a_phone_is_known_by_its_cookie_too(hall):
    cookie = hall.room.cookies[2]
    assert hall.committer.cast(Sent(cookie, hall.ballot(2).fields, "http")).ok
    assert hall.committer.cast(Sent("made up", hall.ballot(1).fields, "http")).error == "not_joined"
    assert hall.standing() == {2: 4}


def test_who_was_let_go_since_she_connected_is_refused(hall):
    with hall.database.writing() as db:
        panels.remove(db, hall.room.id, hall.room.people[1], at=NOON)
    told = hall.cast_together(*(hall.ballot(place) for place in range(3)))
    assert [each.error for each in told] == [None, "removed", None]


def test_the_same_key_by_both_doors_counts_once_and_gets_one_answer(hall):
    told = hall.cast_together(hall.ballot(0), hall.ballot(0, channel="http"), hall.ballot(0))
    assert told[0] == told[1] == told[2]
    assert told[0].ok
    assert hall.events() == 1


def test_a_database_held_by_another_process_is_answered_and_the_same_key_is_kept_later(hall, monkeypatch):
    monkeypatch.setattr(engine, "PATIENCE", 0.05)
    other = Database(str(hall.database.engine.url))
    with other.writing() as held:
        held.connection()
        told = hall.cast_together(*(hall.ballot(place) for place in range(4)))
    other.engine.dispose()
    assert {each.error for each in told} == {"busy"}
    assert hall.standing() == {}
    assert all(each.ok for each in hall.cast_together(*(hall.ballot(place) for place in range(4))))
    assert hall.standing() == dict.fromkeys(range(4), 4)


def test_a_short_lock_only_takes_longer(hall):
    other, let_go = Database(str(hall.database.engine.url)), Event()

    def hold():
        with other.writing() as held:
            held.connection()
            let_go.wait()

    holder = Thread(target=hold)
    holder.start()
    Thread(target=lambda: (Event().wait(0.3), let_go.set())).start()
    assert hall.committer.cast(hall.ballot(0)).ok
    holder.join()
    other.engine.dispose()


def test_a_full_disk_is_answered_and_nothing_was_promised(hall):
    with hall.database.engine.connect().execution_options(reading=True) as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    full = f"PRAGMA max_page_count = {pages}"
    on_every_connection(hall.database, full)
    long = {"key": "k" * 64, "parts": [1, 2, 3, 4]}
    told = [hall.committer.cast(hall.ballot(0, seq=seq, **long | {"key": f"{seq:064}"})) for seq in range(1, 200)]
    refused = [each for each in told if not each.ok]
    assert {each.error for each in refused} == {"busy"}
    assert hall.events() == sum(each.ok for each in told) < len(told)
    on_every_connection(hall.database, "PRAGMA max_page_count = 1000000")
    assert hall.committer.cast(hall.ballot(0, seq=500, key="after")).ok


def test_one_ballot_that_breaks_the_server_harms_no_other(hall, monkeypatch):
    cast = ballots.cast_on

    def breaking(db, batch, **more):
        if any(fields["key"] == "of 1" for _, fields in batch):
            raise ZeroDivisionError("what she answered")
        return cast(db, batch, **more)

    monkeypatch.setattr(module, "cast_on", breaking)
    told = hall.cast_together(*(hall.ballot(place) for place in range(3)))
    assert [each.error for each in told] == [None, "fault", None]
    assert hall.standing() == {0: 4, 2: 4}


def test_the_log_says_nothing_of_what_was_answered(hall, monkeypatch, caplog):
    def breaking(db, batch, **more):
        raise ZeroDivisionError("what she answered")

    monkeypatch.setattr(module, "cast_on", breaking)
    hall.committer.cast(hall.ballot(0))
    assert "ZeroDivisionError" in caplog.text
    assert "what she answered" not in caplog.text


def test_what_came_while_the_disk_wrote_is_one_more_transaction(batching, monkeypatch):
    monkeypatch.setattr(engine, "QUICK", -1)
    commits, first, go_on = [], Event(), Event()

    def slow(work):
        commits.append(1)
        if len(commits) == 1:
            first.set()
            go_on.wait()
        work()

    database = Database(str(batching.database.engine.url), aside=slow)
    committer = Batching(Keeper(database, lambda: NOON, batching.told.append), beside)
    early = Thread(target=committer.cast, args=(batching.ballot(0),))
    early.start()
    first.wait()
    others = [Thread(target=committer.cast, args=(batching.ballot(place),)) for place in range(1, 6)]
    for thread in others:
        thread.start()
    while committer.waiting < 5:
        Event().wait(0.01)
    assert batching.standing() == {}, "nobody was told anything yet"
    go_on.set()
    for thread in [early, *others]:
        thread.join()
    assert len(batching.standing()) == 6
    assert len(commits) == 2
    database.engine.dispose()


def test_above_the_bound_a_phone_is_told_to_come_again(batching, monkeypatch):
    monkeypatch.setattr(module, "MOST_WAITING", 2)
    idle = Batching(batching.keeper, lambda work: None)
    for place in range(2):
        Thread(target=idle.cast, args=(batching.ballot(place),), daemon=True).start()
    while idle.waiting < 2:
        Event().wait(0.01)
    told = idle.cast(batching.ballot(2)).told()
    assert (told["ok"], told["error"]) == (False, "busy")
    assert told["say"] == "This could not be kept just now. It will be tried again by itself."


def test_at_the_end_what_waits_is_kept_and_answered_and_nothing_more_is_taken(batching):
    started, told = [], []
    committer = Batching(batching.keeper, started.append)
    waiting = Thread(target=lambda: told.append(committer.cast(batching.ballot(0))))
    waiting.start()
    while not committer.waiting:
        Event().wait(0.01)
    assert not committer.drain(0.01), "there is work to do"
    assert committer.cast(batching.ballot(1)).error == "busy"
    (work,) = started
    beside(work)
    assert committer.drain(5)
    waiting.join()
    assert told[0].ok
    assert batching.standing() == {0: 4}


def on_every_connection(database, pragma):
    """Say something to the connection that is open, which the pool hands out again."""
    with database.engine.connect().execution_options(reading=True) as connection:
        connection.rollback()
        connection.connection.cursor().execute(pragma)


def test_sqlite_says_busy_where_the_engine_looks_for_it(database):
    other = sqlite3.connect(database.engine.url.database, timeout=0)
    with database.writing() as held:
        held.connection()
        with pytest.raises(sqlite3.OperationalError) as busy:
            other.execute("BEGIN IMMEDIATE")
    assert busy.value.sqlite_errorcode == sqlite3.SQLITE_BUSY
    other.close()
