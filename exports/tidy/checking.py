"""An archive of tables, checked: as it was made, as its codebook says, and every result counted again by the core."""

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import StringIO
from zipfile import BadZipFile

from app.core.canonical import sha256_of
from app.core.checks import Check, check
from app.core.errors import WorkshopError
from app.core.protocol import Protocol
from exports.package import unpack
from exports.tidy.archive import SUMS, checksums
from exports.tidy.cells import EMPTY, MISSING
from exports.tidy.codebook import TABLES

Row = Mapping[str, str]


class NotAnArchive(ValueError):
    """This file is not an archive of tables, as Plumbline writes them."""


@dataclass(frozen=True)
class Tables:
    """The tables of one archive, by name, and its rules."""

    members: Mapping[str, bytes]

    @cached_property
    def rules(self) -> Protocol:
        """The rules that came along."""
        return Protocol.from_json(self.members["protocol.json"].decode())

    def rows(self, table: str) -> list[Row]:
        """The rows of a table."""
        return list(self._reader(table))

    def header(self, table: str) -> Sequence[str]:
        """The names of a table's columns."""
        return self._reader(table).fieldnames or ()

    def _reader(self, table: str) -> "csv.DictReader[str]":
        return csv.DictReader(StringIO(self.members[f"{table}.csv"].decode(), newline=""))


def read(archive: bytes) -> Tables:
    """Read an archive. Raises NotAnArchive."""
    try:
        members = unpack(archive)
        for name in (*(f"{table}.csv" for table in TABLES), "protocol.json", SUMS):
            members[name].decode()
        Tables(members).rules  # noqa: B018  # read once here, so that it can be read ever after
    except (BadZipFile, UnicodeDecodeError, KeyError, WorkshopError):
        raise NotAnArchive(NotAnArchive.__doc__) from None
    return Tables(members)


def checks_of(tables: Tables) -> list[Check]:
    """Check that an archive is whole and makes sense in itself."""
    each: tuple[Callable[[Tables], Check], ...] = (as_made, as_described, rules_agree, ballots_fit, presence_fits)
    return [one(tables) for one in each]


def as_made(tables: Tables) -> Check:
    """Every file has the checksum it was made with."""
    others = {name: body for name, body in tables.members.items() if name != SUMS}
    said, found = (text.decode().splitlines() for text in (tables.members[SUMS], checksums(others)))
    changed = sorted({line.split("  ", 1)[-1] for line in set(said) ^ set(found)})
    return check(f"{len(others)} files are as they were made", (f"{name} is not as it was made" for name in changed))


def as_described(tables: Tables) -> Check:
    """Every table has the columns its codebook names."""
    wrong = [name for name, said in TABLES.items() if list(tables.header(name)) != [column.name for column in said]]
    return check(
        f"{len(TABLES)} tables have the columns the codebook names", (f"{each}.csv has others" for each in wrong)
    )


def rules_agree(tables: Tables) -> Check:
    """The workshop was judged by the rules that came along."""
    found = sha256_of(tables.members["protocol.json"].decode())
    return check(
        f"protocol.json has the hash {found[:12]}…, by which the workshop was judged",
        (
            f"Workshop {row['workshop_id']} was judged by other rules than protocol.json"
            for row in tables.rows("workshops")
            if row["protocol_hash"] != found
        ),
    )


def ballots_fit(tables: Tables) -> Check:
    """A ballot belongs to a closed round, one of a person counts in it, and it says what can be said."""
    rounds = {row["round_id"]: row for row in tables.rows("rounds")}
    parts = {(row["statement_id"], row["version"], row["position"]) for row in tables.rows("parts")}
    ballots = tables.rows("ballots")
    heard = Counter((row["round_id"], row["panellist"]) for row in ballots)
    points = {MISSING, *map(str, range(1, tables.rules.of_scale.points + 1))}

    def problem(row: Row) -> str:
        round = rounds.get(row["round_id"])
        if round is None or round["closed_at"] == MISSING:
            return "belongs to no closed round"
        if heard[row["round_id"], row["panellist"]] > 1:
            return "is one of two of one person in one round"
        rated = row["plausibility"], row["relevance"]
        if not points.issuperset(rated):
            return "has a rating that is not on the scale"
        if row["abstained"] != MISSING and rated != (MISSING, MISSING):
            return "abstains and rates at once"
        named = f"{row['parts']};{row['if_changed']}".split(";")
        if any((round["statement_id"], round["version"], at) not in parts for at in named if at != EMPTY):
            return "names a part that its statement does not have"
        return ""

    wrong = (f"Ballot {row['ballot']} {found}" for row in ballots if (found := problem(row)))
    return check(f"{len(ballots)} ballots belong to closed rounds and can be read", wrong)


def presence_fits(tables: Tables) -> Check:
    """Whoever answered was present."""
    in_time = Counter(row["round_id"] for row in tables.rows("ballots") if row["late"] == row["carried"] == "0")
    closed = [row for row in tables.rows("rounds") if row["closed_at"] != MISSING]

    def differences() -> Iterator[str]:
        for row in closed:
            if int(row["present"]) < in_time[row["round_id"]]:
                yield f"Round {row['round_id']}: {row['present']} were present, and {in_time[row['round_id']]} answered"

    return check(f"In {len(closed)} rounds at least as many were present as answered", differences())
