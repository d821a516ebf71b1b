"""The workshop summary: what stands in it, for whom it can be read, and that it opens."""

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from openpyxl import load_workbook

from app.core.confirmation import Class, Verdict
from app.core.deviations import Change, Deviation
from app.core.english import FIVE
from app.core.instrument_texts import with_texts
from app.core.protocol import Protocol
from app.core.report import Report, ReportLock
from app.core.report_rounds import ReportComment
from exports.package import unpack
from exports.word import render
from tests.exports.reports import afternoon, asked, ballot, half_condensed, report, statement

DESCRIBES = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


@cache
def whole() -> bytes:
    """The summary of all 71 statements, rendered once."""
    return render(afternoon())


def words(found: Report | bytes) -> str:
    """All that can be read in the summary, one paragraph per line, tables included."""
    body = Document(BytesIO(found if isinstance(found, bytes) else render(found))).element.body
    return "\n".join("".join(each.text or "" for each in line.iter(qn("w:t"))) for line in body.iter(qn("w:p")))


def panel(*ratings: int | None):
    """A round in which people gave these ratings."""
    return (asked(tuple(ballot(number, rating=rating) for number, rating in enumerate(ratings, start=1))),)


@pytest.mark.parametrize("statements", [0, 3])
def test_the_same_report_gives_the_same_bytes(statements):
    assert render(afternoon(statements)) == render(afternoon(statements))


def test_all_71_statements_give_the_same_bytes():
    assert render(afternoon()) == whole()


@pytest.mark.parametrize(
    "found", [lambda: render(afternoon(0)), lambda: render(afternoon(3)), whole], ids=["none", "three", "all"]
)
def test_every_part_of_the_package_is_sound(found):
    for name, body in unpack(found()).items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(body)


def test_every_style_that_is_used_is_in_the_template():
    members = unpack(whole())
    defined = set(re.findall(r'w:styleId="(\w+)"', members["word/styles.xml"].decode()))
    used = set(re.findall(r'<w:(?:p|r|tbl)Style w:val="(\w+)"', members["word/document.xml"].decode()))
    assert used <= defined


def test_a_class_never_stands_without_its_counts():
    text = words(report(statement(rounds=panel(5, 5, 4, 4, 4, 5, 5, 4, 1, 3, 5))))
    assert "Confirmed (9 of 11 yes, 1 no)" in text
    assert "9 of 11 yes, 1 in between, 1 no" in text


def test_the_verdict_stands_before_what_the_rule_suggests():
    verdict = Verdict(Class.CONFIRMED, "The comments all say yes.", ("Asha", "Ravi"))
    text = words(report(statement(rounds=panel(*[1] * 9), verdict=verdict)))
    stands, suggested = text.index("Confirmed (0 of 9 yes, 9 no)"), text.index("The rule suggested: Not confirmed")
    assert stands < text.index("Decided by Asha and Ravi. The comments all say yes.") < suggested


@pytest.mark.parametrize("verdict", [None, Verdict(Class.CONFIRMED, "Comments.", ("Asha", "Ravi"))])
def test_below_five_answers_no_count_is_shown(verdict):
    found = report(statement(rounds=panel(5, 4, 4, 1), verdict=verdict))
    text = words(found)
    assert "too few answers to show" in text
    assert not re.search(r"\d of \d+ (yes|much)", text)
    assert not [name for name in unpack(render(found)) if "chart" in name]


def test_from_five_to_seven_answers_thirds_are_shown():
    table = numbers_table(report(statement(rounds=panel(5, 4, 4, 3, 2, 1))))
    assert table[1] == ["WHE-01", "2", "2", "1", "3", "3", "0", "6"]


def test_from_eight_answers_every_count_is_shown():
    table = numbers_table(report(statement(rounds=panel(5, 4, 4, 3, 2, 1, 1, 1, None))))
    assert table[1] == ["WHE-01", "3", "1", "1", "2", "1", "1", "9"]


def numbers_table(found: Report) -> list[list[str]]:
    for table in Document(BytesIO(render(found))).tables:
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        if rows[0][-1] == "Present":
            return rows
    raise AssertionError("There is no table of numbers.")


def test_there_are_no_percentages_of_small_panels_and_no_decimals():
    text = words(whole())
    said = text[text.rindex("What the panel said") :]
    assert "%" not in said
    assert not re.search(r"\d\.\d", said)


