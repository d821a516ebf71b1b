"""Planning: the cases people ask about, worked by hand."""

import pytest

from app.core.agenda import (
    Aim,
    Means,
    Pace,
    Sight,
    answers_each,
    chance_of,
    choices,
    conclusion,
    fits,
    minutes_for,
    subpanels,
)

FIFTEEN = Means((8, 7), 60)
TWICE = Means((8, 7), 60, workshops=2)


def offered(means: Means, statements: int) -> list[tuple[Aim, int, int, int, int]]:
    return [(c.aim, c.statements, c.each, c.in_room, c.by_link) for c in choices(means, statements)]


@pytest.mark.parametrize(("each", "statements"), [(15, 72), (8, 135), (7, 154)])
def test_an_hour_of_fifteen_people_judges_so_many_statements(each: int, statements: int) -> None:
    assert fits(FIFTEEN, each) == statements


def test_272_statements_take_46_minutes_by_link_or_a_second_workshop() -> None:
    assert minutes_for(FIFTEEN, 272, 7) == 60 + 46
    assert fits(FIFTEEN, 7) < 272 <= fits(TWICE, 7)


def test_272_statements_without_help_would_get_four_answers_each() -> None:
    assert answers_each(FIFTEEN, 272) == 4
    assert minutes_for(FIFTEEN, 272, 15) == 227


@pytest.mark.parametrize(("given_to", "percent"), [(5, 43), (6, 76), (7, 92), (8, 98)])
def test_people_away_cost_answers(given_to: int, percent: int) -> None:
    assert round(100 * chance_of(5, given_to)) == percent


def test_two_workshops_are_best_split_in_two_sub_panels_each() -> None:
    assert subpanels(15) == 2
    _all, split, _everything = choices(TWICE, 272)
    assert (split.aim, split.each) == (Aim.CLASSES, 14)
    assert conclusion(split, TWICE).places is Sight.MOSTLY


def test_three_plans_for_272_statements_stand_side_by_side() -> None:
    assert offered(FIFTEEN, 272) == [
        (Aim.EVERYONE, 72, 15, 60, 0),
        (Aim.CLASSES, 135, 8, 60, 0),
        (Aim.ALL, 272, 7, 60, 46),
    ]


def test_each_plan_says_what_can_be_concluded() -> None:
    said = [conclusion(choice, FIFTEEN) for choice in choices(FIFTEEN, 272)]
    assert [each.groups for each in said] == [Sight.MOSTLY, Sight.HIDDEN, Sight.HIDDEN]
    assert {each.places for each in said} == {Sight.ONLY_ONE}
    assert [round(each.ratings, 1) for each in said] == [12.7, 6.8, 5.9]
    assert [round(100 * each.five) for each in said] == [100, 98, 92]


def test_without_a_link_all_272_make_a_talk_list_and_no_classes() -> None:
    last = choices(Means((8, 7), 60, by_link=False), 272)[-1]
    assert (last.aim, last.statements, last.each) == (Aim.TALK, 272, 3)
    assert not conclusion(last, FIFTEEN).gives_classes


def test_a_dozen_statements_can_be_taken_one_by_one() -> None:
    assert offered(FIFTEEN, 12) == [
        (Aim.PLENARY, 12, 15, 15, 0),
        (Aim.EVERYONE, 12, 15, 10, 0),
        (Aim.ALL, 12, 7, 5, 0),
    ]


def test_four_people_never_make_a_class() -> None:
    means = Means((4,), 60)
    assert all(not conclusion(choice, means).gives_classes for choice in choices(means, 30))


def test_a_panel_that_does_not_meet_answers_everything_by_link() -> None:
    assert offered(Means((8, 7), 0), 15) == [(Aim.EVERYONE, 15, 15, 0, 13), (Aim.ALL, 15, 7, 0, 6)]
    assert offered(Means((6,), 0), 15) == [(Aim.EVERYONE, 15, 6, 0, 13)]


@pytest.mark.parametrize(
    "means",
    [Means((), 60), Means((), 0), Means((8, 7), 0, by_link=False), Means((0, 0), 60), Means((15,), 1, pace=Pace(61))],
)
def test_nobody_or_no_time_gives_no_plan(means: Means) -> None:
    assert choices(means, 30) == ()


def test_no_statements_give_no_plan() -> None:
    assert choices(FIFTEEN, 0) == ()


def test_a_review_that_has_measured_itself_plans_with_its_own_seconds() -> None:
    slower = Means((8, 7), 60, pace=Pace(self_paced=100))
    assert fits(slower, 8) == 67


def test_a_group_of_one_stays_hidden_however_many_judge() -> None:
    means = Means((14, 1), 60)
    assert conclusion(choices(means, 30)[0], means).groups is Sight.HIDDEN
