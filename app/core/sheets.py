"""Sheets of statements: a grid of text goes in, statements or everything that must be mended come out.

Nothing is imported half: whoever imports looks at `problems` and `questions` first.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

from app.core.sheet_columns import Column, Headings, read_headings
from app.core.sheet_problems import Problem, Question, SheetRefused
from app.core.sheet_rows import LISTS, RowReader, Rows, unfit
from app.core.source_lists import questioned
from app.core.statements import Polarity, SheetStatement
from app.core.text import clean

__all__ = ["Counts", "Grid", "Problem", "Question", "SheetReading", "SheetRefused", "read_sheet"]


LISTED = {"context", "mechanism_text", "mechanism_resource", "outcome"}


@dataclass(frozen=True, slots=True)
class Grid(Sequence[tuple[str, ...]]):
    """The cells of a sheet as text, row by row. `merged` are cells merged downwards: (column, first row, last row) from
    0; their text stands in every row they cover.
    """

    rows: tuple[tuple[str, ...], ...]
    merged: tuple[tuple[int, int, int], ...] = ()

    @overload
    def __getitem__(self, index: int) -> tuple[str, ...]: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[tuple[str, ...], ...]: ...
    def __getitem__(self, index: int | slice) -> tuple[str, ...] | tuple[tuple[str, ...], ...]:
        return self.rows[index]

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Counts:
    """What a sheet adds up to. Families are counted within their section."""

    statements: int
    families: int
    constraining: int
    with_sources: int
    distinct_sources: int


@dataclass(frozen=True, slots=True)
class SheetReading:
    """What was read. With any problem or open question, nothing of it may be imported."""

    statements: tuple[SheetStatement, ...] = ()
    problems: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()
    columns: tuple[Column, ...] = ()

    @property
    def may_be_imported(self) -> bool:
        """Whether there are statements, and nothing to mend or to answer."""
        return bool(self.statements) and not self.problems and not self.questions

    @property
    def counts(self) -> Counts:
        """The figures a person compares with what she knows of her sheet."""
        return Counts(
            statements=len(self.statements),
            families=len({(each.section, each.family) for each in self.statements if each.family}),
            constraining=sum(each.polarity is Polarity.CONSTRAINING for each in self.statements),
            with_sources=sum(bool(each.sources) for each in self.statements),
            distinct_sources=len({source for each in self.statements for source in each.sources}),
        )


def read_sheet(
    grid: Sequence[Sequence[str]], *, mapping: Mapping[str, str] | None = None, sources: int | None = None
) -> SheetReading:
    """Read a sheet with its headings. Never raises: what is wrong is reported, row by row.

    `mapping` answers questions: heading to field or "note". `sources` is the review's number of sources where known.
    """
    cells = [[clean(text) for text in row] for row in grid]
    if not any(map(any, cells)):
        return SheetReading(problems=(Problem(None, "", "", "this sheet is empty", "Add headings and statements."),))
    headings = read_headings(cells, mapping or {})
    merged = grid.merged if isinstance(grid, Grid) else ()
    if lists := _lists(cells, headings):
        return SheetReading(problems=(lists,), questions=headings.questions, columns=headings.columns)
    readers = [RowReader(headings, rows) for rows in _statements(cells, headings, merged)]
    statements = tuple(reader.read() for reader in readers)
    problems = [*headings.problems, *(problem for reader in readers for problem in reader.problems)]
    problems += filter(None, (unfit(headings.row + 1, column, column.heading) for column in headings.columns))
    problems += [*_nothing(statements, headings), *_twice(statements, headings)]
    problems += _doubtful_sources(statements, headings, sources)
    problems.sort(key=lambda problem: problem.row or 0)
    return SheetReading(statements, tuple(problems), headings.questions, headings.columns)


def _statements(
    cells: Sequence[Sequence[str]], headings: Headings, merged: Sequence[tuple[int, int, int]]
) -> Iterator[Rows]:
    """Each statement's rows: those under one merged id belong together, empty rows to nobody."""
    id = headings.column("id")
    until = {first: last for column, first, last in merged if id and column == id.index}
    row = headings.row + 1
    while row < len(cells):
        end = max(row, until.get(row, row)) + 1
        if any(any(line) for line in cells[row:end]):
            yield Rows(row + 1, tuple(cells[row:end]))
        row = end


def _lists(cells: Sequence[Sequence[str]], headings: Headings) -> Problem | None:
    """Columns filled from the top without gaps, ending at different rows, were never configurations."""
    below = cells[headings.row + 1 :]
    columns = [column for column in headings.parts() if column.field in LISTED]
    lengths = [_length(column.index, below) for column in columns]
    if headings.column("wording") or not lengths or 0 in lengths or max(lengths) - min(lengths) < 2:
        return None
    sizes = ", ".join(f"{column.heading} {length}" for column, length in zip(columns, lengths, strict=True))
    mend = "Write one row for each context, mechanism and outcome that belong together."
    return Problem(None, "", sizes, LISTS, mend)


def _length(index: int, rows: Sequence[Sequence[str]]) -> int:
    """How far a column is filled from the top; 0 if it has gaps."""
    filled = [bool(row[index]) if index < len(row) else False for row in rows if any(row)]
    length = sum(filled)
    return length if all(filled[:length]) else 0


def _nothing(statements: Sequence[SheetStatement], headings: Headings) -> list[Problem]:
    if statements:
        return []
    return [Problem(headings.row + 1, "", "", "there are no rows below the headings", "Add at least one statement.")]


def _twice(statements: Sequence[SheetStatement], headings: Headings) -> Iterator[Problem]:
    """Ids that were given before; capitals make no difference."""
    first: dict[str, int] = {}
    id = headings.column("id")
    for each in statements:
        row = first.setdefault(each.code.casefold(), each.row)
        if each.code and row != each.row:
            wrong = f"row {row} has the same id"
            yield Problem(each.row, id.heading if id else "", each.code, wrong, "Give each statement its own.")


def _doubtful_sources(statements: Sequence[SheetStatement], headings: Headings, known: int | None) -> Iterator[Problem]:
    """Numbers that stand far above all others, such as a range that lost its dash."""
    column = headings.column("sources")
    doubts = questioned((source for each in statements for source in each.sources), known=known)
    for each in statements:
        for source in filter(doubts.__contains__, each.sources):
            highest, guess = doubts[source]
            mend = f"Did you mean {guess}?" if guess else "Separate the numbers with commas or a dash."
            wrong = f"sources go up to {highest}"
            yield Problem(each.row, column.heading if column else "", source, wrong, mend)
