"""A team brings the sheet it has: it is read whole, or the team hears where and how to mend it."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.sheets import Grid, read_sheet
from app.core.statements import PartKind, Polarity

EXAMPLE = Path(__file__).parents[2] / "examples" / "ipv" / "statements.csv"
FOUR = ["id", "context", "mechanism_resource", "mechanism_reasoning", "outcome"]


def sheet(*rows, headings=FOUR):
    return [headings, *rows]


def statement(code="S-1", **cells):
    """A row of four parts and whatever else is named."""
    parts = {"context": "Few connections", "mechanism_resource": "A talking circle",
             "mechanism_reasoning": "Women feel understood", "outcome": "More support"}  # fmt: skip
    return {"id": code} | parts | cells


def table(*rows):
    """Rows given as mappings, with every heading any of them names."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    return [headings, *([row.get(heading, "") for heading in headings] for row in rows)]


def example():
    with EXAMPLE.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


# The example review


def test_the_example_is_read_as_it_is():
    reading = read_sheet(example())
    assert (reading.problems, reading.questions) == ((), ())
    assert reading.may_be_imported
    counts = reading.counts
    assert (counts.statements, counts.families, counts.constraining) == (71, 10, 22)
    assert (counts.with_sources, counts.distinct_sources) == (53, 55)


def test_a_statement_of_the_example_has_four_parts_in_their_order():
    statement = read_sheet(example()).statements[2]
    assert (statement.code, statement.row, statement.polarity) == ("WHE-03", 4, Polarity.CONSTRAINING)
    kinds = [PartKind.CONTEXT, PartKind.RESOURCE, PartKind.REASONING, PartKind.OUTCOME]
    assert [part.kind for part in statement.parts] == kinds
    assert [part.position for part in statement.parts] == [1, 2, 3, 4]
    assert statement.wording.startswith("Intervention settings without privacy or safety. No private, secure space")


def test_a_column_nobody_mapped_becomes_a_note():
    assert read_sheet(example()).statements[0].notes == (("source_line", "348"),)


def test_what_the_sheet_does_not_say_is_not_assessed():
    first = read_sheet(example()).statements[0]
    assert (first.sources, first.driven, first.depth, first.coherence) == ((), None, None, None)


def test_a_lost_dash_in_the_example_is_questioned_and_nothing_is_imported():
    rows = example()
    rows[47][9] = "1529"
    reading = read_sheet(rows)
    assert not reading.may_be_imported
    (problem,) = reading.problems
    assert problem.sentence == (
        'Row 48, column sources: we read "1529", but sources go up to 71. Did you mean 15-29? '
        "Correct the cell and import again. Nothing has been imported yet."
    )


# Sheets as teams keep them


def test_three_parts_keep_the_mechanism_whole():
    headings = ["No.", "Context (C)", "Mechanism (M)", "Outcome (O)"]
    (read,) = read_sheet(sheet(["1", "Few connections", "Talking circles", "Support"], headings=headings)).statements
    assert [part.kind for part in read.parts] == [PartKind.CONTEXT, PartKind.MECHANISM, PartKind.OUTCOME]
    assert read.mechanism == ""


def test_one_sentence_a_row_is_a_sheet_too():
    reading = read_sheet([["Code", "Statement"], ["S1", "Talking circles help women feel understood."]])
    (read,) = reading.statements
    assert reading.may_be_imported
    assert (read.wording, read.parts) == ("Talking circles help women feel understood.", ())


def test_parts_keep_the_order_of_the_sheet():
    headings = ["id", "Outcome", "Context", "Mechanism"]
    (read,) = read_sheet(sheet(["1", "Support", "Few connections", "Circles"], headings=headings)).statements
    assert [part.kind for part in read.parts] == [PartKind.OUTCOME, PartKind.CONTEXT, PartKind.MECHANISM]


def test_a_wording_for_the_panel_goes_before_the_joined_parts():
    (read,) = read_sheet(table(statement(wording="Talking helps."))).statements
    assert read.wording == "Talking helps."
    assert len(read.parts) == 4


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Refs", "sources"), ("References", "sources"), ("Studies", "sources"), ("Theme", "family"), ("Topic", "family"),
        ("Context (C)", "context"), ("C", "context"), ("CONTEXTS", "context"), ("M - resource", "mechanism_resource"),
        ("Mechanism: reasoning", "mechanism_reasoning"), ("Mechanism (resource)", "mechanism_resource"),
        ("Reasoning", "mechanism_reasoning"), ("Outcome(s)", "outcome"), ("#", "id"), ("Statement ID", "id"),
        ("CMO no.", "id"), ("Data or theory", "driven"), ("Thick/thin", "depth"), ("Polarity", "polarity"),
        ("context_xx", "note"), ("source_line", "note"), ("Comments of the first panel", "note"), ("भाषा", "note"),
    ],
)  # fmt: skip
def test_headings_are_known_by_many_names(heading, field):
    columns = read_sheet([[heading, "something else"], ["x", "y"]]).columns
    assert next(column.field for column in columns if column.heading == heading) == field


