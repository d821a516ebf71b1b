"""Transactions: what is written is kept whole or not at all, and reading keeps nothing."""

import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError
from sqlalchemy.orm import Session

from app.core.errors import NameTaken
from app.services import accounts
from app.storage import engine
from app.storage.accounts import Account, SignIn
from app.storage.engine import FEW_ROWS, Database
from app.storage.keys import CommentKeys
from app.storage.statements import Statement
from tests.builders import NOON, a_review

PRAGMAS = engine.PRAGMAS  # as they are before tests are spared the waiting for the disk


@pytest.fixture(autouse=True)
def as_served(monkeypatch: pytest.MonkeyPatch) -> None:
    """A database keeps what it says it kept, though the power fails."""
    monkeypatch.setattr(engine, "PRAGMAS", PRAGMAS)


def names(database: Database) -> list[str]:
    """The names of all accounts."""
    with database.reading() as db:
        return list(db.scalars(select(Account.name)))


def create(database: Database, name: str) -> None:
    """Write something, in a transaction of its own."""
    with database.writing() as db:
        accounts.create_account(db, name)


def test_what_is_written_is_kept_at_the_end_of_the_block(database: Database) -> None:
    with database.writing() as db:
        accounts.create_account(db, "asha")
        assert names(database) == [], "nobody sees it before"
    assert names(database) == ["asha"]


def test_a_block_that_raises_keeps_nothing(database: Database) -> None:
    def twice() -> None:
        with database.writing() as db:
            accounts.create_account(db, "asha")
            accounts.create_account(db, "asha")

    with pytest.raises(NameTaken):
        twice()
    assert names(database) == []
    with database.writing() as db:
        accounts.create_account(db, "bela")
    assert names(database) == ["bela"]


def test_what_is_changed_while_reading_is_not_kept(database: Database) -> None:
    with database.reading() as db:
        db.add(Account(name="asha"))
        db.flush()
    assert names(database) == []


def test_asking_on_a_bare_connection_keeps_nothing_and_sees_one_moment(database: Database) -> None:
    with database.asking() as ask:
        assert ask.scalars(select(Account.name)).all() == []
        create(database, "asha")
        assert ask.scalars(select(Account.name)).all() == []
    with database.asking() as ask:
        ask.execute(text("UPDATE account SET name = 'bela'"))
    assert names(database) == ["asha"]


def test_reading_sees_one_moment(database: Database) -> None:
    with database.reading() as db:
        assert list(db.scalars(select(Account.name))) == []
        with database.writing() as other:
            accounts.create_account(other, "asha")
        assert list(db.scalars(select(Account.name))) == []
    assert names(database) == ["asha"]


