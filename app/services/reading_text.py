"""A sheet saved as text: UTF-8, UTF-16 with its mark, or Windows letters; commas, semicolons or tabs."""

import codecs
import csv
import io
import re
from collections import Counter
from itertools import islice

from app.core.sheets import Grid, SheetRefused
from app.services.reading_bounds import bounded, without_empty_end

MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
NOT_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]|\A%PDF-|\A\{\\rtf|\A\s*<(?:!DOCTYPE|html|\?xml)", re.IGNORECASE)
SEPARATORS = ",;\t"
LOOKED_AT = 50_000  # characters from which the separator is told
SAYS_SEPARATOR = re.compile(r"sep=([,;\t])\r?\n", re.IGNORECASE)

BINARY = "This file holds no plain text, whatever its name says. Open it in a spreadsheet, save it as .xlsx"
LETTERS = "The letters in this file cannot be read for certain. Open it in a spreadsheet, save it as CSV UTF-8 or .xlsx"


def grid_of(data: bytes) -> Grid:
    """The rows of a text file. Raises SheetRefused."""
    text = decoded(data)
    said = SAYS_SEPARATOR.match(text)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=said[1] if said else separator(text), strict=True)
    try:
        kept = list(bounded(rows))
    except csv.Error as error:
        raise SheetRefused(_broken(rows.line_num, str(error))) from error
    if said:
        kept[0] = ()  # keeps the numbers of the rows below it
    return Grid(without_empty_end(kept))


def _broken(line: int, error: str) -> str:
    if "field larger" in error:
        return (
            f"Around line {line} a single cell is far too long. Check the quotation marks there, save the sheet again"
        )
    return f"A quotation mark stands in the wrong place around line {line}. Put it right, save the sheet again"


def decoded(data: bytes) -> str:
    """The text of a file. Raises SheetRefused where its letters would have to be guessed."""
    mark = next((encoding for sign, encoding in MARKS.items() if data.startswith(sign)), "")
    if mark != "utf-16" and NOT_TEXT.search(data):
        raise SheetRefused(BINARY)
    try:
        return data.decode(mark or "utf-8")
    except UnicodeDecodeError as error:
        if mark or _is_mostly_utf8(data):
            raise SheetRefused(LETTERS) from error
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise SheetRefused(LETTERS) from error


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether more letters are UTF-8 than are not: a file that was cut, or put together from two."""
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    return sum(not character.isascii() for character in text) - lost > lost


def separator(text: str) -> str:
    """What splits most of the first rows into equally many cells; a comma where nothing does."""
    return max(SEPARATORS, key=lambda sign: _evenness(text[:LOOKED_AT], sign))


def _evenness(text: str, sign: str) -> tuple[int, int]:
    """How many rows have the commonest number of cells above one, and that number."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    widths = Counter(len(row) for row in islice(filter(any, rows), 20) if len(row) > 1)
    width, often = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return often, width
