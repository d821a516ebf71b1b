"""Approved comments in Word: in their own script with their English, quoted and anchored, in both summaries."""

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn

from app.core.report_rounds import InEnglish, ReportComment
from exports import word
from exports.package import unpack
from exports.word.review import methods, plain, summary
from exports.word.review.plain_words import PLAIN
from tests.exports.reports import asked, ballot, report, statement
from tests.exports.review_reports import a_review_report, a_workshop, judged

HINDI, ENGLISH = "गाँव में पहुँचना मुश्किल है।", "It is hard to reach [the village]."
SAID = (
    ReportComment("c1", "r1", 1, True, "hi", HINDI, InEnglish(ENGLISH, "Asha", "Meera")),
    ReportComment("c2", "r1", None, False, "mr", "वेळ नाही."),
    ReportComment("c3", "r1", None, False, "", "Only by day."),
)
JUDGED = (asked(tuple(ballot(number) for number in range(1, 10))),)


def workshop_summary(*, told: bool = True) -> bytes:
    found = report(statement(rounds=JUDGED, comments=SAID))
    return word.render(replace(found, workshop=replace(found.workshop, languages_told=told)))


def review_summary(*, told: bool = True) -> bytes:
    room = a_workshop(sitting=replace(report().workshop, languages_told=told))
    return summary.render(a_review_report(judged("WHE-01", *[5] * 9, comments=SAID), workshops=(room,)))


FACES = pytest.mark.parametrize("face", [workshop_summary, review_summary])


def quotes(document: bytes) -> list[list[tuple[str, str]]]:
    """The runs of each quotation, with the language that each is tagged with."""
    lines = [line for line in Document(BytesIO(document)).paragraphs if line.style.name == "Quote"]
    return [[(run.text, language(run._r)) for run in line.runs if run.text.strip()] for line in lines]


def language(run) -> str:
    tags = [tag.get(qn("w:bidi")) or tag.get(qn("w:val")) for tag in run.iter(qn("w:lang"))]
    return tags[0] if tags else ""


@FACES
def test_a_comment_is_quoted_in_its_own_script_with_its_english_below(face):
    first, second, third = quotes(face())
    assert first == [
        ("WHE-01", ""),
        (f"“{HINDI}”", "hi-IN"),
        ("(on “the situation”, has seen this, in Hindi)", ""),
        (f"“{ENGLISH}”", "en"),
        ("(put into English by Asha, checked by Meera)", ""),
    ]
    assert second[1:] == [("“वेळ नाही.”", "mr-IN"), ("(in Marathi)", "")]
    assert third[1:] == [("“Only by day.”", "en")]
    [broken] = [line for line in Document(BytesIO(face())).paragraphs if ENGLISH in line.text]
    assert broken.text.index("\n") < broken.text.index(ENGLISH), "below, in one paragraph that no page parts"


@FACES
def test_it_stands_in_the_margin_beside_its_statement_with_its_english(face):
    paper = Document(BytesIO(face()))
    assert [each.text.split("\n") for each in paper.comments] == [
        [
            f"{HINDI} (on “the situation”, has seen this, in Hindi)",
            f"{ENGLISH} (put into English by Asha, checked by Meera)",
        ],
        ["वेळ नाही. (in Marathi)"],
        ["Only by day."],
    ]
    tags = [[language(run._r) for line in each.paragraphs for run in line.runs] for each in paper.comments]
    assert [[tag for tag in each if tag] for each in tags] == [["hi-IN", "en"], ["mr-IN"], ["en"]]
    for mark in paper.element.iter(qn("w:commentRangeStart")):
        line = mark.getparent()
        assert "WHE-01" in "".join(words.text for words in line.iter(qn("w:t")))
        assert [end for end in line.iter(qn("w:commentRangeEnd")) if end.get(qn("w:id")) == mark.get(qn("w:id"))]


@FACES
@pytest.mark.parametrize("told", [True, False])
def test_a_summary_says_where_languages_are_not_told(face, told):
    said = "\n".join(line.text for line in Document(BytesIO(face(told=told))).paragraphs)
    assert ("ew people read in one of the languages, and a quotation in it would say who wrote." in said) is not told


def test_without_comments_the_review_has_no_such_section():
    said = [line.text for line in Document(BytesIO(summary.render(a_review_report(judged())))).paragraphs]
    assert "In the panels' words" not in said


def test_no_other_document_of_a_review_quotes_anybody():
    """Neither the methods appendix nor what goes to those who answered: there somebody may know who speaks so."""
    whole = a_review_report(judged("WHE-01", *[5] * 9, comments=SAID))
    others = {"methods": methods.render(whole)} | {language: plain.render(whole, language) for language in PLAIN}
    for face, document in others.items():
        said = "".join(words.text or "" for words in Document(BytesIO(document)).element.iter(qn("w:t")))
        assert not [each.text for each in SAID if each.text in said], face
        assert "word/comments.xml" not in unpack(document), face


def test_every_document_of_a_review_says_on_its_first_page_how_far_the_results_have_come():
    whole = a_review_report(judged("WHE-01", *[5] * 9))
    for render in (summary.render, methods.render):
        first = "\n".join(line.text for line in Document(BytesIO(render(whole))).paragraphs[:3])
        assert "Team, draft before release. Made on 22 November 2026 at 12:00 UTC by Plumbline." in first
        assert f"Judged by protocol version 1, {whole.protocol_hash[:12]}." in first
    for language, told in PLAIN.items():
        first = [line.text for line in Document(BytesIO(plain.render(whole, language))).paragraphs[:3]]
        assert told.made % {"day": "22.11.2026"} in first[2]
    assert PLAIN["en"].made.endswith("These results may still change.")
