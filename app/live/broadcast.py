"""Broadcast: what a workshop's audiences hear, after commit and never before.

A frame is the present state of a few numbers, never a change of them, so a lost frame loses nothing: the next one, or
the snapshot a client fetches when it connects, says it all. Ballots never reach the phones.
"""

import logging
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from threading import Lock
from time import monotonic
from typing import Any

from app.core.errors import NotHere
from app.core.workshops import AccountId, PanellistId, WorkshopId
from app.live.audiences import Audience, Listener, Roll, room_of
from app.live.driver import hang_up
from app.live.pace import Pace
from app.services import snapshots
from app.storage.engine import Database

log = logging.getLogger(__name__)

Frame = dict[str, int]
FIGURES = ("count", "done", "present", "people", "comments")


class Broadcast:
    """Tells phones, desks and projectors; `server` is Socket.IO's."""

    def __init__(self, server: Any, database: Database, roll: Roll, clock: Callable[[], datetime]) -> None:
        self._server = server
        self._database = database
        self._roll = roll
        self._clock = clock
        self._last: dict[str, Frame] = {}
        # One reads and tells at a time, so that an older frame never follows a newer one.
        self._telling = Lock()
        self._pace = Pace(self._tell_progress, start=server.start_background_task, sleep=server.sleep, clock=monotonic)

    def changed(self, workshop: WorkshopId) -> None:
        """Tell everyone that the workshop's version rose. Call it after the commit."""
        self._tell(workshop, Audience)

    def progress(self, workshop: WorkshopId) -> None:
        """Tell desks and projectors, soon, how many are done. Call it after the commit."""
        self._pace.ask(workshop)

    def greet(self, sid: str, listener: Listener) -> None:
        """Tell a socket that has just come how things stand, so that nothing said meanwhile is missed."""
        with self._telling, suppress(NotHere):
            self._server.emit("state", _frame(listener.audience, self._numbers(listener.workshop)), to=sid)

    def listening(self, workshop: WorkshopId) -> frozenset[PanellistId]:
        """The panellists whose phone is connected now."""
        return self._roll.panellists(workshop)

    def everyone(self) -> frozenset[PanellistId]:
        """The panellists of all workshops whose phone is connected now."""
        return self._roll.everyone()

    def drop_phone(self, panellist: PanellistId) -> None:
        """Close the sockets of a panellist who left or was removed."""
        self._drop(lambda listener: listener.panellist == panellist)

    def drop_account(self, account: AccountId) -> None:
        """Close the sockets of someone who signed out or whose role changed; other places come back by themselves."""
        self._drop(lambda listener: listener.account == account)

    def drop_screens(self, workshop: WorkshopId) -> None:
        """Close the sockets of a workshop's projectors, whose links were revoked."""
        self._drop(lambda listener: listener.audience is Audience.SCREEN and listener.workshop == workshop)

    def _tell_progress(self, workshop: WorkshopId) -> None:
        self._tell(workshop, (Audience.DESK, Audience.SCREEN))

    def _tell(self, workshop: WorkshopId, audiences: Iterable[Audience]) -> None:
        try:
            with self._telling:
                numbers = self._numbers(workshop)
                for audience in audiences:
                    self._emit(room_of(audience, workshop), _frame(audience, numbers))
        except Exception:
            # What happened is committed, and whoever did it must not hear that it was not. Clients look again anyway.
            log.exception("workshop %s: could not tell its audiences", workshop)

    def _numbers(self, workshop: WorkshopId) -> Frame:
        with self._database.reading() as db:
            numbers = snapshots.progress(db, workshop, at=self._clock())
        return {"v": numbers["version"]} | {name: numbers[name] for name in FIGURES}

    def _emit(self, room: str, frame: Frame) -> None:
        if self._last.get(room) != frame:
            self._last[room] = frame
            self._server.emit("state", frame, to=room)

    def cut(self, sid: str) -> None:
        """Close one socket."""
        connection = self._server.manager.eio_sid_from_sid(sid, "/")
        self._server.disconnect(sid)
        hang_up(self._server, connection)

    def _drop(self, belongs: Callable[[Listener], bool]) -> None:
        for sid in self._roll.sockets(belongs):
            self.cut(sid)


def _frame(audience: Audience, numbers: Frame) -> Frame:
    """What an audience hears of the numbers: phones only that something changed, the wall nothing of comments."""
    if audience is Audience.PHONE:
        return {"v": numbers["v"]}
    if audience is Audience.SCREEN:
        return {name: number for name, number in numbers.items() if name != "comments"}
    return numbers
