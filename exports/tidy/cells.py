"""One cell of a table: text that no spreadsheet runs, and codes for what is missing."""

from collections.abc import Iterable
from datetime import UTC, datetime

from app.core.text import clean

MISSING = "NA"
"""Not given, or nothing recorded. R and pandas read it as missing by themselves."""

SUPPRESSED = "suppressed"
"""It exists, and too few people stand behind it to be shown."""

EMPTY = "none"
"""A list with nothing in it."""

# A spreadsheet runs what begins so. The apostrophe itself is doubled, so that one can always be taken off again.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "'")
DECIMALS = 9


def text(value: str) -> str:
    """Words that people wrote, cleaned, with an apostrophe before what a spreadsheet would run."""
    cleaned = clean(value)
    return f"'{cleaned}" if cleaned.startswith(DANGEROUS) else cleaned or MISSING


def number(value: float | None) -> str:
    """A number with at most nine decimals and none that say nothing."""
    if value is None:
        return MISSING
    rounded = round(value, DECIMALS)
    return str(int(rounded)) if rounded == int(rounded) else f"{rounded:.{DECIMALS}f}".rstrip("0")


def flag(value: bool) -> str:
    """1 for yes, 0 for no."""
    return "1" if value else "0"


def code(value: object | None) -> str:
    """A word from a closed set."""
    return MISSING if value is None else str(value)


def listed(values: Iterable[object]) -> str:
    """A list in one cell, with semicolons between."""
    return ";".join(map(str, values)) or EMPTY


def moment(value: datetime | None) -> str:
    """A moment by UTC, to the minute: finer times could tell who wrote when."""
    return (
        MISSING
        if value is None
        else value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
    )
