"""Translations in a sheet of statements: columns such as context_hi, whole or not at all."""

import pytest

from app.core.sheet_columns import translated_field
from app.core.sheets import read_sheet
from app.core.statements import Words

PARTS = ["id", "context", "mechanism_text", "outcome"]
HINDI = ["context_hi", "mechanism_text_hi", "outcome_hi"]
ENGLISH = ["S-1", "Women far from town", "A room near by", "More women come"]
TEXTS = ["शहर से दूर औरतें", "पास एक कमरा", "ज़्यादा औरतें आती हैं"]


def test_a_statement_comes_with_its_translation_part_by_part() -> None:
    found = read_sheet([[*PARTS, *HINDI], [*ENGLISH, *TEXTS]])
    assert found.problems == ()
    assert found.statements[0].translations == (Words("hi", dict(enumerate(TEXTS, start=1))),)
    assert found.statements[0].notes == ()


def test_several_languages_and_rows_without_any() -> None:
    first = [*PARTS, *HINDI, "context_mr", "mechanism_text_mr", "outcome_mr"]
    found = read_sheet([first, [*ENGLISH, *TEXTS, *TEXTS], ["S-2", *ENGLISH[1:]]])
    assert found.problems == ()
    assert [[words.lang for words in each.translations] for each in found.statements] == [["hi", "mr"], []]


def test_several_pieces_in_a_cell_are_as_many_as_the_original_has() -> None:
    original = ["S-1", "Far from town\nNo bus", "A room near by", "More women come"]
    found = read_sheet([[*PARTS, *HINDI], [*original, "शहर से दूर\nबस नहीं", *TEXTS[1:]]])
    assert found.statements[0].translations[0].parts == {1: "शहर से दूर", 2: "बस नहीं", 3: TEXTS[1], 4: TEXTS[2]}
    wrong = read_sheet([[*PARTS, *HINDI], [*original, *TEXTS]]).problems[0]
    assert wrong.finding == "Row 2, column context_hi: it has 1 parts, and context has 2. Write one line for each."


def test_a_sheet_of_sentences_has_a_sentence_in_each_language() -> None:
    found = read_sheet([["id", "wording", "wording_mr"], ["S-1", "Women come when it is near.", "जवळ असेल तर"]])
    assert found.statements[0].translations == (Words("mr", {}, "जवळ असेल तर"),)


def test_half_a_translation_is_named_by_row_and_column() -> None:
    found = read_sheet([[*PARTS, *HINDI], [*ENGLISH, TEXTS[0], "", TEXTS[2]]])
    assert found.problems[0].finding.startswith(
        "Row 2, column mechanism_text_hi: it is empty, and other cells in हिन्दी are not."
    )
    assert not found.may_be_imported
    without = read_sheet([[*PARTS, "context_hi"], [*ENGLISH, TEXTS[0]]])
    assert "column mechanism_text_hi" in without.problems[0].finding


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("context_hi", "context_hi"),
        ("Context (C) hi", "context_hi"),
        ("MECHANISM_RESOURCE-MR", "mechanism_resource_mr"),
        ("statement_hi", "wording_hi"),
        ("context", None),
        ("context_en", None),
        ("context_xx", None),
        ("id_hi", None),
        ("hi", None),
        ("delhi", None),
    ],
)
def test_headings_name_a_part_and_a_language(heading: str, field: str | None) -> None:
    assert translated_field(heading) == field


def test_two_columns_of_one_part_and_language_are_a_problem() -> None:
    found = read_sheet([[*PARTS, *HINDI, "outcome mr", "outcome_mr"], [*ENGLISH, *TEXTS, "a", "b"]])
    assert found.problems
