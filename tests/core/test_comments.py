"""What is kept of a comment."""

import pytest

from app.core.comments import LONGEST, read_comment
from app.core.errors import CommentEmpty, CommentTooLong


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
