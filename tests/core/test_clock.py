"""The clock of an afternoon."""

from datetime import timedelta

import pytest

from app.core.clock import Step, behind, evenly, left_for, spent
from tests.builders import NOON

MINUTE = timedelta(minutes=1)


def at(minutes):
    return NOON + minutes * MINUTE


@pytest.mark.parametrize(("moves", "now", "minutes"), [
    ([], 30, 0),
    ([("doors", 0)], 30, 0),
    ([("doors", 0), ("start", 10)], 30, 20),
    ([("start", 0), ("pause", 10)], 30, 10),
    ([("start", 0), ("pause", 10), ("resume", 25)], 30, 15),
    ([("start", 0), ("plan", 3), ("pause", 10), ("resume", 20), ("pause", 25)], 30, 15),
    ([("start", 0), ("end", 12)], 30, 12),
    ([("start", 40)], 30, 0),
    ([("start", 20), ("pause", 10)], 30, 0),
])  # fmt: skip
def test_a_room_has_run_as_long_as_it_was_not_paused(moves, now, minutes):
    assert spent([(move, at(moment)) for move, moment in moves], at(now)) == minutes * MINUTE


@pytest.mark.parametrize(("minutes", "done", "late"), [
    (0, 0, 0),
    (10, 0, 0),
    (14, 0, 4),
    (10, 1, 0),
    (5, 1, -5),
    (25, 2, 0),
    (33, 2, 3),
    (29, 3, -1),
    (31, 3, 1),
])  # fmt: skip
def test_a_room_is_behind_by_what_lies_beyond_the_step_it_is_in(minutes, done, late):
    assert behind(minutes * MINUTE, evenly(30 * MINUTE, 3, done)) == late * MINUTE


@pytest.mark.parametrize(("minutes", "over", "late"), [
    (35, (False, False), 0),
    (36, (False, False), 1),
    (30, (True, False), -5),
    (36, (True, False), 0),
    (65, (True, False), 0),
    (68, (True, False), 3),
    (60, (True, True), -5),
    (75, (True, True), 0),
])  # fmt: skip
def test_a_welcome_a_break_and_a_talk_pass_without_a_sign(minutes, over, late):
    first, second = over
    steps = [Step(5 * MINUTE, None), Step(30 * MINUTE, first), Step(10 * MINUTE, None), Step(20 * MINUTE, second),
             Step(10 * MINUTE, None)]  # fmt: skip
    assert behind(minutes * MINUTE, steps) == late * MINUTE


def test_a_plan_without_steps_is_behind_by_all_that_was_spent():
    assert evenly(90 * MINUTE, 0, 0) == []
    assert behind(5 * MINUTE, []) == 5 * MINUTE


@pytest.mark.parametrize(("run", "answered", "minutes"), [
    (0, False, 60),
    (50, True, 60),  # on time: welcome 10, answering 30, a break 10; then talk 60, closing 10
    (55, True, 55),  # five minutes into the talk
    (30, True, 70),  # answered ten minutes early: the break still has its own time
    (65, False, 45),  # answering ran long
    (110, True, 0),
    (500, False, 0),
])  # fmt: skip
def test_talk_has_what_is_left_once_all_else_to_come_has_its_own_time(run, answered, minutes):
    over = (None, answered, None, None, None)
    steps = [Step(takes * MINUTE, each) for takes, each in zip((10, 30, 10, 60, 10), over, strict=True)]
    wanted = [False, False, False, True, False]
    assert left_for(wanted, run * MINUTE, steps) == minutes * MINUTE
