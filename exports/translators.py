"""The sheet for translators, as a workbook: text cells only, the first row held in place."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook

from app.core.text import clean
from app.core.translation_sheets import HEADINGS, Known, headings, rows
from exports.package import EPOCH, repack

WIDTHS = (8, 8, 6, 12, 50)  # of the first columns, in letters; then a text and a status for each language
TEXT_WIDTH, STATUS_WIDTH = 50, 18


def render(statements: Sequence[Known], langs: Sequence[str]) -> bytes:
    """The workbook. Same statements, same bytes."""
    out = BytesIO()
    book = Workbook(out, {"in_memory": True})
    book.set_properties({"created": datetime(*EPOCH)})  # noqa: DTZ001  # a zip's first moment has no zone
    sheet, wrapped = book.add_worksheet("translations"), book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True})
    for column, width in enumerate((*WIDTHS, *(TEXT_WIDTH, STATUS_WIDTH) * len(langs))):
        sheet.set_column(column, column, width, wrapped)
    for number, cells in enumerate([headings(langs), *rows(statements, langs)]):
        for column, text in enumerate(cells):
            # As a string whatever it says: a sentence that begins with "=" is no formula.
            sheet.write_string(number, column, clean(text), wrapped if number else bold)
    sheet.freeze_panes(1, len(HEADINGS))
    book.close()
    return repack(out.getvalue())
