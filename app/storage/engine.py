"""The engine and its transactions.

Every writing transaction is immediate: a deferred one lets two facilitators close one round twice.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session

PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "busy_timeout = 5000", "foreign_keys = ON")


class Database:
    """One database: `with database.writing() as db:` commits at its end, `.reading()` never writes."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        self._reader = self.engine.execution_options(reading=True)
        # Under gevent a greenlet that waits for SQLite's lock stops the one that holds it. This lock it can wait for.
        self._one_writer = Lock()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction that commits at the end of the block, and rolls back when the block raises."""
        with self._one_writer, Session(self.engine, expire_on_commit=False) as db, db.begin():
            yield db

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One consistent view of the database; what is changed through it is not kept."""
        with Session(self._reader, expire_on_commit=False, autoflush=False) as db:
            yield db

    def close(self) -> None:
        """Put everything into the one file, so that a copy of it is whole, and let go of it."""
        with self._one_writer, self.engine.connect().execution_options(reading=True) as connection:
            if self.engine.dialect.name == "sqlite":
                connection.rollback()
                connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.engine.dispose()


def _engine(url: str) -> Engine:
    # Errors are logged, and a log never holds an answer or a comment.
    engine = create_engine(url, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Any) -> None:
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
