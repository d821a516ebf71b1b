"""Reading the translators' sheet back: what is new, changed, checked, unchanged or older, and what must be mended.

Never raises: whoever imports looks at `problems` first, and with any of them nothing may be kept.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.core.instrument import Status
from app.core.sheet_columns import NOTE, Column
from app.core.sheet_problems import Problem
from app.core.sheet_rows import unfit
from app.core.statements import Words
from app.core.text import clean
from app.core.translation_sheets import HEADINGS, STATUS, STATUS_OF, TEXT, WHOLE, WORD_OF, Known
from app.core.translations import OWN_NAMES, Standing, said_at, unfilled, wanted
from app.core.workshops import AccountId

NEEDED = HEADINGS[:3]
NOT_OURS = "Take the sheet that was downloaded here, and leave its first columns as they are."
OLDER = WORD_OF[Standing.OLDER]


class Comes(StrEnum):
    """What a translation in the sheet would do."""

    NEW = "new"
    CHANGED = "changed"
    CHECKED = "checked"
    UNCHANGED = "unchanged"
    OLDER = "older"


@dataclass(frozen=True, slots=True)
class Entry:
    """One statement in one language as the sheet has it. A new or changed text begins as a draft."""

    code: str
    comes: Comes
    words: Words
    status: Status
    row: int


@dataclass(frozen=True, slots=True)
class TranslationReading:
    """What was read. With any problem nothing of it may be kept."""

    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def counts(self) -> Mapping[Comes, int]:
        """How many of each kind."""
        found = Counter(entry.comes for entry in self.entries)
        return {kind: found[kind] for kind in Comes}

    @property
    def to_keep(self) -> tuple[Entry, ...]:
        """What would change something."""
        return tuple(each for each in self.entries if each.comes in {Comes.NEW, Comes.CHANGED, Comes.CHECKED})

    @property
    def may_be_kept(self) -> bool:
        """Whether there is something to keep, and nothing to mend."""
        return bool(self.to_keep) and not self.problems


@dataclass(frozen=True, slots=True)
class _Line:
    row: int
    cells: Mapping[str, str]


def read_translations(
    grid: Sequence[Sequence[str]], statements: Sequence[Known], *, by: AccountId, alone: bool
) -> TranslationReading:
    """Read a sheet that `by` brought; who works `alone` may check what she wrote."""
    cells = [[clean(text) for text in row] for row in grid]
    if not cells or set(NEEDED) - set(cells[0]) or not _languages(cells[0]):
        missing = ", ".join([*(each for each in NEEDED if not cells or each not in cells[0]), f"{TEXT}hi"][:3])
        return TranslationReading(problems=(Problem(1, "", "", f"there is no column for {missing}", NOT_OURS),))
    reader = _Reader({each.code: each for each in statements}, _languages(cells[0]), by, alone)
    entries = tuple(reader.read(_lines(cells)))
    problems = sorted([*_unfit(cells), *reader.problems], key=lambda problem: problem.row or 0)
    return TranslationReading(entries, tuple(problems))


def _languages(first: Sequence[str]) -> tuple[str, ...]:
    return tuple(lang for lang in OWN_NAMES if f"{TEXT}{lang}" in first)


def _lines(cells: Sequence[Sequence[str]]) -> Iterator[_Line]:
    first = cells[0]
    for number, row in enumerate(cells[1:], start=2):
        if any(row):
            yield _Line(number, dict(zip(first, [*row, *[""] * (len(first) - len(row))], strict=False)))


def _unfit(cells: Sequence[Sequence[str]]) -> Iterator[Problem]:
    """Cells of translations that hold what none may: formulas, lost letters, more than a page."""
    for index, heading in enumerate(cells[0]):
        if heading.startswith((TEXT, STATUS)):
            column = Column(index, heading, NOTE)
            found = (unfit(n, column, row[index]) for n, row in enumerate(cells[1:], 2) if index < len(row))
            yield from filter(None, found)


class _Reader:
    """Reads the rows of one statement after the other, gathering what is wrong on the way."""

    def __init__(self, known: Mapping[str, Known], langs: Sequence[str], by: AccountId, alone: bool) -> None:
        self.known, self.langs, self.by, self.alone = known, langs, by, alone
        self.problems: list[Problem] = []

    def read(self, lines: Iterator[_Line]) -> Iterator[Entry]:
        found: dict[str, dict[int, _Line]] = {}
        for line in lines:
            place = self._place(line)
            if place is not None and place in found.setdefault(line.cells["id"], {}):
                self._report(line.row, "part", line.cells["part"], "an earlier row is for this part too", "Keep one.")
            elif place is not None:
                found[line.cells["id"]][place] = line
        for code, rows in found.items():
            yield from filter(None, (self._entry(self.known[code], lang, rows) for lang in self.langs if rows))

    def _place(self, line: _Line) -> int | None:
        """The position a row is for; None where it is for none of ours."""
        code, part = line.cells["id"], line.cells["part"]
        known = self.known.get(code)
        if known is None:
            self._report(line.row, "id", code, "no statement here has this id", NOT_OURS)
            return None
        if not _is_version(line.cells["version"], known.version):
            self._report(line.row, "version", line.cells["version"], "there is no such version", NOT_OURS)
            return None
        place = 0 if part == WHOLE else int(part) if part.isascii() and part.isdecimal() and len(part) < 5 else -1
        if int(line.cells["version"]) == known.version and place not in wanted(known.text):
            self._report(line.row, "part", part, "this statement has no such part", NOT_OURS)
            return None
        return place

    def _entry(self, known: Known, lang: str, rows: Mapping[int, _Line]) -> Entry | None:
        first = next(iter(rows.values()))
        said = {place: line.cells[f"{TEXT}{lang}"] for place, line in rows.items()}
        words = Words(lang, {place: text for place, text in said.items() if place and text}, said.get(0, ""))
        if not any(said.values()):
            return None
        status = self._status(rows, lang)
        if any(int(line.cells["version"]) != known.version for line in rows.values()):
            return Entry(known.code, Comes.OLDER, words, Status.DRAFT, first.row)
        if empty := unfilled(known.text, words):
            row = rows[empty[0]].row if empty[0] in rows else first.row
            mend = "Fill in every part of the statement, or none."
            self._report(row, f"{TEXT}{lang}", "", "this cell is empty, and others of the statement are not", mend)
            return None
        return self._compared(known, words, status, first.row)

    def _compared(self, known: Known, words: Words, status: str, row: int) -> Entry:
        lang, standing = words.lang, known.standing(words.lang)
        same = all(said_at(known.words(lang), place) == said_at(words, place) for place in wanted(known.text))
        if standing is Standing.OLDER and same and status == OLDER:
            return Entry(known.code, Comes.OLDER, words, Status.DRAFT, row)
        if standing in {Standing.MISSING, Standing.OLDER} or not same:
            comes = Comes.NEW if standing is Standing.MISSING else Comes.CHANGED
            return Entry(known.code, comes, words, self._first_status(status), row)
        before = Status(standing.value)
        after = STATUS_OF.get(status, before)
        if after not in {before, Status.DRAFT} and known.author(lang) == self.by and not self.alone:
            mend = "Somebody else of the team reads it back, and brings the sheet with its status."
            self._report(row, f"{STATUS}{lang}", status, "you wrote this translation", mend)
        return Entry(known.code, Comes.UNCHANGED if after is before else Comes.CHECKED, words, after, row)

    def _first_status(self, status: str) -> Status:
        """Nobody else can have read what comes in now; who works alone says so herself."""
        return STATUS_OF.get(status, Status.DRAFT) if self.alone else Status.DRAFT

    def _status(self, rows: Mapping[int, _Line], lang: str) -> str:
        """The status of a statement: what its rows say, and they say the same."""
        heading = f"{STATUS}{lang}"
        said = {line.row: line.cells.get(heading, "").casefold().replace("_", "-") for line in rows.values()}
        words = list(dict.fromkeys(filter(None, said.values())))
        for row, word in said.items():
            if word and word not in WORD_OF.values():
                mend = "Write draft, back-checked or approved, or leave the cell empty."
                self._report(row, heading, word, "this is no status", mend)
            elif word and word != words[0]:
                mend = "Write the same in every row of a statement."
                self._report(row, heading, word, f"another row of this statement says {words[0]}", mend)
        return words[0] if words else ""

    def _report(self, row: int, column: str, read: str, wrong: str, mend: str) -> None:
        self.problems.append(Problem(row, column, read, wrong, mend))


def _is_version(text: str, newest: int) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 7 and 1 <= int(text) <= newest
