"""The documents of a whole review: what stands in them, that nothing else does, and that they open."""

import re
from dataclasses import replace
from functools import cache
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from openpyxl import load_workbook

from app.core.classes import Class
from app.core.days import Day
from app.core.disclosure import shown_counts
from app.core.review_report import ReviewReport, fingerprint
from exports.package import unpack
from exports.word.review import methods, plain, summary
from exports.word.review.checklists import ACCORD, GRIPP2, RAMESES, Status
from exports.word.review.gaps import FIRST
from exports.word.review.plain_words import PLAIN
from tests.exports.review_reports import SCALE, VERDICT, a_review_report, a_workshop, everything, judged, long_review

FACES = {"review": summary.render, "methods": methods.render} | {
    f"plain-{language}": lambda report, language=language: plain.render(report, language) for language in PLAIN
}
REPORTS = {"empty": lambda: replace(a_review_report(), workshops=()), "everything": everything}


@cache
def made(face: str, report: str) -> bytes:
    return FACES[face](REPORTS[report]())


def words(document: bytes) -> str:
    """All that can be read, one paragraph per line, tables included."""
    body = Document(BytesIO(document)).element.body
    return "\n".join("".join(each.text or "" for each in line.iter(qn("w:t"))) for line in body.iter(qn("w:p")))


def tables(document: bytes) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in Document(BytesIO(document)).tables]


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("face", FACES)
def test_the_same_report_gives_the_same_sound_bytes(face: str, report: str) -> None:
    found = made(face, report)
    assert FACES[face](REPORTS[report]()) == found
    members = unpack(found)
    for name, body in members.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(body)
    defined = set(re.findall(r'w:styleId="(\w+)"', members["word/styles.xml"].decode()))
    assert set(re.findall(r'<w:(?:p|r|tbl)Style w:val="(\w+)"', members["word/document.xml"].decode())) <= defined


@pytest.mark.parametrize("face", FACES)
def test_every_document_says_which_report_it_comes_from(face: str) -> None:
    report = everything()
    about = Document(BytesIO(made(face, "everything"))).core_properties
    assert fingerprint(report) in about.comments
    assert fingerprint(replace(report, made_at=report.frozen_at)) == fingerprint(report), "at any hour the same"
    assert fingerprint(replace(report, review="Another")) != fingerprint(report)


def test_there_is_one_table_for_each_mechanism_in_the_published_order_of_parts() -> None:
    statements = (
        judged("A-1", *[5] * 9, mechanism="Near by"),
        judged("A-2", *[5] * 9, mechanism="Safe"),
        judged("A-3", *[1] * 9, mechanism="Near by"),
    )
    found = summary.render(a_review_report(*statements))
    heads = [table for table in tables(found) if table[0][:2] == ["Statement", "Sources"]]
    assert [[row[0].split("\n")[0] for row in table[1:]] for table in heads] == [["A-1", "A-3"], ["A-2"]]
    parts = re.findall(r"(\w+):", heads[0][1][0])
    assert parts == ["Context", "Resource", "Reasoning", "Outcome"]


def test_a_criterion_nobody_assessed_is_no_zero_and_no_table_has_a_decimal() -> None:
    found = tables(summary.render(everything()))
    rows = [row for table in found if table[0][:2] == ["Statement", "Sources"] for row in table]
    (row,) = (row for row in rows if row[0].startswith("C-1"))
    assert row[5:7] == ["–", "–"]
    assert not [cell for table in found for row in table for cell in row if re.search(r"\d\.\d", cell)]


def test_below_five_answers_no_count_is_shown_whatever_two_people_decided() -> None:
    report = a_review_report(judged("A-1", 5, 4, 4, 1, verdict=VERDICT))
    for face, render in FACES.items():
        found = render(report)
        assert not re.search(r"[34] of 4 (yes|हाँ)|4 पैकी|4 में से", words(found)), face
        assert not [name for name in unpack(found) if "chart" in name], face
    assert "Confirmed (too few answers to show)" in words(summary.render(report))


