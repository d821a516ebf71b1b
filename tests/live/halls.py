"""A server with nothing but sockets, on threads in this process, and the workshop they are about."""

from threading import Thread
from time import monotonic, sleep

import socketio
from flask import Flask
from werkzeug.serving import make_server

from app.core.workshops import PanellistId
from app.live.audiences import Audience, Listener
from app.live.sockets import attach
from app.live.tickets import Tickets
from app.rehearsal.ear import Ear
from app.rehearsal.scratch import free_port
from tests.builders import NOON, Room


class Hall:
    """The server and the workshop: two people in it."""

    def __init__(self, database):
        self.url = f"http://127.0.0.1:{(port := free_port())}"
        self.app, self.tickets, self.database = Flask("hall"), Tickets(), database
        live = attach(
            self.app,
            origin=self.url,
            database=database,
            tickets=self.tickets,
            clock=lambda: NOON,
            async_mode="threading",
        )
        self.broadcast, self.committer = live.broadcast, live.committer
        self.roll = self.broadcast._roll
        self.sockets = self.app.extensions["socketio"].server
        self.server = make_server("127.0.0.1", port, self.app, threaded=True)
        self.server.daemon_threads = True
        Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        with database.writing() as db:
            self.room = Room(db, people=2)
            self.round = self.room.rounds[0]

    def ticket(self, audience=Audience.PHONE, panellist=7):
        return self.tickets.give(Listener(audience, self.room.id, panellist=PanellistId(panellist)), at=NOON)

    def ear(self, audience=Audience.PHONE, panellist=7):
        return Ear(self.url, self.ticket(audience, panellist))

    def client(self, audience=Audience.PHONE, place=0):
        """The real client library, connected as the phone of one of the people, or as a desk or projector."""
        panellist = self.room.people[place] if audience is Audience.PHONE else None
        client = socketio.Client(reconnection=False)
        ticket = self.tickets.give(Listener(audience, self.room.id, panellist=panellist), at=NOON)
        client.connect(self.url, auth={"ticket": ticket}, transports=["websocket"])
        return client

    def open_first(self):
        with self.database.writing() as self.room.db:
            self.room.open(self.room.rounds[0])

    def cast(self, place):
        with self.database.writing() as self.room.db:
            self.room.cast(self.room.people[place], self.room.rounds[0])

    def stop(self):
        self.sockets.shutdown()
        self.server.shutdown()


def in_time(check, seconds=60.0):
    """Whether something comes true within some seconds."""
    until = monotonic() + seconds
    while not check() and monotonic() < until:
        sleep(0.01)
    return check()
