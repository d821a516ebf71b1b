"""A world within one process: the real services on a real SQLite file, and lines to them that can fail in every way.

A crash takes a picture of the database's files as they lie on the disk, lets go of everything, and puts the picture back:
what was not committed is gone, what was committed is there, as after a SIGKILL.
"""

import re
import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from app.core.errors import WorkshopError
from app.core.workshops import AccountId, PanellistId, RoundId, RoundMove, RoundState, WorkshopId
from app.live.audiences import Roll
from app.live.broadcast import Broadcast
from app.services import accounts, ballots, panels, rounds, snapshots, withdrawal
from app.storage.engine import Database
from app.web.errors import STATUS
from app.web.phone_room import KIND_OF
from tests.builders import SECRET
from tests.faults.stage import Stage
from tests.faults.wire import Said, Silence

FILES = ("plumbline.db", "plumbline.db-wal")
OFFLINE, ANSWER_LOST, CRASH_BEFORE, CRASH_AFTER = "offline", "answer lost", "crash before commit", "crash after commit"
FAULTS = (OFFLINE, ANSWER_LOST, CRASH_BEFORE, CRASH_AFTER)


class Crash(Exception):
    """The server is gone."""


class Air:
    """Stands for Socket.IO's server and its one connection: every frame reaches everyone who listens, at once."""

    queue = None  # none of ours, so that what is sent to a room goes the library's way

    def __init__(self) -> None:
        self.hears: dict[str, Callable[[dict[str, Any]], None]] = {}
        self.manager = self.eio = self
        self.sockets = {"": self}

    def get_participants(self, namespace: str, room: str) -> list[tuple[str, str]]:
        return [("", "")]

    def emit(self, event: str, frame: dict[str, Any], to: str) -> None:
        for listener, hear in list(self.hears.items()):
            if listener == to or listener.startswith(f"{to}/"):
                hear(frame)

    def start_background_task(self, task: Callable[..., None], *args: Any) -> None:
        task(*args)

    def sleep(self, seconds: float) -> None:
        """Nobody waits here."""


class World:
    """The server's side. Each life has a folder of its own, because SQLite tidies up by name what a dead one left."""

    def __init__(self, stage: Stage, folder: Path) -> None:
        self.stage, self._folder = stage, folder
        self.database = Database(f"sqlite:///{stage.database}")
        event.listen(self.database.engine, "do_connect", self._connect)
        event.listen(self.database.engine, "connect", _no_waiting)
        self.now = datetime.fromisoformat("2026-03-02T12:00:00+00:00")
        self.lives = 0

    @property
    def path(self) -> Path:
        """Where the database of this life lies."""
        return self._folder / str(self.lives) / FILES[0]

    def row(self, query: str, *given: object) -> tuple[Any, ...]:
        """One row of the database, read past everything that is ours."""
        return tuple(self._raw.execute(query, given).fetchone())

    @property
    def commits(self) -> int:
        """A number that is another one after each commit of this life."""
        return int(self._raw.execute("PRAGMA data_version").fetchone()[0])

    def begin_anew(self) -> None:
        """As on the first day."""
        self._live(self.stage.data)

    def crash(self) -> None:
        """Die, and begin again with what lay on the disk."""
        self._live(self.path.parent)

    def write(self, act: Callable[[Session], Any], fault: str = "") -> Any:
        """One transaction, during which a fault may strike. Raises Silence when no answer would come."""
        if fault == OFFLINE:
            raise Silence(fault)
        try:
            with self.database.writing() as db:
                answer = act(db)
                if fault == CRASH_BEFORE:
                    self.crash()
                    raise Crash
        except Crash:
            raise Silence(fault) from None
        if fault == CRASH_AFTER:
            self.crash()
        return answer

    def read(self, act: Callable[[Session], Any]) -> Any:
        """One consistent look."""
        with self.database.reading() as db:
            return act(db)

    def phone_state(self, panellist: int) -> dict[str, Any]:
        return dict(self.read(lambda db: snapshots.phone_state(db, PanellistId(panellist), at=self.now)))

    def desk_state(self) -> dict[str, Any]:
        """The little of a desk's page that a move needs: many are made, and a whole page takes longer than a move."""
        version, current = self.row("SELECT version, current_round_id FROM workshop WHERE id = ?", self.stage.workshop)
        ordered = "SELECT id, epoch, state FROM round WHERE workshop_id = ? ORDER BY position"
        rounds = self._raw.execute(ordered, (self.stage.workshop,)).fetchall()
        names = ("id", "epoch", "state")
        return {
            "version": version,
            "current": current,
            "rounds": [dict(zip(names, each, strict=True)) for each in rounds],
        }

    def _live(self, found: Path) -> None:
        self.lives += 1
        self.path.parent.mkdir(parents=True)
        for name in FILES:
            if (found / name).exists():
                shutil.copyfile(found / name, self.path.with_name(name))
        self.database.engine.dispose()
        self._raw = sqlite3.connect(self.path, isolation_level=None)
        if found != self.stage.data:
            shutil.rmtree(found)
        self.air = Air()
        self.broadcast = Broadcast(self.air, self.database, Roll(), lambda: self.now)

    def _connect(self, dialect: Any, record: Any, arguments: list[Any], options: dict[str, Any]) -> None:
        arguments[0] = str(self.path)


