"""What a changed text shows of its change, word by word."""

from hypothesis import given
from hypothesis import strategies as st

from app.core.differences import PartDifference, Piece, difference, differences
from app.core.statements import Part, PartKind, StatementText

WORDS = st.lists(st.sampled_from(["women", "the", "a", "room", "केंद्र", "home."]), max_size=30).map(" ".join)


def said(*pieces: tuple[str, str]) -> tuple[Piece, ...]:
    return tuple(Piece(kind, text) for kind, text in pieces)  # type: ignore[arg-type]  # kinds of the test


def test_a_word_in_place_of_another_stands_behind_it() -> None:
    found = difference("A room near the market", "A safe room near the bus station")
    assert found == said(
        ("same", "A"), ("new", "safe"), ("same", "room near the"), ("gone", "market"), ("new", "bus station")
    )


def test_the_same_words_are_one_piece_however_their_lines_break() -> None:
    assert difference("A room\nnear", "A room  near") == said(("same", "A room near"))


def test_nothing_and_something_differ_as_a_whole() -> None:
    assert difference("", "A room") == said(("new", "A room"))
    assert difference("A room", "") == said(("gone", "A room"))
    assert difference("", "") == ()


@given(before=WORDS, after=WORDS)
def test_no_word_is_lost_and_none_is_invented(before: str, after: str) -> None:
    found = difference(before, after)
    words = {kind: [w for p in found if p.kind in (kind, "same") for w in p.text.split()] for kind in ("gone", "new")}
    assert (words["gone"], words["new"]) == (before.split(), after.split())
    assert all(piece.text for piece in found)


def a_text(*texts: str) -> StatementText:
    kinds = (PartKind.CONTEXT, PartKind.RESOURCE, PartKind.OUTCOME)
    return StatementText(" ".join(texts), tuple(Part(n, kinds[n - 1], text) for n, text in enumerate(texts, start=1)))


def test_each_part_is_told_apart_by_itself() -> None:
    first, second = differences(a_text("Far from town", "A room"), a_text("Far from town", "A safe room"))
    assert (first.position, first.is_changed) == (1, False)
    assert second == PartDifference(2, said(("same", "A"), ("new", "safe"), ("same", "room")))
    assert second.is_changed


def test_a_part_that_only_one_of_them_has_is_gone_or_new_as_a_whole() -> None:
    found = differences(a_text("Far from town", "A room"), a_text("Far from town"))
    assert found[1] == PartDifference(2, said(("gone", "A room")))


def test_a_statement_without_parts_is_told_apart_by_its_wording() -> None:
    found = differences(StatementText("A room helps"), StatementText("A room hinders"))
    assert found == (PartDifference(0, said(("same", "A room"), ("gone", "helps"), ("new", "hinders"))),)
