"""The engine and its transactions.

Every writing transaction is immediate: a deferred one lets two facilitators close one round twice. Whoever waits, for
another process to let go of the database or for the disk, waits without holding up the rest of the server.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from json import dumps
from threading import Lock
from time import monotonic, perf_counter, sleep
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

PATIENCE = 5.0  # seconds that a writing transaction waits for another process to let go of the database
TRY_EVERY = 0.01  # seconds
# Few: SQLite's own waiting stops a server on gevent altogether. See `_begin`.
BUSY_MS = 50
PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", f"busy_timeout = {BUSY_MS}", "foreign_keys = ON")

QUICK, FEW_ROWS = 0.002, 100  # a commit for which the room may as well wait: seconds, and rows it changes
LONG = {"long": True}  #: options of a question that reads through many rows and finds one

Work = Callable[[], None]


def _here(work: Work) -> None:
    work()


class Database:
    """One database: `with database.writing() as db:` commits at its end, `.reading()` never writes.

    `aside` runs what waits for the disk, or reads for long, and returns when it is done; the serving process gives one
    that lets others go on meanwhile.
    """

    def __init__(self, url: str, *, aside: Callable[[Work], None] = _here) -> None:
        self.engine = _engine(url, aside)
        self._reader = self.engine.execution_options(reading=True)
        # Under gevent a greenlet that waits for SQLite's lock stops the one that holds it. This lock it can wait for.
        self._one_writer = Lock()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction that commits at the end of the block, and rolls back when the block raises."""
        with self._one_writer, Session(self.engine, expire_on_commit=False) as db, db.begin():
            yield db

    @contextmanager
    def committing(self) -> Iterator[Connection]:
        """The same on a bare connection, for the one writer that a whole room waits for: a session costs it 50 us."""
        with self._one_writer, self.engine.begin() as on:
            yield on

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One consistent view of the database; what is changed through it is not kept."""
        with Session(self._reader, expire_on_commit=False, autoflush=False) as db:
            yield db

    @contextmanager
    def asking(self) -> Iterator[Connection]:
        """The same on a bare connection, for what a whole hall asks at one instant: a session costs each 50 us."""
        with self._reader.connect() as on:
            on.begin()  # never ended by a commit: nothing was written
            yield on

    def close(self) -> None:
        """Put everything into the one file, so that a copy of it is whole, and let go of it."""
        with self._one_writer, self.engine.connect().execution_options(reading=True) as connection:
            if self.engine.dialect.name == "sqlite":
                connection.rollback()
                connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.engine.dispose()


def _engine(url: str, aside: Callable[[Work], None]) -> Engine:
    # Errors are logged, and a log never holds an answer or a comment.
    if not make_url(url).drivername.startswith("sqlite"):
        return create_engine(url, hide_parameters=True, json_serializer=_in_json)
    # The last one back goes out first: SQLite remembers what it read until another connection writes.
    options: dict[str, Any] = {"connect_args": {"factory": _connection(aside)}, "pool_use_lifo": True}
    engine = create_engine(url, hide_parameters=True, json_serializer=_in_json, **options)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "do_execute", _asked(aside))
    return engine


def _asked(aside: Callable[[Work], None]) -> Callable[[Any, str, Any, Any], bool]:
    """Asks what is marked `LONG` aside: the database reads through a room's ballots, and the room need not wait."""

    def ask(cursor: Any, question: str, values: Any, context: Any) -> bool:
        is_long = context.execution_options.get("long", False)
        if is_long:
            aside(lambda: cursor.execute(question, values))
        return bool(is_long)

    return ask


def _in_json(value: object) -> str:
    # A ballot brings four lists that are nearly always empty.
    return "[]" if value == [] else dumps(value)


class Commits:
    """Commits of few rows are made here while the disk is quick; others, and after a slow one, aside.

    A commit ends when the disk says so, and slow ones would stop the room. To have a quick one made aside takes as long
    as making it: a room whose ballots come one by one waited a third longer. One that wrote nothing tells nothing.
    """

    def __init__(self, aside: Callable[[Work], None], clock: Callable[[], float] = perf_counter) -> None:
        self._aside = aside
        self._clock = clock
        self._is_slow = True

    def make(self, commit: Work, rows: int) -> None:
        """Make one of so many changed rows, and return when it is made."""
        if not rows:
            commit()
        else:
            (self._aside if self._is_slow or rows > FEW_ROWS else _here)(lambda: self._timed(commit))

    def _timed(self, commit: Work) -> None:
        begun = self._clock()
        try:
            commit()
        finally:
            self._is_slow = self._clock() - begun > QUICK


def _connection(aside: Callable[[Work], None]) -> type[sqlite3.Connection]:
    commits = Commits(aside)

    class TimedCommits(sqlite3.Connection):
        """Commits where that stops nobody for long."""

        changed_before = 0

        def commit(self) -> None:
            commits.make(super().commit, self.total_changes - self.changed_before)
            self.changed_before = self.total_changes

    return TimedCommits


def _prepare(connection: Any, record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Any) -> None:
    ours = connection.connection.dbapi_connection
    if connection.get_execution_options().get("reading", False):
        ours.execute("BEGIN")
        return
    until = monotonic() + PATIENCE
    while monotonic() < until:
        try:
            ours.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as problem:
            if problem.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                break
        else:
            return
        sleep(TRY_EVERY)
    connection.exec_driver_sql("BEGIN IMMEDIATE")  # once more, so that the error says what it is about
