"""The yes-share and the score."""

import pytest

from app.core.scales import FIVE
from app.core.scores import equal_group, equal_person, n_eff, wilson, yes_share


def test_a_small_panel_does_not_shout() -> None:
    assert wilson(5, 1).score == pytest.approx(0.78, abs=0.005)
    assert wilson(15, 1).score == pytest.approx(0.90, abs=0.005)


def test_the_middle_answer_counts_half() -> None:
    assert yes_share([5, 3, 1, 3], FIVE, equal_person([""] * 4)) == 0.5


def test_a_lone_voice_counts_at_most_twice() -> None:
    assert equal_group(["nurse"] * 9 + ["manager"], cap=2) == pytest.approx([5 / 9] * 9 + [2])


def test_one_group_alone_weighs_as_its_people_do() -> None:
    assert equal_group(["nurse"] * 4, cap=2) == equal_person(["nurse"] * 4)


def test_unequal_weights_make_a_panel_effectively_smaller() -> None:
    assert n_eff([1, 1, 1]) == 3
    assert n_eff([2, 1, 1]) == pytest.approx(16 / 6)


def test_an_interval_stays_within_nothing_and_everything() -> None:
    assert wilson(7, 0).low == 0
    assert wilson(5, 1).high == 1
