"""Sockets: who is let in, and what is taken from them: ballots from phones. Everything else goes up by HTTP."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import Any

from flask import Flask
from flask_socketio import SocketIO
from sqlalchemy.exc import OperationalError

from app.core.ballots import refused
from app.core.errors import OnlyListens
from app.live.audiences import Listener, Roll
from app.live.broadcast import Broadcast, Dress
from app.live.committer import Batching, Committer, Keeper
from app.live.express import Express
from app.live.lane import FastLane, Speak
from app.live.tickets import Tickets
from app.live.wire.driver import MAX_MESSAGE, hang_up, is_slow, say_goodbye
from app.live.wire.driver import install as install_driver
from app.live.wire.guard import SINCE, SocketGuard
from app.live.wire.register import Register
from app.storage.engine import Database

log = logging.getLogger(__name__)

TICKET_WITHIN = 10.0  # seconds a connection may stay without a ticket
PING_EVERY = 4  # seconds: a page that hears nothing for five looks by itself, and finds that its socket has died
PONG_WITHIN = 10  # seconds: more would hold dead sockets, less would hang up on a hall while the server is busy
PHONES = 4  # sockets of one panellist; the oldest has to go, for a phone that lost its network leaves one behind


@dataclass(frozen=True, slots=True)
class Live:
    """What the rest of the application speaks to: who tells the room, and who keeps its ballots."""

    broadcast: Broadcast
    committer: Committer


def attach(
    app: Flask,
    *,
    origin: str,
    database: Database,
    tickets: Tickets,
    clock: Callable[[], datetime],
    async_mode: str,
    dress: Dress = lambda state, _asked: state,
    speak: Speak = lambda recorded, _language: recorded,
) -> Live:
    """Give the application its sockets, and return what speaks to them. `async_mode`: gevent, or threading in tests.

    `dress` adds to the state of phones what their page needs besides; `speak` says a refusal in a phone's language.
    """
    register = Register()
    options: dict[str, Any] = {
        "async_mode": async_mode,
        "client_manager": register,
        "async_handlers": False,
        "manage_session": False,
        "transports": ["websocket"],
        "cors_allowed_origins": [origin],
        "max_http_buffer_size": MAX_MESSAGE,
        "ping_interval": PING_EVERY,
        "ping_timeout": PONG_WITHIN,
        # Whoever sends what cannot be read is cut off, and may not fill the log by it.
        "engineio_logger": _silent(),
    }
    server: Any = _server(SocketIO(app, **options))
    app.wsgi_app = SocketGuard(app.wsgi_app, origin=origin, clock=monotonic)  # type: ignore[assignment]
    roll = Roll()
    broadcast = Broadcast(server, database, roll, clock, dress, tickets)
    committer = Batching(Keeper(database, clock, broadcast.progress), server.start_background_task)
    lane = FastLane(committer, broadcast.cut, speak=speak)
    doorkeeper = Doorkeeper(server, roll, tickets, broadcast, lane, clock)
    register.came = doorkeeper.came
    install_driver(server.eio, Express(server, roll, lane).takes)
    # Straight at Socket.IO's server: Flask-SocketIO would build a request context for each event.
    comes, goes = doorkeeper.of_the_library(doorkeeper.connect), doorkeeper.of_the_library(doorkeeper.disconnect)
    handlers = {"connect": comes, "disconnect": goes, "ballot": doorkeeper.ballot, "*": doorkeeper.refuse}
    for event, handler in handlers.items():
        server.on(event, handler)
    return Live(broadcast, committer)


class Doorkeeper:
    """Lets sockets in by ticket, hands their ballots on, and refuses whatever else they say."""

    def __init__(
        self,
        server: Any,
        roll: Roll,
        tickets: Tickets,
        broadcast: Broadcast,
        lane: FastLane,
        clock: Callable[[], datetime],
    ) -> None:
        self._server = server
        self._roll = roll
        self._tickets = tickets
        self._broadcast = broadcast
        self._clock = clock
        self._lane = lane

    def of_the_library(self, handler: Callable[..., Any]) -> Callable[..., Any]:
        """Only what the library itself says: a client can name an event of its own "disconnect", and would be forgotten
        while it goes on listening."""

        def guarded(sid: str, *said: object) -> Any:
            # While a socket really comes or goes, it counts as not connected.
            is_event = self._server.manager.is_connected(sid, "/")
            return self.refuse("", sid) if is_event else handler(sid, *said)

        return guarded

    def connect(self, sid: str, environ: dict[str, Any], auth: object) -> bool:
        """Whether this socket may come in; if so it is greeted with how things stand, once it knows: see `came`."""
        listener = self._tickets.use(auth.get("ticket") if isinstance(auth, dict) else None, at=self._clock())
        if listener is None:
            return False
        self._roll.enter(sid, listener, environ.get("REMOTE_ADDR", ""))
        for older in self._roll.phones(listener.panellist)[:-PHONES]:
            self._broadcast.cut(older)
        self._server.enter_room(sid, listener.room)
        self._tell_desks(listener)
        return True

    def came(self, sid: str) -> None:
        """Greet a socket that knows that it is in: a client may drop what reaches it before."""
        listener, _ = self._roll.behind(sid)
        try:
            if listener is not None:
                self._broadcast.greet(sid, listener)
        except OperationalError:
            log.warning("somebody who came could not be told how things stand")  # her page looks by itself

    def disconnect(self, sid: str, reason: str) -> None:
        """Forget the socket. Its panellist stays: phones sleep."""
        listener, _ = self._roll.behind(sid)
        self._roll.leave(sid)
        self._lane.forget(sid)
        self._tell_desks(listener)

    def _tell_desks(self, listener: Listener | None) -> None:
        """Whoever is at a desk sees who else is there."""
        if listener is not None and listener.account is not None:
            self._broadcast.progress(listener.workshop)

    def ballot(self, sid: str, *sent: object) -> dict[str, object]:
        """The answer to a ballot, once it is kept or refused."""
        listener, address = self._roll.behind(sid)
        return self._lane.take(sid, listener, address, sent)

    def refuse(self, event: str, sid: str, *data: object) -> dict[str, object]:
        """The answer to any other event; nothing else happens."""
        return refused({}, OnlyListens()).told()


def watch_door(app: Flask) -> None:
    """Close, for ever, connections that never showed a ticket or do not read. The serving process starts this once."""
    server: Any = _server(app.extensions["socketio"])

    def watch() -> None:
        while True:
            server.sleep(TICKET_WITHIN / 4)
            close_strangers(server, now=monotonic())
            close_slow(server)

    server.start_background_task(watch)


def close_strangers(server: Any, *, now: float) -> int:
    """Close the connections older than TICKET_WITHIN that belong to no listener; how many that were."""
    strangers = [
        connection
        for connection, environ in list(server.environ.items())
        if environ.get(SINCE, now) + TICKET_WITHIN < now and not server.manager.sid_from_eio_sid(connection, "/")
    ]
    for connection in strangers:
        hang_up(server, connection)
    return len(strangers)


def close_slow(server: Any) -> int:
    """Close the connections whose other side has stopped reading, so that nothing piles up; how many that were."""
    slow = [connection for connection in list(server.environ) if is_slow(server, connection)]
    for connection in slow:
        hang_up(server, connection)
    return len(slow)


def close_all(app: Flask) -> None:
    """Tell everyone that the server ends, and close their connections."""
    server: Any = _server(app.extensions["socketio"])
    for connection in list(server.environ):
        say_goodbye(server, connection)


def _silent() -> logging.Logger:
    quiet = logging.getLogger("app.live.engineio")
    quiet.setLevel(logging.CRITICAL + 1)
    return quiet


def _server(socketio: Any) -> Any:
    """Flask-SocketIO's own server: documented, but missing from its type stubs."""
    return socketio.server
