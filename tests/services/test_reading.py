"""A sheet is read as the team saved it: text or workbook, in any of the ways their programs write them."""

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from app.core.sheets import read_sheet
from app.services.reading import read_upload

EXAMPLE = (Path(__file__).parents[2] / "examples" / "ipv" / "statements.csv").read_text(encoding="utf-8")
ROWS = (("id", "statement"), ("S1", "Les femmes se sentent écoutées; “sûres”, même"))


def workbook(*sheets, merge=(), hide=()):
    """A workbook of sheets given as (title, rows)."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        for cells in merge:
            sheet.merge_cells(cells)
        sheet.sheet_state = "hidden" if title in hide else "visible"
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def excel_workbook(rows):
    """A workbook as Excel keeps it: its texts stand in a member of their own."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept) as book:
        sheet = book.add_worksheet("Sheet1")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return kept.getvalue()


def text(separator=",", rows=ROWS):
    return "".join(separator.join(f'"{cell}"' for cell in row) + "\r\n" for row in rows)


# Text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_text_in_any_usual_letters_and_separators_is_read(encoding, separator):
    assert read_upload("list.csv", text(separator).encode(encoding)).rows == ROWS


def test_the_example_is_read_from_text():
    counts = read_sheet(read_upload("statements.csv", EXAMPLE.encode())).counts
    assert (counts.statements, counts.families, counts.constraining, counts.with_sources, counts.distinct_sources) == (
        71, 10, 22, 53, 55,
    )  # fmt: skip


def test_semicolons_between_sources_do_not_make_them_the_separator():
    grid = read_upload("a.csv", b"id,statement,refs\nS1,Talk,1;2;3;4;5\nS2,Talk more,1;2;3;4;5\n")
    assert grid.rows[1] == ("S1", "Talk", "1;2;3;4;5")


def test_a_named_separator_keeps_the_numbers_of_the_rows():
    grid = read_upload("a.csv", b"sep=;\r\nid;statement\r\nS1;Talk, and listen\r\n")
    assert grid.rows == ((), ("id", "statement"), ("S1", "Talk, and listen"))


def test_empty_rows_between_stay_and_those_below_go():
    assert read_upload("a.csv", b"id,statement\n\nS1,Talk\n,,\n\n").rows == (("id", "statement"), (), ("S1", "Talk"))


def test_hindi_is_read():
    assert read_upload("a.csv", "id,statement\nS1,साथ मिलता है\n".encode()).rows[1] == ("S1", "साथ मिलता है")


# Workbooks


@pytest.mark.parametrize("write", [excel_workbook, lambda rows: workbook(("Sheet1", rows))], ids=["Excel", "others"])
def test_the_example_is_read_from_a_workbook(write):
    rows = read_upload("statements.csv", EXAMPLE.encode()).rows
    reading = read_sheet(read_upload("Statements.XLSX", write(rows)))
    assert reading.may_be_imported
    assert reading.statements == read_sheet(rows).statements


def test_cells_are_read_as_a_person_sees_them():
    rows = [["a", 18, 18.0, 18.5, True, None, date(2024, 2, 1), "x"]]
    assert read_upload("a.xlsx", workbook(("s", rows))).rows == (
        ("a", "18", "18", "18.5", "yes", "", "2024-02-01", "x"),
    )  # fmt: skip


def test_a_formula_is_seen_as_a_formula():
    grid = read_upload("a.xlsx", workbook(("s", [["id", "statement"], ["S1", "=UPPER(A1)"]])))
    (problem,) = read_sheet(grid).problems
    assert problem.sentence.startswith('Row 2, column statement: we read "=UPPER(A1)", but this cell holds a formula.')


def test_a_range_that_became_a_date_is_noticed():
    grid = read_upload("a.xlsx", workbook(("s", [["id", "statement", "Refs"], ["S1", "Talk", date(2024, 2, 1)]])))
    (problem,) = read_sheet(grid).problems
    assert "Spreadsheets turn 1-2 into a date" in problem.mend


def test_merged_cells_make_one_statement():
    rows = [
        ["id", "family", "context", "mechanism", "outcome"],
        ["S1", "Who", "Alone", "Circle", "Support"],
        [None, None, None, "Hotline", None],
        ["S2", None, "Afraid", "Plan", "Safety"],
    ]
    grid = read_upload("a.xlsx", workbook(("s", rows), merge=["A2:A3", "B2:B4", "C2:C3", "E2:E3"]))
    reading = read_sheet(grid)
    assert reading.may_be_imported
    first, second = reading.statements
    assert [part.text for part in first.parts] == ["Alone", "Circle", "Hotline", "Support"]
    assert (second.row, second.family) == (4, "Who")


def test_the_sheet_called_statements_is_the_one():
    book = workbook(("Sources", [["id"], ["1"]]), (" Statements", [["id", "statement"], ["S1", "Talk"]]))
    assert read_upload("a.xlsx", book).rows[1] == ("S1", "Talk")


def test_hidden_and_empty_sheets_are_passed_over():
    book = workbook(("Lists", [["x"]]), ("Empty", []), ("List", [["id", "statement"], ["S1", "Talk"]]), hide=["Lists"])
    assert read_upload("a.xlsx", book).rows[1] == ("S1", "Talk")
