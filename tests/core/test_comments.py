"""What is kept of a comment."""

import pytest

from app.core.comments import LONGEST, is_foreign, read_comment, read_translation
from app.core.errors import CommentEmpty, CommentTooLong
from app.core.errors_translations import CoverLost


@pytest.mark.parametrize("nothing", ["", "   ", "\n\n", "\x00\x07", "\ud800", "\u202e", "\ufeff"], ids=ascii)
def test_an_empty_comment_is_refused(nothing: str) -> None:
    with pytest.raises(CommentEmpty):
        read_comment(nothing)


def test_a_long_comment_is_refused_with_its_length_and_never_cut() -> None:
    with pytest.raises(CommentTooLong) as refused:
        read_comment("a" * 10_000)
    assert refused.value.say.startswith(f"This is 10000 characters; at most {LONGEST} fit. Your text is still here")


def test_a_comment_of_exactly_the_limit_is_kept_whole() -> None:
    assert read_comment("क" * LONGEST) == "क" * LONGEST


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  It depends.\r\nOn the bus. ", "It depends.\nOn the bus."),
        ("a\x00b\x1bc", "abc"),
        ("a\ud800b", "ab"),
        ("a\u202eb", "ab"),
        ("ज़्यादातर", "ज़्यादातर"),
        ("=1+1", "=1+1"),
        ("<script>", "<script>"),
    ],
    ids=ascii,
)
def test_control_characters_are_cleaned_and_words_stay(written: str, kept: str) -> None:
    assert read_comment(written) == read_comment(kept)
    assert read_comment(read_comment(written)) == read_comment(written)


@pytest.mark.parametrize(
    ("approved", "english", "is_kept"),
    [
        ("सिर्फ़ सुबह", "Only in the morning", True),
        ("[नाम] के साथ", "With [her]", True),
        ("[नाम] के साथ [जगह] में", "With [her] in [a place], by [bus]", True),
        ("[नाम] के साथ [जगह] में", "With [her] in Wadala", False),
        ("[] में", "There", False),
        ("[नाम] के साथ", "[] With Sunita", False),
        ("[नाम] के साथ", "[ ] With Sunita", False),
        ("[नाम", "[name", True),
    ],
)
def test_what_was_covered_has_to_be_covered_in_english(approved: str, english: str, is_kept: bool) -> None:
    if is_kept:
        assert read_translation(english, approved) == english
        return
    with pytest.raises(CoverLost):
        read_translation(english, approved)


@pytest.mark.parametrize(
    ("lang", "text", "foreign"),
    [("en", "By bus", False), ("en", "बस से", True), ("hi", "bus se", True), ("mr", "बसने", True)],
)
def test_a_reader_of_english_needs_a_translation_of_what_is_in_another_language(
    lang: str, text: str, foreign: bool
) -> None:
    assert is_foreign(lang, text) is foreign
