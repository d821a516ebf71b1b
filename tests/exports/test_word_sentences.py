"""What a summary may not say, read from the document as a reader would; and that it comes out the same anywhere."""

import os
import pickle
import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from app.core.days import Day
from app.core.wordings import HEADINGS
from exports.word import render
from exports.word.closing import limits_of
from tests.exports.reports import afternoon, half_condensed

ROOT = Path(__file__).parents[2]
COUNTS = re.compile(r"\(.*\d.* (of|yes|no|answer|judged).*\)|too few answers to show")


@cache
def paper():
    return Document(BytesIO(render(half_condensed(afternoon(40)))))


def texts(root) -> list[str]:
    return ["".join(words.text or "" for words in line.iter(qn("w:t"))) for line in root.iter(qn("w:p"))]


def cells(heading: str) -> list[str]:
    """Every cell of the columns with this heading."""
    found = []
    for table in paper().tables:
        head = [cell.text for cell in table.rows[0].cells]
        if heading in head:
            found += [row.cells[head.index(heading)].text for row in table.rows[1:]]
    return found


def test_a_class_stands_first_in_its_cell_and_has_its_counts_beside_it():
    results = [cell for cell in cells("What it comes to") if not cell.startswith("Still open")]
    assert len(results) > 30
    for cell in results:
        first = cell.split("\n")[0]
        assert first.startswith(tuple(HEADINGS.values()))
        assert COUNTS.search(first), first


def test_no_percentage_is_said_of_people_fewer_than_twenty():
    said = [line for line in texts(paper().element.body) if "%" in line]
    # Only the rule speaks of shares (of those present), and the draws, which are 10,000.
    assert all("at least 50 %" in line or "of the draws" in line or "most 50 %" in line for line in said), said


def test_tables_hold_no_decimals():
    for table in paper().tables:
        assert [cell for cell in texts(table._tbl) if re.search(r"\d\.\d", cell)] == []


def test_every_rule_is_stated_once():
    lines = [line for line in texts(paper().element.body) if len(line) > 60]
    style = [each.text for each in paper().paragraphs if each.style.name == "List Bullet"]
    assert [rule for rule in style if lines.count(rule) > 1] == []


def test_the_first_page_says_how_far_the_results_have_come():
    first = [each.text for each in paper().paragraphs[:3]]
    assert "Team, draft before release." in first[2]


@pytest.mark.parametrize(
    "limit",
    [
        "The panel was invited, not sampled.",
        "Panels are small.",
        "Nobody came from: Police.",
        "8 of those invited did not come; why is not known, and they may see it differently.",
        "2 people led the workshop. Whoever also wrote statements may have swayed the answers to them.",
    ],
)
def test_the_limits_are_said(limit):
    found = afternoon(3)
    day = Day(invited=23, accepted=20, came=15)
    room = replace(found.workshop, day=day, people=(("Counsellors", 15), ("Police", 0)))
    assert limit in " ".join(limits_of(replace(found, workshop=room)))


def test_the_same_report_gives_the_same_bytes_in_any_process():
    given, made = pickle.dumps(afternoon(6)), []
    for seed in ("1", "2"):
        around = {**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC+{seed}"}
        command = [sys.executable, "-m", "exports", "word"]
        made.append(subprocess.run(command, input=given, cwd=ROOT, env=around, capture_output=True, check=True).stdout)
    assert made[0] == made[1] == render(afternoon(6))
