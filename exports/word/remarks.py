"""What the panel wrote, as comments of Word beside the statement they are about. Only approved comments come here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any

from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml import etree

from exports.word.changes import in_word
from exports.word.paper import add_line, add_run, element, write

PANEL, INITIALS = "The panel", "P"
TEXT, REFERENCE = "CommentText", "CommentReference"
RUN, ANCHOR, BODY = qn("w:r"), qn("w:commentReference"), qn("w:comment")


@dataclass(frozen=True, slots=True)
class Remark:
    """One approved comment: its words, their language, and what else is known of it, such as "has seen this".

    `english` is what it says in English, "" for none, and `whose` who put it so.
    """

    text: str
    lang: str
    about: str = ""
    english: str = ""
    whose: str = ""


def add_remarks(line: Paragraph, remarks: Sequence[Remark], *, at: datetime) -> None:
    """Anchor remarks on everything a line holds so far. `at` is the report's: when somebody wrote stays unsaid."""
    if not remarks:
        return
    kept: Any = line.part._comments_part.element  # type: ignore[attr-defined]  # any part of a document has them
    numbers = [str(number) for _remark, number in zip(remarks, count(len(kept)), strict=False)]
    first = line._p.find(RUN)
    for number in numbers:
        first.addprevious(element("w:commentRangeStart", id=number))
    for number, remark in zip(numbers, remarks, strict=True):
        _write(kept, remark, number, at, line)
        line._p.append(element("w:commentRangeEnd", id=number))
        add_run(line._p, "", REFERENCE).append(element("w:commentReference", id=number))


def _write(kept: Any, remark: Remark, number: str, at: datetime, line: Paragraph) -> None:
    attributes = {"id": number, "author": PANEL, "date": in_word(at), "initials": INITIALS}
    body = etree.SubElement(kept, BODY, {qn(f"w:{name}"): value for name, value in attributes.items()})
    said = Paragraph(add_line(body, TEXT), line._parent)
    add_run(said._p, "", REFERENCE).append(element("w:annotationRef"))
    _put(said, remark.text, remark.lang, remark.about)
    if remark.english:
        _put(Paragraph(add_line(body, TEXT), line._parent), remark.english, "en", remark.whose)


def _put(line: Paragraph, text: str, lang: str, aside: str) -> None:
    write(line, text, lang=lang)
    if aside:
        add_run(line._p, " ")
        write(line, aside)
