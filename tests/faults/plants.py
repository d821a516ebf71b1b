"""Planted faults: the mistakes a server like this is most likely to make, each of which the checker must find.

Each is planted where the product would have it, by patching the functions of this process before it serves.
"""

import sqlite3
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from typing import Any

from gevent.monkey import get_original
from sqlalchemy import Connection
from sqlalchemy.orm import Session

import app.services.ballot_rows as rows
import app.services.ballots as ballots
import app.services.tallies as tallies
from app.core.ballots import Recorded
from app.core.disclosure import shown_counts
from app.core.scales import Scale
from app.core.workshops import PanellistId
from app.storage.engine import Database
from config import read_settings

Batch = Sequence[tuple[PanellistId, Mapping[str, object]]]
HESITATES = 2.0  # seconds


def acknowledge_before_commit() -> None:
    """Say that ballots are saved, and save them a moment later."""
    cast = ballots.cast_on

    def cast_later(put: Connection, batch: Batch, **more: Any) -> list[Recorded]:
        with put.begin_nested() as trial:
            recorded = cast(put, batch, **more)
            trial.rollback()
        _beside(lambda: _save(batch, more))
        return recorded

    def _save(batch: Batch, more: Mapping[str, Any]) -> None:
        get_original("time", "sleep")(HESITATES)
        with Database(read_settings().database_url).writing() as db:
            cast(db.connection(), batch, **more)

    _replace(cast, cast_later)


def stored_counter() -> None:
    """Count answers as they come instead of counting ballots."""
    cast, counters = ballots.cast_on, {}  # type: ignore[var-annotated]

    def cast_and_count(put: Connection, batch: Batch, **more: Any) -> list[Recorded]:
        recorded = cast(put, batch, **more)
        for (_, sent), said in zip(batch, recorded, strict=True):
            for question in ("plausibility", "relevance"):
                if said.ok and sent[question]:
                    points = counters.setdefault((sent["round"], question), [0] * 5)
                    points[int(str(sent[question])) - 1] += 1
        return recorded

    def answered(db: Session, round: int, scale: Scale) -> Any:
        counted = [counters.get((round, question), [0] * scale.points) for question in ("plausibility", "relevance")]
        return *(shown_counts(each, scale) for each in counted), 0

    _replace(cast, cast_and_count)
    _replace(tallies.answered, answered)


def missing_unique() -> None:
    """Forget the rule that a panellist has one ballot in a round, in the database and in the code that relies on it."""
    _rebuild("ballot", without="CONSTRAINT uq_ballot_round_id_panellist_id UNIQUE (round_id, panellist_id)")
    read = rows._places

    def places(ask: Connection, asked: Mapping[int, Sequence[int]]) -> tuple[Any, dict[Any, Any], Any]:
        people, _, skipped = read(ask, asked)
        return people, {}, skipped

    _replace(read, places)


def key_ignored() -> None:
    """Take a ballot that is sent again for another one."""
    _rebuild("ballot_event", without='CONSTRAINT uq_ballot_event_panellist_id_key UNIQUE (panellist_id, "key")')
    _replace(rows._said, lambda ask, keys: {})


def state_read_outside() -> None:
    """Look whether a round is open before the transaction begins, not in it."""
    read, seen = rows._rounds, {}  # type: ignore[var-annotated]

    def rounds(ask: Connection, asked: Sequence[int]) -> dict[int, Any]:
        known = seen.get(tuple(asked))
        if known is None or time.monotonic() - known[0] > HESITATES:
            known = seen[tuple(asked)] = time.monotonic(), read(ask, asked)
        return known[1]

    _replace(read, rounds)


def _replace(function: Callable[..., Any], other: Callable[..., Any]) -> None:
    """Put another function in a function's place, wherever it was imported to."""
    for module in [each for name, each in sys.modules.items() if name.startswith("app.")]:
        for name in [name for name, value in vars(module).items() if value is function]:
            setattr(module, name, other)


def _rebuild(table: str, *, without: str) -> None:
    """Make a table anew, lacking one of its constraints; its triggers and indexes stay."""
    path = read_settings().data / "plumbline.db"
    with closing(sqlite3.connect(path)) as raw, raw:
        found = raw.execute("SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL", (table,)).fetchall()
        made = next(sql for (sql,) in found if sql.startswith("CREATE TABLE"))
        if "CHECK (1)" in made:  # by an earlier life
            return
        assert without in made, made
        raw.execute("PRAGMA legacy_alter_table = ON")  # what refers to the table goes on referring to its name
        raw.execute(f"ALTER TABLE {table} RENAME TO {table}_before")
        raw.execute(made.replace(without, "CHECK (1)"))
        raw.execute(f"INSERT INTO {table} SELECT * FROM {table}_before")
        raw.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
        raw.execute("UPDATE sqlite_sequence SET name = ? WHERE name = ?", (table, f"{table}_before"))
        raw.execute(f"DROP TABLE {table}_before")
        for (sql,) in found:
            if sql != made:
                raw.execute(sql)


def _beside(act: Callable[[], None]) -> None:
    """Do something in a thread of its own: a greenlet would wait for the one that answers."""
    get_original("_thread", "start_new_thread")(act, ())


PLANTS: dict[str, Callable[[], None]] = {
    "acknowledge_before_commit": acknowledge_before_commit,
    "stored_counter": stored_counter,
    "missing_unique": missing_unique,
    "key_ignored": key_ignored,
    "state_read_outside": state_read_outside,
}