def test_writers_wait_for_each_other(database: Database) -> None:
    def write(number: int) -> None:
        with database.writing() as db:
            accounts.create_account(db, f"{number}-{len(db.scalars(select(Account)).all())}")

    threads = [Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(int(name.split("-")[1]) for name in names(database)) == list(range(8))


def test_a_writing_transaction_holds_the_lock_from_its_first_look(database: Database) -> None:
    other = Database(str(database.engine.url))
    with database.writing() as db, other.engine.execution_options(reading=True).connect() as connection:
        assert list(db.scalars(select(Account.name))) == []
        connection.exec_driver_sql("PRAGMA busy_timeout = 1")
        with pytest.raises(OperationalError, match="locked"):
            connection.exec_driver_sql("UPDATE account SET name = name")
    other.engine.dispose()


def test_a_writer_waits_until_another_process_lets_go(database: Database) -> None:
    other = Database(str(database.engine.url))
    with other.writing() as held:
        held.connection()
        writer = Thread(target=create, args=(database, "asha"))
        writer.start()
        accounts.create_account(held, "bela")
        writer.join(0.2)
        assert writer.is_alive()
    writer.join()
    assert sorted(names(database)) == ["asha", "bela"]
    other.engine.dispose()


def test_a_writer_does_not_wait_for_ever(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "PATIENCE", 0.1)
    other = Database(str(database.engine.url))
    with other.writing() as held:
        held.connection()
        with pytest.raises(OperationalError, match="locked"):
            create(database, "asha")
    create(database, "bela")
    assert names(database) == ["bela"]
    other.engine.dispose()


class Disk:
    """Commits on a disk that takes as long as the test says; `made` is what happened, in order."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self._now = 0.0
        self.commits = engine.Commits(self._aside, lambda: self._now)

    def commit(self, seconds: float, *, rows: int = 3, full: bool = False) -> None:
        """Make one commit."""

        def work() -> None:
            self._now += seconds
            if full:
                raise sqlite3.OperationalError
            self.made.append("made")

        self.commits.make(work, rows)

    def _aside(self, work: Callable[[], None]) -> None:
        self.made.append("aside")
        work()


def test_commits_are_made_here_as_long_as_the_disk_is_quick() -> None:
    disk = Disk()
    for seconds in (0.001, 0.1, 0.1, 0.001, 0.001):
        disk.commit(seconds)
    assert disk.made == ["aside", "made", "made", "aside", "made", "aside", "made", "made"]


def test_a_commit_of_many_rows_is_made_aside_and_one_of_none_says_nothing_of_the_disk() -> None:
    disk = Disk()
    for rows in (1, FEW_ROWS, FEW_ROWS + 1):
        disk.commit(0, rows=rows)
    assert disk.made.count("aside") == 2, "before the disk has been seen, and what may take long"
    for seconds, rows in ((1, 0), (1, 1), (0, 0), (1, 1)):
        disk.commit(seconds, rows=rows)
    assert disk.made.count("aside") == 3, "after a slow one, though nothing was written meanwhile"


def test_a_slow_commit_that_fails_is_followed_by_one_aside() -> None:
    disk = Disk()
    disk.commit(0)
    for _ in range(2):
        with pytest.raises(sqlite3.OperationalError):
            disk.commit(1, full=True)
    assert disk.made == ["aside", "made", "aside"]


def test_a_commit_is_made_aside_and_only_then_is_it_over(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "QUICK", -1)
    made: list[list[str]] = []

    def aside(work: Callable[[], None]) -> None:
        made.append(names(database))
        work()
        made.append(names(database))

    patient = Database(str(database.engine.url), aside=aside)
    create(patient, "asha")
    assert made == [[], ["asha"]]
    with pytest.raises(NameTaken):
        create(patient, "asha")
    assert len(made) == 2, "what is not kept is not committed"
    patient.engine.dispose()


def test_a_commit_that_fails_is_told_and_keeps_nothing(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "QUICK", -1)

    def full(work: Callable[[], None]) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    patient = Database(str(database.engine.url), aside=full)
    with pytest.raises(OperationalError, match="full"):
        create(patient, "asha")
    patient.engine.dispose()
    assert names(database) == []
    create(database, "bela")


def test_what_reads_through_much_is_read_aside_and_nothing_else_is(database: Database) -> None:
    aside: list[str] = []

    def noted(work: Callable[[], None]) -> None:
        work()
        aside.append("read")

    create(database, "asha")
    patient, names = Database(str(database.engine.url), aside=noted), select(Account.name)
    with patient.reading() as db:
        assert db.scalar(names) == "asha"
        assert aside == []
        assert db.scalar(names.execution_options(**engine.LONG)) == "asha"
        assert aside == ["read"]
        with pytest.raises(OperationalError, match="no such table"):
            db.execute(text("SELECT * FROM nowhere"), execution_options=engine.LONG)


@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 50)]
)
def test_sqlite_is_told_to_keep_what_it_says_it_kept(db: Session, pragma: str, value: object) -> None:
    assert db.execute(text(f"PRAGMA {pragma}")).scalar() == value


def test_times_are_kept_as_utc(db: Session) -> None:
    there = timezone(timedelta(hours=5, minutes=30))
    account = accounts.create_account(db, "asha")
    accounts.start(db, account, at=NOON.astimezone(there))
    db.expire_all()
    found = db.scalars(select(SignIn.at)).one()
    assert (found, found.utcoffset()) == (NOON, timedelta(0))


def test_a_time_without_a_zone_is_a_fault(db: Session) -> None:
    account = accounts.create_account(db, "asha")
    with pytest.raises(StatementError, match="a time without a zone"), db.begin_nested():
        accounts.start(db, account, at=datetime(2026, 3, 2, 12, 0))  # noqa: DTZ001


def test_nothing_is_left_pointing_at_what_is_not_there(db: Session) -> None:
    review, _ = a_review(db)
    del review
    with pytest.raises(IntegrityError, match="FOREIGN KEY"), db.begin_nested():
        db.execute(text("UPDATE statement SET family_id = 99"))
    assert db.scalars(select(Statement)).first()


def test_keys_are_made_once_even_by_many_at_a_time(tmp_path: Path) -> None:
    sealed: list[bytes] = []
    threads = [Thread(target=lambda: sealed.append(CommentKeys(tmp_path / "keys").seal(1, "a"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [CommentKeys(tmp_path / "keys").unseal(1, each) for each in sealed] == ["a"] * 8
