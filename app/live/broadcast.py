"""Broadcast: what a workshop's audiences hear, after commit and never before.

The one event is `state`. A frame carries the workshop's version `v`, and is the present state, never a change of it, so
a lost frame loses nothing: the next one, or the snapshot a client fetches when it connects, says it all.

    phone    {v, workshop, help, withdraw_until, position, total, rounds, bars}: its snapshot but for `mine`, sent when
             the version rises, so that a thousand phones need not fetch. It fits the version before it; whoever missed
             that one fetches. {v} alone: fetch.
    desk     {v, count, done, present, people, comments, desks}: numbers of now, and the names of who is at a desk; a
             higher `v`: fetch
    screen   the same without `comments` and `desks`

While blocks are open, phones differ and hear {v} alone, and `done` are those who are through. Desk and screen hear
`first_in` too (minutes until somebody is), the desk `begun` and `parts` (block, how many are through with it, of how
many).

Ballots never reach the phones. Told at once, then at most eight times a second, and the same is not told twice.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from threading import Lock
from time import monotonic
from typing import Any

from sqlalchemy.orm import Session

from app.core.errors import NotHere
from app.core.workshops import AccountId, PanellistId, WorkshopId
from app.live.audiences import Audience, Listener, Roll, room_of
from app.live.express import tell
from app.live.pace import Pace
from app.live.tickets import Tickets
from app.live.wire.driver import hang_up
from app.services import figures, snapshots
from app.services.accounts import names_of
from app.services.instruments import Asked, asked_of
from app.services.shown import State
from app.services.workshops import version_of, with_rules
from app.storage.engine import Database

log = logging.getLogger(__name__)

MOMENT = timedelta(seconds=0.25)
FIGURES = ("count", "done", "present", "people", "comments", "begun", "first_in", "parts")
DESK_ONLY = ("comments", "desks", "begun", "parts")
Dress = Callable[[State, Asked], State]


class Broadcast:
    """Tells phones, desks and projectors. `server` is Socket.IO's; `dress` adds to a phone's state what pages add.

    `tickets` are those that let their sockets in.
    """

    def __init__(
        self,
        server: Any,
        database: Database,
        roll: Roll,
        clock: Callable[[], datetime],
        dress: Dress = lambda state, _asked: state,
        tickets: Tickets | None = None,
    ) -> None:
        self._tickets = tickets or Tickets()
        self._server = server
        self._database = database
        self._roll = roll
        self._clock = clock
        self._dress = dress
        self._last: dict[str, State] = {}
        self._version: dict[WorkshopId, int] = {}  # that phones were told of
        self._names: dict[AccountId, str] = {}
        self._read: dict[WorkshopId, tuple[datetime, int]] = {}  # when a version was read, and which
        # One reads and tells at a time, so that an older frame never follows a newer one. Phones apart from the others,
        # so that a room that moves on, or comes back, need not wait while numbers are counted.
        numbers = Lock()
        self._telling = {Audience.PHONE: Lock(), Audience.DESK: numbers, Audience.SCREEN: numbers}
        means: Any = {"start": server.start_background_task, "sleep": server.sleep, "clock": monotonic}
        # Two, so that a move at the desk never waits because somebody has just answered.
        self._changes, self._ballots = Pace(self._tell, **means), Pace(self._tell, **means)

    def changed(self, workshop: WorkshopId) -> None:
        """Tell everyone that the workshop's version rose. Call it after the commit."""
        self._changes.ask(workshop)
        # The room before whoever changed it: what the desk is answered takes as long to put together as telling all.
        self._server.sleep(0)

    def progress(self, workshop: WorkshopId) -> None:
        """Tell desks and projectors, soon, how many are done. Call it after the commit."""
        self._ballots.ask(workshop)

    def greet(self, sid: str, listener: Listener) -> None:
        """Tell a socket that has just come how things stand, so that nothing said meanwhile is missed."""
        with self._telling[listener.audience], suppress(NotHere):
            numbers = self._greeting(listener)
            self._version.setdefault(listener.workshop, numbers["v"])
            frame = _frame(listener.audience, numbers)
            self._server.emit("state", frame, to=sid)
            if self._last.get(listener.room) != frame:
                self._last.pop(listener.room, None)  # one of the room has heard another last word than the others

    def listening(self, workshop: WorkshopId) -> frozenset[PanellistId]:
        """The panellists whose phone is connected now."""
        return self._roll.panellists(workshop)

    def at_desks(self, workshop: WorkshopId) -> list[str]:
        """The names of those who have this workshop's desk open, each once."""
        accounts = self._roll.accounts(workshop)
        unknown = accounts - self._names.keys()
        if unknown:
            with self._database.reading() as db:
                self._names |= names_of(db, unknown)
        return sorted(self._names[account] for account in accounts if account in self._names)

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

    def _tell(self, workshop: WorkshopId) -> None:
        try:
            with self._telling[Audience.PHONE], self._database.reading() as db:
                self._tell_phones(db, workshop)
            with self._telling[Audience.DESK], self._database.reading() as db:
                numbers = self._numbers(figures.progress(db, workshop, at=self._clock()), workshop)
                for audience in (Audience.DESK, Audience.SCREEN):
                    self._emit(room_of(audience, workshop), _frame(audience, numbers))
        except Exception:
            # What happened is committed, and whoever did it must not hear that it was not. Clients look again anyway.
            log.exception("workshop %s: could not tell its audiences", workshop)

    def _tell_phones(self, db: Session, workshop: WorkshopId) -> None:
        """Tell phones of a version they have not heard of."""
        version = version_of(db, workshop)
        if version == self._version.get(workshop):
            return
        room = with_rules(db, workshop)  # held while the state is put together, which then has it without asking
        asked, state = asked_of(room), snapshots.phones_frame(db, workshop, at=self._clock())
        said = {"v": version, **self._dress(state, asked)} if state else {"v": version}
        self._emit(room_of(Audience.PHONE, workshop), said)
        self._version[workshop] = version  # not before: a version that could not be told is told again

    def _greeting(self, listener: Listener) -> State:
        """The numbers a listener hears. A hall of phones comes at once, and they hear no other number."""
        if listener.audience is Audience.PHONE:
            return {"v": self._version_now(listener.workshop)}
        with self._database.reading() as db:
            return self._numbers(figures.progress(db, listener.workshop, at=self._clock()), listener.workshop)

    def _numbers(self, progress: State, workshop: WorkshopId) -> State:
        numbers = {name: progress[name] for name in FIGURES if name in progress}
        return {"v": progress["version"], **numbers, "desks": self.at_desks(workshop)}

    def _version_now(self, workshop: WorkshopId) -> int:
        """A workshop's version, read a moment ago at most. What it rose by since then is told, or was to the others."""
        read_at, version = self._read.get(workshop, (None, 0))
        now = self._clock()
        if read_at is None or not timedelta() <= now - read_at < MOMENT:
            with self._database.reading() as db:
                version = version_of(db, workshop)
            self._read[workshop] = now, version
        return max(version, self._version.get(workshop, 0))

    def _emit(self, room: str, frame: State) -> None:
        if self._last.get(room) != frame:
            tell(self._server, room, "state", frame)
            self._last[room] = frame  # not before: a frame that could not be told is told again

    def cut(self, sid: str) -> None:
        """Close one socket."""
        connection = self._server.manager.eio_sid_from_sid(sid, "/")
        self._server.disconnect(sid)
        hang_up(self._server, connection)

    def _drop(self, belongs: Callable[[Listener], bool]) -> None:
        self._tickets.void(belongs)  # first: whoever fetched one a moment ago would come in again with it
        for sid in self._roll.sockets(belongs):
            self.cut(sid)


def _frame(audience: Audience, numbers: State) -> State:
    """What an audience hears of the numbers: phones only that something changed, the wall nothing of the desk's own."""
    if audience is Audience.PHONE:
        return {"v": numbers["v"]}
    if audience is Audience.SCREEN:
        return {name: number for name, number in numbers.items() if name not in DESK_ONLY}
    return numbers
