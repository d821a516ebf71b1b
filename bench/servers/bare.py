"""The bare limit: picows and batched SQLite with the same durability, nothing else: python -m bench.servers.bare PORT

It speaks the same frames, keeps the same two tables, and answers after the same COMMIT. It checks nothing, knows nobody
and could not hold a workshop: what is left above it is the price of everything Plumbline does besides.
"""

import asyncio
import gc
import json
import sqlite3
import sys
from tempfile import TemporaryDirectory

import uvloop
from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_create_server

TEXT = WSMsgType.TEXT
TABLES = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
CREATE TABLE ballot_event (id INTEGER PRIMARY KEY, round INTEGER, panellist INTEGER, key TEXT, seq INTEGER,
  epoch INTEGER, plausibility INTEGER, relevance INTEGER, abstained TEXT, parts TEXT, if_changed TEXT,
  UNIQUE (panellist, key));
CREATE TABLE ballot (round INTEGER, panellist INTEGER, seq INTEGER, plausibility INTEGER, relevance INTEGER,
  abstained TEXT, parts TEXT, if_changed TEXT, PRIMARY KEY (round, panellist));
CREATE TABLE move (id INTEGER PRIMARY KEY, body TEXT);
"""
EVENT = """INSERT INTO ballot_event
  (panellist, key, seq, round, epoch, plausibility, relevance, abstained, parts, if_changed)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
BALLOT = """INSERT INTO ballot (round, panellist, seq, plausibility, relevance, abstained, parts, if_changed)
VALUES (?4, ?1, ?3, ?6, ?7, ?8, ?9, ?10)
ON CONFLICT DO UPDATE SET seq = excluded.seq, plausibility = excluded.plausibility,
relevance = excluded.relevance, abstained = excluded.abstained, parts = excluded.parts, if_changed = excluded.if_changed
WHERE excluded.seq > seq"""
OPEN = b'0{"sid":"bare","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":16384}'


class Table:
    """Everything that is said, and the database."""

    def __init__(self, path: str) -> None:
        self.database = sqlite3.connect(path, isolation_level=None)
        self.database.executescript(TABLES)
        self.sockets: list[WSTransport] = []
        self.waiting: list[tuple[WSTransport, bytes, tuple[object, ...]]] = []
        self.loop = asyncio.get_running_loop()

    def keep(self, transport: WSTransport, number: bytes, row: tuple[object, ...]) -> None:
        if not self.waiting:
            self.loop.call_soon(self.commit)
        self.waiting.append((transport, number, row))

    def commit(self) -> None:
        """Keep what waits in one transaction, then answer each."""
        batch, self.waiting = self.waiting, []
        rows = [row for _, _, row in batch]
        self.database.execute("BEGIN IMMEDIATE")
        self.database.executemany(EVENT, rows)
        self.database.executemany(BALLOT, rows)
        self.database.execute("COMMIT")
        for transport, number, row in batch:
            transport.send(TEXT, b'43%s[{"ok":true,"key":"%s","seq":%d}]' % (number, str(row[1]).encode(), row[2]))

    def tell(self, body: object) -> None:
        """Keep a move, then tell everybody."""
        self.database.execute("INSERT INTO move (body) VALUES (?)", (json.dumps(body),))
        packet = b'42["state",%s]' % json.dumps(body, separators=(",", ":")).encode()
        for each in self.sockets:
            each.send(TEXT, packet)


class Phone(WSListener):
    """One connection."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.panellist = 0

    def on_ws_connected(self, transport: WSTransport) -> None:
        self.table.sockets.append(transport)
        transport.send(TEXT, OPEN)

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        self.table.sockets.remove(transport)

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        packet = frame.get_payload_as_bytes()
        if packet.startswith(b"42"):
            start = packet.index(b"[")
            name, sent = json.loads(packet[start:])
            if name == "ballot":
                self.table.keep(transport, packet[2:start], self._row(sent))
            else:
                self.table.tell(sent)
        elif packet.startswith(b"40"):
            self.panellist = json.loads(packet[2:])["panellist"]
            transport.send(TEXT, b'40{"sid":"bare"}')

    def _row(self, sent: dict[str, object]) -> tuple[object, ...]:
        plain = [sent[name] for name in ("key", "seq", "round", "epoch", "plausibility", "relevance", "abstained")]
        return (self.panellist, *plain, json.dumps(sent["parts"]), json.dumps(sent["if_changed"]))


async def serve(port: int, folder: str) -> None:
    table = Table(f"{folder}/bare.db")
    server = await ws_create_server(lambda _: Phone(table), "127.0.0.1", port, enable_auto_ping=False)
    gc.freeze()
    gc.set_threshold(50_000, 50, 50)
    print("Ctrl+C", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    with TemporaryDirectory(prefix="plumbline-") as there:
        uvloop.run(serve(int(sys.argv[1]), there))
