"""What the checker may look at: the database file, the clients' diaries, and the documents the product made.

Nothing here comes from the product's own code: a checker that shares its reader would share its mistakes.
"""

import csv
import io
import json
import re
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Row = dict[str, Any]
TABLES = {
    "ballots": "SELECT * FROM ballot",
    "events": "SELECT * FROM ballot_event",
    "skips": "SELECT * FROM skip",
    "withdrawn": "SELECT * FROM withdrawal",
    "panellists": "SELECT id, workshop_id FROM panellist",
    "workshops": "SELECT id, version, state FROM workshop",
    "moves": "SELECT * FROM move",
    "witness": "SELECT * FROM witness ORDER BY n",
    "rounds": (
        "SELECT round.*, statement.code AS statement, statement_version.number AS version FROM round "
        "JOIN statement_version ON statement_version.id = round.version_id "
        "JOIN statement ON statement.id = statement_version.statement_id"
    ),
}


@dataclass(frozen=True)
class Papers:
    """What the product said about its answers at one moment, while nothing moved."""

    desk: Row | None = None  #: the desk's state: of the round on show, its counts
    screen: Row | None = None
    tidy: bytes = b""  #: the tidy tables, zipped
    word: bytes = b""  #: the summary

    def table(self, name: str) -> list[Row]:
        """The rows of one of the tidy tables."""
        with zipfile.ZipFile(io.BytesIO(self.tidy)).open(f"{name}.csv") as file:
            return list(csv.DictReader(io.TextIOWrapper(file, "utf-8-sig", newline="")))

    @property
    def words(self) -> str:
        """The text of the summary, one line a paragraph."""
        with zipfile.ZipFile(io.BytesIO(self.word)) as parts:
            xml = parts.read("word/document.xml").decode()
        paragraphs = (re.findall(r"<w:t[ >][^<]*|<w:t>[^<]*", each) for each in xml.split("</w:p>"))
        return "\n".join("".join(run.partition(">")[2] for run in runs) for runs in paragraphs)


@dataclass(frozen=True)
class Evidence:
    """Everything there is about one workshop after a storm."""

    tables: dict[str, list[Row]]
    diaries: dict[str, list[Row]] = field(default_factory=dict)  #: by client
    papers: Papers = field(default_factory=Papers)

    def __getattr__(self, table: str) -> list[Row]:
        return self.tables[table]

    def phones(self) -> dict[int, list[Row]]:
        """The diaries of phones by the panellist they belong to."""
        found = {}
        for lines in self.diaries.values():
            seats = [line["panellist"] for line in lines if line["did"] == "sat_down"]
            if seats:
                found[seats[0]] = lines
        return found


def gather(database: Path, diaries: Path | None = None, papers: Papers | None = None) -> Evidence:
    """Read it all; the database is opened so that nothing can be written."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as raw:
        raw.row_factory = sqlite3.Row
        raw.execute("BEGIN")
        tables = {name: [dict(row) for row in raw.execute(query)] for name, query in TABLES.items()}
    found = sorted(diaries.glob("*.jsonl")) if diaries else []
    return Evidence(tables, {path.stem: _lines(path) for path in found}, papers or Papers())


def _lines(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
