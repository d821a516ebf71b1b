"""How much a sheet may hold, counted while it is read."""

from collections.abc import Iterable, Iterator, Sequence

from app.core.sheets import SheetRefused

MOST_ROWS, MOST_EMPTY_ROWS, MOST_COLUMNS = 5_000, 20_000, 200
MOST_CELLS, MOST_CHARACTERS = 100_000, 2_000_000

TOO_LONG = f"This sheet has more than {MOST_ROWS} rows. Save only the rows with statements"
TOO_WIDE = f"This sheet has more than {MOST_COLUMNS} columns. Save only the columns of the statements"
TOO_FULL = "This sheet holds far more text than statements need. Save only the sheet of statements"


def bounded(rows: Iterable[Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """The rows without empty cells at their ends. Raises SheetRefused as soon as there is too much of anything."""
    filled = empty = cells = characters = 0
    for row in rows:
        kept = _trimmed(row)
        filled, empty = filled + bool(kept), empty + (not kept)
        cells, characters = cells + len(kept), characters + sum(map(len, kept))
        if filled > MOST_ROWS or empty > MOST_EMPTY_ROWS:
            raise SheetRefused(TOO_LONG)
        if len(kept) > MOST_COLUMNS:
            raise SheetRefused(TOO_WIDE)
        if cells > MOST_CELLS or characters > MOST_CHARACTERS:
            raise SheetRefused(TOO_FULL)
        yield kept


def without_empty_end(rows: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """The rows up to the last one that says something; those between stay, so that row numbers are the sheet's own."""
    last = max((number for number, row in enumerate(rows, start=1) if row), default=0)
    return tuple(rows[:last])


def _trimmed(row: Sequence[str]) -> tuple[str, ...]:
    last = max((number for number, text in enumerate(row, start=1) if text.strip()), default=0)
    return tuple(row[:last])
