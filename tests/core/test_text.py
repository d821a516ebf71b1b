"""What people wrote arrives clean, whole, and the same everywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.text import clean

ANY_TEXT = st.text(st.characters())  # lone surrogates and control characters included


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        pytest.param("  women feel safe  ", "women feel safe", id="spaces around"),
        pytest.param("women\x00 feel\x07 safe\x7f", "women feel safe", id="control characters"),
        pytest.param("women \ud800feel safe", "women feel safe", id="half a character"),
        pytest.param("safe\ufffe\uffff\U0001fffe", "safe", id="noncharacters, which XML cannot hold"),
        pytest.param("\ufeffid", "id", id="byte order mark"),
        pytest.param("a\u202ecba\u2066d", "acbad", id="marks that turn text around"),
        pytest.param("one\r\ntwo\rthree\u2028four\x0bfive", "one\ntwo\nthree\nfour\nfive", id="any line break"),
        pytest.param("one \n  two", "one\ntwo", id="spaces at a break"),
        pytest.param("one\n\n\n\n\n\ntwo", "one\n\ntwo", id="a tall gap"),
        pytest.param("a\tb\u00a0 c", "a b c", id="tabs and hard spaces"),
        pytest.param("cafe\u0301", "café", id="composed letters"),
        pytest.param("क\u094d\u200dष", "क\u094d\u200dष", id="joiners of Hindi and Marathi stay"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_text_is_cleaned_and_keeps_its_words(written, kept):
    assert clean(written) == kept


def test_a_heading_has_no_line_breaks():
    assert clean("Enhanced safety,\ncontrol\r\nand support", lines=False) == "Enhanced safety, control and support"


def test_a_limit_keeps_the_beginning():
    assert clean("x" * 10_000, limit=4_000) == "x" * 4_000
    assert clean("one two", limit=4) == "one"


@given(ANY_TEXT, st.none() | st.integers(0, 20), st.booleans())
def test_cleaning_twice_changes_nothing_more(text, limit, lines):
    once = clean(text, limit=limit, lines=lines)
    assert clean(once, limit=limit, lines=lines) == once


@given(ANY_TEXT)
def test_what_is_left_can_be_stored_and_written_anywhere(text):
    kept = clean(text)
    assert kept.encode("utf-8").decode("utf-8") == kept
    assert not any(ord(character) < 32 and character != "\n" for character in kept)
