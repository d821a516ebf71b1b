"""Many rows written by one statement, each made into the driver's values here, where the driver counts its places.

What it buys: SQLAlchemy builds a dictionary of every row and looks each of its values up by name, twice, which took
longer than the writing. What the database is sent is the same. Where a driver names its places, SQLAlchemy does it.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase

from app.storage import bare
from app.storage.bare import Made

Places = tuple[tuple[str, Made], ...]  #: which value stands at each place of a statement, and what makes it


def put_many(on: Connection, statement: UpdateBase, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write these rows, which all name the same columns or parameters of the statement."""
    if not rows:
        return
    text, places = _placed(statement, on.dialect, tuple(rows[0]))
    if not places or not bare.is_free(on):
        on.execute(statement, rows)
        return
    bare.put(on, text, [_values(row, places) for row in rows])


def put_one(on: Connection, statement: UpdateBase, row: Mapping[str, Any]) -> tuple[Any, ...]:
    """Write one row by a statement that returns numbers of it, and return these."""
    text, places = _placed(statement, on.dialect, tuple(row))
    if not places or not bare.is_free(on):
        return tuple(on.execute(statement, row).one())
    (returned,) = bare.rows(on, text, _values(row, places))
    return returned


def _values(row: Mapping[str, Any], places: Places) -> tuple[Any, ...]:
    return tuple([made(row[name]) if made else row[name] for name, made in places])


@lru_cache(maxsize=32)
def _placed(statement: UpdateBase, dialect: Dialect, names: Sequence[str]) -> tuple[str, Places]:
    """A statement's text, and what stands at each of its places; no places where the driver names them."""
    compiled: SQLCompiler = statement.compile(dialect=dialect, column_keys=list(names))
    if not compiled.positiontup or set(compiled.positiontup) != set(names):
        return "", ()
    kinds = {name: compiled.binds[name].type for name in compiled.positiontup}
    made = {name: kind.dialect_impl(dialect).bind_processor(dialect) for name, kind in kinds.items()}
    return str(compiled), tuple((name, made[name]) for name in compiled.positiontup)
