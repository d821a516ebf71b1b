"""Columns of a sheet: what their headings mean, and what only a person can say."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.core.sheet_problems import Problem, Question
from app.core.text import clean
from app.core.translations import OWN_NAMES

NOTE = "note"
LABEL_WORDS = 5  # on average; a column of longer cells holds sentences, not labels
HEADING_ROWS = 10  # rows in which the headings are looked for; a title may stand above them

PART_FIELDS = (
    "intervention", "context", "actor", "mechanism_text", "mechanism_resource", "mechanism_reasoning", "outcome",
)  # fmt: skip
MECHANISM_FIELDS = ("mechanism_text", "mechanism_resource", "mechanism_reasoning")
NAMES = {
    "id": "code|no|nr|number|key|statement id|statement code|statement no|statement number|cmo|cmo id|cmo no|cmoc id",
    "title": "name|short title|statement title",
    "section": "domain|area|chapter",
    "family": "theme|topic|category|mechanism family|family of mechanisms|programme theory|program theory",
    "mechanism": "m|mechanism label|mechanism name|mechanism of change",
    "intervention": "i|programme|program|intervention component",
    "actor": "a|who|actors involved|for whom",
    "context": "c|situation|circumstance|setting|in what context",
    "mechanism_resource": "resource|resources offered|mechanism resource|resource mechanism",
    "mechanism_reasoning": "reasoning|response|reaction|mechanism reasoning|mechanism response|reasoning mechanism",
    "mechanism_text": "mechanism text|mechanism in full",
    "outcome": "o|outcome pattern",
    "wording": "statement|sentence|statement text|statement wording|cmo statement|text|configuration|cmo configuration",
    "polarity": "direction|valence|enabling or constraining|enabling constraining",
    "sources": "source|ref|reference|citation|source review|supporting source|supporting review|study|studies",
    "driven": "data or theory|data theory|data or theory driven|data theory driven",
    "depth": "thick or thin|thick thin|thickness|richness",
    "coherence": "coherence mark",
    "distress": "distressing|hard to read|sensitive",
}
LETTERS = {"c", "m", "o", "i", "a", "s"}
TRANSLATED = re.compile(rf"(.+?)[\s_-]+({'|'.join(sorted(set(OWN_NAMES) - {'en'}))})")
ONLY_A_LABEL = {"mechanism label", "mechanism name"}


def plain(heading: str) -> str:
    """A heading in small letters, without signs, brackets and the letter of its part: "Context (C)" is "context"."""
    words = re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", heading).casefold()).split()
    kept = [word for word in words if word not in LETTERS] or words[:1]
    return " ".join(kept) or heading.strip().replace("#", "no")


FIELD_OF = {plain(name): field for field, names in NAMES.items() for name in [field, *names.split("|")]}


def translated_field(heading: str) -> str | None:
    """The part and language that a heading such as "context_hi" stands for; None for any other."""
    found = TRANSLATED.fullmatch(heading.strip().casefold())
    field = field_named(found[1]) if found else None
    return f"{field}_{found[2]}" if found and field in {*PART_FIELDS, "wording"} else None


def field_named(heading: str) -> str | None:
    """The field a heading stands for, also in the plural; None for a column that becomes a note."""
    name = plain(heading)
    return FIELD_OF.get(name) or FIELD_OF.get(name.removesuffix("s"))


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its index from 0, its heading as written, and the field it holds, or "note"."""

    index: int
    heading: str
    field: str


@dataclass(frozen=True, slots=True)
class Headings:
    """The row of headings (index from 0), what its columns mean, and what is to be mended or asked."""

    row: int
    columns: tuple[Column, ...]
    problems: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()

    def column(self, field: str) -> Column | None:
        """The column that holds a field."""
        return next((column for column in self.columns if column.field == field), None)

    def parts(self) -> list[Column]:
        """The columns whose cells are parts of the statement, in the sheet's own order."""
        return [column for column in self.columns if column.field in PART_FIELDS]


