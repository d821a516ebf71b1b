"""In which order a room talks about what it has judged."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.judgements import Judgement
from app.core.scales import FIVE, SCALES
from app.core.talk import WITH_TALK, WITHOUT_TALK, Need, how_many_fit, in_talk_order, need_of


def rated(*ratings: int, parts: tuple[int, ...] = (), if_changed: tuple[int, ...] = ()) -> list[Judgement]:
    return [Judgement(plausibility=each, relevance=4, parts=parts, if_changed=if_changed) for each in ratings]


def unclear(people: int) -> list[Judgement]:
    return [Judgement(abstained="unclear")] * people


OUTSIDE = [Judgement(abstained="outside")]


def test_what_divides_comes_before_what_all_say_yes_to() -> None:
    yes, divided = need_of(rated(4, 4, 5, 5, 4), FIVE), need_of(rated(1, 2, 4, 5, 5), FIVE)
    assert [name for name, _ in in_talk_order([("yes", yes), ("divided", divided)])] == ["divided", "yes"]


def test_a_sentence_that_is_not_clear_calls_for_talk_though_everybody_else_says_yes() -> None:
    found = need_of([*rated(*[5] * 6), *unclear(2), *OUTSIDE], FIVE)
    assert found == Need(rated=6, heard=8, unclear=2)
    assert found.weight == Fraction(1, 4)


def test_who_questions_a_part_and_would_have_it_changed_weighs_as_one() -> None:
    said = [*rated(4, 4, 4, 4), *rated(4, parts=(2, 3), if_changed=(2,))]
    assert need_of(said, FIVE).weight == Fraction(1, 5)


@pytest.mark.parametrize("people", range(5))
def test_of_fewer_than_five_nothing_is_known(people: int) -> None:
    assert need_of(rated(*[1] * people), FIVE) == Need()
    assert need_of([*rated(*[1] * people), *OUTSIDE * 5], FIVE) == Need()


def test_where_too_few_rated_only_the_unclear_sentence_is_told() -> None:
    found = need_of([*rated(1, 1, 1, parts=(1,)), *unclear(9)], FIVE)
    assert found == Need(heard=12, unclear=9)
    assert found.weight == Fraction(9, 12)


FEW = st.lists(st.builds(Judgement, plausibility=st.integers(1, 5), parts=st.sampled_from([(), (1,)])), max_size=4)
MANY = st.lists(st.builds(Judgement, plausibility=st.integers(1, 5)), min_size=5, max_size=12)


@given(few=st.lists(FEW, min_size=2, max_size=4), others=st.lists(FEW, min_size=2, max_size=4), many=st.lists(MANY))
def test_the_place_of_few_answers_does_not_tell_them(
    few: list[list[Judgement]], others: list[list[Judgement]], many: list[list[Judgement]]
) -> None:
    n = min(len(few), len(others))

    def order(hidden: list[list[Judgement]]) -> list[int]:
        return [at for at, _ in in_talk_order(enumerate(need_of(each, FIVE) for each in [*hidden[:n], *many]))]

    assert order(few) == order(others)
    assert order(few)[len(many) :] == list(range(n)), "and they stand behind the others"


@given(st.lists(st.integers(1, 9), max_size=20), st.sampled_from(sorted(SCALES)))
def test_the_weight_lies_between_nothing_and_three(ratings: list[int], name: str) -> None:
    scale = SCALES[name]
    judgements = rated(*[min(each, scale.points) for each in ratings], parts=(1,), if_changed=(1,))
    assert 0 <= need_of([*judgements, *unclear(3)], scale).weight <= 3


@pytest.mark.parametrize(
    ("minutes", "seconds", "fit"),
    [(51, WITH_TALK, 12), (51, WITHOUT_TALK, 40), (4, WITH_TALK, 0), (0, WITH_TALK, 0), (-9, WITH_TALK, 0)],
)
def test_as_many_fit_as_there_are_minutes_for(minutes: int, seconds: int, fit: int) -> None:
    assert how_many_fit(minutes, seconds) == fit
