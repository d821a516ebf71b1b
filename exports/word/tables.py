"""Tables in Word: real header rows that come again on every page, rows that stay whole, fixed widths."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from docx.document import Document as Paper
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Emu
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from lxml import etree

from exports.word.paper import P, T, add_line, element, text_width, write

STYLE = "Plumbline Table"
NONE = "–"
"""What was not assessed, in a narrow column; the text above a table says so."""

TABLE, ROW, CELL, CELL_LOOK, WIDTH = map(qn, ("w:tbl", "w:tr", "w:tc", "w:tcPr", "w:tcW"))
KIND, AMOUNT = qn("w:type"), qn("w:w")

# A row of more than about a page cannot stay whole, and some programs then cut off the rest of it.
WHOLE_UP_TO = 1500

# A short table, caption and all, stays on one page: so many rows and characters.
SHORT_ROWS, SHORT_TEXT = 12, 900

Fill = Callable[[_Cell], object]


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading and its share of the width; `number` for a column of numbers."""

    text: str
    share: float
    number: bool = False


def new_table(paper: Paper, columns: Sequence[Heading], says: str) -> Table:
    """A table with its header row. `says` is what a screen reader tells of it."""
    table: Table = paper.add_table(rows=1, cols=len(columns), style=STYLE)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    _describe(table, says)
    header = table.rows[0]
    _row_mark(header, "w:cantSplit")
    _row_mark(header, "w:tblHeader")
    whole = sum(column.share for column in columns)
    for column, cell, heading in zip(table.columns, header.cells, columns, strict=True):
        # Word goes by the cells, LibreOffice by the columns; later rows take theirs from the columns.
        column.width = cell.width = Emu(int(text_width(paper) * heading.share / whole))
        put(cell, heading.text, "TableHeadNumber" if heading.number else "TableHead")
    return table


def add_row(table: Table, fill: Iterable[Fill | str]) -> _Row:
    """Add a row; each cell is filled with words or by a function."""
    # Built by hand: python-docx asks every column for its width again in every row.
    row: Any = etree.SubElement(table._tbl, ROW)
    for column, what in zip(table._tbl.tblGrid.iterchildren(), fill, strict=False):
        cell = etree.SubElement(row, CELL)
        etree.SubElement(etree.SubElement(cell, CELL_LOOK), WIDTH, {KIND: "dxa", AMOUNT: column.get(AMOUNT)})
        etree.SubElement(cell, P)
        if callable(what):
            what(_Cell(cell, table))
        else:
            put(_Cell(cell, table), what)
    made = _Row(row, table)
    if sum(len(words.text or "") for words in row.iter(T)) <= WHOLE_UP_TO:
        _row_mark(made, "w:cantSplit")
    return made


def put(cell: _Cell, text: str, style: str = "TableText") -> None:
    """Write words into a cell: into its first paragraph while that is empty, else into a new one."""
    write(line_in(cell, style), text)


def line_in(cell: _Cell, style: str = "TableText") -> Paragraph:
    """The next empty paragraph of a cell: its first while that is empty, else a new one. `style` is an id."""
    last: Any = cell._tc[-1]
    if not len(last):
        cell._tc.remove(last)
    return Paragraph(add_line(cell._tc, style), cell)


def numbers(*values: object) -> list[Fill]:
    """Cells that hold a number or a short word, in the middle."""
    return [partial(put, text=str(value), style="TableNumber") for value in values]


def spread(row: _Row, first: int, last: int) -> None:
    """Make one cell of several that stand beside each other; what stands in the first of them stays."""
    cells = row.cells
    if last > first:
        merged = cells[first].merge(cells[last])
        for empty in merged.paragraphs[1:]:
            empty._p.getparent().remove(empty._p)


def keep_short_together(paper: Paper) -> None:
    """Let no page begin inside a short table."""
    for table in paper.element.body.iterchildren(TABLE):
        rows = [*table.iterchildren(ROW)]
        if len(rows) <= SHORT_ROWS and sum(len(words.text or "") for words in table.iter(T)) <= SHORT_TEXT:
            for line in (line for row in rows[:-1] for line in row.iter(P)):
                Paragraph(line, paper._body).paragraph_format.keep_with_next = True


def _row_mark(row: _Row, tag: str) -> None:
    row._tr.get_or_add_trPr().append(element(tag))


def _describe(table: Table, says: str) -> None:
    look = table._tbl.tblPr.find(element("w:tblLook").tag)
    if look is not None:
        table._tbl.tblPr.remove(look)
    table._tbl.tblPr.append(element("w:tblLook", val="0020", firstRow="1", firstColumn="0", noHBand="1", noVBand="1"))
    table._tbl.tblPr.append(element("w:tblDescription", val=says))
