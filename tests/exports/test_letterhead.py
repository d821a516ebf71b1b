"""A team's own letterhead: what it gives a document, and what is refused of it."""

import re
from dataclasses import replace
from hashlib import sha256
from io import BytesIO

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from lxml import etree

from app.core import errors_documents as refusals
from app.core.letterheads import TAGS
from exports.aside import check_letterhead, render_aside
from exports.package import pack, unpack
from exports.word import render, sample
from exports.word.letterhead import letterhead, on_letterhead, our_template
from exports.word.letterhead_checks import checked
from exports.word.letterhead_tags import tags_of
from tests.exports.letterheads import HOSTILE, RELATION, changed, theirs
from tests.exports.reports import afternoon, report

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def words(data: bytes) -> str:
    return "\n".join(each.text or "" for each in Document(BytesIO(data)).element.body.iter(qn("w:t")))


def on(data: bytes, found=None) -> bytes:
    with letterhead(data):
        return render(found or afternoon(3))


def test_its_styles_headers_and_margins_are_used_and_its_text_is_not():
    made = on(theirs())
    paper = Document(BytesIO(made))
    assert paper.styles["Heading 1"].font.size == Pt(31)
    assert {round(section.left_margin.cm, 1) for section in paper.sections} == {4}
    assert paper.sections[-1].header.paragraphs[0].text == "Institute of Public Health"
    assert "Dear Sir" not in words(made)
    assert "Workshop summary: Friday afternoon" in words(made)


def test_every_style_of_ours_is_there_once_and_every_style_that_is_named_is_there():
    members = unpack(on(theirs()))
    names = re.findall(r'<w:name w:val="([^"]+)"', members["word/styles.xml"].decode())
    assert {"Plumbline Table", "Notice", "Table Number", "annotation text"} <= set(names)
    defined = re.findall(r'w:styleId="(\w+)"', members["word/styles.xml"].decode())
    assert len(defined) == len(set(defined))
    for part in ("word/document.xml", "word/comments.xml", "word/styles.xml"):
        named = re.findall(r'<w:(?:pStyle|rStyle|tblStyle|basedOn|next|link) w:val="(\w+)"', members[part].decode())
        assert set(named) <= set(defined)
    for name, body in members.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(body)


def test_a_style_of_the_same_name_under_another_id_is_the_same_style():
    styles = (
        unpack(theirs())["word/styles.xml"].replace(b'"Heading1"', b'"berschrift1"').replace(b'"Quote"', b'"Heading1"')
    )
    members = unpack(on(changed(word__styles_xml=styles)))
    root = etree.fromstring(members["word/styles.xml"])
    [heading] = [each for each in root.iter(f"{{{W}}}style") if each.get(f"{{{W}}}styleId") == "Heading1"]
    assert heading.find(f"{{{W}}}name").get(f"{{{W}}}val").lower() == "heading 1"
    assert heading.find(f"{{{W}}}rPr/{{{W}}}sz").get(f"{{{W}}}val") == "62"


def test_bullets_come_along_where_a_letterhead_has_none():
    styles = etree.fromstring(unpack(theirs())["word/styles.xml"])
    for each in [*styles.iter(f"{{{W}}}style")]:
        if each.find(f"{{{W}}}name").get(f"{{{W}}}val") == "List Bullet":
            each.getparent().remove(each)
    made = on(changed(word__styles_xml=etree.tostring(styles)))
    number = Document(BytesIO(made)).styles["List Bullet"].element.find(f".//{{{W}}}numId").get(f"{{{W}}}val")
    root = etree.fromstring(unpack(made)["word/numbering.xml"])
    [use] = [each for each in root.iter(f"{{{W}}}num") if each.get(f"{{{W}}}numId") == number]
    kind = use.find(f"{{{W}}}abstractNumId").get(f"{{{W}}}val")
    [shape] = [each for each in root.iter(f"{{{W}}}abstractNum") if each.get(f"{{{W}}}abstractNumId") == kind]
    assert shape.find(f".//{{{W}}}lvlText").get(f"{{{W}}}val") == "•"


@pytest.mark.parametrize(("footer", "stays"), [("Our own footer", True), ("", False)])
def test_a_footer_of_its_own_stays_as_it_is(footer, stays):
    found = Document(BytesIO(on(theirs(footer=footer)))).sections[0].footer.paragraphs[0].text
    assert (found == footer) == stays
    assert found.startswith("Page ") != stays


