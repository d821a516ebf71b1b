"""Sources in a cell: ranges are counted out, and whatever was glued together is questioned, never cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.sheet_problems import Unreadable
from app.core.source_lists import questioned, read_sources

TWELVE = tuple(str(number) for number in range(18, 30))


@pytest.mark.parametrize("dash", ["-", "–", "—", " - ", "\u2011", "\u2212"])
def test_a_range_of_twelve_is_twelve_whatever_its_dash(dash):
    assert read_sources(f"18{dash}29") == TWELVE


@pytest.mark.parametrize("text", ["1;2;3", "1, 2, 3", "1 2 3", "1\n2\n3", "[1,2,3]", "1-3", "1-2; 3"])
def test_lists_are_separated_in_many_ways(text):
    assert read_sources(text) == ("1", "2", "3")


@pytest.mark.parametrize(
    ("text", "read"), [("", ()), ("  ", ()), ("30;18;30", ("30", "18")), ("007", ("7",)), ("18;", ("18",))]
)
def test_a_source_is_named_once_in_its_order(text, read):
    assert read_sources(text) == read


@given(st.integers(0, 9_000), st.integers(1, 499))
def test_a_range_holds_every_number_between_its_ends_and_no_other(first, more):
    assert read_sources(f"{first}-{first + more}") == tuple(map(str, range(first, first + more + 1)))


@given(st.text(max_size=30) | st.text("0123456789-;, .MRS", max_size=30))
def test_any_text_is_a_list_of_numbers_or_questioned(text):
    try:
        sources = read_sources(text)
    except Unreadable as unclear:
        sources = (str(len(unclear.mend)),)
    assert all(source.isdecimal() for source in sources)


@pytest.mark.parametrize(
    ("text", "read", "mend"),
    [
        ("MR.17", "MR.17", "Write the number alone if it is meant."),
        ("12; COVID19", "COVID19", "Write the number alone if it is meant."),
        ("17a", "17a", "Write the number alone if it is meant."),
        ("29-18", "29-18", "Did you mean 18-29?"),
        ("18.19", "18.19", "Did you mean 18, 19?"),
        (
            "2024-02-01",
            "2024-02-01",
            "Spreadsheets turn 1-2 into a date: set the column to text and type the range again.",
        ),
        ("18-29-30", "18-29-30", "Write the numbers of your list of sources; leave the cell empty for none."),
        ("none", "none", "Write the numbers of your list of sources; leave the cell empty for none."),
        ("1-999999999", "1-999999999", "Write it in smaller ranges if it is meant."),
        ("9" * 5000, "9" * 5000, "Write the number alone if it is meant."),
    ],
    ids=lambda value: value[:20],
)
def test_what_is_no_list_is_questioned(text, read, mend):
    with pytest.raises(Unreadable) as caught:
        read_sources(text)
    assert (caught.value.read, caught.value.mend) == (read, mend)


@pytest.mark.parametrize(
    ("numbers", "doubts"),
    [
        ("18 71 1529", {"1529": (71, "15-29")}),
        ("18 71 912", {"912": (71, "9-12")}),
        ("18 71 182930", {"182930": (71, "")}),
        ("18 71 72 103 189", {}),
        ("45 123", {}),
        ("32584910 7316294 37187522", {}),
        ("1529", {}),
        ("", {}),
    ],
    ids=str,
)
def test_a_number_far_above_all_others_is_questioned(numbers, doubts):
    assert questioned(set(numbers.split())) == doubts


def test_a_known_number_of_sources_settles_it():
    assert questioned({"18", "1529"}, known=2_000) == {}
    assert questioned({"18", "72"}, known=71) == {"72": (71, "")}
