"""Verifying an archive of tables: whole, sensible, and counted again twice."""

from app.core.checks import Check
from exports.tidy.checking import checks_of, read
from exports.tidy.counting import confirmations_agree
from exports.tidy.descending import lineage_adds_up
from exports.tidy.scripts import scripts_agree
from exports.tidy.weighing import weightings_agree

UNREADABLE = (KeyError, ValueError, IndexError, TypeError)


def verify(archive: bytes) -> list[Check]:
    """Verify an archive. Raises NotAnArchive; a check that does not hold names what differs."""
    tables = read(archive)
    found = checks_of(tables)
    for each in (confirmations_agree, weightings_agree, lineage_adds_up):
        try:
            found.append(each(tables))
        except UNREADABLE as problem:
            # A table somebody has changed may hold anything; what cannot be read cannot agree.
            found.append(Check("", (f"A table cannot be counted: {problem}",)))
    return [*found, *scripts_agree(tables)]
