"""What leaves says how firmly each statement stands, and where its weights came from."""

import csv
from dataclasses import replace
from io import BytesIO, StringIO

import pytest
from docx import Document

from app.core.report import Report
from app.core.weights import Weights, equal, ranked, swung
from exports.package import unpack
from exports.tidy import render as render_tables
from exports.word import render as render_word
from tests.exports.reports import asked, ballot, report, statement

BALLOTS = tuple(ballot(number) for number in range(1, 10))


def standing(**changes: object) -> Report:
    """A report of one statement that was drawn, and one of which nothing was."""
    drawn = statement("WHE-01", (asked(BALLOTS),))
    found = report(drawn, statement("WHE-02"), **changes)
    first, second = found.statements
    place = replace(first.weighed, p_top=0.8243, rank_low=3, rank_high=17, rank_without_c4=9)
    return replace(found, statements=(replace(first, weighed=place), second))


def rows(found: Report) -> list[dict[str, str]]:
    """The table of the weighting."""
    return list(csv.DictReader(StringIO(unpack(render_tables(found))["weightings.csv"].decode())))


def cells(found: Report) -> dict[str, list[str]]:
    """The rows of the weighting's table in Word, by the code of the statement."""
    table = next(
        each for each in Document(BytesIO(render_word(found))).tables if "Without 4" in each.rows[0].cells[-1].text
    )
    return {row.cells[1].text.split()[0]: [cell.text for cell in row.cells] for row in table.rows}


def words(found: Report) -> str:
    return "\n".join(line.text for line in Document(BytesIO(render_word(found))).paragraphs)


def test_the_table_carries_the_standing_of_each_statement_and_how_it_was_drawn():
    drawn, not_drawn = rows(standing(weights=ranked([2, 3, 4, 1, 5]), top=24, seed=77))
    names = ("p_top", "rank_low", "rank_high", "rank_without_c4", "top", "seed")
    assert [drawn[name] for name in names] == ["0.8243", "3", "17", "9", "24", "77"]
    assert [not_drawn[name] for name in names[:4]] == ["NA"] * 4


def test_word_writes_ranks_as_words_and_chances_of_a_hundred():
    found = cells(standing(top=24, seed=77))
    assert found["Statement"][-3:] == ["Ranks", "First 24", "Without 4"]
    assert found["WHE-01"][-3:] == ["3 to 17", "82", "9"]
    assert found["WHE-02"][-3:] == ["", "", ""]


@pytest.mark.parametrize(("weights", "said"), [
    (equal(), "Weights: all five criteria count the same. Of 100: 1 Sources 20,"),
    (ranked([2, 3, 4, 1, 5]), "rank-order centroid). Of 100: 1 Sources 26,"),
    (swung([0, 0, 0, 5, 0]), "swing weighting). Of 100: 1 Sources 0,"),
])  # fmt: skip
def test_word_names_the_method_of_the_weights(weights: Weights, said: str):
    assert said in words(standing(weights=weights))


def test_word_says_how_it_was_drawn_only_where_it_was():
    assert "The draws began with seed 77." in words(standing(top=24, seed=77))
    assert "The draws began" not in words(standing())
