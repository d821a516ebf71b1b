"""What a panel's answers come to."""

import pytest

from app.core.confirmation import Class
from app.core.judgements import Judgement
from app.core.protocol import Protocol
from tests.core.people import PLAUSIBLE_ONLY, judged, said, would_if_changed

COUNSELLORS = {"group": "counsellors"}
MANAGERS = {"group": "managers"}


def test_eleven_people_who_mostly_say_yes_confirm() -> None:
    found = judged(said(4, 4, 4, 4, 4, 4, 5, 5, 5, 3, 1))
    assert (found.suggested, found.reasons) == (Class.CONFIRMED, ())
    assert (found.yes, found.between, found.no, found.n_plausibility) == (9, 1, 1, 11)
    assert found.counts_plausibility == (1, 0, 1, 6, 3)


@pytest.mark.parametrize(
    ("ratings", "reason"),
    [
        ([1, 1, 2, 1, 2, 2, 3, 3, 1], "rejected"),
        ([3, 3, 3, 3, 3, 4, 4, 4, 2], "mixed"),
        ([4, 4, 5, 5, 4, 3, 3, 3, 1], "near_miss"),
    ],
)
def test_a_statement_that_is_not_confirmed_says_why(ratings: list[int], reason: str) -> None:
    found = judged(said(*ratings))
    assert (found.suggested, found.reasons) == (Class.NOT_CONFIRMED, (reason,))


def test_what_matters_to_nobody_is_not_confirmed_and_takes_the_lower_score() -> None:
    found = judged(said(4, 4, 5, 5, 4, 5, 4, 4, matters=1))
    assert found.reasons == ("not_relevant",)
    assert found.score is not None
    assert found.score < 0.5
    assert found.yes_share == 0


def test_relevance_is_not_a_gate_where_the_protocol_does_not_ask_for_it() -> None:
    people = [Judgement(plausibility=5) for _ in range(5)]
    assert judged(people, protocol=PLAUSIBLE_ONLY).suggested is Class.CONFIRMED
    assert judged(people).suggested is Class.INSUFFICIENT_DATA


class TestTooFewAnswers:
    """Not shown, nobody answered and could not judge are three different things."""

    def test_a_statement_that_was_never_shown(self) -> None:
        found = judged([], present=0)
        assert found.reasons == ("not_shown",)
        assert not found.was_shown

    def test_a_statement_that_nobody_answered(self) -> None:
        found = judged([], present=12)
        assert found.reasons == ("too_few", "low_response")
        assert found.nobody_answered

    def test_a_statement_that_all_found_outside_their_experience(self) -> None:
        found = judged(said(*[None] * 8))
        assert found.reasons == ("too_few", "many_abstained")
        assert found.could_not_judge
        assert not found.nobody_answered
        assert (found.abstained, found.outside) == (8, 8)

    def test_five_of_eleven_present_are_too_few_to_speak_for_them(self) -> None:
        assert judged(said(4, 4, 5, 5, 4), present=11).reasons == ("low_response",)

    def test_five_of_ten_present_are_enough(self) -> None:
        assert judged(said(4, 4, 5, 5, 4), present=10).suggested is Class.CONFIRMED

    def test_as_many_abstentions_as_ratings_are_not_too_many(self) -> None:
        assert judged(said(4, 4, 5, 5, 4, *[None] * 5)).suggested is Class.CONFIRMED

    @pytest.mark.parametrize("n", range(5))
    def test_there_is_no_score_and_no_flag(self, n: int) -> None:
        found = judged(said(*[5] * n), present=max(n, 1))
        assert (found.score, found.low, found.high, found.yes_share, found.n_eff) == (None,) * 5
        assert found.flags == ()

    def test_somebody_who_has_answered_nothing_yet_is_not_counted_as_abstaining(self) -> None:
        found = judged([*said(4, 4, 5, 5), Judgement()], present=5)
        assert found.reasons == ("too_few",)
        assert found.abstained == 0


