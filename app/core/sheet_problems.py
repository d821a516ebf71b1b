"""What is said about a sheet that cannot be imported as it is: where, what was read, what is wrong, how to mend it."""

from dataclasses import dataclass

from app.core.text import clean

SHOWN = 60  # characters of a cell that a sentence repeats


class SheetRefused(Exception):
    """This file cannot be read as a sheet; the message is the sentence a person sees."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Unreadable(ValueError):
    """A cell that cannot mean what its column holds; `read` is the piece of it that was not understood."""

    def __init__(self, read: str, wrong: str, mend: str) -> None:
        super().__init__(wrong)
        self.read, self.wrong, self.mend = read, wrong, mend


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. `row` is the sheet's own number from 1, None for the whole sheet; `column` a heading or ""."""

    row: int | None
    column: str
    read: str
    wrong: str
    mend: str

    @property
    def finding(self) -> str:
        """Where, what and how, for a list that says once that nothing has been imported."""
        where = ", ".join(filter(None, [f"Row {self.row}" if self.row else "", self._column]))
        said = f'we read "{self._shown}", but {self.wrong}' if self.read else self.wrong
        if not where:
            return f"{said[:1].upper()}{said[1:]}. {self.mend}"
        return f"{where}: {said}. {self.mend}"

    @property
    def sentence(self) -> str:
        """The whole sentence, as it stands alone."""
        what = "cell" if self.row and self.column else "sheet"
        return f"{self.finding} Correct the {what} and import again. Nothing has been imported yet."

    @property
    def _column(self) -> str:
        return f"column {self.column}" if self.column else ""

    @property
    def _shown(self) -> str:
        words = clean(self.read, lines=False)
        return words if len(words) <= SHOWN else f"{words[:SHOWN].rstrip()}…"


@dataclass(frozen=True, slots=True)
class Question:
    """A column that could mean more than one thing. The answer comes back in `mapping`: heading to one of `choices`."""

    column: str
    sentence: str
    choices: tuple[str, ...]
