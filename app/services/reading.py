"""Reading an uploaded sheet: bytes of anybody's making become a grid of text, or one sentence why not.

The parsing happens in a child process with limits of its own (`safety.md` row 14): `python -m app.services.reading`
takes the bytes on standard input and writes JSON. The parent never parses what it was given.
"""

from pathlib import Path, PurePath

from app.core.sheets import Grid, SheetRefused
from app.core.text import clean

MOST_BYTES = 5 * 1024 * 1024
SECONDS = 10
MEMORY = 512 * 1024 * 1024
ROOT = Path(__file__).parents[2]
SHEETS = {".xlsx": "workbook", ".csv": "text", ".tsv": "text", ".txt": "text"}
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")

AGAIN = "and import that. Nothing has been imported yet."
TOO_MUCH = f"This file takes far more room or time than a sheet should. Save only the sheet of statements {AGAIN}"
DAMAGED = f"This file is damaged, or was cut short on its way. Open it, save it again {AGAIN}"


def read_upload(name: str, data: bytes) -> Grid:
    """The cells of an uploaded .xlsx or .csv, as text. Raises SheetRefused with one sentence; takes 10 seconds at most."""
    answer = _parse(_kind(name, data), data)
    if "refused" in answer:
        raise SheetRefused(f"{answer['refused']} {AGAIN}")
    return Grid(tuple(map(tuple, answer["rows"])), tuple(map(tuple, answer["merged"])))


def _kind(name: str, data: bytes) -> str:
    """Which parser a file needs, by its name and its first bytes. Raises SheetRefused."""
    ending = PurePath(clean(name, lines=False)).suffix.lower()
    if len(data) > MOST_BYTES:
        size = f"{len(data) / 1024 / 1024:.1f} MB; at most 5 MB can be read"
        raise SheetRefused(f"This file has {size}. Save only the sheet of statements, without pictures, {AGAIN}")
    if not data.strip():
        raise SheetRefused(f"This file is empty. Save the sheet again {AGAIN}")
    if data.startswith(OLE):
        raise SheetRefused(_of_the_old_kind(data))
    if ending not in SHEETS:
        raise SheetRefused(f"Only .xlsx and .csv files can be read here. Save the sheet as one of them {AGAIN}")
    kind = SHEETS[ending]
    if (kind == "workbook") != data.startswith(ZIP):
        raise SheetRefused(_of_another_kind(ending, is_zip=kind == "text"))
    return kind


def _of_the_old_kind(data: bytes) -> str:
    if LOCKED in data:
        return f"This workbook is locked with a password. Save it without one {AGAIN}"
    return f"This is a workbook of the old kind. Open it, save it as .xlsx {AGAIN}"


def _of_another_kind(ending: str, *, is_zip: bool) -> str:
    if is_zip:
        return f"This file ends in {ending} but holds no plain text. Save the sheet as .xlsx or CSV {AGAIN}"
    return f"This file ends in {ending} but is no workbook. Open it in a spreadsheet, save it as .xlsx {AGAIN}"


def _parse(kind: str, data: bytes) -> dict[str, str] | dict[str, list[list[str]]]: ...
