"""The paper a summary is written on: an own small template, and the parts of Word that python-docx has no word for."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from app.core.text import clean
from exports.package import pack

TEMPLATE = Path(__file__).parent / "template"

FIRST_CHANGE = 90_000
"""Tracked changes count from here: bookmarks, which share their numbers, are fewer."""

# Languages whose letters Word sets with its fonts for complex scripts.
COMPLEX = {"hi": "hi-IN", "mr": "mr-IN", "ne": "ne-NP", "bn": "bn-IN", "ur": "ur-PK", "ar": "ar-SA", "fa": "fa-IR"}
FROM_THE_RIGHT = frozenset({"ur", "ar", "fa"})


def new_paper() -> Paper:
    """An empty document with our styles. Its template lies unpacked in this folder, so that its changes can be read."""
    parts = {path.relative_to(TEMPLATE).as_posix(): path.read_bytes() for path in TEMPLATE.rglob("*") if path.is_file()}
    return Document(BytesIO(pack(parts)))


def write(paragraph: Paragraph, text: str, style: str | None = None, lang: str = "") -> Run:
    """Add words to a paragraph; `style` is an id. What people wrote is cleaned once more, and is only ever text."""
    run = paragraph.add_run(clean(text))
    if style:
        run._r.style = style  # by its id: python-docx walks all styles for each name it is given
    if lang:
        _tag(paragraph, run, lang)
    return run


def write_all(paragraph: Paragraph, *pieces: tuple[str, str | None]) -> None:
    """Add words in several styles, with a space between them. A piece of nothing leaves nothing behind."""
    for at, (text, style) in enumerate((text, style) for text, style in pieces if text):
        if at:
            paragraph.add_run(" ")
        write(paragraph, text, style)


def track(paragraph: Paragraph, text: str, *, gone: bool, by: str, at: datetime) -> None:
    """Add words as a tracked change: what came, or what went. Word can take either back."""
    run = write(paragraph, text)._r
    if gone:
        for each in run.findall(qn("w:t")):
            each.tag = qn("w:delText")
    before = sum(1 for _ in paragraph.part.element.iter(qn("w:ins"), qn("w:del")))
    when = at.replace(tzinfo=at.tzinfo or UTC).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:00Z")
    mark = element("w:del" if gone else "w:ins", id=str(FIRST_CHANGE + before), author=by, date=when)
    run.addprevious(mark)
    mark.append(run)


def _tag(paragraph: Paragraph, run: Run, lang: str) -> None:
    """Say in which language a run is written, so that it is spelled, hyphenated and read aloud as such."""
    look = run._r.get_or_add_rPr()
    if lang in FROM_THE_RIGHT:
        look.append(element("w:rtl"))
        paragraph._p.get_or_add_pPr().append(element("w:bidi"))
    look.append(element("w:lang", **({"bidi": COMPLEX[lang]} if lang in COMPLEX else {"val": lang})))


def add_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """Add a field with the value it has now; Word works it out again when it likes. Never with people's words in it."""
    begin_field(paragraph, instruction)
    paragraph.add_run(shown)
    end_field(paragraph)


def begin_field(paragraph: Paragraph, instruction: str) -> None:
    """Begin a field that may end in a later paragraph."""
    code = element("w:instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = f" {instruction} "
    for mark in (element("w:fldChar", fldCharType="begin"), code, element("w:fldChar", fldCharType="separate")):
        paragraph.add_run()._r.append(mark)


def end_field(paragraph: Paragraph) -> None:
    """End the field that was begun last."""
    paragraph.add_run()._r.append(element("w:fldChar", fldCharType="end"))


def turn(paper: Paper) -> None:
    """Begin a new page, turned by a quarter: for wide tables, and back."""
    section = paper.add_section(WD_SECTION.NEW_PAGE)
    width, height = section.page_width or Emu(0), section.page_height or Emu(0)
    section.page_width, section.page_height = height, width
    section.orientation = WD_ORIENT.LANDSCAPE if height > width else WD_ORIENT.PORTRAIT


def text_width(paper: Paper) -> Emu:
    """The width between the margins of the page one is on."""
    section = paper.sections[-1]
    return Emu((section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0))


def mark_place(paragraph: Paragraph, name: str, number: int) -> None:
    """Give a paragraph a name that links can point at."""
    paragraph._p.insert_element_before(element("w:bookmarkStart", id=str(number), name=name), "w:r")
    paragraph._p.append(element("w:bookmarkEnd", id=str(number)))


def link_to(paragraph: Paragraph, name: str, text: str) -> None:
    """Add words that lead to a named place in the same document."""
    link = element("w:hyperlink", anchor=name, history="1")
    link.append(paragraph.add_run(clean(text, lines=False))._r)
    paragraph._p.append(link)


def headings(paper: Paper) -> Iterator[tuple[int, Paragraph]]:
    """The headings of the first two levels, with their level."""
    levels = {"Heading 1": 1, "Heading 2": 2}
    for paragraph in paper.paragraphs:
        level = levels.get(paragraph.style.name or "") if paragraph.style else None
        if level:
            yield level, paragraph


def element(tag: str, **attributes: str) -> Any:
    """A new element; attribute names are of Word's own namespace."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), clean(value, lines=False))
    return made