def test_header_rows_come_again_on_every_page_and_rows_stay_whole():
    for table in Document(BytesIO(render(afternoon(12)))).tables:
        head = table.rows[0]._tr.trPr
        assert head.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))


def test_a_row_longer_than_a_page_may_split():
    long = statement(wording="word " * 2000, parts=())
    tables = Document(BytesIO(render(report(replace(long, rounds=panel(*[4] * 9)))))).tables
    [row] = [row for table in tables for row in table.rows if len(row.cells[0].text) > 5000]
    assert row._tr.trPr is None or row._tr.trPr.find(qn("w:cantSplit")) is None


def test_every_chart_has_a_text_beside_it_and_its_own_number():
    root = etree.fromstring(unpack(whole())["word/document.xml"])
    marks = list(root.iter(DESCRIBES))
    assert len(marks) == 10
    assert len({mark.get("id") for mark in marks}) == 10
    assert all("The table below holds the same numbers" in mark.get("descr") for mark in marks)


def test_the_workbook_in_a_chart_holds_what_the_chart_shows():
    members = unpack(whole())
    for number in range(1, 11):
        sheet = load_workbook(BytesIO(members[f"word/embeddings/chart{number}.xlsx"])).active
        columns = [[cell.value for cell in column] for column in sheet.iter_cols()]
        root = etree.fromstring(members[f"word/charts/chart{number}.xml"])
        drawn = [[value.text for value in series.iter(f"{CHART}v")] for series in root.iter(f"{CHART}ser")]
        for series, column in zip(drawn, columns[1:], strict=True):
            assert series == [column[0], *columns[0][1:], *map(str, column[1:])]


def test_a_chart_can_be_edited_in_word():
    members = unpack(render(afternoon(3)))
    relations = members["word/charts/_rels/chart1.xml.rels"].decode()
    assert "../embeddings/chart1.xlsx" in relations
    assert b"externalData" in members["word/charts/chart1.xml"]


def test_comments_are_quoted_in_their_language():
    comment = ReportComment("c1", "r1", 1, True, "hi", "गाँव में पहुँचना मुश्किल है।")
    found = report(statement(rounds=panel(*[4] * 9), comments=(comment,)))
    assert "“गाँव में पहुँचना मुश्किल है।”" in words(found)
    assert "(on “the situation”, has seen this, in Hindi)" in words(found)
    assert 'w:lang w:bidi="hi-IN"' in unpack(render(found))["word/document.xml"].decode()


def test_invented_criteria_are_marked_where_they_are_shown():
    text = words(whole())
    assert "Criteria 2, 3 and 5 are invented for the example. Use the numbers for nothing else." in text
    for column in ("2 invented", "3 invented", "5 invented"):
        assert f"\n{column}\n" in text, "in the header, which comes again on every page"


def test_what_was_not_assessed_is_no_zero():
    found = words(report(statement(rounds=panel(*[4] * 9))))
    assert "“–” is not assessed, which is no zero." in found
    assert "\n–\n" in found


def test_what_was_not_reached_is_listed_and_not_judged():
    text = words(report(statement("WHE-01", panel(*[4] * 9)), statement("WHE-02")))
    after = text[text.rindex("What was not reached") :]
    assert "WHE-02" in after
    assert "WHE-01" not in after


def test_small_groups_are_not_counted():
    hidden = replace(report().workshop, people=(("Counsellors", None), ("Nurses", None)))
    assert "fewer than 5" in words(report())
    assert "not shown" in words(replace(report(), workshop=hidden))


def test_the_weighting_lies_on_a_turned_page():
    sections = Document(BytesIO(render(afternoon(3)))).sections
    assert [section.page_width > section.page_height for section in sections] == [False, True, False]


def test_the_contents_lead_to_every_heading():
    root = etree.fromstring(unpack(whole())["word/document.xml"])
    links = [link.get(qn("w:anchor")) for link in root.iter(qn("w:hyperlink"))]
    places = [mark.get(qn("w:name")) for mark in root.iter(qn("w:bookmarkStart"))]
    assert links == [place for place in places if place.startswith("_Toc")]
    assert len(links) == 18


def test_dates_and_names_come_with_the_report():
    about = Document(BytesIO(render(report()))).core_properties
    assert about.title == "Workshop summary: Friday afternoon"
    assert about.created == about.modified == report().made_at.replace(tzinfo=about.created.tzinfo)
    assert about.author == about.last_modified_by == "plumbline 0.1.0"


