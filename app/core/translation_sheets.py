"""The sheet for translators: one row for each part of each statement, an original beside a cell for each language.

It goes out filled with what is there, and comes back. Nothing in it deletes anything: an empty cell says nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.core.instrument import Status
from app.core.statements import StatementText, Words
from app.core.translations import Standing, Translation, said_at, wanted
from app.core.workshops import AccountId

WHOLE = "whole"  # the part of a statement that has none
HEADINGS = ("id", "version", "part", "kind", "text")
TEXT, STATUS = "text_", "status_"
WORD_OF = {
    Standing.DRAFT: "draft",
    Standing.BACK_CHECKED: "back-checked",
    Standing.APPROVED: "approved",
    Standing.OLDER: "older than the text",
    Standing.MISSING: "",
}
STATUS_OF = {"draft": Status.DRAFT, "back-checked": Status.BACK_CHECKED, "approved": Status.APPROVED}


@dataclass(frozen=True, slots=True)
class Known:
    """A statement as the sheet shows it: its newest version, and by language the newest translation of any version."""

    code: str
    version: int
    text: StatementText
    spoken: Mapping[str, tuple[Standing, Translation]]

    def standing(self, lang: str) -> Standing:
        """How it stands in a language."""
        return self.spoken[lang][0] if lang in self.spoken else Standing.MISSING

    def words(self, lang: str) -> Words:
        """What is written in a language so far, of whichever version."""
        if lang not in self.spoken:
            return Words(lang, {})
        found = self.spoken[lang][1]
        return Words(lang, found.parts, found.wording)

    def author(self, lang: str) -> AccountId | None:
        """Who wrote it."""
        return self.spoken[lang][1].author if lang in self.spoken else None


def headings(langs: Sequence[str]) -> tuple[str, ...]:
    """The first row of the sheet."""
    return (*HEADINGS, *(f"{what}{lang}" for lang in langs for what in (TEXT, STATUS)))


def rows(statements: Sequence[Known], langs: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The rows below, each cell as text."""
    for each in statements:
        for position in wanted(each.text):
            yield (each.code, str(each.version), *_original(each.text, position), *_cells(each, position, langs))


def _original(text: StatementText, position: int) -> tuple[str, str, str]:
    if not position:
        return WHOLE, "", text.wording
    part = next(part for part in text.parts if part.position == position)
    return str(position), part.kind.value, f"{part.lead} {part.text}".strip()


def _cells(known: Known, position: int, langs: Sequence[str]) -> Iterator[str]:
    for lang in langs:
        yield said_at(known.words(lang), position)
        yield WORD_OF[known.standing(lang)]
