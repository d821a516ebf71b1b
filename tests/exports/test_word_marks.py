"""What Word itself can work with in a summary: comments, tracked changes, references between places."""

import re
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from app.core.differences import differences
from app.core.report import Report, ReportChange
from app.core.report_rounds import ReportComment
from app.core.review_report import ReviewChange
from app.core.statements import StatementText, wording_of
from exports.package import unpack
from exports.word import render
from exports.word.review import summary
from tests.exports.reports import START, afternoon, asked, ballot, parts_of, report, statement
from tests.exports.review_reports import a_review_report, long_review

OLDER = ("Women far from town", "A room near the market", "It feels within reach", "More women come")
NEWER = ("Women far from the town", "A safe room near the bus, any day", "It is near", "More women come")
JUDGED = (asked(tuple(ballot(number) for number in range(1, 10))),)
SAID = (
    ReportComment("c1", "r1", 1, True, "hi", "गाँव में पहुँचना मुश्किल है।"),
    ReportComment("c2", "r1", None, False, "en", "Only by day.\nNever at night."),
    ReportComment("c3", "r1", None, False, "ur", "صرف دن میں"),
)


def amended(before: tuple[str, ...], after: tuple[str, ...]) -> Report:
    old, new = (StatementText(wording_of(parts_of(*texts)), parts_of(*texts)) for texts in (before, after))
    change = ReportChange(1, "They asked for it.", "Asha", START, differences(old, new))
    return report(statement(rounds=JUDGED, version=2, parts=new.parts, wording=new.wording, change=change))


def decided(document: bytes, *, accepted: bool) -> Any:
    """The body of a document after Word's "Accept all" or "Reject all"."""
    body = deepcopy(Document(BytesIO(document)).element.body)
    for mark in [*body.iter(qn("w:ins"), qn("w:del"))]:
        keeps = (mark.tag == qn("w:ins")) == accepted
        for run in [*mark] if keeps else []:
            mark.addprevious(run)
        mark.getparent().remove(mark)
    for words in [*body.iter(qn("w:delText"))]:
        words.tag = qn("w:t")
    return body


def lines_said(document: bytes, *, accepted: bool) -> list[str]:
    """Every line after that."""
    body = decided(document, accepted=accepted)
    return ["".join(words.text for words in line.iter(qn("w:t"))).strip() for line in body.iter(qn("w:p"))]


def parts_said(document: bytes, *, accepted: bool) -> list[str]:
    """The lines of parts among them, without their labels."""
    labels = re.compile("(Context|Resource|Reasoning|Outcome): ?")
    lines = lines_said(document, accepted=accepted)
    return [labels.sub("", line, count=1) for line in lines if labels.match(line)]


@pytest.mark.parametrize(
    ("before", "after"), [(OLDER, NEWER), (NEWER, OLDER), (OLDER, ("", *OLDER[1:])), (("a", "b", "c", "d"), OLDER)]
)
def test_accepting_all_changes_leaves_the_newer_text_and_rejecting_them_the_older(before, after):
    found = render(amended(before, after))
    assert parts_said(found, accepted=True) == list(after)
    assert parts_said(found, accepted=False) == list(before)


@pytest.mark.parametrize("parts", [True, False], ids=["parts", "a sentence"])
def test_the_review_tracks_what_a_room_changed_in_the_same_way(parts):
    texts = [StatementText(wording_of(parts_of(*each)), parts_of(*each) if parts else ()) for each in (OLDER, NEWER)]
    different = differences(*texts)
    kinds = tuple(part.kind.value for part in texts[0].parts) or ("",)
    told = "The market closes at five.", "Asha", START, kinds, different
    change = ReviewChange("WHE-01", 1, 2, "Friday", "Mumbai", *told, kept=True)
    document = summary.render(a_review_report(changes=(change,)))
    for accepted, text in ((True, texts[1]), (False, texts[0])):
        if parts:
            assert parts_said(document, accepted=accepted) == [part.text for part in text.parts]
        else:
            assert text.wording in lines_said(document, accepted=accepted)
    marks = [*Document(BytesIO(document)).element.iter(qn("w:ins"), qn("w:del"))]
    assert {(mark.get(qn("w:author")), mark.get(qn("w:date"))) for mark in marks} == {("Asha", "2026-11-20T09:00:00Z")}


