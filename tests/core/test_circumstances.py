"""Flags that look at groups and places, and flags that no ballot says."""

import pytest

from app.core.circumstances import Circumstances, OutOf
from app.core.confirmation import Confirmation, confirm
from app.core.judgements import Judgement
from app.core.protocol import Protocol
from app.core.scales import Third
from app.core.wordings import flag_in_words
from tests.core.people import judged, said

COUNSELLORS, MANAGERS, NURSES = {"group": "counsellors"}, {"group": "managers"}, {"group": "nurses"}
STRICT = Protocol(smallest_cell=3)


def told(people: list[Judgement], **known: object) -> Confirmation:
    """What is made of people of whom this is known."""
    return confirm(people, len(people), Protocol(), Circumstances(**known))  # type: ignore[arg-type]


def words(found: Confirmation, flag: str) -> str:
    """A flag that stands, as people read it."""
    assert flag in found.flags
    return flag_in_words(flag, found)


class TestAGroupSeesItDifferently:
    def test_five_managers_who_say_no_are_named(self) -> None:
        found = judged(said(*[5] * 20, **COUNSELLORS) + said(1, 2, 2, 1, 2, **MANAGERS))
        assert found.views.apart == (("managers", Third.BOTTOM),)
        assert words(found, "group_differs") == "“managers” mostly said no while the panel said yes."

    def test_five_managers_who_say_sometimes_did_not_say_no(self) -> None:
        found = judged(said(*[5] * 14, **COUNSELLORS) + said(3, 3, 3, 4, 3, **MANAGERS))
        assert (
            words(found, "group_differs") == "The middle answer of “managers” is “sometimes” while the panel said yes."
        )

    def test_four_are_too_few_to_be_looked_at(self) -> None:
        found = judged(said(*[5] * 14, **COUNSELLORS) + said(1, 1, 1, 1, **MANAGERS))
        assert found.flags == ()

    def test_a_lone_manager_is_never_looked_at(self) -> None:
        found = judged(said(*[5] * 14, **COUNSELLORS) + said(1, **MANAGERS))
        assert found.flags == ()
        assert (found.views.apart, found.views.groups_differ) == ((), False)

    def test_two_small_groups_together_differ_and_nobody_says_which(self) -> None:
        found = judged(said(*[5] * 14, **COUNSELLORS) + said(1, 3, 3, **MANAGERS) + said(2, 3, **NURSES))
        assert found.views.apart == ()
        assert words(found, "groups_differ") == "Groups differ; too few people to say which."

    @pytest.mark.parametrize("others", [said(5, **NURSES), said(5)], ids=["a nurse", "somebody of no group"])
    def test_a_group_is_not_named_where_that_would_leave_a_lone_person_over(self, others: list[Judgement]) -> None:
        found = judged(said(*[5] * 14, **COUNSELLORS) + said(3, 3, 3, 3, 3, **MANAGERS) + others)
        assert found.views.apart == ()
        assert "groups_differ" in found.flags

    def test_where_the_panel_itself_does_not_say_yes_nobody_differs_from_it(self) -> None:
        found = judged(said(*[3] * 10, **COUNSELLORS) + said(*[2] * 5, **MANAGERS))
        assert found.flags == ()

    def test_two_groups_that_differ_have_a_sentence_each(self) -> None:
        people = said(*[5] * 20, **COUNSELLORS) + said(*[3] * 5, **MANAGERS) + said(*[2] * 5, **NURSES)
        assert words(judged(people), "group_differs").count("while the panel said yes") == 2

    def test_the_protocol_says_how_small_is_too_small(self) -> None:
        found = judged(said(*[5] * 14, **COUNSELLORS) + said(1, 1, 1, **MANAGERS), protocol=STRICT)
        assert "group_differs" in found.flags

    def test_one_group_only_is_the_panel(self) -> None:
        assert judged(said(*[5] * 9, **COUNSELLORS)).flags == ()


class TestPlacesDiffer:
    def test_two_places_are_named(self) -> None:
        found = judged(said(*[5] * 14, site="Mumbai") + said(*[3] * 5, site="Goa"))
        assert words(found, "places_differ") == "Goa and Mumbai do not agree; see the counts for each."

    def test_three_places_are_listed(self) -> None:
        found = judged(said(*[5] * 14, site="Mumbai") + said(*[3] * 5, site="Goa") + said(*[5] * 5, site="Pune"))
        assert words(found, "places_differ").startswith("Goa, Mumbai and Pune do not agree")

    def test_none_is_named_where_a_third_is_too_small(self) -> None:
        found = judged(said(*[5] * 14, site="Mumbai") + said(*[3] * 5, site="Goa") + said(5, site="Pune"))
        assert found.views.places == ()
        assert words(found, "places_differ") == "Places do not agree; too few people to say which."

    def test_a_place_of_four_is_not_looked_at(self) -> None:
        assert judged(said(*[5] * 14, site="Mumbai") + said(*[1] * 4, site="Goa")).flags == ()

    def test_a_place_without_a_rating_differs_from_nothing(self) -> None:
        assert judged(said(*[5] * 14, site="Mumbai") + said(*[None] * 5, site="Goa")).flags == ()
        assert judged(said(*[5] * 14, site="Mumbai"), present=28).flags == ()