def test_a_title_may_stand_above_the_headings():
    reading = read_sheet([["Final list, March"], [], *table(statement())])
    assert reading.may_be_imported
    assert reading.statements[0].row == 4


def test_of_two_columns_the_one_with_the_very_name_counts():
    reading = read_sheet(table(statement(family="Where", theme="Access")))
    assert reading.may_be_imported
    assert (reading.statements[0].family, reading.statements[0].notes) == ("Where", (("theme", "Access"),))


def test_cells_are_split_at_lines_bullets_and_codes_only():
    reading = read_sheet(table(statement(context="C1: Few friends; no car\nC2: Shame and fear", outcome="• Support")))
    assert reading.may_be_imported
    contexts = [part for part in reading.statements[0].parts if part.kind is PartKind.CONTEXT]
    assert [(part.code, part.text) for part in contexts] == [("C1", "Few friends; no car"), ("C2", "Shame and fear")]


def test_a_part_can_be_said_to_be_absent():
    (read,) = read_sheet(table(statement(mechanism_reasoning="(absent) trust in the provider"))).statements
    assert [(part.text, part.absent) for part in read.parts if part.absent] == [("trust in the provider", True)]


def test_rows_under_one_merged_id_are_one_statement():
    rows = (tuple(FOUR), ("S-1", "Few friends", "A circle", "Trust", "Support"),
            ("S-1", "Few friends", "A hotline", "Relief", "Support"), ("S-2", "Shame", "A circle", "Trust", "Support"))  # fmt: skip
    reading = read_sheet(Grid(rows, merged=((0, 1, 2), (1, 1, 2), (4, 1, 2))))
    assert reading.may_be_imported
    first, second = reading.statements
    assert [part.text for part in first.parts] == [
        "Few friends", "A circle", "A hotline", "Trust", "Relief", "Support",
    ]  # fmt: skip
    assert (second.code, second.row) == ("S-2", 4)


def test_grades_are_read_in_plain_words():
    row = statement(polarity="Barrier", driven="Data-driven", depth="Thick", coherence="4.0", distress="yes")
    (read,) = read_sheet(table(row)).statements
    assert (read.polarity, read.driven, read.depth, read.coherence, read.distress) == (
        Polarity.CONSTRAINING, "data", "thick", 4, True,
    )  # fmt: skip


# What only a person can say

SENTENCE = "Women in the circle feel understood and begin to trust each other"


def three_parts(mechanism):
    return sheet(["1", "Few connections", mechanism, "Support"], headings=["id", "Context", "Mechanism", "Outcome"])


def test_a_mechanism_column_of_sentences_is_asked_about():
    reading = read_sheet(three_parts(SENTENCE))
    assert not reading.may_be_imported
    (question,) = reading.questions
    assert question.column == "Mechanism"
    assert "12 words on average" in question.sentence
    assert question.choices == ("mechanism_text", "mechanism", "note")


def test_the_answer_text_makes_it_a_part():
    reading = read_sheet(three_parts(SENTENCE), mapping={"Mechanism": "mechanism_text"})
    assert reading.may_be_imported
    assert reading.statements[0].parts[1].kind is PartKind.MECHANISM


def test_the_answer_label_keeps_it_out_of_the_statement():
    reading = read_sheet(table(statement(mechanism=SENTENCE)), mapping={"mechanism": "mechanism"})
    assert reading.may_be_imported
    assert reading.statements[0].mechanism == SENTENCE
    assert len(reading.statements[0].parts) == 4


def test_an_answer_that_is_no_field_is_no_answer():
    assert read_sheet(three_parts(SENTENCE), mapping={"Mechanism": "banana"}).questions


def test_a_mapping_goes_before_every_guess():
    reading = read_sheet(
        table(statement(papers="18-20", sources="old list")), mapping={"papers": "sources", "sources": "note"}
    )
    assert reading.statements[0].sources == ("18", "19", "20")
    assert reading.statements[0].notes == (("sources", "old list"),)


# Anything at all


@given(st.lists(st.lists(st.text(st.characters(), max_size=12), max_size=6), max_size=8))
def test_no_grid_of_text_stops_the_reading(grid):
    reading = read_sheet(grid)
    assert all(problem.sentence for problem in reading.problems)


HEADINGS = st.sampled_from(
    ["id", "context", "Mechanism", "resource", "reasoning", "outcome", "wording", "refs", "note", ""]
)
CELLS = st.sampled_from(
    ["", "", "S1", "s1", "some words", "C1: a C2: b", "• a • b • c", "=1+1", "18-29", "9" * 5000, "\ud800"]
)


@given(
    st.lists(HEADINGS, max_size=8),
    st.lists(st.lists(CELLS, max_size=9), max_size=6),
    st.integers(0, 6),
    st.integers(-2, 9),
)
def test_no_sheet_with_headings_stops_the_reading(headings, rows, first, last):
    grid = Grid(tuple(map(tuple, [headings, *rows])), merged=((0, first, last), (99, 0, 99)))
    reading = read_sheet(grid)
    assert reading.problems or reading.questions or reading.may_be_imported