def test_a_changed_text_without_parts_is_tracked_too():
    change = ReportChange(
        1, "", "Asha", START, differences(StatementText("It is far.", ()), StatementText("It is near.", ()))
    )
    found = report(statement(rounds=JUDGED, version=2, parts=(), wording="It is near.", change=change))
    root = Document(BytesIO(render(found))).element
    assert [each.text for each in root.iter(qn("w:delText"))] == [" far."]


def test_an_approved_comment_is_a_comment_of_word_on_its_statement():
    paper = Document(BytesIO(render(report(statement(rounds=JUDGED, comments=SAID)))))
    assert [(each.author, each.initials) for each in paper.comments] == [("The panel", "P")] * 3
    assert [each.text.split("  ")[0] for each in paper.comments] == [
        "गाँव में पहुँचना मुश्किल है। (on “the situation”, has seen this, in Hindi)",
        "Only by day.\nNever at night.",
        "صرف دن میں (in ur)",
    ]
    for mark in paper.element.iter(qn("w:commentRangeStart")):
        line = mark.getparent()
        assert "WHE-01" in "".join(words.text for words in line.iter(qn("w:t")))
        for other in ("w:commentRangeEnd", "w:commentReference"):
            [end] = [each for each in line.iter(qn(other)) if each.get(qn("w:id")) == mark.get(qn("w:id"))]
            assert [*line.iter()].index(mark) < [*line.iter()].index(end)


def test_a_comment_does_not_tell_when_it_was_written():
    found = report(statement(rounds=JUDGED, comments=SAID))
    made = found.made_at.replace(second=0, microsecond=0)
    assert {each.timestamp for each in Document(BytesIO(render(found))).comments} == {made}


def test_without_comments_there_is_no_part_for_them():
    assert "word/comments.xml" not in unpack(render(report(statement(rounds=JUDGED))))


@pytest.mark.parametrize(
    ("lang", "tag", "letters", "from_the_right"),
    [("hi", "hi-IN", "Nirmala UI", False), ("mr", "mr-IN", "Nirmala UI", False), ("ur", "ur-PK", "Arial", True)],
)
def test_words_of_other_scripts_say_their_language_and_their_letters(lang, tag, letters, from_the_right):
    said = ReportComment("c1", "r1", None, False, lang, "क")
    members = unpack(render(report(statement(rounds=JUDGED, comments=(said,)))))
    for name in ("word/document.xml", "word/comments.xml"):
        [words] = [each for each in etree.fromstring(members[name]).iter(qn("w:t")) if "क" in (each.text or "")]
        look = words.getparent().find(qn("w:rPr"))
        assert look.find(qn("w:lang")).get(qn("w:bidi")) == tag
        assert look.find(qn("w:rFonts")).get(qn("w:cs")) == letters
        assert (look.find(qn("w:rtl")) is not None) == from_the_right


@pytest.mark.parametrize(
    "document", [lambda: render(afternoon(12)), lambda: summary.render(long_review(20))], ids=["workshop", "review"]
)
def test_every_reference_leads_to_the_caption_it_names(document):
    root = etree.fromstring(unpack(document())["word/document.xml"])
    named = {}
    for mark in root.iter(qn("w:bookmarkStart")):
        line = "".join(words.text for words in mark.getparent().iter(qn("w:t")))
        named[mark.get(qn("w:name"))] = line
    codes = [code for code in root.iter(qn("w:instrText")) if code.text.startswith(" REF")]
    assert codes
    for code in codes:
        name = code.text.split()[1]
        shown = code.getparent().getnext().getnext().find(qn("w:t")).text
        assert named[name].startswith(f"{shown}. ")


def test_numbers_of_places_and_changes_are_given_once():
    found = amended(OLDER, NEWER)
    root = etree.fromstring(unpack(render(replace(found, made_at=START + timedelta(hours=9))))["word/document.xml"])
    marks = [mark.get(qn("w:id")) for mark in root.iter(qn("w:ins"), qn("w:del"), qn("w:bookmarkStart"))]
    assert len(marks) == len(set(marks)) > 10
