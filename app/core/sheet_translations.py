"""Translations in a sheet of statements: columns such as `context_hi`, beside those of the original."""

from collections.abc import Callable, Iterator

from app.core.sheet_cells import pieces_of
from app.core.sheet_columns import Column, Headings
from app.core.statements import StatementText, Words
from app.core.translations import OWN_NAMES, unfilled

Text = Callable[[Column], str]
Wrong = tuple[str, str, str, str]  #: column, what was read, what is wrong, how to mend it
WHOLE_OR_NOTHING = "Fill in every part of the statement in this language, or none."


class WordsReader:
    """Reads one statement in other languages; `text` gives a column's cell, `original` is the statement as read."""

    def __init__(self, headings: Headings, text: Text, original: StatementText) -> None:
        self.headings, self.text, self.original = headings, text, original
        self.problems: list[Wrong] = []

    def languages(self) -> Iterator[Words]:
        """Each language in which something is written; whole, if there are no problems."""
        for lang in OWN_NAMES:
            words = Words(lang, dict(self._parts(lang)), self._cell(f"wording_{lang}"))
            if (words.parts or words.wording) and self._is_whole(words):
                yield words

    def _parts(self, lang: str) -> Iterator[tuple[int, str]]:
        """The parts by position. A cell of several pieces has as many as the original's."""
        before = 0
        for column in self.headings.parts():
            many = len(pieces_of(self.text(column)))
            pieces = [piece.text for piece in pieces_of(self._cell(f"{column.field}_{lang}"))]
            if pieces and many and len(pieces) != many:
                wrong = f"it has {len(pieces)} parts, and {column.heading} has {many}"
                self.problems.append((self._heading(f"{column.field}_{lang}"), "", wrong, "Write one line for each."))
            yield from zip(range(before + 1, before + many + 1), pieces, strict=False)
            before += many

    def _is_whole(self, words: Words) -> bool:
        empty = unfilled(self.original, words)
        if empty:
            wrong = f"it is empty, and other cells in {OWN_NAMES[words.lang]} are not"
            self.problems.append((self._heading(f"{self._field(empty[0])}_{words.lang}"), "", wrong, WHOLE_OR_NOTHING))
        return not empty

    def _field(self, position: int) -> str:
        """The column of the original that a position came from."""
        fields = [column.field for column in self.headings.parts() for _piece in pieces_of(self.text(column))]
        return fields[position - 1] if position else "wording"

    def _cell(self, field: str) -> str:
        column = self.headings.column(field)
        return self.text(column) if column else ""

    def _heading(self, field: str) -> str:
        column = self.headings.column(field)
        return column.heading if column else field
