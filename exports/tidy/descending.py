"""The lineage in an archive of tables, followed again: every configuration ends in one way, and nothing is lost."""

from collections import Counter
from collections.abc import Iterator, Mapping

from app.core.checks import Check, check
from app.core.lineage import Fate
from app.core.statements import Origin
from exports.tidy.cells import MISSING
from exports.tidy.checking import Row, Tables

WRITTEN = "written"


def lineage_adds_up(tables: Tables) -> Check:
    """Each configuration stands once, with one ending, and what was merged lives on where the table says so."""
    rows = tables.rows("lineage")
    by_id = {row["statement_id"]: row for row in rows}
    fates = Counter(row["fate"] for row in rows)

    def differences() -> Iterator[str]:
        yield from (f"{id} stands {n} times" for id, n in Counter(row["statement_id"] for row in rows).items() if n > 1)
        yield from (f"{row['statement_id']} {problem}" for row in rows if (problem := _problem(row, by_id)))
        for row in tables.rows("statements"):
            # A text that was undone is in no list, and may have been put to a panel before.
            there = by_id.get(row["statement_id"])
            if there["merged_into"] != row["merged_into"] if there else row["origin"] == Origin.SHEET:
                yield f"{row['statement_id']}: statements.csv and lineage.csv say different things"

    total = sum(n for fate, n in fates.items() if fate != WRITTEN)
    summed = ", ".join(f"{fates[fate]} {fate}" for fate in (Fate.KEPT, Fate.MERGED, Fate.DROPPED, Fate.OPEN))
    return check(f"{total} configurations are accounted for: {summed}", differences())


def _problem(row: Row, by_id: Mapping[str, Row]) -> str:
    fate = row["fate"]
    if fate not in (*Fate, WRITTEN):
        return f"ends as {fate}, which is no ending"
    if (row["merged_into"] != MISSING) != (fate == Fate.MERGED) or (row["reason"] != MISSING) != (fate == Fate.DROPPED):
        return "has an ending that does not fit its other columns"
    last = _last(row, by_id)
    if last is None:
        return "was merged into something that is not in the table, or in a circle"
    if last["fate"] == Fate.DROPPED and fate == Fate.MERGED:
        return "was merged into something that was dropped"
    lives = last["statement_id"] if last["fate"] in (Fate.KEPT, WRITTEN) else MISSING
    return "" if row["ends_in"] == lives else f"lives on in {lives}, and the table says {row['ends_in']}"


def _last(row: Row, by_id: Mapping[str, Row]) -> Row | None:
    """The row in which its chain ends; None where it ends nowhere."""
    for _ in by_id:
        if row["merged_into"] == MISSING:
            return row
        if row["merged_into"] not in by_id:
            return None
        row = by_id[row["merged_into"]]
    return None
