"""A stage: a data folder with a workshop in it, ready for a server, and the keys of everyone who takes part.

Ids of different kinds lie a million apart, so that a round can never be mistaken for a panellist, and no id is given
twice: beside the workshop lies another one, elsewhere, whose rows keep the high numbers taken.
"""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.workshops import RoundState, WorkshopMove, WorkshopState
from app.services import accounts, panels, screens, workshops
from app.storage.engine import Database
from app.storage.schema import upgrade
from app.storage.workshops import Round
from tests.builders import SECRET, Room
from tests.faults import witness

APART = 1_000_003
FACILITATORS = ("asha", "bina")


@dataclass(frozen=True, slots=True)
class Seat:
    """A panellist's place: who she is, her phone's cookie, and the code that removes everything."""

    panellist: int
    cookie: str
    code: str


@dataclass(frozen=True, slots=True)
class Stage:
    """A data folder, and who may do what in the workshop in it."""

    data: Path
    workshop: int
    rounds: tuple[int, ...]
    seats: tuple[Seat, ...]
    desks: tuple[str, ...]  #: a cookie for each facilitator
    screen: str  #: the projector's cookie
    token: str  #: behind the code on the wall
    elsewhere: Seat  #: someone in another workshop
    foreign_round: int  #: an open round of that other workshop

    @property
    def database(self) -> Path:
        return self.data / "plumbline.db"

    def copy(self, data: Path) -> "Stage":
        """The same, untouched, in another folder."""
        shutil.copytree(self.data, data)
        return replace(self, data=data)


def build(data: Path, *, people: int = 16, statements: int = 12, blocks: int = 0) -> Stage:
    """Make a new data folder. The workshop is live; nothing has been asked yet. With `blocks`, all lies in so many."""
    data.mkdir(parents=True)
    (data / "secret").write_text(SECRET)
    database = Database(f"sqlite:///{data / 'plumbline.db'}")
    upgrade(database.engine)
    with database.writing() as db:
        elsewhere = _live(Room(db, statements=2, people=3, withdraw_until=_in_a_month()))
        elsewhere.open(elsewhere.rounds[0])
    _spread(data / "plumbline.db")
    with database.writing() as db:
        room = Room(db, statements=statements, people=people, withdraw_until=_in_a_month())
        if blocks:
            room.lay_out(*(range(block, statements, blocks) for block in range(blocks)))
        _live(room)
        desks = tuple(_desk(room, name) for name in FACILITATORS)
        stage = Stage(
            data,
            room.id,
            tuple(room.rounds),
            _seats(db, room),
            desks,
            screens.screen_key(db, room.id, secret=SECRET),
            workshops.head(db, room.id).token,
            _seats(db, elsewhere)[0],
            db.scalars(select(Round.id).where(Round.state == RoundState.OPEN)).one(),
        )
    with closing(sqlite3.connect(data / "plumbline.db")) as raw, raw:
        witness.install(raw)
    database.close()
    return stage


def _in_a_month() -> date:
    return datetime.now(UTC).date() + timedelta(days=30)


def _live(room: Room) -> Room:
    room.move(WorkshopMove.START, WorkshopState.LOBBY)
    return room


def _desk(room: Room, name: str) -> str:
    account = accounts.account_named(room.db, name) or accounts.create_account(room.db, name, review=room.review)
    return accounts.start(room.db, account, at=datetime.now(UTC))


def _seats(db: Session, room: Room) -> tuple[Seat, ...]:
    pairs = zip(room.cookies, room.codes, strict=True)
    return tuple(Seat(panels.who(db, cookie).id, cookie, code) for cookie, code in pairs)


def _spread(path: Path) -> None:
    """Move the ids of each kind to a million of their own, wherever they stand."""
    with closing(sqlite3.connect(path)) as raw, raw:
        tables = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kinds = [table for table in tables if _has_ids(raw, table)]
        far = {table: place * APART for place, table in enumerate(sorted(kinds), start=1)}
        for table in kinds:
            raw.execute(f"UPDATE {table} SET id = id + {far[table]}")
            raw.execute("UPDATE sqlite_sequence SET seq = seq + ? WHERE name = ?", (far[table], table))
            raw.execute(
                "INSERT INTO sqlite_sequence SELECT name, ? FROM sqlite_master WHERE name = ? AND sql LIKE "
                "'%AUTOINCREMENT%' AND name NOT IN (SELECT name FROM sqlite_sequence)",
                (far[table], table),
            )
        for table in tables:
            for _, _, other, column, *_ in raw.execute(f"PRAGMA foreign_key_list({table})").fetchall():
                raw.execute(f"UPDATE {table} SET {column} = {column} + {far[other]}")
        raw.execute(f"UPDATE workshop SET current_round_id = current_round_id + {far['round']}")
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []


def _has_ids(raw: sqlite3.Connection, table: str) -> bool:
    return any(name == "id" and key for _, name, _, _, _, key in raw.execute(f"PRAGMA table_info({table})"))
