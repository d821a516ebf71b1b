"""Errands: what else is written while a room votes goes with its ballots, and harms none of them."""

from threading import Event, Thread

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.core.errors import KeyUsed, ServerBusy
from app.live import committer as module
from app.live.committer import Batching, Keeper
from app.services import accounts, ballots
from app.storage import engine
from app.storage.accounts import Account
from app.storage.engine import Database
from tests.builders import NOON
from tests.live.test_committer import Hall, beside


@pytest.fixture(autouse=True)
def every_commit_aside(monkeypatch):
    """As where the disk is slow: so they can be counted."""
    monkeypatch.setattr(engine, "QUICK", -1)


@pytest.fixture(params=["direct", "batching"])
def hall(request, database):
    return Hall(database, request.param)


@pytest.fixture
def batching(database):
    return Hall(database, "batching")


def an_account(put, name="zora"):
    """Something that anybody could write."""
    with Session(put) as db, db.begin():
        return accounts.create_account(db, name)


def names(database):
    with database.reading() as db:
        return list(db.scalars(select(Account.name).where(Account.name.in_(["zora", "yamuna"]))))


def test_who_is_told_that_an_errand_is_done_finds_it_in_the_database(hall):
    made = hall.committer.write(an_account)
    with hall.database.reading() as db:
        assert db.get_one(Account, made).name == "zora"


def test_an_errand_that_is_refused_leaves_nothing_and_says_why(hall):
    def half(put):
        an_account(put)
        raise KeyUsed

    with pytest.raises(KeyUsed):
        hall.committer.write(half)
    assert names(hall.database) == []
    assert hall.committer.write(lambda put: 7) == 7


def test_a_held_database_is_told_to_who_asked_and_later_it_is_done(hall, monkeypatch):
    monkeypatch.setattr(engine, "PATIENCE", 0.05)
    other = Database(str(hall.database.engine.url))
    with other.writing() as held:
        held.connection()
        with pytest.raises(OperationalError):
            hall.committer.write(an_account)
    other.engine.dispose()
    hall.committer.write(an_account)
    assert names(hall.database) == ["zora"]


def test_a_ballot_and_errands_that_wait_together_are_one_commit(batching):
    told, commits = together(batching, an_account, refused)
    assert (told["ballot"].ok, told[an_account], type(told[refused])) == (True, 1, KeyUsed)
    assert batching.standing() == {0: 4}
    assert names(batching.database) == ["zora"]
    assert commits == 1


def test_a_ballot_that_breaks_the_server_harms_no_errand(batching, monkeypatch):
    def breaking(db, batch, **more):
        if batch:
            raise ZeroDivisionError
        return ballots.cast_on(db, batch, **more)

    monkeypatch.setattr(module, "cast_on", breaking)
    told, _ = together(batching, an_account, refused)
    assert (told["ballot"].error, told[an_account], type(told[refused])) == ("fault", 1, KeyUsed)
    assert names(batching.database) == ["zora"]


def test_an_errand_that_finds_the_disk_full_keeps_nobody_waiting(batching):
    def full(put):
        raise OperationalError("INSERT", None, Exception("database or disk is full"))

    told, _ = together(batching, an_account, full)
    assert told["ballot"].error == "busy"
    assert {type(told[an_account]), type(told[full])} == {OperationalError}
    assert (names(batching.database), batching.standing()) == ([], {})


def test_above_the_bound_and_at_the_end_no_errand_is_taken(batching, monkeypatch):
    monkeypatch.setattr(module, "MOST_WAITING", 0)
    with pytest.raises(ServerBusy):
        batching.committer.write(an_account)
    monkeypatch.undo()
    assert batching.committer.drain(1)
    with pytest.raises(ServerBusy):
        batching.committer.write(an_account)


def refused(put):
    """An errand that comes to nothing."""
    an_account(put, "yamuna")
    raise KeyUsed


def together(hall, *errands):
    """A ballot and errands that waited for the same transaction: what each was told, and how many commits it took."""
    told, commits, started = {}, [], []

    def noted(work):
        commits.append(1)
        work()

    def write(errand):
        try:
            told[errand] = 1 if committer.write(errand) else None
        except Exception as problem:  # noqa: BLE001  # whatever it is, it is what was told
            told[errand] = problem

    database = Database(str(hall.database.engine.url), aside=noted)
    committer = Batching(Keeper(database, lambda: NOON, hall.told.append), started.append)
    waiting = [Thread(target=lambda: told.update(ballot=committer.cast(hall.ballot(0))))]
    waiting += [Thread(target=write, args=(errand,)) for errand in errands]
    for place, thread in enumerate(waiting, 1):
        thread.start()
        while committer.waiting < place:
            Event().wait(0.005)
    (work,) = started
    beside(work)
    for thread in waiting:
        thread.join()
    database.engine.dispose()
    return told, len(commits)
