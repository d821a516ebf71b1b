"""The page about sheets names every column that is understood, and promises what is held."""

from pathlib import Path

import pytest

from app.core.sheet_columns import NAMES, field_named
from app.services.reading_bounds import MOST_CELLS, MOST_COLUMNS, MOST_ROWS

GUIDE = (Path(__file__).parents[2] / "docs" / "import.md").read_text(encoding="utf-8")
TABLE = {cells[1].strip(" `"): cells[2] for line in GUIDE.splitlines() if len(cells := line.split("|")) == 5}


def test_every_field_has_a_row():
    assert set(NAMES) <= set(TABLE)


@pytest.mark.parametrize("field", NAMES)
def test_every_other_name_in_the_guide_is_understood(field):
    assert {field_named(name.strip()) for name in TABLE[field].split(",")} == {field}


def test_the_limits_in_the_guide_are_the_ones_that_hold():
    assert f"{MOST_ROWS:,} rows, {MOST_COLUMNS} columns and {MOST_CELLS:,} cells" in GUIDE
