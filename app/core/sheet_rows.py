"""The rows of one statement, read into a statement or into what is to be mended."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from app.core.sheet_cells import (
    Piece,
    look_over,
    pieces_of,
    read_coherence,
    read_depth,
    read_distress,
    read_driven,
    read_polarity,
)
from app.core.sheet_columns import MECHANISM_FIELDS, NOTE, Column, Headings
from app.core.sheet_problems import Problem, Unreadable
from app.core.sheet_translations import WordsReader
from app.core.source_lists import read_sources
from app.core.statements import Part, PartKind, Polarity, SheetStatement, StatementText, Words, wording_of
from app.core.text import clean

Value = TypeVar("Value")

KIND_OF = {
    "intervention": PartKind.INTERVENTION,
    "actor": PartKind.ACTOR,
    "context": PartKind.CONTEXT,
    "mechanism_text": PartKind.MECHANISM,
    "mechanism_resource": PartKind.RESOURCE,
    "mechanism_reasoning": PartKind.REASONING,
    "outcome": PartKind.OUTCOME,
}
LONGEST_CODE = 40
LISTS = "these columns are lists, not configurations"


@dataclass(frozen=True, slots=True)
class Rows:
    """One statement's rows: one, or several where the cell of its id is merged. `row` is the first one's number."""

    row: int
    cells: tuple[Sequence[str], ...]

    def text(self, column: Column) -> str:
        """What the rows say in a column; different cells stand below each other."""
        said = (cells[column.index] for cells in self.cells if column.index < len(cells))
        return "\n".join(dict.fromkeys(filter(None, said)))


class RowReader:
    """Reads one statement, gathering problems on the way so that a person sees all of them at once."""

    def __init__(self, headings: Headings, rows: Rows) -> None:
        self.headings, self.rows = headings, rows
        self.problems: list[Problem] = list(self._unfit_cells())

    def read(self) -> SheetStatement:
        """The statement as far as it can be read; it counts only if there are no problems."""
        parts = self._parts()
        wording = self._text("wording") or wording_of(parts)
        self._check_parts(parts)
        return SheetStatement(
            code=self._code(),
            section=self._label("section"),
            family=self._label("family"),
            mechanism=self._label("mechanism"),
            title=self._label("title"),
            parts=parts,
            wording=wording,
            polarity=self._value("polarity", read_polarity, Polarity.NONE),
            sources=self._value("sources", read_sources, ()),
            driven=self._value("driven", read_driven, None),
            depth=self._value("depth", read_depth, None),
            coherence=self._value("coherence", read_coherence, None),
            distress=self._value("distress", read_distress, False),
            notes=self._notes(),
            row=self.rows.row,
            translations=self._translations(parts),
        )

    def _translations(self, parts: Sequence[Part]) -> tuple[Words, ...]:
        """The statement in other languages, each whole or not there."""
        read = WordsReader(self.headings, self.rows.text, StatementText(self._text("wording"), tuple(parts)))
        words = tuple(read.languages())
        self.problems += [Problem(self.rows.row, *what) for what in read.problems]
        return words

    def _unfit_cells(self) -> Iterator[Problem]:
        """Cells that hold what no cell may, and cells under no heading (a comma that split a text in two)."""
        named = {column.index: column for column in self.headings.columns}
        for offset, cells in enumerate(self.rows.cells):
            row = self.rows.row + offset
            for index, text in enumerate(cells):
                if text and index not in named:
                    mend = "Name the column. If a comma split a text in two, put the text in quotation marks."
                    yield Problem(row, "", text, "there is no heading above this cell", mend)
                elif text and (problem := unfit(row, named[index], text)):
                    yield problem

    def _code(self) -> str:
        code = self._label("id")
        if not code and self.headings.column("id"):
            mend = "Give each statement its own. If the row goes on with the one above, write both into one cell."
            self._report("id", "", "this row has no id", mend)
        if len(code) > LONGEST_CODE:
            self._report("id", code, f"an id has at most {LONGEST_CODE} characters", "Use a short one, such as S-12.")
        return code

    def _parts(self) -> tuple[Part, ...]:
        found = [(column, pieces_of(self.rows.text(column))) for column in self.headings.parts()]
        self._check_lists(found)
        flat = [(column, piece) for column, pieces in found for piece in pieces]
        return tuple(_part(position, column, piece) for position, (column, piece) in enumerate(flat, start=1))

    def _check_lists(self, found: Sequence[tuple[Column, Sequence[Piece]]]) -> None:
        """Several contexts for one mechanism are one statement; five contexts beside seven mechanisms are two lists."""
        several = [(column, len(pieces)) for column, pieces in found if len(pieces) > 1]
        if len({count for _, count in several}) > 1:
            sizes = ", ".join(f"{column.heading} {count}" for column, count in several)
            mend = "Write one row for each context, mechanism and outcome that belong together."
            self.problems.append(Problem(self.rows.row, "", sizes, LISTS, mend))

    def _check_parts(self, parts: Sequence[Part]) -> None:
        """A statement says something; without a wording it has a context, a mechanism and an outcome."""
        if self._text("wording") or self.headings.problems:
            return
        if not parts:
            problem = Problem(self.rows.row, "", "", "this row has no words", "Write its parts, or remove the row.")
            self.problems.append(problem)
            return
        have = {part.kind for part in parts}
        for fields in (("context",), MECHANISM_FIELDS, ("outcome",)):
            columns = [field for field in fields if self.headings.column(field)]
            if columns and not have & {KIND_OF[field] for field in columns}:
                mend = "Write it, or write (absent) if the statement has none."
                self._report(columns[0], "", "this cell is empty", mend)

    def _notes(self) -> tuple[tuple[str, str], ...]:
        notes = ((column.heading, self.rows.text(column)) for column in self.headings.columns if column.field == NOTE)
        return tuple((heading, text) for heading, text in notes if text)

    def _text(self, field: str) -> str:
        column = self.headings.column(field)
        return self.rows.text(column) if column else ""

    def _label(self, field: str) -> str:
        return clean(self._text(field), lines=False)

    def _value(self, field: str, read: Callable[[str], Value], otherwise: Value) -> Value:
        try:
            return read(self._text(field))
        except Unreadable as unclear:
            self._report(field, unclear.read, unclear.wrong, unclear.mend)
            return otherwise

    def _report(self, field: str, read: str, wrong: str, mend: str) -> None:
        column = self.headings.column(field)
        self.problems.append(Problem(self.rows.row, column.heading if column else "", read, wrong, mend))


def _part(position: int, column: Column, piece: Piece) -> Part:
    return Part(position, KIND_OF[column.field], piece.text, code=piece.code, absent=piece.absent)


def unfit(row: int, column: Column, text: str) -> Problem | None:
    """What a single cell holds that none may."""
    try:
        look_over(text)
    except Unreadable as unclear:
        return Problem(row, column.heading, unclear.read, unclear.wrong, unclear.mend)
    return None
