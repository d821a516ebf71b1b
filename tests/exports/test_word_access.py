"""What a screen reader, a search and a speller need of every document: headings, header rows, words for pictures."""

import itertools
from functools import cache
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn

from exports.word import render
from exports.word.review import methods, plain, summary
from tests.exports.reports import afternoon, half_condensed
from tests.exports.review_reports import everything, long_review

FACES = {
    "workshop": lambda: render(half_condensed(afternoon(6))),
    "review": lambda: summary.render(everything()),
    "counts": lambda: summary.render(long_review(14)),
    "methods": lambda: methods.render(everything()),
} | {
    f"plain-{language}": lambda language=language: plain.render(everything(), language)
    for language in ("en", "hi", "mr")
}


@cache
def made(face):
    return Document(BytesIO(FACES[face]()))


@pytest.mark.parametrize("face", FACES)
def test_headings_skip_no_level_and_none_is_empty(face):
    heads = [each for each in made(face).paragraphs if each.style.name.startswith("Heading")]
    levels = [int(each.style.name[-1]) for each in heads]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert all(each.text.strip() for each in heads)


@pytest.mark.parametrize("face", FACES)
def test_every_table_has_a_header_row_with_words_and_says_what_it_is(face):
    assert made(face).tables
    for table in made(face).tables:
        assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))
        assert table._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstRow")) == "1"
        assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert all(cell.text.strip() for cell in table.rows[0].cells)
        assert table._tbl.find(f".//{qn('w:tbl')}") is None, "no table in a table"


@pytest.mark.parametrize("face", FACES)
def test_every_picture_has_words_and_no_empty_line_makes_room(face):
    for drawing in made(face).element.body.iter(qn("wp:docPr")):
        assert drawing.get("descr")
    assert not [
        each
        for each in made(face).paragraphs
        if not each.text.strip()
        and each._p.find(f".//{qn('w:drawing')}") is None
        and each._p.find(f".//{qn('w:sectPr')}") is None
        and each._p.find(f".//{qn('w:fldChar')}") is None
    ]


@pytest.mark.parametrize(
    ("face", "language", "letters"),
    [("workshop", "en-GB", "hi-IN"), ("review", "en-GB", "hi-IN"), ("methods", "en-GB", "hi-IN"),
     ("plain-en", "en-GB", "hi-IN"), ("plain-hi", "hi-IN", "hi-IN"), ("plain-mr", "mr-IN", "mr-IN")],
)  # fmt: skip
def test_a_document_says_what_it_is_and_in_which_language(face, language, letters):
    about = made(face).core_properties
    assert about.title
    assert about.subject
    assert about.author
    assert about.category
    assert about.language == language
    spoken = made(face).styles.element.find(f"{qn('w:docDefaults')}//{qn('w:lang')}")
    assert (spoken.get(qn("w:val")), spoken.get(qn("w:bidi"))) == ("en-GB", letters)
    fonts = made(face).styles.element.find(f"{qn('w:docDefaults')}//{qn('w:rFonts')}")
    assert fonts.get(qn("w:cs")) == "Nirmala UI"


def test_the_plain_summary_asks_in_the_language_of_its_reader():
    text = "\n".join(each.text for each in made("plain-mr").paragraphs)
    assert "तुमच्या कामाच्या अनुभवावरून: असं घडतं का?" in text
    assert "From what you know of this work" not in text