class TestAGroupIsMissing:
    EXPECTED = ("counsellors", "nurses")

    def test_a_group_of_which_nobody_came_is_named(self) -> None:
        found = told(said(*[5] * 9, **COUNSELLORS), expected_groups=self.EXPECTED)
        assert words(found, "group_missing") == "Fewer than 5 of “nurses” answered."

    def test_a_group_of_which_two_came_is_not(self) -> None:
        found = told(said(*[5] * 9, **COUNSELLORS) + said(4, None, **NURSES), expected_groups=self.EXPECTED)
        assert words(found, "group_missing") == "Fewer than 5 people answered from a group that was to be heard."

    def test_nor_where_somebody_kept_her_group_to_herself(self) -> None:
        found = told(said(*[5] * 9, **COUNSELLORS) + said(4), expected_groups=self.EXPECTED)
        assert (found.views.missing, found.views.is_missing) == ((), True)

    def test_five_are_enough(self) -> None:
        found = told(said(*[5] * 9, **COUNSELLORS) + said(*[4] * 5, **NURSES), expected_groups=self.EXPECTED)
        assert found.flags == ()


class TestMovedAfterTheTalk:
    @pytest.mark.parametrize(
        ("stayed", "moved", "flagged"),
        [(9, 5, True), (8, 2, True), (13, 1, False), (4, 1, False), (17, 3, False), (16, 4, True), (2, 2, False)],
        ids=["5 of 14", "2 of 10", "1 of 14", "1 of 5", "15 %", "4 of 20", "too few to look at"],
    )
    def test_more_than_one_person_and_more_than_fifteen_per_cent(self, stayed: int, moved: int, flagged: bool) -> None:
        found = told(said(*[5] * 20), askings=((4, 5),) * stayed + ((3, 5),) * moved)
        assert ("moved_after_talk" in found.flags) is flagged
        assert found.moved == (moved, stayed + moved)

    @pytest.mark.parametrize(
        ("rules", "flagged"),
        [(Protocol(moved_people=5), False), (Protocol(moved_share=0.36), False), (Protocol(moved_share=0.35), True)],
    )
    def test_a_protocol_says_how_many_are_more_than_usual(self, rules: Protocol, flagged: bool) -> None:
        known = Circumstances(askings=((4, 5),) * 9 + ((3, 5),) * 5)
        assert ("moved_after_talk" in confirm(said(*[5] * 14), 14, rules, known).flags) is flagged

    def test_it_says_how_many(self) -> None:
        found = told(said(*[5] * 14), askings=((5, 5),) * 9 + ((3, 5),) * 5)
        assert words(found, "moved_after_talk").startswith("5 of 14 changed their answer")


@pytest.mark.parametrize(
    ("known", "flag", "sentence"),
    [
        ({"carried": 2}, "first_answer_kept", "2 people answered only before the talk; that answer counts."),
        ({"carried": 1}, "first_answer_kept", "One person answered only before the talk; that answer counts."),
        (
            {"seen_early": True},
            "seen_early",
            "Answers were on the wall before this was closed. Later ones may have followed.",
        ),
        (
            {"reopened": True},
            "reopened",
            "This was opened again after it had been closed, so answers could still change.",
        ),
        (
            {"rules_changed": True},
            "rules_changed",
            "The rule was changed after the first answer; both results are shown.",
        ),
        (
            {"unchecked": OutOf(6, 11)},
            "unchecked_translation",
            "6 of 11 read a translation nobody had checked, or the English.",
        ),
        (
            {"unchecked": OutOf(11, 11)},
            "unchecked_translation",
            "11 of 11 read a translation nobody had checked, or the English.",
        ),
        (
            {"unchecked": OutOf(2, 11)},
            "unchecked_translation",
            "Some read a translation nobody had checked, or the English.",
        ),
        (
            {"unchecked": OutOf(9, 11)},
            "unchecked_translation",
            "Some read a translation nobody had checked, or the English.",
        ),
    ],
)
def test_what_happened_stands_beside_the_class(known: dict[str, object], flag: str, sentence: str) -> None:
    found = told(said(*[5] * 11), **known)
    assert found.flags == (flag,)
    assert words(found, flag) == sentence


def test_nothing_out_of_the_ordinary_leaves_no_flag() -> None:
    assert told(said(*[5] * 11), unchecked=OutOf(0, 11)).flags == ()
    assert told(said(*[5] * 11)) == judged(said(*[5] * 11))


class TestInherited:
    def test_a_sentence_nobody_judged_says_where_it_comes_from(self) -> None:
        found = confirm((), 0, Protocol(), Circumstances(inherited=OutOf(3, 4)))
        assert found.flags == ("inherited",)
        sentence = "Nobody judged this sentence. It comes from 4 sentences, 3 of which were judged."
        assert words(found, "inherited") == sentence

    def test_once_it_is_judged_its_own_ballots_count(self) -> None:
        assert told(said(*[5] * 11), inherited=OutOf(3, 4)).flags == ()
        assert told(said(5, 5, 5), inherited=OutOf(3, 4)).flags == ()