def read_headings(grid: Sequence[Sequence[str]], mapping: Mapping[str, str]) -> Headings:
    """Find the headings and what they mean; `mapping` (heading to field or "note") goes before every guess."""
    row = _heading_row(grid, mapping)
    texts = enumerate(clean(text, lines=False) for text in grid[row])
    named = [Column(index, text, _field(text, mapping)) for index, text in texts if text]
    columns = tuple(_spell_mechanism(column, named, mapping) for column in _exact_first(named, mapping))
    questions = _questions(columns, grid[row + 1 :], mapping)
    problems = (*_doubles(columns, row), *_missing(columns, row))
    return Headings(row, columns, problems, tuple(questions))


def _heading_row(grid: Sequence[Sequence[str]], mapping: Mapping[str, str]) -> int:
    filled = [index for index, cells in enumerate(grid) if any(cells)][:HEADING_ROWS]
    known = (index for index in filled if sum(_field(text, mapping) != NOTE for text in grid[index] if text) > 1)
    return next(known, filled[0])


def _field(heading: str, mapping: Mapping[str, str]) -> str:
    answer = mapping.get(heading, "")
    if answer == NOTE or answer in NAMES:
        return answer
    return translated_field(heading) or field_named(heading) or NOTE


def _exact_first(columns: Sequence[Column], mapping: Mapping[str, str]) -> list[Column]:
    """Where one of several columns of a field bears its very name, or was answered for, the others are notes."""
    exact = [column for column in columns if column.heading in mapping or _bears_its_name(column)]
    taken = {column.field for column in exact}
    return [
        Column(column.index, column.heading, NOTE) if column.field in taken and column not in exact else column
        for column in columns
    ]


def _bears_its_name(column: Column) -> bool:
    return column.heading.casefold().replace(" ", "_") == column.field


def _spell_mechanism(column: Column, columns: Sequence[Column], mapping: Mapping[str, str]) -> Column:
    """A column called mechanism is a label where the mechanism (or the whole sentence) stands elsewhere, else text."""
    elsewhere = {*MECHANISM_FIELDS, "wording"} & {other.field for other in columns}
    answered = column.heading in mapping or plain(column.heading) in ONLY_A_LABEL
    if column.field != "mechanism" or answered or elsewhere:
        return column
    return Column(column.index, column.heading, "mechanism_text")


def _questions(columns: Sequence[Column], rows: Sequence[Sequence[str]], mapping: Mapping[str, str]) -> list[Question]:
    """Ask about a column called mechanism that holds sentences, unless somebody has answered."""
    return [
        _ask(column.heading, words)
        for column in columns
        if field_named(column.heading) == "mechanism" and plain(column.heading) not in ONLY_A_LABEL
        if mapping.get(column.heading) not in {*NAMES, NOTE}
        if (words := _average_words(column.index, rows)) > LABEL_WORDS
    ]


def _average_words(index: int, rows: Sequence[Sequence[str]]) -> float:
    lengths = [len(row[index].split()) for row in rows if index < len(row) and row[index]]
    return sum(lengths) / len(lengths) if lengths else 0.0


def _ask(heading: str, words: float) -> Question:
    sentence = (
        f"The column {heading} holds {words:.0f} words on average. "
        "Is it part of each statement, or a label for a group of statements?"
    )
    return Question(heading, sentence, ("mechanism_text", "mechanism", NOTE))


def _doubles(columns: Sequence[Column], row: int) -> list[Problem]:
    """A field that two columns claim."""
    first: dict[str, Column] = {}
    found = []
    for column in columns:
        other = first.setdefault(column.field, column)
        if column.field != NOTE and other is not column:
            wrong = f"the column {other.heading} already holds the {column.field.replace('_', ' ')}"
            found.append(Problem(row + 1, column.heading, column.heading, wrong, "Rename or remove one of the two."))
    return found


def _missing(columns: Sequence[Column], row: int) -> list[Problem]:
    """What a sheet cannot do without: an id, and the sentence or its parts."""
    have = {column.field for column in columns}
    wanting = [] if "id" in have else ["id"]
    if "wording" not in have:
        wanting += [field for field in ("context", "outcome") if field not in have]
        wanting += [] if have & set(MECHANISM_FIELDS) else ["mechanism"]
    if not wanting:
        return []
    wrong = f"there is no column for {', '.join(wanting)}"
    mend = "Add it, or give the column that holds it this name. Sheets of one sentence each need an id and a statement."
    return [Problem(row + 1, "", "", wrong, mend)]
