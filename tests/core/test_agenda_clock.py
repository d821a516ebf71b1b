"""The clock of an afternoon: what it holds, and that it sums to what was asked for."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.core.agenda_clock import (
    Item,
    Kind,
    TooLittleTime,
    afternoon,
    in_room,
    lasting,
    moved,
    one_by_one,
    timed,
    usual_answering,
    usual_breaks,
)

HALF_PAST_ONE = 13 * 60 + 30


def shown(items: tuple[Item, ...]) -> list[tuple[str, int]]:
    return [(item.kind.value, item.minutes) for item in items]


def test_three_hours_are_welcome_an_hour_of_answers_a_break_and_talk() -> None:
    assert (usual_breaks(180), usual_answering(180, 1)) == (1, 60)
    assert shown(afternoon(180, 60, breaks=1, by_link=46)) == [
        ("link", 46),
        ("welcome", 15),
        ("answering", 30),
        ("break", 15),
        ("answering", 30),
        ("talk", 80),
        ("closing", 10),
    ]


def test_a_short_time_of_answers_is_not_parted_by_the_break() -> None:
    assert [kind for kind, _ in shown(afternoon(180, 20, breaks=1))] == [
        "welcome",
        "answering",
        "break",
        "talk",
        "closing",
    ]


def test_an_hour_on_a_dozen_statements_needs_no_break() -> None:
    assert usual_breaks(60) == 0
    assert shown(one_by_one(60, breaks=0)) == [("welcome", 7), ("plenary", 47), ("closing", 6)]


def test_every_item_begins_when_the_one_before_ends() -> None:
    course = timed(afternoon(180, 60, breaks=1, by_link=20), HALF_PAST_ONE)
    assert (course[0].begins, course[0].ends) == (None, None), "by link is before the day"
    assert course[1].begins == HALF_PAST_ONE
    assert course[-1].ends == HALF_PAST_ONE + 180
    assert all(first.ends == second.begins for first, second in pairwise(course[1:]))


def test_an_evening_goes_on_after_midnight() -> None:
    assert timed((Item(Kind.TALK, 90),), 23 * 60)[0].ends == 30


def test_too_little_time_is_said_with_what_would_be_needed() -> None:
    with pytest.raises(TooLittleTime) as refused:
        afternoon(90, 80, breaks=1)
    assert refused.value.say == (
        "90 minutes are too few for welcome, breaks and closing, which take 116 here. "
        "Choose more minutes or fewer breaks."
    )


def test_an_item_moves_up_and_down_and_no_further_than_the_ends() -> None:
    items = one_by_one(60, breaks=0)
    assert shown(moved(items, 1, -1))[0][0] == "plenary"
    assert moved(items, 0, -1) == items == moved(items, 2, 1) == moved(items, 9, 1)
    assert shown(lasting(items, 1, 40))[1] == ("plenary", 40)


@given(minutes=some.integers(10, 480), breaks=some.integers(0, 5), answering=some.integers(0, 480))
def test_the_items_sum_to_the_afternoon_or_it_is_refused(minutes: int, breaks: int, answering: int) -> None:
    try:
        items = afternoon(minutes, answering, breaks=breaks, by_link=30)
    except TooLittleTime:
        assert answering + 15 * breaks + minutes // 8 + minutes // 9 >= minutes - 480 // 8
        return
    assert in_room(items) == minutes
    assert sum(item.minutes for item in items if item.kind is Kind.ANSWERING) == answering


@given(minutes=some.integers(10, 480))
def test_what_is_proposed_fits_into_every_length(minutes: int) -> None:
    breaks = usual_breaks(minutes)
    answering = usual_answering(minutes, breaks)
    assert answering > 0
    assert (
        in_room(afternoon(minutes, answering, breaks=breaks)) == minutes == in_room(one_by_one(minutes, breaks=breaks))
    )
