"""What the panel wrote: as quotations in its own script with its English below, and as comments of Word."""

from collections.abc import Iterable
from typing import Protocol

from docx.text.paragraph import Paragraph

from app.core.instrument import Instrument
from app.core.report_rounds import ReportComment
from app.core.statements import Part
from app.core.wordings import Reader
from exports.word.paper import add_run, write
from exports.word.remarks import Remark

LANGUAGE = "en"
NAMES = {"en": "English", "hi": "Hindi", "mr": "Marathi", "und": "another language"}
IN_ENGLISH_ONLY = (
    "Few people read in one of the languages, and a quotation in it would say who wrote. So all comments are quoted in "
    "English, without saying which were translated; one without a checked translation is not quoted."
)


class Commented(Protocol):
    """A statement of either report, with its approved comments."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """Its parts, in their order."""

    @property
    def comments(self) -> tuple[ReportComment, ...]:
        """The approved comments on it."""


def reader_of(statement: Commented, asked: Instrument) -> Reader:
    """What the parts of a statement are called, by their position."""
    return Reader(parts={part.position: asked.parts[part.kind].lower() for part in statement.parts})


def remarks_on(statement: Commented, asked: Instrument) -> list[Remark]:
    """The comments on a statement, as Word keeps them in its margin."""
    reader = reader_of(statement, asked)
    return [_remark(each, reader) for each in statement.comments]


def quote(line: Paragraph, statement: Commented, comment: ReportComment, asked: Instrument) -> None:
    """Quote a comment: its own words in its own script, and below them what they say in English."""
    write(line, statement.name, "Strong")
    add_run(line._p, "  ")
    write(line, f"“{comment.text}”", lang=comment.lang or LANGUAGE)
    _put(line, _about(comment, reader_of(statement, asked)))
    if comment.english:
        add_run(line._p, "\n")
        write(line, f"“{comment.english.text}”", lang=LANGUAGE)
        _put(line, _whose(comment))


def _remark(comment: ReportComment, reader: Reader) -> Remark:
    english = comment.english.text if comment.english else ""
    return Remark(comment.text, comment.lang or LANGUAGE, _about(comment, reader), english, _whose(comment))


def _put(line: Paragraph, aside: str) -> None:
    if aside:
        add_run(line._p, "  ")
        write(line, aside, "Remark")


def _about(comment: ReportComment, reader: Reader) -> str:
    part = reader.part(comment.part) if comment.part else ""
    lang = "" if comment.lang in ("", LANGUAGE) else f"in {NAMES.get(comment.lang, comment.lang)}"
    return _in_brackets((part and f"on “{part}”", "has seen this" if comment.seen else "", lang))


def _whose(comment: ReportComment) -> str:
    english = comment.english
    return _in_brackets((f"put into English by {english.by}", f"checked by {english.checked_by}")) if english else ""


def _in_brackets(facts: Iterable[str]) -> str:
    said = ", ".join(filter(None, facts))
    return f"({said})" if said else ""