class Wire:
    """A line of someone to the world: the routes a phone and a desk use, straight to their services."""

    def __init__(self, world: World, cookie: str) -> None:
        self._world, self._cookie = world, cookie.partition("=")[2]
        self.is_online, self.fault = True, ""

    def get(self, path: str, etag: str = "") -> Said:
        if not self.is_online:
            raise Silence(OFFLINE)
        if path == "/phone/state":
            return self._answered(lambda: self._world.phone_state(self._panellist))
        return Said(200, self._world.desk_state())

    def post(self, path: str, body: dict[str, Any]) -> Said:
        fault, self.fault = self.fault if self.is_online else OFFLINE, ""
        said = self._answered(lambda: self._post(path, body, fault))
        if fault in (ANSWER_LOST, CRASH_AFTER):
            raise Silence(fault)
        return said

    def hang_up(self) -> None:
        """Nothing is held."""

    @cached_property
    def _panellist(self) -> PanellistId:
        return PanellistId(self._world.read(lambda db: panels.who(db, self._cookie)).id)

    @cached_property
    def _account(self) -> AccountId:
        at = datetime.now(UTC)
        return AccountId(self._world.read(lambda db: accounts.whose(db, self._cookie, at=at)).account)

    def _answered(self, act: Callable[[], dict[str, Any]]) -> Said:
        try:
            body = act()
        except WorkshopError as refused:
            return Said(STATUS[refused.kind], {"ok": False, "error": refused.code})
        return Said(200 if body.get("ok", True) else STATUS[KIND_OF[body["error"]]], body)

    def _post(self, path: str, body: dict[str, Any], fault: str) -> dict[str, Any]:
        if path == "/phone/ballots":
            return self._ballot(body, fault)
        if path == "/phone/skip":
            return self._skip(body, fault)
        if path == "/withdraw":
            return self._withdraw(body, fault)
        return self._move(path, body, fault)

    def _ballot(self, body: dict[str, Any], fault: str) -> dict[str, Any]:
        who, at, world = self._panellist, self._world.now, self._world
        cast = world.write(lambda db: ballots.cast_ballots(db, [(who, body)], channel="http", at=at)[0], fault)
        world.broadcast.progress(WorkshopId(world.stage.workshop))
        return {"ok": cast.ok, "key": cast.key, "seq": cast.seq, "error": cast.error}

    def _skip(self, body: dict[str, Any], fault: str) -> dict[str, Any]:
        who, world = self._panellist, self._world
        world.write(lambda db: ballots.skip(db, who, RoundId(body["round"])), fault)
        world.broadcast.progress(WorkshopId(world.stage.workshop))
        return {"ok": True}

    def _withdraw(self, body: dict[str, Any], fault: str) -> dict[str, Any]:
        world = self._world
        gone = world.write(lambda db: withdrawal.withdraw(db, body["code"], secret=SECRET, at=world.now), fault)
        world.broadcast.changed(gone.workshop)
        return {"ok": True}

    def _move(self, path: str, body: dict[str, Any], fault: str) -> dict[str, Any]:
        room, round, move = re.findall(r"\w+", path.replace("desk", "").replace("rounds", ""))
        workshop, id, world = WorkshopId(int(room)), RoundId(int(round)), self._world
        seen = int(body["epoch"]), RoundState(body["state"])
        by = self._account

        def act(db: Session) -> None:
            if move == "show":
                rounds.show(db, workshop, id, at=world.now)
            elif move == "again":
                rounds.again(db, workshop, id, by=by, at=world.now)
            else:
                rounds.move(db, workshop, id, RoundMove(move), seen=seen, by=by, at=world.now)

        world.write(act, fault)
        world.broadcast.changed(workshop)
        return {"ok": True, "state": world.desk_state()}


def tick(world: World, seconds: float = 1.0) -> None:
    """Let time pass."""
    world.now += timedelta(seconds=seconds)


def _no_waiting(connection: Any, record: object) -> None:
    """A killed process loses nothing that it handed to the system, and more is not tried here; waiting is half the time."""
    connection.execute("PRAGMA synchronous = OFF")