class TestDividedPanels:
    """Contested: the whole panel, two groups, or two places."""

    def test_many_say_yes_and_many_say_no(self) -> None:
        assert judged(said(5, 5, 4, 1, 1, 2, 3, 3)).reasons == ("disagreement",)

    def test_relevance_can_divide_a_panel_too(self) -> None:
        assert judged(said(*[5] * 4) + said(*[5] * 4, matters=1)).reasons == ("disagreement",)

    def test_two_groups_see_it_in_opposite_ways(self) -> None:
        people = said(*[5] * 14, **COUNSELLORS) + said(*[1] * 5, **MANAGERS)
        assert judged(people).reasons == ("groups_opposed",)

    def test_a_group_below_the_smallest_cell_is_not_looked_at(self) -> None:
        people = said(*[5] * 14, **COUNSELLORS) + said(*[1] * 4, **MANAGERS)
        assert judged(people).suggested is Class.CONFIRMED

    def test_two_places_see_it_in_opposite_ways(self) -> None:
        assert judged(said(*[5] * 14, site="Mumbai") + said(*[1] * 5, site="Goa")).reasons == ("sites_opposed",)

    def test_people_who_named_no_group_are_no_group(self) -> None:
        assert judged(said(*[5] * 14, **COUNSELLORS) + said(*[1] * 5)).suggested is Class.CONFIRMED

    def test_a_divided_panel_still_has_a_score(self) -> None:
        assert judged(said(5, 5, 4, 1, 1, 2, 3, 3)).score == pytest.approx(0.5)


class TestConfirmedOnlyIfChanged:
    """People who said a part would be right if changed."""

    YES = said(4, 5, 5, 4, 4, 5)

    def test_two_who_would_change_the_same_part(self) -> None:
        found = judged([*self.YES, would_if_changed(3, 2), would_if_changed(2, 2), *said(3)])
        assert (found.suggested, found.reasons) == (Class.NEEDS_CHANGE, ("part:2",))

    def test_the_score_uses_the_ratings_as_they_were_given(self) -> None:
        as_given = judged([*self.YES, *said(3, 2, 3)])
        changed = judged([*self.YES, would_if_changed(3, 2), would_if_changed(2, 2), *said(3)])
        assert changed.score == as_given.score

    def test_two_who_would_change_different_parts(self) -> None:
        found = judged([*self.YES, would_if_changed(3, 1), would_if_changed(3, 2), *said(3)])
        assert (found.suggested, found.reasons) == (Class.NOT_CONFIRMED, ("near_miss", "changes_differ"))

    def test_a_change_that_would_not_be_enough_is_not_mentioned(self) -> None:
        found = judged([*said(3, 3, 3, 3, 3, 4, 4), would_if_changed(3, 2), would_if_changed(3, 2)])
        assert found.reasons == ("mixed",)

    def test_a_yes_with_a_wish_is_a_yes(self) -> None:
        found = judged([*said(4, 4, 5, 5, 4, 4), would_if_changed(5, 2), would_if_changed(5, 2)])
        assert found.suggested is Class.CONFIRMED

    def test_a_confirmed_statement_needs_no_change(self) -> None:
        found = judged([*said(4, 4, 5, 5, 4, 4, 5), would_if_changed(3, 2), would_if_changed(3, 2)])
        assert found.suggested is Class.CONFIRMED


@pytest.mark.parametrize(
    ("rule", "confirmed_by"),
    [("percent-70", 14), ("percent-75", 15), ("percent-80", 16)],
)
def test_a_rule_of_per_cents_counts_the_top_third(rule: str, confirmed_by: int) -> None:
    by_percent = Protocol.from_json(f'{{"rule": "{rule}"}}')
    for yes, suggested in ((confirmed_by, Class.CONFIRMED), (confirmed_by - 1, Class.NOT_CONFIRMED)):
        assert judged(said(*[5] * yes, *[3] * (20 - yes)), protocol=by_percent).suggested is suggested


def test_the_comet_rule_also_counts_who_says_no() -> None:
    comet = Protocol(rule="comet-70-15")
    assert judged(said(*[5] * 17, *[1] * 2, 3), protocol=comet).suggested is Class.CONFIRMED
    assert judged(said(*[5] * 17, *[1] * 3), protocol=comet).reasons == ("near_miss",)


def test_a_rating_off_the_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="7 is not on the scale five"):
        judged(said(7, 7, 7, 7, 7))
