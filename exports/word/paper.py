"""The paper a summary is written on: an own small template, and the parts of Word that python-docx has no word for."""

from collections.abc import Iterator
from io import BytesIO
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Emu
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

from app.core.text import clean
from exports.package import pack
from exports.word import letterhead

# The parts of a run, looked up once: a long document has tens of thousands of them.
P, R, T, BREAK = qn("w:p"), qn("w:r"), qn("w:t"), qn("w:br")
P_LOOK, P_STYLE, R_LOOK, R_STYLE, VALUE = qn("w:pPr"), qn("w:pStyle"), qn("w:rPr"), qn("w:rStyle"), qn("w:val")
KEEP_SPACES = qn("xml:space")

# Languages whose letters Word sets with its fonts for complex scripts.
COMPLEX = {"hi": "hi-IN", "mr": "mr-IN", "ne": "ne-NP", "bn": "bn-IN", "ur": "ur-PK", "ar": "ar-SA", "fa": "fa-IR"}
FROM_THE_RIGHT = frozenset({"ur", "ar", "fa"})
LETTERS = dict.fromkeys(FROM_THE_RIGHT, "Arial")  # all others in Nirmala UI


def new_paper(**facts: str) -> Paper:
    """An empty document with our styles, or on the letterhead in use, whose tags say these facts."""
    ours = letterhead.our_template()
    if letterhead.in_use():
        return letterhead.on_letterhead(letterhead.in_use(), ours, facts)
    return Document(BytesIO(pack(ours)))


def write(paragraph: Paragraph, text: str, style: str | None = None, lang: str = "") -> Run:
    """Add words to a paragraph; `style` is an id. What people wrote is cleaned once more, and is only ever text."""
    run = add_run(paragraph._p, clean(text), style)
    if lang:
        _tag(paragraph, run, lang)
    return Run(run, paragraph)


def add_run(parent: Any, text: str, style: str | None = None) -> Any:
    """Add a run of clean words to a paragraph's XML: python-docx's own way takes four times as long."""
    run = etree.SubElement(parent, R)
    if style:
        etree.SubElement(etree.SubElement(run, R_LOOK), R_STYLE).set(VALUE, style)
    for at, line in enumerate(text.split("\n")):
        if at:
            etree.SubElement(run, BREAK)
        if line:
            words = etree.SubElement(run, T)
            words.text = line
            if line != line.strip():
                words.set(KEEP_SPACES, "preserve")
    return run


def add_line(parent: Any, style: str) -> Any:
    """Add an empty paragraph to a cell's or a comment's XML; `style` is an id."""
    line = etree.SubElement(parent, P)
    etree.SubElement(etree.SubElement(line, P_LOOK), P_STYLE).set(VALUE, style)
    return line


def write_all(paragraph: Paragraph, *pieces: tuple[str, str | None]) -> None:
    """Add words in several styles, with a space between them. A piece of nothing leaves nothing behind."""
    for at, (text, style) in enumerate((text, style) for text, style in pieces if text):
        if at:
            add_run(paragraph._p, " ")
        write(paragraph, text, style)


def _tag(paragraph: Paragraph, run: Any, lang: str) -> None:
    """Say in which language a run is written, so that it is spelled, hyphenated, set and read aloud as such."""
    look = run.find(R_LOOK)
    if look is None:
        look = run.makeelement(R_LOOK)
        run.insert(0, look)
    if lang in COMPLEX:
        look.append(element("w:rFonts", cs=LETTERS.get(lang, "Nirmala UI"), hint="cs"))
    if lang in FROM_THE_RIGHT:
        look.append(element("w:rtl"))
        paragraph._p.get_or_add_pPr().append(element("w:bidi"))
    elif lang in COMPLEX:
        look.append(element("w:cs"))
    look.append(element("w:lang", **({"bidi": COMPLEX[lang]} if lang in COMPLEX else {"val": lang})))


def speak(paper: Paper, language: str) -> None:
    """Say in which language a document of complex script is written where no run says otherwise."""
    if language in COMPLEX.values():
        for spoken in paper.styles.element.iterfind(f"{qn('w:docDefaults')}//{qn('w:lang')}"):
            spoken.set(qn("w:bidi"), language)
        for spoken in paper.settings.element.iterfind(qn("w:themeFontLang")):
            spoken.set(qn("w:bidi"), language)


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
    # The last section's own element: asking for all sections walks through the whole document.
    section = Section(paper.element.body.sectPr, paper.part)
    return Emu((section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0))


def next_number(part: object) -> int:
    """A number that nothing else in this document has: bookmarks and tracked changes share theirs."""
    return next(_NUMBERS.setdefault(part, count(1)))


_NUMBERS: WeakKeyDictionary[object, Iterator[int]] = WeakKeyDictionary()


def mark_place(paragraph: Paragraph, name: str) -> None:
    """Give all that is in a paragraph so far a name that links and references can point at."""
    number = str(next_number(paragraph.part))
    paragraph._p.insert_element_before(element("w:bookmarkStart", id=number, name=name), "w:r")
    paragraph._p.append(element("w:bookmarkEnd", id=number))


def link_to(paragraph: Paragraph, name: str, text: str) -> None:
    """Add words that lead to a named place in the same document."""
    link = element("w:hyperlink", anchor=name, history="1")
    link.append(paragraph.add_run(clean(text, lines=False))._r)
    paragraph._p.append(link)


def headings(paper: Paper) -> Iterator[tuple[int, Paragraph]]:
    """The headings of the first two levels, with their level."""
    levels = {"Heading1": 1, "Heading2": 2}
    for line in paper.element.body.iterchildren(P):
        style = line.find(f"{P_LOOK}/{P_STYLE}")
        level = levels.get(style.get(VALUE, "")) if style is not None else None
        if level:
            yield level, Paragraph(line, paper._body)


def element(tag: str, **attributes: str) -> Any:
    """A new element; attribute names are of Word's own namespace."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), clean(value, lines=False))
    return made
