"""Files that cannot be read, or must not be: each gets one sentence, soon, and the server stays as it was."""

import io
import random
import re
import resource
import subprocess
import zipfile
from pathlib import Path

import pytest

from app.core.sheets import SheetRefused
from app.services import reading
from app.services.reading import read_upload
from tests.services.test_reading import excel_workbook, workbook

BOOK = excel_workbook([["id", "statement"], ["S1", "Talk"]])
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
NOISE = random.Random(1).randbytes(60_000)
SHEET_DATA = re.compile(rb"<sheetData>.*</sheetData>", re.DOTALL)


def repacked(change):
    """The small workbook with one of its members changed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOOK)) as book, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as other:
        for name in book.namelist():
            other.writestr(name, change(name, book.read(name)))
    return packed.getvalue()


def with_rows(rows):
    sheet = "xl/worksheets/sheet1.xml"
    data = b"<sheetData>" + rows + b"</sheetData>"
    return repacked(lambda name, xml: SHEET_DATA.sub(lambda _: data, xml) if name == sheet else xml)


def with_member(name, piece, times=1):
    """The small workbook with one more member, written piece by piece so that this process stays small."""
    packed = io.BytesIO(BOOK)
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as book, book.open(name, "w") as member:
        for _ in range(times):
            member.write(piece)
    return packed.getvalue()


def with_many_members():
    packed = io.BytesIO(BOOK)
    with zipfile.ZipFile(packed, "a") as book:
        for number in range(600):
            book.writestr(f"xl/media/{number}", b"")
    return packed.getvalue()


def locked():
    """The small workbook with every member marked as encrypted."""
    data = bytearray(BOOK)
    for found in re.finditer(rb"PK\x01\x02", BOOK):
        data[found.start() + 8] |= 1
    return bytes(data)


def cells(rows, columns):
    row = b"".join(b"<c><v>%d</v></c>" % number for number in range(columns))
    return b"".join(b'<row r="%d">%s</row>' % (number, row) for number in range(1, rows))


def many_texts():
    texts = b"".join(b"<si><t>%d</t></si>" % number for number in range(900_000))
    return b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' + texts + b"</sst>"


MERGES = b'<mergeCell ref="A1:A4000"/>' * 1_000
DTD = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'


@pytest.mark.parametrize(
    ("name", "data", "beginning"),
    [
        pytest.param("a.csv", b"", "This file is empty.", id="nothing"),
        pytest.param("a.csv", b" \n\n ", "This file is empty.", id="only spaces"),
        pytest.param("a.csv", b"x" * (5 * 1024 * 1024 + 1), "This file has 5.0 MB; at most 5 MB can be read.", id="too big"),
        pytest.param("a.xls", OLE, "This is a workbook of the old kind.", id="old workbook"),
        pytest.param("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "This workbook is locked with a password.", id="locked by Excel"),
        pytest.param("a.xlsx", locked(), "This workbook is locked with a password.", id="locked by zip"),
        pytest.param("a.pdf", b"%PDF-1.7", "Only .xlsx and .csv files can be read here.", id="pdf"),
        pytest.param("a.docx", BOOK, "Only .xlsx and .csv files can be read here.", id="Word"),
        pytest.param("statements", b"id,statement\n", "Only .xlsx and .csv files can be read here.", id="no ending"),
        pytest.param("a.xlsx", b"id,statement\nS1,Talk\n", "This file is called .xlsx but is no workbook.", id="text called .xlsx"),
        pytest.param("a.csv", BOOK, "This file is called .csv but holds no plain text.", id="workbook called .csv"),
        pytest.param("a.csv", b"%PDF-1.7 and so on", "This file holds no plain text", id="pdf called .csv"),
        pytest.param("a.csv", b"\x89PNG\r\n\x1a\n" + NOISE, "This file holds no plain text", id="picture called .csv"),
        pytest.param("a.csv", b"<html><table><tr><td>id", "This file holds no plain text", id="web page called .csv"),
        pytest.param("a.csv", "id,statement\nS1,भाषा\n".encode()[:-2], "The letters in this file cannot be read for certain.", id="cut in a letter"),
        pytest.param("a.csv", "id,é\nS1,écoutée ".encode() + "é".encode("cp1252"), "The letters in this file cannot be read for certain.", id="two encodings"),
        pytest.param("a.csv", b"id,a\x81\x8d", "The letters in this file cannot be read for certain.", id="no known encoding"),
        pytest.param("a.csv", b'id,statement\nS1,"Talk\nS2,Listen\n', "A quotation mark stands in the wrong place around line 3.", id="open quotation mark"),
        pytest.param("a.csv", b'id,statement\n"S1" x,Talk\n', "A quotation mark stands in the wrong place around line 2.", id="stray quotation mark"),
        pytest.param("a.csv", b'"' + b"x" * 4_000_000, "Around line 1 a single cell is far too long.", id="one endless cell"),
        pytest.param("a.csv", b"a,b\n" * 1_000_000, "This sheet has more than 5000 rows.", id="a million rows"),
        pytest.param("a.csv", b"a" + b"\n" * 4_000_000, "This sheet has more than 5000 rows.", id="four million empty rows"),
        pytest.param("a.csv", b"a," * 2_000_000, "This sheet has more than 200 columns.", id="two million columns"),
        pytest.param("a.csv", (b"x" * 1000 + b",") * 100 + b"\n", None, id="full but fine"),
        pytest.param("a.csv", ((b"x" * 1000 + b",") * 100 + b"\n") * 30, "This sheet holds far more text", id="too full"),
        pytest.param("a.xlsx", BOOK[: len(BOOK) // 2], "This file is damaged", id="workbook cut short"),
        pytest.param("a.xlsx", b"PK\x03\x04" + NOISE, "This file is damaged", id="noise called .xlsx"),
        pytest.param("a.xlsx", workbook(("s", [])), "There is nothing in this workbook.", id="empty workbook"),
        pytest.param("a.xlsx", workbook(("A", [["x"]]), ("B", [["y"]])), "Several sheets have something in them: A, B.", id="two sheets"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_sheet_gets_one_sentence(name, data, beginning):
    if beginning is None:
        assert read_upload(name, data)
        return
    with pytest.raises(SheetRefused) as refused:
        read_upload(name, data)
    assert refused.value.sentence.startswith(beginning)
    assert refused.value.sentence.endswith("and import that. Nothing has been imported yet.")


BOMBS = {
    "one member of 300 MB": lambda: with_member("xl/media/a.png", bytes(1_000_000), times=300),
    "spaces behind the sheet": lambda: repacked(lambda name, xml: xml + b" " * 4_000_000),
    "a bomb outside the workbook": lambda: with_member("other/x.xml", b"<a/>" * 100_000, times=100),
    "hundreds of members": with_many_members,
    "entities": lambda: repacked(lambda name, xml: DTD + xml if name.endswith("sheet1.xml") else xml),
    "entities in the strings": lambda: repacked(lambda name, xml: DTD + xml if "shared" in name else xml),
    "entities in UTF-16": lambda: with_member("xl/x.xml", DTD.decode().encode("utf-16")),
    "half a million cells": lambda: with_rows(cells(12_000, 40)),
    "a cell in the last corner": lambda: with_rows(b'<row r="99999999"><c r="XFD99999999"><v>1</v></c></row>'),
    "rows as wide as they go": lambda: with_rows(b"".join(b'<row r="%d"><c r="XFD%d"/></row>' % (n, n) for n in range(1, 15_000))),
    "deeply nested": lambda: with_rows(b"<row>" * 100_000),
    "a million texts": lambda: repacked(lambda name, xml: many_texts() if "shared" in name else xml),
    "merged without end": lambda: with_rows(cells(4_000, 1) + b"</sheetData><mergeCells>" + MERGES + b"</mergeCells><sheetData>"),
}  # fmt: skip


def memory(measure):
    """Kilobytes this process holds (VmRSS, which also forgets the peak so far) or held at most since (VmHWM)."""
    if measure == "VmRSS":
        Path("/proc/self/clear_refs").write_text("5")
    return int(re.search(rf"{measure}:\s+(\d+)", Path("/proc/self/status").read_text())[1])


def worked_for() -> float:
    """Seconds that a processor has worked for this process and those it started."""
    return sum(sum(resource.getrusage(whose)[:2]) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_costs_less_than_three_seconds_of_a_processor_and_the_server_does_not_grow(bomb):
    data = BOMBS[bomb]()
    assert len(data) <= 5 * 1024 * 1024
    before, worked = memory("VmRSS"), worked_for()
    with pytest.raises(SheetRefused) as refused:
        read_upload("a.xlsx", data)
    assert "Nothing has been imported yet." in refused.value.sentence
    assert worked_for() - worked < 3
    assert memory("VmHWM") - before < 30 * 1024


def test_a_file_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(reading, "SECONDS", 0.01)
    with pytest.raises(SheetRefused, match="takes far more room or time"):
        read_upload("a.csv", b"id,statement\nS1,Talk\n")


def test_a_child_that_is_stopped_says_so(monkeypatch):
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], -9, b"", b""))
    with pytest.raises(SheetRefused, match="takes far more room or time"):
        read_upload("a.csv", b"id,statement\nS1,Talk\n")


def test_nothing_secret_goes_along_with_the_file(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "not for the child")
    assert "SECRET_KEY" not in reading._environment()


@pytest.mark.parametrize("name", ["../../a.csv", "a\x00.csv", "\ud800.csv", "a" * 5000 + ".csv", "A.CSV"])
def test_any_name_will_do(name):
    assert read_upload(name, b"id,statement\nS1,Talk\n").rows[1] == ("S1", "Talk")
