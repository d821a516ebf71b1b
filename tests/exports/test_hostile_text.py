"""Whatever people write is only ever text: in Word, in its charts, and in the archive."""

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from openpyxl import load_workbook

from app.core.report import Report
from app.core.report_rounds import ReportComment
from app.core.text import clean
from exports import tidy, word
from exports.package import unpack
from tests.exports.reports import asked, ballot, parts_of, report, statement

HOSTILE = [
    "\x00\x01\x08\x0b\x0c\x0e\x1f\x7f\x85 control",
    "lone \ud800 and \udfff surrogates",
    "{{7*7}} {% for x in y %} ${7*7} #{7*7}",
    "</w:t></w:r></w:p><w:p><w:r><w:t>out</w:t></w:r></w:p>",
    "<script>alert(1)</script> &amp; &#0; ]]> <![CDATA[ <!-- <?xml?>",
    '=cmd|"/c calc"!A1',
    '{ HYPERLINK "http://example.org" } { INCLUDETEXT "/etc/passwd" }',
    "\u200fعربي\u200e \u202eright\u2066 to left\u2069",
    "W" * 10_000,
    "हिन्दी में: क्या ऐसा होता है? मराठी: असं घडतं का?",
    "\ufffe\uffff\ufdd0 no characters",
    "a\u2028b\u2029c\r\nd\te",
    "🧵" * 50,
    "%s %(n)d %n {0} {name}",
    "",
]


def everywhere(text: str) -> Report:
    """A report that says this wherever people can write."""
    ballots = tuple(ballot(number, rating=4, parts=(1,), if_changed=(1,)) for number in range(1, 10))
    hostile = statement(
        text or "WHE-01",
        (asked(ballots),),
        section=text,
        family=text,
        mechanism=text,
        title=text,
        wording=text,
        parts=parts_of(text, text, text, text),
        comments=(ReportComment("c1", "r1", 1, True, "en", text), ReportComment("c2", "r1", None, True, "ur", text)),
    )
    found = report(hostile, replace(hostile, id="WHE-02", rounds=()))
    room = replace(found.workshop, title=text, site=text, people=((text, 9),))
    return replace(found, review=text, note=text, software=text, profile=text, workshop=room)


@pytest.mark.parametrize("text", HOSTILE)
def test_word_shows_it_and_nothing_more(text):
    found = word.render(everywhere(text))
    plain = word.render(everywhere("harmless"))
    assert tags(found) - tags(plain) <= {qn("w:br")}
    body = Document(BytesIO(found)).element.body
    shown = [line for line in body.iter(qn("w:t")) if clean(text).split("\n")[0] in (line.text or "")]
    assert shown


@pytest.mark.parametrize("text", HOSTILE)
def test_no_field_carries_it(text):
    root = etree.fromstring(unpack(word.render(everywhere(text)))["word/document.xml"])
    codes = {code.text.split()[0] for code in root.iter(qn("w:instrText"))}
    assert codes == {"TOC", "SEQ", "REF"}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_chart_holds_it_as_text(text):
    members = unpack(word.render(everywhere(text)))
    cells = [cell for row in load_workbook(BytesIO(members["word/embeddings/chart1.xlsx"])).active for cell in row]
    assert all(cell.data_type != "f" and cell.hyperlink is None for cell in cells)
    etree.fromstring(members["word/charts/chart1.xml"])


@pytest.mark.parametrize("text", HOSTILE)
def test_the_archive_is_sound(text):
    for body in unpack(tidy.render(everywhere(text))).values():
        assert "\x00" not in body.decode("utf-8")


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("room", [word, tidy])
def test_the_same_text_gives_the_same_bytes(room, text):
    assert room.render(everywhere(text)) == room.render(everywhere(text))


def tags(package: bytes) -> set[str]:
    """The kinds of element in a document."""
    return {each.tag for each in etree.fromstring(unpack(package)["word/document.xml"]).iter()}