@pytest.mark.parametrize("rules", [Protocol(scale="three"), Protocol(scale="nine"), Protocol(rule="comet-70-15")])
def test_other_scales_and_rules_are_printed_too(rules):
    top = rules.of_scale.points
    ballots = tuple(ballot(number, rating=top, matters=top) for number in range(1, 10))
    found = report(statement(rounds=(asked(ballots),), protocol=rules), protocol=rules)
    assert "Confirmed (9 of 9 yes, 0 no)" in words(found)


def test_nine_points_are_printed_with_their_words_and_the_disagreement_index():
    ratings = (7, 8, 9, 7, 7, 8, 6, 9, 7, 2)
    ballots = tuple(ballot(number, rating=rating, matters=9) for number, rating in enumerate(ratings, start=1))
    rules = Protocol(scale="nine")
    found = report(statement(rounds=(asked(ballots),), protocol=rules), protocol=rules)
    text, table = words(found), numbers_table(found)
    assert "1 No, it does not happen this way; 2 No; 3 No; 4 Sometimes; " in text
    assert "Disagreement index 0.16; above 1 a panel disagrees" in text
    assert table[0][1:10] == [
        "1 No",
        "2 No",
        "3 No",
        "4 Sometimes",
        "5 Sometimes",
        "6 Sometimes",
        "7 Yes",
        "8 Yes",
        "9 Yes",
    ]
    assert table[1][1:10] == ["0", "1", "0", "0", "0", "1", "4", "2", "2"]


def test_what_is_printed_as_asked_is_what_this_workshop_was_asked():
    asked_here = with_texts(
        FIVE, {"plausibility.full": "Is it so?", "part.context": "Where", "plausibility.5.short": "Sure"}
    )
    found = report(statement(rounds=panel(5, 4, 4, 3, 2, 1, 1, 1, None)), instruments={"en": asked_here})
    assert "Plausibility: Is it so?" in words(found)
    assert "context: “Where”" in words(found)
    assert numbers_table(found)[0][5] == "Sure"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="there is no LibreOffice here")
def test_libreoffice_opens_it(tmp_path):
    (tmp_path / "summary.docx").write_bytes(render(afternoon(12)))
    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--convert-to",
        "pdf",
    ]
    subprocess.run([*command, "summary.docx"], cwd=tmp_path, capture_output=True, timeout=120, check=True)
    assert (tmp_path / "summary.pdf").stat().st_size > 10_000


def test_changes_to_the_rules_are_printed_with_their_reasons_where_there_are_any():
    changes = (Change("min_ratings", 5, 6, "Our panels are large."), Change("carry_first_round", True, False, "Asked."))
    made = Deviation(2, datetime(2026, 3, 5, tzinfo=UTC), "Asha", changes)
    text = words(replace(report(), deviations=(made,)))
    assert "Changes to the rules after the first ballot" in text
    assert text.count("2, 5 March 2026, by Asha") == 2
    assert "min_ratings\n5\n6\nOur panels are large." in text
    assert "carry_first_round\ntrue\nfalse\nAsked." in text
    assert "Changes to the rules" not in words(report())


def test_the_lineage_is_printed_with_its_sum_where_it_has_begun():
    text = words(half_condensed(afternoon(12)))
    assert "From the long list to the condensed list" in text
    assert "12 = 7 kept + 3 merged into 2 + 1 dropped + 1 open" in text
    ids = [each.id for each in afternoon(12).statements]
    assert f"C-1\nBoth of them\n{ids[0]}, {ids[1]}" in text
    assert f"{ids[3]}, {ids[2]}" in text, "one that stays comes from itself too"
    assert f"{ids[4]}\nA tie of blood\n=It says less." in text
    assert "condensed list" not in words(afternoon(12))


def test_every_locking_of_the_weights_is_printed_with_its_reason():
    at = datetime(2026, 3, 5, tzinfo=UTC)
    locks = (ReportLock(True, at), ReportLock(False, at, "Asha", "Places were swapped."), ReportLock(True, at, "Asha"))
    text = words(replace(report(), locks=locks))
    assert "5 March 2026: locked by the first answer." in text
    assert "5 March 2026: unlocked by Asha. Reason: Places were swapped." in text
    assert "5 March 2026: locked by Asha." in text
    assert "When the weights were locked" not in words(report())
