"""Whatever people write is only ever text in the documents of a whole review, too.

Each document is written once, with all of it in it; the plain summary, which has room for little, once for each.
"""

from collections.abc import Iterable
from dataclasses import fields, replace
from functools import cache
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from openpyxl import load_workbook

from app.core.classes import Class
from app.core.confirmation import Verdict
from app.core.days import Day
from app.core.differences import PartDifference, Piece
from app.core.report import ReportCandidate
from app.core.report_rounds import ReportComment
from app.core.review_report import ReviewChange, ReviewReport
from app.core.text import clean
from exports.package import unpack
from exports.word.review import methods, plain, summary
from tests.exports.reports import START, parts_of, report
from tests.exports.review_reports import a_review_report, a_workshop, judged
from tests.exports.test_hostile_text import HOSTILE

FACES = {"review": summary.render, "methods": methods.render, "plain": lambda found: plain.render(found, "mr")}
FIELDS = {"TOC", "SEQ", "REF", "PAGE", "NUMPAGES"}
NAME = 26  # characters of a name that the plain summary keeps at least


def about(texts: Iterable[str]) -> ReviewReport:
    """A review whose people wrote these things, each of them everywhere."""
    written = [*texts]
    room = report().workshop
    days = [Day(**{each.name: text for each in fields(Day) if each.default == ""}) for text in written]
    return a_review_report(
        *(_statement(f"H-{number}", text) for number, text in enumerate(written)),
        review=written[0],
        note=written[0],
        software=written[0],
        profile=written[0],
        reasons=dict.fromkeys(("scale", "min_ratings"), written[0]),
        workshops=tuple(
            a_workshop(
                sitting=replace(room, title=text, site=text, people=((text, 9),), day=day, signed_off_by=text),
                organisation=text,
                questions_to=text,
                ethics=text,
            )
            for text, day in zip(written, days, strict=True)
        ),
        changes=tuple(
            ReviewChange(f"H-{number}", 1, 2, text, text, text, text, START, ("context",), _different(text), kept=True)
            for number, text in enumerate(written)
        ),
        candidates=tuple(
            ReportCandidate(f"p{number}", text, text, parts_of(*[text] * 4), "waiting", "", START)
            for number, text in enumerate(written)
        ),
    )


def _different(text: str) -> tuple[PartDifference, ...]:
    return (PartDifference(1, (Piece("gone", text), Piece("new", text))),)


def _statement(id: str, text: str):
    comments = ReportComment("c1", "r1", 1, True, "en", text), ReportComment("c2", "r1", None, True, "ur", text)
    said = {"section": text, "family": text, "mechanism": text, "title": text, "flags": (text,), "reasons": (text,)}
    verdict = Verdict(Class.CONFIRMED, text or "Comments.", ("Asha", "Ravi"))
    found = judged(id, *[1] * 9, verdict=verdict, comments=comments, **said)
    return replace(found, parts=parts_of(*[text] * 4), wording=text, wordings=(("mr", text),))


@cache
def made(face: str, texts: tuple[str, ...]) -> bytes:
    return FACES[face](about(texts))


@cache
def everything(face: str) -> tuple[etree._Element, list[str]]:
    """The body of the document with all of it, and every piece of words in it."""
    return body_of(made(face, tuple(HOSTILE)))


@cache
def harmless(face: str) -> tuple[etree._Element, list[str]]:
    return body_of(made(face, ("harmless",)))


def body_of(package: bytes) -> tuple[etree._Element, list[str]]:
    body = etree.fromstring(unpack(package)["word/document.xml"])
    return body, [words.text or "" for words in body.iter(qn("w:t"))]


def kinds(body: etree._Element) -> set[str]:
    return {each.tag for each in body.iter()}


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("face", ["review", "methods"])
def test_it_stands_there_as_it_was_written(face, text):
    _, words = everything(face)
    for line in clean(text).split("\n"):
        assert any(line in each for each in words)


@pytest.mark.parametrize("face", ["review", "methods"])
def test_it_brings_no_element_no_field_and_no_link(face):
    body, _ = everything(face)
    assert kinds(body) - kinds(harmless(face)[0]) <= {qn("w:br")}
    assert {code.text.split()[0] for code in body.iter(qn("w:instrText"))} <= FIELDS
    assert not [link for link in body.iter(qn("w:hyperlink")) if link.get(qn("r:id"))]


def test_no_cell_behind_a_chart_is_a_formula_or_a_link():
    members = unpack(made("review", tuple(HOSTILE)))
    books = [name for name in members if name.endswith(".xlsx")]
    assert len(books) > 50
    for name in books:
        etree.fromstring(members[name.replace("embeddings", "charts").replace(".xlsx", ".xml")])
        cells = [cell for row in load_workbook(BytesIO(members[name])).active for cell in row]
        assert all(cell.data_type != "f" and cell.hyperlink is None for cell in cells)


@pytest.mark.parametrize("text", HOSTILE)
def test_the_plain_summary_shows_it_cut_and_nothing_more(text):
    package = made("plain", (text,))
    body, words = body_of(package)
    assert any(clean(text, lines=False)[:NAME].rstrip() in each for each in words)
    assert {code.text.split()[0] for code in body.iter(qn("w:instrText"))} <= FIELDS
    assert kinds(body) <= kinds(harmless("plain")[0]) | {qn("w:br")}
    assert Document(BytesIO(package)).core_properties.title
