"""What another threshold, or another weight, would make of the list."""

from dataclasses import replace

import pytest

from app.core.confirmation import Class, Verdict, confirm
from app.core.criteria import Criteria, Judged, assess
from app.core.protocol import Protocol
from app.core.robustness import Panel, nudges, rank_spans, try_rules, under
from app.core.tiers import TierChange
from app.core.weights import EQUAL, swung
from tests.core.people import said

RULES, BY_CLASS = Protocol(), Protocol(criterion_4="class")

# Thresholds


def panel(*ratings: int, matters: int = 4, verdict: Verdict | None = None) -> Panel:
    """A panel of which everybody answered."""
    return Panel(tuple(said(*ratings, matters=matters)), len(ratings), verdict)


def assessed(found: Panel, protocol: Protocol = RULES) -> tuple[Panel, Criteria]:
    """A panel with the criteria of a statement whose evidence nobody has noted."""
    confirmation = confirm(found.judgements, found.present, protocol)
    stands = found.verdict.stands if found.verdict else confirmation.suggested
    return found, assess([], [3], Judged(confirmation, stands), r_max=0, protocol=protocol)


THREE_IN_FOUR = panel(*[4] * 15, *[3] * 5)
DECIDED = panel(1, 1, 1, 1, 1, verdict=Verdict(Class.CONFIRMED, "One clinic.", ("Asha", "Meera")))


def test_a_threshold_changes_the_tier_of_what_it_confirms_no_more() -> None:
    statements = {
        "WHE-02": (THREE_IN_FOUR, Criteria(marks=(True, True, False, True))),
        "WHE-03": (panel(*[5] * 20), Criteria(marks=(True, True, True, True))),
        "WHE-04": (panel(5, 5), Criteria(marks=(True, True, True, None))),
        "WHE-05": (None, Criteria(marks=(True, True, True, None))),
    }
    assert {tried.rule: tried.tiers for tried in try_rules(statements, EQUAL, RULES)} == {
        "percent-70": (),
        "percent-75": (),
        "percent-80": (TierChange("WHE-02", "B", "C"),),
    }


def test_a_threshold_changes_ranks_only_where_criterion_four_follows_the_class() -> None:
    rivals = {"WHE-02": THREE_IN_FOUR, "WHE-03": panel(*[4] * 17, *[3] * 3)}
    by_score = try_rules({code: assessed(found) for code, found in rivals.items()}, EQUAL, RULES)
    assert [tried.ranks for tried in by_score] == [{"WHE-02": 2, "WHE-03": 1}] * 3
    by_class = try_rules({code: assessed(found, BY_CLASS) for code, found in rivals.items()}, EQUAL, BY_CLASS)
    assert [tried.ranks["WHE-02"] for tried in by_class] == [1, 1, 2]


def test_what_two_people_decided_stands_under_every_rule() -> None:
    for tried in try_rules({"WHE-02": assessed(DECIDED)}, EQUAL, RULES):
        assert tried.tiers == ()
    assert under(BY_CLASS, *assessed(DECIDED)).c4 == 1


@pytest.mark.parametrize(
    "protocol", [RULES, BY_CLASS, replace(RULES, rule="percent-80"), replace(BY_CLASS, rule="comet-70-15")]
)
@pytest.mark.parametrize(
    "found", [THREE_IN_FOUR, DECIDED, panel(5, 5), panel(*[5] * 8, matters=1), panel(5, 5, 4, 1, 1, 2, 3, 3), panel(*[1] * 6)]
)  # fmt: skip
def test_judging_anew_by_the_same_rule_changes_nothing(found: Panel, protocol: Protocol) -> None:
    again, before = assessed(found, protocol)
    assert under(protocol, again, before) == before


# Weights


def test_a_weight_nudged_can_turn_two_ranks() -> None:
    statements = [Criteria(1, 0.5, 0.5, 0.5, 0.4), Criteria(0.4, 0.5, 0.5, 0.5, 0.95), Criteria()]
    found = nudges(statements, EQUAL)
    assert len(found) == 10
    turned = [(nudge.criterion, nudge.factor) for nudge in found if nudge.ranks == (2, 1, None)]
    assert turned == [(1, 0.5), (5, 1.5)]
    assert rank_spans(found) == [(1, 2), (1, 2), None]


def test_a_weight_of_nothing_stays_nothing() -> None:
    only_first = nudges([Criteria(1, 0, 0, 0, 0), Criteria(0, 1, 1, 1, 1)], swung([9, 0, 0, 0, 0]).values)
    assert {nudge.ranks for nudge in only_first} == {(1, 2)}


def test_no_statements_have_no_ranks_to_change() -> None:
    assert rank_spans(nudges([], EQUAL)) == []
