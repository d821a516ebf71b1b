"""Every sheet that cannot be imported gets a sentence: the row, the column, what was read, what is wrong, how to mend it."""

import pytest

from app.core.sheets import read_sheet

HEADINGS = [
    "id",
    "Context",
    "Resource",
    "Reasoning",
    "Outcome",
    "Polarity",
    "Refs",
    "Driven",
    "Depth",
    "Coherence",
    "Distress",
]
GOOD = ["S-1", "Few connections", "A circle", "Trust", "Support", "enabling", "18-29", "data", "thick", "4", "no"]


def row(**cells):
    return [cells.get(heading, good) for heading, good in zip(HEADINGS, GOOD, strict=True)]


def findings(*rows, headings=HEADINGS):
    return [problem.finding for problem in read_sheet([headings, *rows]).problems]


def test_a_sound_row_needs_no_mending():
    assert findings(GOOD) == []


@pytest.mark.parametrize(
    ("cells", "finding"),
    [
        ({"Outcome": "=SUM(A1:A9)"}, 'Row 2, column Outcome: we read "=SUM(A1:A9)", but this cell holds a formula. Paste its value instead.'),
        ({"Context": "＝1+1"}, 'Row 2, column Context: we read "＝1+1", but this cell holds a formula. Paste its value instead.'),
        ({"Context": "@SUM(1)"}, 'Row 2, column Context: we read "@SUM(1)", but this cell holds a formula. Paste its value instead.'),
        ({"Context": "+cmd|' /C calc'!A0"}, "Row 2, column Context: we read \"+cmd|' /C calc'!A0\", but this cell holds a formula. Paste its value instead."),
        ({"Context": "-2+3"}, 'Row 2, column Context: we read "-2+3", but this cell holds a formula. Paste its value instead.'),
        ({"Context": "#REF!"}, 'Row 2, column Context: we read "#REF!", but this is what a formula shows when it goes wrong. Write what belongs here.'),
        ({"Context": "caf\ufffd"}, 'Row 2, column Context: we read "caf\ufffd", but letters were lost when this file was saved. Save it as CSV UTF-8 or .xlsx.'),
        ({"Context": "cafÃ©"}, 'Row 2, column Context: we read "cafÃ©", but some letters were turned into others. Did you mean "café"?'),
        ({"Context": "x" * 5001}, f'Row 2, column Context: we read "{"x" * 60}…", but it is 5001 characters; at most 5000 fit. Shorten it.'),
        ({"Outcome": ""}, "Row 2, column Outcome: this cell is empty. Write it, or write (absent) if the statement has none."),
        ({"Outcome": "–"}, "Row 2, column Outcome: this cell is empty. Write it, or write (absent) if the statement has none."),
        ({"Resource": "", "Reasoning": ""}, "Row 2, column Resource: this cell is empty. Write it, or write (absent) if the statement has none."),
        ({"Context": "", "Resource": "", "Reasoning": "", "Outcome": ""}, "Row 2: this row has no words. Write its parts, or remove the row."),
        ({"id": ""}, "Row 2, column id: this row has no id. Give each statement its own. If the row goes on with the one above, write both into one cell."),
        ({"id": "x" * 41}, f'Row 2, column id: we read "{"x" * 41}", but an id has at most 40 characters. Use a short one, such as S-12.'),
        ({"Polarity": "good"}, 'Row 2, column Polarity: we read "good", but this column says enabling, constraining, mixed or none. Write one of these, or leave the cell empty.'),
        ({"Driven": "both"}, 'Row 2, column Driven: we read "both", but this column says data or theory. Write one of these, or leave the cell empty.'),
        ({"Depth": "deep"}, 'Row 2, column Depth: we read "deep", but this column says thick or thin. Write one of these, or leave the cell empty.'),
        ({"Coherence": "0"}, 'Row 2, column Coherence: we read "0", but this column says a whole number from 1 to 5. Write one of these, or leave the cell empty.'),
        ({"Distress": "maybe"}, 'Row 2, column Distress: we read "maybe", but this column says yes or no. Write one of these, or leave the cell empty.'),
        ({"Refs": "MR.17"}, 'Row 2, column Refs: we read "MR.17", but a number is glued to other signs; sources are numbers such as 18, or ranges such as 18-29. Write the number alone if it is meant.'),
        ({"Context": "one\ntwo", "Outcome": "a\nb\nc"}, 'Row 2: we read "Context 2, Outcome 3", but these columns are lists, not configurations. Write one row for each context, mechanism and outcome that belong together.'),
    ],
    ids=lambda value: str(value)[:40] if isinstance(value, dict) else "",
)  # fmt: skip
def test_a_cell_that_cannot_be_read_is_named(cells, finding):
    assert findings(row(**cells)) == [finding]


