"""Reading a ballot: what people and phones may send, and everything else."""

from typing import Any

import pytest

from app.core.ballots import Abstention, Answer, is_number, read_answer, read_ballot
from app.core.errors import AnswerUnreadable

FOUR = frozenset({1, 2, 3, 4})


def sent(**fields: Any) -> dict[str, Any]:
    """A ballot as a phone sends it, with these fields changed."""
    return {"key": "k1", "seq": 1, "round": 5, "epoch": 1, "plausibility": 4, "relevance": 3} | fields


def test_a_whole_ballot_is_read_as_it_was_sent() -> None:
    ballot = read_ballot(sent(parts=[3, 1, 3], if_changed=[2]), points=5, positions=FOUR)
    assert (ballot.key, ballot.seq, ballot.round, ballot.epoch) == ("k1", 1, 5, 1)
    assert ballot.answer == Answer(4, 3, None, (1, 3), (2,))


@pytest.mark.parametrize(
    ("fields", "whole"),
    [
        ({}, False),
        ({"plausibility": 4}, False),
        ({"relevance": 4}, False),
        ({"plausibility": 4, "relevance": 1}, True),
        ({"abstained": "outside"}, True),
        ({"abstained": "unclear", "plausibility": None, "relevance": None}, True),
    ],
)
def test_an_answer_is_whole_with_both_ratings_or_an_abstention(fields: dict[str, Any], whole: bool) -> None:
    assert read_answer(fields, points=5, positions=FOUR).is_whole is whole


def test_not_answered_is_none_and_never_zero() -> None:
    assert read_answer({}, points=5, positions=FOUR) == Answer(None, None, None, (), ())


BAD = [
    ({"key": None}, "it has no key"),
    ({"key": ""}, "it has no key"),
    ({"key": 7}, "it has no key"),
    ({"key": "k" * 65}, "it has no key"),
    ({"key": "ключ"}, "it has no key"),
    ({"key": "\ud800"}, "it has no key"),
    ({"seq": None}, '"seq" is not a whole number of 1 or more'),
    ({"seq": 0}, '"seq" is not a whole number of 1 or more'),
    ({"seq": True}, '"seq" is not a whole number of 1 or more'),
    ({"seq": 2**31}, '"seq" is not a whole number of 1 or more'),
    ({"seq": "1"}, '"seq" is not a whole number of 1 or more'),
    ({"round": 1.0}, '"round" is not a whole number of 1 or more'),
    ({"round": 10**40}, '"round" is not a whole number of 1 or more'),
    ({"epoch": -1}, '"epoch" is not a whole number of 1 or more'),
    ({"epoch": 0}, '"epoch" is not a whole number of 1 or more'),
    ({"plausibility": 0}, "a rating is from 1 to 5"),
    ({"plausibility": 6}, "a rating is from 1 to 5"),
    ({"plausibility": 10**40}, "a rating is from 1 to 5"),
    ({"plausibility": 4.0}, "a rating is from 1 to 5"),
    ({"plausibility": True}, "a rating is from 1 to 5"),
    ({"plausibility": float("nan")}, "a rating is from 1 to 5"),
    ({"relevance": "4"}, "a rating is from 1 to 5"),
    ({"relevance": [4]}, "a rating is from 1 to 5"),
    ({"abstained": "maybe", "plausibility": None, "relevance": None}, 'an abstention is "outside" or "unclear"'),
    ({"abstained": True, "plausibility": None, "relevance": None}, 'an abstention is "outside" or "unclear"'),
    ({"abstained": ""}, 'an abstention is "outside" or "unclear"'),
    ({"abstained": "outside"}, "it abstains and rates at once"),
    ({"abstained": "unclear", "plausibility": None}, "it abstains and rates at once"),
    ({"parts": 1}, "parts are a list of positions"),
    ({"parts": "12"}, "parts are a list of positions"),
    ({"parts": {"1": 1}}, "parts are a list of positions"),
    ({"parts": [1.0]}, "parts are a list of positions"),
    ({"parts": [True]}, "parts are a list of positions"),
    ({"parts": [[1]]}, "parts are a list of positions"),
    ({"parts": [5]}, "it names a part this statement does not have"),
    ({"if_changed": [10**40]}, "it names a part this statement does not have"),
    ({"panellist": 3}, 'it has a field we do not know, "panellist"'),
    ({"x" * 50: 1}, f'it has a field we do not know, "{"x" * 40}"'),
]


@pytest.mark.parametrize(("fields", "what"), BAD, ids=[f"{fields!r:.40}" for fields, _ in BAD])
def test_what_cannot_be_read_is_refused_with_the_reason(fields: dict[str, Any], what: str) -> None:
    with pytest.raises(AnswerUnreadable) as refused:
        read_ballot(sent(**fields), points=5, positions=FOUR)
    assert refused.value.say == f"We could not read this answer: {what}. Nothing was changed; please answer once more."


def test_a_nine_point_scale_takes_nine() -> None:
    assert read_answer({"plausibility": 9}, points=9, positions=FOUR).plausibility == 9


@pytest.mark.parametrize(
    "other",
    [{"seq": 2}, {"round": 6}, {"epoch": 2}, {"plausibility": 5}, {"relevance": None}, {"parts": [1]}],
    ids=str,
)
def test_another_body_has_another_digest(other: dict[str, Any]) -> None:
    first, second = (read_ballot(sent(**fields), points=5, positions=FOUR) for fields in ({}, other))
    assert first.digest != second.digest


@pytest.mark.parametrize("same", [{"key": "k2"}, {"abstained": None}, {"parts": []}, {"if_changed": None}], ids=str)
def test_the_same_body_has_the_same_digest_however_it_is_spelled(same: dict[str, Any]) -> None:
    first, second = (read_ballot(sent(**fields), points=5, positions=FOUR) for fields in ({}, same))
    assert first.digest == second.digest


def test_objecting_to_a_part_is_not_saying_it_would_be_right_if_changed() -> None:
    first, second = (read_ballot(sent(**{f: [1]}), points=5, positions=FOUR) for f in ("parts", "if_changed"))
    assert first.digest != second.digest


@pytest.mark.parametrize(
    ("value", "fits"), [(1, True), (2**31 - 1, True), (0, False), (2**31, False), (True, False), ("1", False)]
)
def test_a_number_is_one_that_every_database_can_hold(value: object, fits: bool) -> None:
    assert is_number(value) is fits


def test_there_are_two_ways_not_to_judge_and_skipping_is_neither() -> None:
    assert {each.value for each in Abstention} == {"outside", "unclear"}
