"""The parts of a statement in one paragraph: where many statements stand below each other."""

from collections.abc import Sequence

from docx.table import _Cell

from app.core.report import ReportStatement
from app.core.statements import Part
from exports.word.paper import write_all
from exports.word.tables import line_in, put


def put_planned(cell: _Cell, statement: ReportStatement) -> None:
    """A statement that nobody was shown: its number and title, then its parts."""
    write_all(line_in(cell), (statement.name, "Strong"), (statement.title, None))
    put_parts(cell, statement.parts, statement.wording)


def put_parts(cell: _Cell, parts: Sequence[Part], wording: str) -> None:
    """The parts in the published order, run on, each behind its label; without parts the wording."""
    if not parts:
        put(cell, wording)
        return
    write_all(line_in(cell), *(piece for part in parts for piece in _labelled(part)))


def _labelled(part: Part) -> tuple[tuple[str, str | None], ...]:
    said = f"{'(stated to be missing)' if part.absent else ''} {part.lead} {part.text}"
    return (f"{part.kind.capitalize()}:", "Label"), (said, None)
