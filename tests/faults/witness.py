"""A witness inside the database: triggers that number, in the order of their commits, the moves and ballots that count.

It knows nothing of the code that writes, and what is rolled back or killed before its commit is not in it either. The
clocks of servers and phones may lie; the order of these numbers cannot.
"""

import sqlite3

TABLE = """
CREATE TABLE witness (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    what TEXT NOT NULL,  -- round, workshop, move, event or ballot
    id INTEGER NOT NULL,  -- of the row; a ballot stands for the event it points to
    round_id INTEGER,
    panellist_id INTEGER,
    account_id INTEGER,
    epoch INTEGER,
    state TEXT,  -- after it; of an event: late or in_time
    move TEXT
)"""

_ROUND = "INSERT INTO witness (what, id, round_id, epoch, state) SELECT 'round', {0}id, {0}id, {0}epoch, {0}state"
_WORKSHOP = "INSERT INTO witness (what, id, state) SELECT 'workshop', {0}id, {0}state"
_BALLOT = (
    "INSERT INTO witness (what, id, round_id, panellist_id) "
    "SELECT 'ballot', NEW.event_id, NEW.round_id, NEW.panellist_id"
)

TRIGGERS = {
    "AFTER INSERT ON round": _ROUND.format("NEW."),
    "AFTER UPDATE OF state, epoch ON round WHEN OLD.state <> NEW.state OR OLD.epoch <> NEW.epoch": _ROUND.format(
        "NEW."
    ),
    "AFTER UPDATE OF state ON workshop WHEN OLD.state <> NEW.state": _WORKSHOP.format("NEW."),
    "AFTER INSERT ON move": (
        "INSERT INTO witness (what, id, round_id, account_id, epoch, state, move) "
        "SELECT 'move', NEW.id, NEW.round_id, NEW.account_id, NEW.epoch, NEW.after, NEW.move"
    ),
    "AFTER INSERT ON ballot_event": (
        "INSERT INTO witness (what, id, round_id, panellist_id, epoch, state) SELECT 'event', NEW.id, NEW.round_id, "
        "NEW.panellist_id, NEW.epoch, CASE WHEN NEW.late THEN 'late' ELSE 'in_time' END"
    ),
    "AFTER INSERT ON ballot": _BALLOT,
    "AFTER UPDATE OF event_id ON ballot WHEN OLD.event_id <> NEW.event_id": _BALLOT,
}


def install(database: sqlite3.Connection) -> None:
    """Let the witness watch from now on; how rounds and workshops stand is written down first."""
    database.execute(TABLE)
    database.execute(f"{_ROUND.format('')} FROM round")
    database.execute(f"{_WORKSHOP.format('')} FROM workshop")
    for number, (when, what) in enumerate(TRIGGERS.items()):
        database.execute(f"CREATE TRIGGER witness_{number} {when} BEGIN {what}; END")
