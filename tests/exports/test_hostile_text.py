"""Whatever people write is only ever text: in Word, in its charts, and in the archive."""

from dataclasses import replace
from functools import cache
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from openpyxl import load_workbook

from app.core.report import Report
from app.core.report_rounds import InEnglish, ReportComment
from app.core.text import clean
from exports import tidy, word
from exports.package import unpack
from tests.exports.reports import asked, ballot, parts_of, report, statement

HOSTILE = [
    # Control characters, surrogates, noncharacters
    "\x00\x01\x08\x0b\x0c\x0e\x1f\x7f\x85 control",
    "\x1b[31mred\x1b[0m \x07",
    "\x00" * 50 + "after",
    "lone \ud800 and \udfff surrogates",
    "\ud83d split \udc69 pair",
    "\ufffe\uffff\ufdd0 no characters",
    "\U0001ffff\U0010ffff last planes",
    "\ufeff marked",
    "\ufff9annotated\ufffa\ufffb",
    "_x0000_ _x000D_ _x005F_x000D_",
    # Templates
    "{{7*7}} {% for x in y %} ${7*7} #{7*7}",
    "{{ ''.__class__.__mro__ }}",
    "{{ title }} {{ document }} {# gone #}",
    "{%tr for x in y %}{%p if x %}",
    "<%= 7*7 %> <? 7 ?> [[7*7]]",
    "%s %(n)d %n {0} {name} {0.__class__}",
    "$TITLE $(id) `id`",
    # Marks of XML and HTML
    "</w:t></w:r></w:p><w:p><w:r><w:t>out</w:t></w:r></w:p>",
    "<script>alert(1)</script> &amp; &#0; ]]> <![CDATA[ <!-- <?xml?>",
    "<w:drawing/> <w:instrText>PAGE</w:instrText>",
    "&lt;w:t&gt; &#x3C;w:t&#x3E; &nbsp;",
    "'><img src=x onerror=alert(1)>",
    "\"' quote \u201c \u2019",
    "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>&x;",
    "]]>]]&gt;",
    # Formulas
    '=cmd|"/c calc"!A1',
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "\uff1d1+1 \uff0b \uff0d \uff20",
    '=HYPERLINK("http://example.org","x")',
    "'=1",
    "http://example.org/?a=1&b=2",
    "mailto:a@example.org",
    # Field codes
    '{ HYPERLINK "http://example.org" } { INCLUDETEXT "/etc/passwd" }',
    "\x13 DDEAUTO c:\\cmd.exe \x14 x \x15",
    "{ SEQ Table \\* ARABIC } { PAGE }",
    '\\o "1-9" TOC \\h',
    # Directions and scripts
    "\u200fعربي\u200e \u202eright\u2066 to left\u2069",
    "\u202edrowssap\u202c",
    "עברית and English",
    "हिन्दी में: क्या ऐसा होता है? मराठी: असं घडतं का?",
    "क्\u200dष र\u200cय",
    "e\u0301 a\u0308 \u1e9b\u0323",
    "Z" + "\u0351" * 200,
    "ﷺ ﷽",
    "中文字符 日本語 한국어",
    "🧵" * 50,
    "👩\u200d👩\u200d👧\u200d👦 🇮🇳 👍🏽",
    # Lines and spaces
    "a\u2028b\u2029c\r\nd\te",
    "one\n\n\n\n\ntwo",
    "\u00a0\u2003\u3000spaces\u200b\u2060",
    "  both ends  ",
    "\n",
    "",
    # Length
    "W" * 10_000,
    "word " * 2_000,
    "ळ" * 10_000,
    "a/b\\c:d*e?f|g",
    "../../etc/passwd",
    "NULL undefined NaN None true -0 1e999",
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
    said = hostile.comments[1]
    hostile = replace(hostile, comments=(hostile.comments[0], replace(said, english=InEnglish(text, text, text))))
    found = report(hostile, replace(hostile, id="WHE-02", rounds=()))
    room = replace(found.workshop, title=text, site=text, people=((text, 9),))
    return replace(found, review=text, note=text, software=text, profile=text, workshop=room)


@cache
def in_word(text: str) -> bytes:
    return word.render(everywhere(text))


@pytest.mark.parametrize("text", HOSTILE)
def test_word_shows_it_and_nothing_more(text):
    assert tags(in_word(text)) - tags(in_word("harmless")) <= {qn("w:br")}
    paper = Document(BytesIO(in_word(text)))
    shown = [line for line in paper.element.body.iter(qn("w:t")) if clean(text).split("\n")[0] in (line.text or "")]
    assert shown
    assert all(each.text.startswith(clean(text)) for each in paper.comments)
    assert len(paper.comments) == 2


@pytest.mark.parametrize("text", HOSTILE)
def test_no_field_carries_it_and_a_chart_holds_it_as_text(text):
    members = unpack(in_word(text))
    codes = {code.text.split()[0] for code in etree.fromstring(members["word/document.xml"]).iter(qn("w:instrText"))}
    assert codes == {"TOC", "SEQ", "REF"}
    cells = [cell for row in load_workbook(BytesIO(members["word/embeddings/chart1.xlsx"])).active for cell in row]
    assert all(cell.data_type != "f" and cell.hyperlink is None for cell in cells)
    etree.fromstring(members["word/charts/chart1.xml"])


@pytest.mark.parametrize("text", HOSTILE)
def test_the_archive_is_sound(text):
    for body in unpack(tidy.render(everywhere(text))).values():
        assert "\x00" not in body.decode("utf-8")


@pytest.mark.parametrize("text", HOSTILE[::6])
@pytest.mark.parametrize("room", [word, tidy])
def test_the_same_text_gives_the_same_bytes(room, text):
    assert room.render(everywhere(text)) == room.render(everywhere(text))


def tags(package: bytes) -> set[str]:
    """The kinds of element in a document."""
    return {each.tag for each in etree.fromstring(unpack(package)["word/document.xml"]).iter()}