def test_tags_are_filled_in_text_and_headers_and_people_s_words_stay_words():
    own = theirs("Cover of {{ title }}", "{{ document }}", header="{{review}} | {{ site }}")
    room = replace(report().workshop, title="{{7*7}} </w:t> & Co", site="{% raw %}")
    made = on(own, replace(report(), workshop=room, review="<b>{{ title }}</b>"))
    assert words(made).startswith("Cover of Workshop summary: {{7*7}} </w:t> & Co\nWorkshop summary: ")
    assert Document(BytesIO(made)).sections[0].header.paragraphs[0].text == "<b>{{ title }}</b> | {% raw %}"


def test_a_tag_cut_into_pieces_by_word_is_still_a_tag():
    paper = Document(BytesIO(theirs("x", "{{ document }}")))
    line = paper.paragraphs[0]
    line.runs[0].text = "{"
    for piece in ("{ ti", "tle }", "}"):
        line.add_run(piece).bold = True
    out = BytesIO()
    paper.save(out)
    assert words(on(out.getvalue())).startswith("Workshop summary: Friday afternoon")


def test_the_sample_holds_every_tag_and_can_be_used():
    assert tags_of(checked(sample.render())) == set(TAGS)
    assert sample.render() == sample.render()
    assert "Site: Mumbai" in words(on(sample.render())).replace("\n", "")


def test_the_same_report_on_the_same_letterhead_gives_the_same_bytes_and_names_it():
    made = on(sample.render())
    assert made == render_aside("word", afternoon(3), letterhead=sample.render())
    assert sha256(sample.render()).hexdigest() in Document(BytesIO(made)).core_properties.comments


@pytest.mark.parametrize("case", HOSTILE)
def test_what_could_harm_is_refused_with_a_sentence(case):
    make, code = HOSTILE[case]
    with pytest.raises(refusals.LetterheadRefused) as refused:
        on_letterhead(make(), our_template(), {})
    assert refused.value.code == code
    assert "{" not in refused.value.say.replace("{{", "").replace("{%", "").replace("{#", "").replace("{ ", "")


def test_it_is_looked_at_in_a_process_of_its_own():
    with pytest.raises(refusals.LetterheadTagUnknown) as refused:
        check_letterhead(theirs("{{ x }}"))
    assert refused.value.facts == {"place": "Text, paragraph 1", "tag": "{{ x }}"}
    assert check_letterhead(sample.render()) == tuple(sorted(TAGS))


@pytest.mark.parametrize(
    ("lines", "header", "place"),
    [(("a", "b", "{{ x }}"), "", "Text, paragraph 3"), (("a",), "{{ x }}", r"Header \d, paragraph 1")],
)
def test_what_is_refused_names_its_paragraph(lines, header, place):
    with pytest.raises(refusals.LetterheadTagUnknown) as refused:
        on_letterhead(theirs(*lines, header=header), our_template(), {})
    assert re.match(rf"{place}: “{{{{ x }}}}” is no tag", refused.value.say)


def test_a_link_to_the_institute_may_stay():
    members = unpack(theirs())
    name = next(name for name in members if name.startswith("word/header"))
    own = pack(
        members
        | {
            f"word/_rels/{name.split('/')[1]}.rels": RELATION.format(
                kind="hyperlink", to="https://example.org"
            ).encode()
        }
    )
    assert tags_of(checked(own)) == set()


def test_without_the_extra_a_letterhead_without_tags_can_be_used_and_one_with_tags_is_told_so(monkeypatch):
    monkeypatch.setattr("exports.word.letterhead_tags.find_spec", lambda name: None)
    assert "Workshop summary" in words(on(theirs()))
    with pytest.raises(refusals.LetterheadTagsOff) as refused:
        on(theirs("{{ title }}"))
    assert refused.value.say.startswith("Text, paragraph 1: tags are not filled here")


def test_remarks_of_whoever_made_the_letterhead_stay_behind():
    paper = Document(BytesIO(theirs()))
    paper.add_comment(paper.paragraphs[0].runs, text="Ask the dean", author="Asha", initials="A")
    out = BytesIO()
    paper.save(out)
    assert "Ask the dean" not in "".join(each.text for each in Document(BytesIO(on(out.getvalue()))).comments)


def test_a_footer_of_fields_alone_counts_as_one():
    paper = Document(BytesIO(theirs()))
    paper.sections[0].footer.paragraphs[0]._p.append(
        parse_xml(f"<w:r {nsdecls('w')}><w:instrText>PAGE</w:instrText></w:r>")
    )
    out = BytesIO()
    paper.save(out)
    assert "Page" not in Document(BytesIO(on(out.getvalue()))).sections[0].footer.paragraphs[0].text