def test_places_stand_beside_each_other_or_not_at_all() -> None:
    places = tuple(
        (name, shown_counts(counts, SCALE)) for name, counts in (("Goa", (1, 0, 0, 4, 5)), ("Pune", (9, 0, 0, 0, 1)))
    )
    two = judged("A-1", *[5] * 9, places=places, sites=2)
    assert "Goa: 9 of 10 yes, 1 no; Pune: 1 of 10 yes, 9 no" in words(summary.render(a_review_report(two)))
    hidden = judged("A-1", *[5] * 9, sites=2)
    assert "By place: not shown, at least one place is too small" in words(summary.render(a_review_report(hidden)))


def test_the_counts_in_the_chart_its_workbook_and_the_table_are_those_of_the_report() -> None:
    report = long_review(26)
    found = summary.render(report)
    members = unpack(found)
    charted: dict[str, tuple[int, ...]] = {}
    for name in sorted(each for each in members if each.endswith(".xlsx")):
        rows = list(load_workbook(BytesIO(members[name])).active.values)
        charted |= {row[0]: tuple(row[1:]) for row in rows[1:]}
        drawn = etree.fromstring(members[name.replace("embeddings", "charts").replace(".xlsx", ".xml")])
        values = [[int(v.text) for v in each.iter("{*}v")] for each in drawn.iter("{*}val")]
        assert [list(column) for column in zip(*(row[1:] for row in rows[1:]), strict=True)] == values
    numbers = {row[0]: row for table in tables(found) if table[0][4:5] == ["Could not judge"] for row in table[1:]}
    for each in report.judged:
        if each.counts.n < 5:
            assert each.id not in charted
            continue
        points = each.counts.values
        expected = points if len(points) == 3 else (points[0] + points[1], points[2], points[3] + points[4])
        assert charted[each.id] == expected
        assert tuple(map(int, numbers[each.id][1:4])) == expected


def test_the_classes_add_up_and_are_the_same_in_all_documents() -> None:
    report = long_review(40)
    short = next(table for table in tables(summary.render(report)) if table[0][0] == "Class")
    counts = [int(row[-1]) for row in short[1:]]
    assert counts == [*(sum(each.stands is which for each in report.judged) for which in Class), len(report.judged)]
    assert sum(counts[:-1]) == counts[-1] == 40
    for language, told in PLAIN.items():
        found = tables(plain.render(report, language))
        again = next(table for table in found if table[0][0] == told.class_heading)
        assert [int(row[-1]) for row in again[1:]] == counts[:-1]
        topics = next(table for table in found if table[0][0] == told.topic)
        assert [int(each) for each in topics[-1][1:]] == counts
        assert [sum(int(row[at]) for row in topics[1:-1]) for at in range(1, 7)] == counts


def test_what_the_panels_changed_is_listed_before_and_after() -> None:
    found = words(made("review", "everything"))
    assert "A-1, version 1 to 2" in found
    assert "Adopted as P-1" in found
    assert "They raised 1 above what the rule suggests and lowered 0." in found
    assert "The rule suggested: Not confirmed (0 of 9 yes, 9 no)" in found
    assert "6 = 1 kept + 3 merged into 2 + 1 dropped + 1 open" in found


def test_the_methods_paragraph_says_what_is_on_record_and_leaves_gaps_for_the_rest() -> None:
    bare = words(methods.render(a_review_report(judged("A-1", *[5] * 8))))
    assert "15 of [to be completed: how many were invited] invited practitioners" in bare
    assert "How people were chosen: [to be completed: how people were chosen]" in bare
    day = Day(
        invited=22, accepted=18, came=15, selection="By their offices", departures="None.", differently="Sit closer."
    )
    sitting = replace(a_workshop().sitting, day=day, people=(("Counsellors", 8), ("Health workers", 7)))
    report = a_review_report(judged("A-1", *[5] * 8), workshops=(a_workshop(sitting=sitting),))
    text = words(methods.render(report))
    assert (
        "On 20 November 2026 15 of 22 invited practitioners (Counsellors 8, Health workers 7) judged 2 statements, 1 of "
        "them again after talk at Mumbai, one at a time in the room, on their own phones, in English 9, Hindi 6; "
        "statements read aloud: 4 in Hindi."
    ) in text
    assert "With 8 answers, the median here, this rule would call a panel confirmed in 9 of 100 cases" in text
    assert (
        f"SHA-256 {report.protocol_hash[:12]}), before the first answer on 20 November 2026, and not changed." in text
    )
    assert "[to be completed: how many of them had co-written the statements]" in text


