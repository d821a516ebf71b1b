"""The team's verdict beside the suggestion."""

import pytest

from app.core.confirmation import Class, Verdict, VerdictProblem, agreed_verdict, movement, settled
from tests.core.people import judged, said

NEAR_MISS = judged(said(4, 4, 5, 5, 4, 3, 3, 3, 1))
ASHA_AND_MEERA = ("Asha", "Meera")


def test_a_verdict_stands_in_place_of_the_suggestion() -> None:
    verdict = agreed_verdict(NEAR_MISS, Class.CONFIRMED, "All three comments name one setting.", ASHA_AND_MEERA)
    assert settled(NEAR_MISS, verdict) is Class.CONFIRMED


def test_without_a_verdict_the_suggestion_stands() -> None:
    assert settled(NEAR_MISS, None) is Class.NOT_CONFIRMED


def test_a_verdict_that_follows_the_rule_needs_no_reason() -> None:
    assert agreed_verdict(NEAR_MISS, Class.NOT_CONFIRMED, "", ASHA_AND_MEERA).reason == ""


def test_a_verdict_against_the_rule_needs_a_reason() -> None:
    with pytest.raises(VerdictProblem, match="Please give the reason"):
        agreed_verdict(NEAR_MISS, Class.CONFIRMED, "  ", ASHA_AND_MEERA)


@pytest.mark.parametrize("names", [("", "Meera"), ("Asha", " "), ("Asha", "Asha"), ("Asha", " asha ")])
def test_a_verdict_needs_two_different_people(names: tuple[str, str]) -> None:
    with pytest.raises(VerdictProblem, match="two"):
        Verdict(Class.CONFIRMED, "", names)


@pytest.mark.parametrize(
    ("stands", "moved"),
    [
        (Class.CONFIRMED, 1),
        (Class.NEEDS_CHANGE, 1),
        (Class.INSUFFICIENT_DATA, 1),
        (Class.NOT_CONFIRMED, 0),
    ],
)
def test_raised_and_lowered_are_told_apart(stands: Class, moved: int) -> None:
    assert movement(NEAR_MISS, Verdict(stands, "as the comments say", ASHA_AND_MEERA)) == moved


def test_a_confirmed_statement_can_be_lowered() -> None:
    confirmed = judged(said(*[5] * 8))
    assert movement(confirmed, Verdict(Class.CONTESTED, "as the comments say", ASHA_AND_MEERA)) == -1
