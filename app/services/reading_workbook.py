"""A sheet saved as a workbook (.xlsx): what it unpacks to is counted before anything looks inside."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from io import BytesIO
from typing import IO, Protocol, cast
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string

from app.core.sheets import Grid, SheetRefused
from app.services.reading import DAMAGED, TOO_MUCH
from app.services.reading_bounds import MOST_CELLS, bounded, without_empty_end

MOST_MEMBERS = 500
MOST_UNPACKED = 25 * 1024 * 1024
MOST_TAGS = 1_200_000  # some two seconds of parsing
MOST_RATIO, RATIO_FROM = 100, 1024 * 1024  # bytes out for one in, once this much came out
PIECE = 64 * 1024
WIDEST_ROW = 4_000  # cells, styled empty ones included
DTD = re.compile(
    rb"<\x00?!\x00?(?:D\x00?O\x00?C\x00?T\x00?Y\x00?P\x00?E|E\x00?N\x00?T\x00?I\x00?T\x00?Y)", re.IGNORECASE
)
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s+ref=\"([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})\"")
STATEMENTS = {"statements", "statement"}

LOCKED = "This workbook is locked with a password. Save it without one"
EMPTY = "There is nothing in this workbook. Save the sheet of statements again"


class Sheet(Protocol):
    """What openpyxl's read-only sheet has; `_get_source` is its one private thing used here, for the merged cells."""

    title: str
    sheet_state: str

    def reset_dimensions(self) -> None: ...
    def iter_rows(self, *, values_only: bool) -> Iterator[tuple[object, ...]]: ...
    def _get_source(self) -> IO[bytes]: ...


def grid_of(data: bytes) -> Grid:
    """The rows of the sheet of statements, and what is merged in it. Raises SheetRefused."""
    check_packing(data)
    book = load_workbook(BytesIO(data), read_only=True, keep_links=False)
    sheet = _sheet(cast(list[Sheet], book.worksheets))
    rows = without_empty_end(list(bounded(_rows(sheet))))
    with sheet._get_source() as source:
        merged = list(_merged(source.read(), len(rows)))
    return Grid(tuple(bounded(_filled(rows, merged))), tuple(merged))


def check_packing(data: bytes) -> None:
    """Unpack everything once, keeping nothing. Raises SheetRefused for bombs, locks, damage and document types."""
    try:
        with ZipFile(BytesIO(data)) as packed:
            members = packed.infolist()
            if len(members) > MOST_MEMBERS:
                raise SheetRefused(TOO_MUCH)
            if any(member.flag_bits & 0x1 for member in members):
                raise SheetRefused(LOCKED)
            _count(packed, len(data))
    except BadZipFile as error:
        raise SheetRefused(DAMAGED) from error


def _count(packed: ZipFile, size: int) -> None:
    unpacked = tags = 0
    for member in packed.infolist():
        end = b""
        with packed.open(member) as file:
            while piece := file.read(PIECE):
                unpacked, tags = unpacked + len(piece), tags + piece.count(b"<")
                if unpacked > min(MOST_UNPACKED, max(RATIO_FROM, MOST_RATIO * size)) or tags > MOST_TAGS:
                    raise SheetRefused(TOO_MUCH)
                # No workbook declares a document type; whoever does wants entities to grow or to reach out.
                if DTD.search(end + piece):
                    raise SheetRefused(DAMAGED)
                end = piece[-32:]


def _sheet(sheets: Sequence[Sheet]) -> Sheet:
    """The sheet called statements, else the only visible one with something in it. Raises SheetRefused."""
    named = [sheet for sheet in sheets if sheet.title.strip().casefold() in STATEMENTS]
    seen = [sheet for sheet in sheets if sheet.sheet_state == "visible"]
    full = named[:1] or [sheet for sheet in seen if any(bounded(_rows(sheet)))]
    if not full:
        raise SheetRefused(EMPTY)
    if len(full) > 1:
        names = ", ".join(sheet.title for sheet in full[:5])
        raise SheetRefused(f'Several sheets have something in them: {names}. Name the right one "statements", save it')
    return full[0]


def _rows(sheet: Sheet) -> Iterator[list[str]]:
    # The size a workbook claims for its sheet may be anything; only its rows count.
    sheet.reset_dimensions()
    for row in sheet.iter_rows(values_only=True):
        if len(row) > WIDEST_ROW:
            raise SheetRefused(TOO_MUCH)
        yield [text_of(value) for value in row]


def text_of(value: object) -> str:
    """A cell as a person sees it; a formula as its formula, so that it is noticed."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case datetime():
            return str(value.date() if value.time() == time() else value)
        case str() | int():
            return str(value)
    return f"={getattr(value, 'text', None) or value}" if hasattr(value, "ref") else str(value)


def _merged(xml: bytes, rows: int) -> Iterator[tuple[int, int, int]]:
    """Cells merged downwards, within the rows there are: column, first and last row, from 0."""
    for found in MERGED.finditer(xml):
        column, first, last = column_index_from_string(found[1].decode()), int(found[2]), min(int(found[3]), rows)
        if 0 < first < last:
            yield column - 1, first - 1, last - 1


def _filled(rows: Sequence[tuple[str, ...]], merged: Sequence[tuple[int, int, int]]) -> list[list[str]]:
    """The rows with the text of a merged cell in every row it covers. Raises SheetRefused."""
    if sum(last - first for _, first, last in merged) > MOST_CELLS:
        raise SheetRefused(TOO_MUCH)
    filled = [list(row) for row in rows]
    for column, first, last in merged:
        text = filled[first][column] if column < len(filled[first]) else ""
        for row in filled[first + 1 : last + 1] if text else ():
            row.extend([""] * (column + 1 - len(row)))
            row[column] = row[column] or text
    return filled