def test_small_groups_and_languages_are_not_counted() -> None:
    sitting = replace(a_workshop().sitting, people=(("Counsellors", None), ("Health workers", None)))
    room = a_workshop(sitting=sitting, languages=(("en", None), ("mr", None)))
    text = words(methods.render(a_review_report(judged("A-1", *[5] * 8), workshops=(room,))))
    assert "(Counsellors, Health workers; numbers by group are held back, one is too small)" in text
    assert "English, Marathi (numbers are held back: one language had too few readers)" in text


def items(report: ReviewReport) -> dict[str, list[list[str]]]:
    found = [table for table in tables(methods.render(report)) if table[0][0] == "Item"]
    return dict(zip(("ACCORD", "GRIPP2", "RAMESES"), (table[1:] for table in found), strict=True))


def test_every_item_of_three_guidelines_has_a_status_and_a_place_or_a_gap() -> None:
    assert len(ACCORD) == 35
    for report in (everything(), replace(a_review_report(), workshops=())):
        found = items(report)
        for name, guideline in (("ACCORD", ACCORD), ("GRIPP2", GRIPP2), ("RAMESES", RAMESES)):
            assert [row[0] for row in found[name]] == [item.number for item in guideline]
            for number, _asks, status, where in found[name]:
                assert status in set(Status), number
                assert (FIRST in where) is (status == Status.TO_DO), number
                assert where, number


def test_nothing_is_filled_before_a_panel_has_met() -> None:
    rows = [row for table in items(replace(a_review_report(), workshops=())).values() for row in table]
    assert {row[2] for row in rows} == {Status.TO_DO}


def test_the_places_items_point_at_are_headings_of_these_documents() -> None:
    heads = {
        paragraph.text
        for face in ("review", "methods")
        for paragraph in Document(BytesIO(made(face, "everything"))).paragraphs
        if paragraph.style.name.startswith("Heading")
    }
    rows = [row for table in items(everything()).values() for row in table]
    named = {name for row in rows for name in re.findall(r"“([^”]+)”", row[3].split(FIRST)[0])}
    assert named <= heads
    assert len(named) >= 6


def test_the_wording_stands_in_all_languages() -> None:
    english = a_review_report().instruments["en"]
    hindi = replace(english, language="hi", outside="मेरे अनुभव से बाहर")
    text = words(methods.render(a_review_report(instruments={"en": english, "hi": hindi})))
    assert "What panels read in English" in text
    assert "What panels read in Hindi" in text
    assert "मेरे अनुभव से बाहर" in text


@pytest.mark.parametrize("language", ["hi", "mr"])
def test_a_translated_plain_summary_is_marked_as_a_draft(language: str) -> None:
    document = Document(BytesIO(made(f"plain-{language}", "everything")))
    assert "Draft translation" in "\n".join(each.text for each in document.paragraphs[:4])
    assert document.core_properties.language == f"{language}-IN"
    assert PLAIN["en"].draft == ""


def test_no_sentence_of_the_plain_summary_has_a_gap_left_or_a_word_of_the_method() -> None:
    for face in FACES:
        if face.startswith("plain"):
            text = words(made(face, "everything"))
            assert "%(" not in text
            assert not re.search("mechanism|plausib|criteri|configur|ballot|tally|panellist", text.lower())


def test_after_the_day_for_it_the_plain_summary_no_longer_offers_to_remove_answers() -> None:
    over = a_workshop(withdraw_until=everything().frozen_at)
    assert "Until 31.01.2027" in words(plain.render(a_review_report(judged())))
    assert "has passed" in words(plain.render(a_review_report(judged(), workshops=(over,))))
