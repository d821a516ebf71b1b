"""The driver itself, past SQLAlchemy, for the few questions and rows that a room's answers come to.

What it buys: SQLAlchemy builds an answer by names and a context around each statement, 30 us where the database takes
5, and a ballot that comes alone is three questions and three rows. What the database is asked, and what is raised when
it refuses, are the same.

SQLAlchemy does it as ever where no transaction has begun, a driver names its places, or somebody listens to what is
asked.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

T = TypeVar("T")
Row = Sequence[Any]
Made = Callable[[Any], Any] | None  #: what makes a value into the driver's, if anything


def is_free(on: Connection) -> bool:
    """Whether the driver may be asked past SQLAlchemy, which begins transactions and tells those who listen."""
    told = on.dispatch.before_cursor_execute, on.dispatch.after_cursor_execute
    return on.dialect.positional and on.in_transaction() and not any(told)


def rows(on: Connection, text: str, values: Row) -> list[tuple[Any, ...]]:
    """The rows that answer a question in the driver's own words. Raises SQLAlchemy's DBAPIError, without the values."""
    return _said(on, text, lambda cursor: cursor.execute(text, values).fetchall())


def put(on: Connection, text: str, many: Sequence[Row]) -> None:
    """Write these rows by a statement in the driver's own words. Raises as `rows` does."""
    _said(on, text, lambda cursor: cursor.executemany(text, many))


@contextmanager
def saved(on: Connection) -> Iterator[None]:
    """A part of a transaction: where the block raises, it alone is undone."""
    if not is_free(on):
        with on.begin_nested():
            yield
        return
    _do(on, "SAVEPOINT part")
    try:
        yield
    except BaseException:
        _do(on, "ROLLBACK TO part")
        raise
    finally:
        _do(on, "RELEASE part")


def _do(on: Connection, text: str) -> None:
    _said(on, text, lambda cursor: cursor.execute(text))


def _said(on: Connection, text: str, ask: Callable[[Any], T]) -> T:
    cursor: Any = on.connection.cursor()
    refusals: Any = getattr(on.dialect.dbapi, "Error", ())
    try:
        return ask(cursor)
    except refusals as why:
        # As SQLAlchemy's own, which everybody knows, and without what was asked: that may hold what somebody wrote.
        raise DBAPIError.instance(text, None, why, refusals, hide_parameters=True, dialect=on.dialect) from why
    finally:
        cursor.close()
