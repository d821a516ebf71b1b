"""Gaps: what a document needs and the record does not hold. They are seen at once, and nothing is made up for them."""

import re

from docx.enum.text import WD_COLOR_INDEX
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from exports.word.paper import write
from exports.word.tables import line_in

FIRST = "[to be completed: "
GAP = re.compile(rf"({re.escape(FIRST)}[^\]]*\])")


def gap(what: str) -> str:
    """A gap in a sentence, which says what belongs there."""
    return f"{FIRST}{what}]"


def put_with_gaps(cell: _Cell, text: str) -> None:
    """The same in a cell of a table."""
    write_with_gaps(line_in(cell), text)


def write_with_gaps(paragraph: Paragraph, text: str) -> None:
    """Write a text; each gap in it is marked as with a highlighter."""
    for piece in filter(None, GAP.split(text)):
        # Spaces around a gap are those of the sentence, and cleaning would take them off.
        before, after = " " * piece.startswith(" "), " " * piece.endswith(" ")
        if before:
            paragraph.add_run(" ")
        run = write(paragraph, piece)
        if GAP.fullmatch(piece):
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
        if after and piece.strip():
            paragraph.add_run(" ")
