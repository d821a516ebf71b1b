"""Word refuses a file whose elements stand in another order than ISO/IEC 29500 (part 1, annex A) gives them.

No well-kept library checks that for Python, so the sequences that summaries use stand here.
"""

from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from exports.package import unpack
from exports.word import render, sample
from exports.word.letterhead import letterhead
from exports.word.review import methods, plain, summary
from tests.exports.letterheads import theirs
from tests.exports.reports import afternoon, half_condensed
from tests.exports.review_reports import everything
from tests.exports.test_word_marks import NEWER, OLDER, amended

SEQUENCES = {
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike color spacing w kern position sz szCs highlight u shd "
    "vertAlign rtl cs em lang",
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens bidi adjustRightInd snapToGrid spacing ind contextualSpacing jc outlineLvl rPr sectPr",
    "tblPr": "tblStyle bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd "
    "tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign",
    "tbl": "tblPr tblGrid tr",
    "tr": "trPr tc",
    "sectPr": "footerReference footnotePr type pgSz pgMar pgBorders lnNumType pgNumType cols titlePg "
    "textDirection bidi docGrid",
    "style": "name aliases basedOn next link uiPriority semiHidden unhideWhenUsed qFormat locked rsid pPr rPr tblPr trPr "
    "tcPr tblStylePr",
}
FACES = {
    "a summary": lambda: render(half_condensed(afternoon(12))),
    "an amended text": lambda: render(amended(OLDER, NEWER)),
    "nothing": lambda: render(afternoon(0)),
    "the sample": sample.render,
    "a letterhead": lambda: on(theirs(), afternoon(6)),
    "a review": lambda: summary.render(everything()),
    "the methods": lambda: methods.render(everything()),
    "the plain summary": lambda: plain.render(everything(), "mr"),
}


def on(own, found):
    with letterhead(own):
        return render(found)


def name(element):
    return etree.QName(element).localname


@pytest.mark.parametrize("face", FACES)
def test_everything_stands_in_the_order_of_the_standard(face):
    made = FACES[face]()
    Document(BytesIO(made))
    for part, body in unpack(made).items():
        if not part.startswith("word/") or not part.endswith(".xml") or "chart" in part or "theme" in part:
            continue
        for element in etree.fromstring(body).iter(*map(qn, (f"w:{each}" for each in SEQUENCES))):
            order = SEQUENCES[name(element)].split()
            places = [order.index(name(child)) for child in element if name(child) in order]
            assert places == sorted(places), (part, etree.tostring(element)[:400])


@pytest.mark.parametrize("face", FACES)
def test_every_cell_ends_with_a_paragraph_and_every_relationship_leads_somewhere(face):
    members = unpack(FACES[face]())
    root = etree.fromstring(members["word/document.xml"])
    assert all(name(cell[-1]) == "p" for cell in root.iter(qn("w:tc")))
    known = {each.get("Id") for each in etree.fromstring(members["word/_rels/document.xml.rels"])}
    used = {
        value
        for each in root.iter()
        for key, value in each.attrib.items()
        if "officeDocument/2006/relationships" in key
    }
    assert used <= known
    for each in etree.fromstring(members["word/_rels/document.xml.rels"]):
        if each.get("TargetMode") != "External":
            assert f"word/{each.get('Target')}" in members or each.get("Target").startswith(("/", "../"))