@pytest.mark.parametrize(
    "text",
    ["-well-being of women", "- a bullet", "+ support (from friends)", "5-10 sessions", "e-mail", "-5 % symptoms"],
)
def test_a_sign_at_the_beginning_is_no_formula_yet(text):
    assert findings(row(Context=text)) == []


def test_all_problems_are_told_at_once_in_the_order_of_the_rows():
    found = findings(row(Polarity="good", Refs="x"), row(id="S-2"), row(id="s-1", Coherence="9"))
    assert [finding.split(":")[0] for finding in found] == [
        "Row 2, column Polarity", "Row 2, column Refs", "Row 4, column Coherence", "Row 4, column id",
    ]  # fmt: skip


def test_an_id_given_twice_names_the_first_row():
    assert findings(GOOD, row(id="s-1")) == [
        'Row 3, column id: we read "s-1", but row 2 has the same id. Give each statement its own.'
    ]


def test_a_comma_that_split_a_text_is_noticed():
    (finding,) = findings([*GOOD, "and fear"])
    assert finding.startswith('Row 2: we read "and fear", but there is no heading above this cell. Name the column.')


@pytest.mark.parametrize(
    ("headings", "missing"),
    [
        (["context", "resource", "outcome"], "id"),
        (["id", "context", "outcome"], "mechanism"),
        (["id", "reasoning"], "context, outcome"),
        (["Title", "Comment"], "id, context, outcome, mechanism"),
        (["id", "context", "mechanism label", "outcome"], "mechanism"),
    ],
)
def test_missing_columns_are_named_together(headings, missing):
    found = findings(["x"] * len(headings), headings=headings)
    assert found[0].startswith(f"Row 1: there is no column for {missing}. Add it, or")


def test_two_columns_for_one_thing_are_not_chosen_between():
    (finding,) = findings(["S", "Talk helps.", "1", "2"], headings=["id", "wording", "Refs", "Citations"])
    assert finding == (
        'Row 1, column Citations: we read "Citations", but the column Refs already holds the sources. Rename or remove one of the two.'
    )


def test_lists_side_by_side_are_not_configurations():
    lists = [["C1", "M1", "O1"], ["C2", "M2", "O2"], ["C3", "", "O3"], ["C4", "", ""]]
    (finding,) = findings(
        *([str(n), *cells] for n, cells in enumerate(lists)), headings=["id", "Context", "Mechanism", "Outcome"]
    )
    assert finding == (
        'We read "Context 4, Mechanism 2, Outcome 3", but these columns are lists, not configurations. '
        "Write one row for each context, mechanism and outcome that belong together."
    )


@pytest.mark.parametrize("grid", [[], [[]], [["", " "], []]])
def test_an_empty_sheet_says_so(grid):
    (problem,) = read_sheet(grid).problems
    assert problem.sentence == (
        "This sheet is empty. Add headings and statements. Correct the sheet and import again. Nothing has been imported yet."
    )


def test_headings_alone_are_no_sheet():
    assert findings() == ["Row 1: there are no rows below the headings. Add at least one statement."]
