"""What a reader must know beside a class."""

from app.core.judgements import Judgement
from app.core.protocol import Protocol
from tests.core.people import judged, said, would_if_changed


def objecting(rating: int | None, *positions: int) -> Judgement:
    """Somebody who says that these parts do not fit."""
    return Judgement(
        plausibility=rating,
        relevance=None if rating is None else 4,
        abstained="unclear" if rating is None else None,
        parts=positions,
    )


def test_seven_people_are_a_small_panel_and_eight_are_not() -> None:
    assert "small_panel" in judged(said(*[5] * 7)).flags
    assert judged(said(*[5] * 8)).flags == ()


def test_a_share_is_taken_as_it_was_typed() -> None:
    """In binary 0.55 of 20 is a little more than 11."""
    panel = [objecting(5, 2)] * 11 + said(*[5] * 9)
    assert "part_questioned:2" in judged(panel, protocol=Protocol(questioned_share=0.55)).flags


def test_one_of_five_against_decides_and_says_so() -> None:
    assert "one_answer_decides" in judged(said(4, 5, 4, 5, 1)).flags


def test_one_answer_decides_where_it_could_divide_the_panel() -> None:
    assert "one_answer_decides" in judged(said(*[5] * 10, *[1] * 5)).flags


def test_a_change_that_hangs_on_one_person_is_flagged() -> None:
    found = judged([*said(4, 5, 5, 4, 4, 5, 4), would_if_changed(3, 2), would_if_changed(3, 2), *said(3)])
    assert found.suggested == "needs_change"
    assert "one_answer_decides" in found.flags


def test_a_part_that_three_of_nine_question_is_flagged() -> None:
    people = [objecting(5, 1), objecting(4, 1, 4), objecting(4, 1), *said(5, 5, 4, 4, 4, 4)]
    assert judged(people).flags == ("part_questioned:1",)
    assert judged(people).objections == ((1, 3), (4, 1))


def test_two_of_nine_are_too_few_to_question_a_part_in_print() -> None:
    assert judged([objecting(5, 1), objecting(4, 1), *said(5, 5, 4, 4, 4, 4, 4)]).flags == ()


def test_one_objection_is_never_enough() -> None:
    lenient = Protocol(questioned_share=0.05)
    assert judged([objecting(5, 1), *said(*[5] * 8)], protocol=lenient).flags == ()


def test_an_objection_counts_only_from_those_who_rated() -> None:
    people = [objecting(None, 1), objecting(None, 1), objecting(5, 1), *said(5, 5, 4, 4, 4, 4, 4)]
    assert judged(people).flags == ()
