"""Questions made ready once, put to the driver itself and answered in plain tuples.

What it buys: SQLAlchemy looks up a question, counts the values of each list in it and builds an answer by names each
time it is asked: 60 us, where the database takes 10. A ballot that comes alone asks three, and so does a phone that
comes back. Lists are filled up to a power of two with their last value, so that there are few texts, which SQLite keeps
prepared too.

SQLAlchemy asks as ever where a driver names its places, a list is empty, no transaction has begun, or somebody listens
to what is asked.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Dialect, Select
from sqlalchemy.orm import Session

from app.storage import bare
from app.storage.bare import Made

Question = Select[*tuple[Any, ...]]
"""A question of columns. Whatever it compares with, and how many rows it wants, it is asked with: it has no values."""
Shape = tuple[tuple[str, int | None], ...]  #: the parameters, and how many values each is filled up to; None: no list


class Ready(NamedTuple):
    """A question's text, which value of which parameter stands at each of its places, and what reads its columns."""

    text: str
    places: tuple[tuple[str, int, Made], ...]
    columns: tuple[tuple[int, Callable[[Any], Any]], ...]


def answers(on: Connection, question: Question, values: Mapping[str, Any]) -> Sequence[tuple[Any, ...]]:
    """The rows that answer a question asked with these values."""
    filled = {name: _filled(value) for name, value in values.items()}
    shape = tuple((name, len(value) if isinstance(value, list) else None) for name, value in filled.items())
    ready = _ready(question, on.dialect, shape) if bare.is_free(on) else None
    if ready is None:
        return [tuple(row) for row in on.execute(question, values)]
    said = [_said(filled[name], place, made) for name, place, made in ready.places]
    rows = bare.rows(on, ready.text, said)
    return [_read(row, ready.columns) for row in rows] if ready.columns else rows


def answers_in(db: Session, question: Question, /, **values: Any) -> Sequence[tuple[Any, ...]]:
    """The same within a session, past its objects. What it has not written yet is written first."""
    db.flush()
    return answers(db.connection(), question, values)


def first_answer_in(db: Session, question: Question, /, **values: Any) -> Any:
    """The first column of the first row; None where there is no row."""
    found = answers_in(db, question, **values)
    return found[0][0] if found else None


def _filled(value: object) -> object:
    """A list filled up with its last value: who is asked for twice is found once."""
    if not isinstance(value, list) or not value:
        return value
    wanted = 1 << (len(value) - 1).bit_length()
    return value + value[-1:] * (wanted - len(value))


def _said(value: Any, place: int, made: Made) -> Any:
    each = value[place] if isinstance(value, list) else value
    return made(each) if made else each


def _read(row: Sequence[Any], columns: Sequence[tuple[int, Callable[[Any], Any]]]) -> tuple[Any, ...]:
    read = list(row)
    for place, made in columns:
        read[place] = made(read[place])
    return tuple(read)


@lru_cache(maxsize=128)
def _ready(question: Question, dialect: Dialect, shape: Shape) -> Ready | None:
    """A question made ready for so many values; None for an empty list, or where the driver names its places."""
    compiled: Any = question.compile(dialect=dialect)
    if not compiled.positiontup or any(many == 0 for _, many in shape):
        return None
    # The values do not matter, only how many there are.
    stated = compiled.construct_expanded_state({name: [None] * many if many else None for name, many in shape})
    at = {name: (name, 0) for name, _ in shape}
    for name, parts in stated.parameter_expansion.items():
        at |= {part: (name, place) for place, part in enumerate(parts)}
    made = {name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in compiled.binds.items()}
    kinds = [column.type.dialect_impl(dialect) for column in question.selected_columns]
    readers = [kind.result_processor(dialect, None) for kind in kinds]
    return Ready(
        stated.statement,
        tuple((*at[each], made[at[each][0]]) for each in stated.positiontup),
        tuple((place, reader) for place, reader in enumerate(readers) if reader is not None),
    )
