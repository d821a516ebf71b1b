"""The tables of a workshop: what stands in them, and what never does."""

import csv
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from app.core.report import Report, ReportLock
from app.core.report_rounds import InEnglish, ReportComment
from exports.package import unpack
from exports.tidy import render
from exports.tidy.archive import SUMS, recounts
from exports.tidy.codebook import TABLES
from tests.exports.reports import afternoon, asked, ballot, half_condensed, report, statement

HOSTILE = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1",
    "＋1",
    "－1",
    "＠1",
    "'=1",
    "\x00=1",
    "\ud800=1",
    "\u202e=1",
    "\ufeff=1",
]


def tables(found: Report) -> dict[str, list[dict[str, str]]]:
    """Every table of the archive, as a reader sees it."""
    members = unpack(render(found))
    return {
        name.removesuffix(".csv"): list(csv.DictReader(StringIO(body.decode(), newline="")))
        for name, body in members.items()
        if name.endswith(".csv")
    }


def test_the_same_report_gives_the_same_bytes():
    assert render(afternoon(12)) == render(afternoon(12))


def test_every_file_is_there():
    names = {f"{name}.csv" for name in TABLES} | {"codebook.csv", "protocol.json", *recounts(), "README.txt", SUMS}
    assert set(unpack(render(report()))) == names


def test_the_codebook_explains_every_column_of_every_table():
    members = unpack(render(afternoon(3)))
    explained = {(row["table"], row["column"]) for row in csv.DictReader(StringIO(members["codebook.csv"].decode()))}
    written = {
        (name.removesuffix(".csv"), column)
        for name, body in members.items()
        if name.endswith(".csv")
        for column in next(csv.reader(StringIO(body.decode())))
    }
    assert explained == written


def test_no_cell_is_empty():
    assert not [
        (name, row) for name, rows in tables(afternoon(12)).items() for row in rows if "" in row.values() or None in row
    ]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_spreadsheet_runs_what_people_wrote(hostile):
    found = tables(
        report(
            statement(
                hostile,
                (asked((ballot(1, group=hostile),)),),
                section=hostile,
                family=hostile,
                mechanism=hostile,
                title=hostile,
                wording=hostile,
                comments=(ReportComment("c1", "r1", None, False, "en", hostile),),
            )
        )
    )
    cells = [cell for rows in found.values() for row in rows for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(tuple("=+-@\t\r＝＋－＠"))]
    assert found["statements"][0]["title"].startswith("'")


def test_one_apostrophe_less_is_what_she_wrote():
    written = tables(report(statement(title="=2 rooms")))["statements"][0]["title"]
    assert written[1:] == "=2 rooms"


def test_line_breaks_and_every_script_come_through():
    text = 'पहली बात।\nदूसरी, "बात"; تیسری'
    assert tables(report(statement(wording=text)))["statements"][0]["wording"] == text


def test_a_comment_comes_with_its_english_and_whose_it_is_or_says_why_not():
    said = (
        ReportComment("c1", "r1", None, False, "hi", "=दूर", InEnglish("=Far", "Asha", "Meera")),
        ReportComment("c2", "r1", None, False, "mr", "वेळ"),
        ReportComment("c3", "r1", None, False, "", "By day"),
    )
    names = ("lang", "text_approved", "text_translated", "translated_by", "translation_checked_by")
    assert [tuple(row[name] for name in names) for row in tables(report(statement(comments=said)))["comments"]] == [
        ("hi", "'=दूर", "'=Far", "Asha", "Meera"),
        ("mr", "वेळ", "NA", "NA", "NA"),
        ("suppressed", "By day", "NA", "NA", "NA"),
    ]


def test_ballots_are_sorted_by_pseudonym():
    cast = (ballot(1, panellist="pz"), ballot(2, panellist="pa"), ballot(3, panellist="pm"))
    rows = tables(report(statement(rounds=(asked(cast),))))["ballots"]
    assert [row["panellist"] for row in rows] == ["pa", "pm", "pz"]


def test_an_open_round_gives_no_ballot_away():
    still_open = replace(asked((ballot(1), ballot(2))), state="open")
    found = tables(report(statement(rounds=(still_open,), confirmation=None)))
    assert found["ballots"] == []
    assert found["rounds"][0]["closed_at"] == found["rounds"][0]["present"] == "NA"


def test_a_group_that_may_not_be_named_is_suppressed():
    found = tables(report(statement(rounds=(asked((ballot(1, group=""),)),))))
    assert found["ballots"][0]["stakeholder_group"] == "suppressed"
    assert {row["stakeholder_group"]: row["n"] for row in found["people"]} == {
        "Counsellors": "10",
        "Health workers": "suppressed",
    }


def test_what_was_not_answered_is_not_zero():
    row = tables(report(statement(rounds=(asked((ballot(1, rating=None),)),))))["ballots"][0]
    assert (row["plausibility"], row["relevance"], row["abstained"]) == ("NA", "NA", "outside")
    assert row["parts"] == "none"


def test_times_are_utc_to_the_minute():
    row = tables(report(statement(rounds=(asked(()),))))["rounds"][0]
    assert (row["opened_at"], row["closed_at"]) == ("2026-11-20T09:00Z", "2026-11-20T09:02Z")


def test_invented_criteria_are_marked_wherever_they_stand():
    found = afternoon(12)
    invented = {each.id for each in found.statements if each.invented}
    for name in ("evidence", "criteria", "weightings"):
        marked = {row["statement_id"] for row in tables(found)[name] if "invented for the example" in row["note"]}
        assert marked == invented, name
    assert "invented for the example" in unpack(render(found))["README.txt"].decode()


def test_the_read_me_says_what_made_it():
    text = unpack(render(report()))["README.txt"].decode()
    for fact in (
        "Friday afternoon",
        "2026-11-20T13:00Z",
        "draft before release",
        "plumbline 0.1.0",
        report().protocol_hash,
    ):
        assert fact in text


def test_the_page_about_exports_names_every_column():
    page = Path("docs/exports.md").read_text(encoding="utf-8")
    for name, columns in TABLES.items():
        assert f"| `{name}` | {', '.join(f'`{column.name}`' for column in columns)} |" in page


def test_the_lineage_says_how_every_configuration_ends():
    found = tables(half_condensed(afternoon(12)))
    ends = {row["statement_id"]: row for row in found["lineage"]}
    assert len(ends) == 13
    ids = [row["statement_id"] for row in found["statements"]]
    assert [ends[id]["fate"] for id in ids[:5]] == ["merged", "merged", "merged", "kept", "dropped"]
    assert (ends[ids[0]]["merged_into"], ends[ids[0]]["ends_in"]) == ("C-1", "C-1")
    assert (ends[ids[4]]["reason"], ends[ids[4]]["ends_in"]) == ("'=It says less.", "NA")
    assert (ends[ids[11]]["fate"], ends[ids[11]]["decided_at"]) == ("open", "NA")
    assert ends["C-1"]["fate"] == "written"
    assert [row["merged_into"] for row in found["statements"][:4]] == ["C-1", "C-1", ids[3], "NA"]
    assert {row["origin"] for row in found["statements"]} == {"sheet"}


def test_the_locks_of_the_weights_are_there_with_their_reasons():
    at = afternoon(1).made_at
    locks = (ReportLock(True, at), ReportLock(False, at, "Asha", "-1 place too many"))
    rows = tables(replace(report(), locks=locks))["locks"]
    assert [(row["act"], row["by"], row["reason"]) for row in rows] == [
        ("locked", "NA", "NA"),
        ("unlocked", "Asha", "'-1 place too many"),
    ]
