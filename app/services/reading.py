"""Reading an uploaded sheet: bytes of anybody's making become a grid of text, or one sentence why not.

What was given is parsed in a child process with limits of its own (`app.services.reading_child`), never here.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from app.core.sheets import Grid, SheetRefused
from app.core.text import clean

MOST_BYTES = 5 * 1024 * 1024
SECONDS = 10
ROOT = Path(__file__).parents[2]
SHEETS = {".xlsx": "workbook", ".csv": "text", ".tsv": "text", ".txt": "text"}
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")

AGAIN = "and import that. Nothing has been imported yet."
TOO_MUCH = "This file takes far more room or time than a sheet should. Save only the sheet of statements"
DAMAGED = "This file is damaged, or was cut short on its way. Open it, save it again"


def read_upload(name: str, data: bytes) -> Grid:
    """The cells of an uploaded .xlsx or .csv as text. Raises SheetRefused with one sentence; 10 seconds at most."""
    refusal = _refusal(_ending(name), data)
    answer = {"refused": refusal} if refusal else _parse(SHEETS[_ending(name)], data)
    if "refused" in answer:
        raise SheetRefused(f"{answer['refused']} {AGAIN}")
    return Grid(tuple(map(tuple, answer["rows"])), tuple(map(tuple, answer["merged"])))


def _ending(name: str) -> str:
    """The ending of a file's name with its dot, in small letters."""
    return "." + clean(name, lines=False).rpartition(".")[2].lower()


def _refusal(ending: str, data: bytes) -> str:
    """What can be said without opening the file; "" if nothing."""
    if len(data) > MOST_BYTES:
        return (
            f"This file has {len(data) / 1024**2:.1f} MB; at most 5 MB can be read. Save only the sheet of statements"
        )
    if not data.strip():
        return "This file is empty. Save the sheet again"
    if data.startswith(OLE) and LOCKED in data:
        return "This workbook is locked with a password. Save it without one"
    if data.startswith(OLE):
        return "This is a workbook of the old kind. Open it, save it as .xlsx"
    if ending not in SHEETS:
        return "Only .xlsx and .csv files can be read here. Save the sheet as one of them"
    if SHEETS[ending] == "workbook" and not data.startswith(ZIP):
        return "This file is called .xlsx but is no workbook. Open it in a spreadsheet, save it as .xlsx"
    if SHEETS[ending] == "text" and data.startswith(ZIP):
        return f"This file is called {ending} but holds no plain text. If it is a workbook, give it the ending .xlsx"
    return ""


def _parse(kind: str, data: bytes) -> dict[str, Any]:
    """What the child made of it: rows and merged cells, or a refusal."""
    command = [sys.executable, "-m", "app.services.reading_child", kind]
    try:
        # The command is our own; only the bytes are the visitor's, and they go through a pipe.
        child = subprocess.run(  # noqa: S603
            command, input=data, cwd=ROOT, env=_environment(), timeout=SECONDS, check=False,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return {"refused": TOO_MUCH}
    if child.returncode:
        return {"refused": TOO_MUCH if child.returncode < 0 else DAMAGED}
    answer: dict[str, Any] = json.loads(child.stdout)
    return answer


def _environment() -> dict[str, str]:
    """Nothing secret goes along, and the standard library parses XML."""
    return {"PATH": os.defpath, "PYTHONUTF8": "1", "OPENPYXL_LXML": "False"}
