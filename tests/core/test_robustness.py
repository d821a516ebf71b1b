"""What would change a tier or a rank."""

import pytest

from app.core.confirmation import Class, Verdict
from app.core.criteria import Criteria, EvidenceLink, Judged, assess
from app.core.judgements import Judgement
from app.core.protocol import Protocol
from app.core.robustness import (
    Marked,
    Panel,
    SourceStake,
    TierChange,
    classes_by_rule,
    marks_without,
    nudges,
    rank_spans,
    stakes,
    stands_on,
    tier_changes_by_rule,
)
from app.core.weights import EQUAL, swung
from tests.core.people import judged, said

RULES = Protocol()
THICK_DATA_13 = EvidenceLink("13", "data", "thick")
THIN_THEORY_30 = EvidenceLink("30", "theory", "thin")
THICK_DATA_43 = EvidenceLink("43", "data", "thick")


def marked(*evidence: EvidenceLink, coherence: tuple[int, ...] = (), protocol: Protocol = RULES) -> Marked:
    """A statement that eight people of eight confirmed."""
    yes = judged(said(*[5] * 8))
    return Marked(evidence, assess(evidence, coherence, Judged(yes, yes.suggested), r_max=9, protocol=protocol))


# One source


def test_leaving_out_a_source_tells_which_tiers_stand_on_it() -> None:
    statements = {
        "WHE-02": marked(THICK_DATA_13, THIN_THEORY_30, THICK_DATA_43),
        "WHE-03": marked(THICK_DATA_13, THICK_DATA_43),
    }
    assert stakes(statements, RULES) == [
        SourceStake("13", (TierChange("WHE-03", "B", "C"),)),
        SourceStake("30", (TierChange("WHE-02", "A", "B"),)),
        SourceStake("43", (TierChange("WHE-03", "B", "C"),)),
    ]


def test_a_statement_stands_on_one_source_where_its_tier_would_be_lost() -> None:
    assert stands_on(marked(THICK_DATA_13, THIN_THEORY_30, THICK_DATA_43), RULES) == ("30",)
    assert stands_on(marked(THICK_DATA_13, THICK_DATA_43), RULES) == ("13", "43")
    assert stands_on(marked(*[EvidenceLink(str(n), "data", "thick") for n in range(5)]), RULES) == ()


def test_a_thin_source_can_hold_a_tier_down() -> None:
    thin = [EvidenceLink(source, "data", "thin") for source in ("1", "2")]
    statement = marked(*thin, THICK_DATA_13)
    (held,) = [stake for stake in stakes({1: statement}, RULES) if stake.source == "1"]
    assert held.changes == (TierChange(1, "C", "B"),)
    assert not held.changes[0].is_loss
    assert stands_on(statement, RULES) == ()


def test_without_the_last_source_there_is_no_evidence_which_is_not_the_same_as_nobody_having_looked() -> None:
    assert marks_without("13", marked(THICK_DATA_13), RULES) == (False, False, False, True)
    assert marks_without("13", marked(EvidenceLink("13")), RULES) == (False, None, None, True)


def test_what_nobody_noted_of_the_other_sources_stays_open() -> None:
    statement = marked(THICK_DATA_13, EvidenceLink("30"), EvidenceLink("43"))
    assert marks_without("13", statement, RULES) == (True, None, None, True)


def test_a_source_listed_twice_leaves_with_all_it_said() -> None:
    statement = marked(THICK_DATA_13, EvidenceLink("13", "theory", "thick"), EvidenceLink("13", stance="contradicts"))
    assert marks_without("13", statement, RULES) == (False, False, False, True)
    assert [stake.source for stake in stakes({1: statement}, RULES)] == ["13"]


def test_a_source_that_only_contradicts_holds_no_tier() -> None:
    against = EvidenceLink("99", "theory", "thick", "contradicts")
    statement = marked(THICK_DATA_13, THICK_DATA_43, against)
    assert SourceStake("99", ()) in stakes({1: statement}, RULES)
    assert SourceStake("99", ()) in stakes({1: marked(against)}, RULES)


def test_a_list_without_evidence_stands_on_no_source() -> None:
    assert stakes({"WHE-01": marked()}, RULES) == []
    assert stakes({}, RULES) == []


def test_an_incoherent_statement_has_no_tier_to_lose() -> None:
    gates = Protocol(criterion_5="gates")
    assert stands_on(marked(THICK_DATA_13, THICK_DATA_43, coherence=(1, 2), protocol=gates), gates) == ()
    assert stands_on(marked(THICK_DATA_13, THICK_DATA_43, coherence=(4, 5), protocol=gates), gates) == ("13", "43")


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [("A", "B", True), ("B", "A", False), ("A-B", "B", True), ("A-B", "A", False), ("A", "A-B", True), ("B", "A-B", False)],
)  # fmt: skip
def test_a_tier_is_lost_where_its_better_or_worse_end_is(before: str, after: str, lost: bool) -> None:
    assert TierChange(1, before, after).is_loss is lost


# Thresholds


def panel(*ratings: int, verdict: Verdict | None = None, people: list[Judgement] | None = None) -> Panel:
    """A panel of which everybody answered."""
    found = people or said(*ratings)
    return Panel(tuple(found), len(found), verdict)


THREE_IN_FOUR = panel(*[4] * 15, *[3] * 5)


def test_a_threshold_decides_where_three_in_four_say_yes() -> None:
    assert classes_by_rule(THREE_IN_FOUR, RULES) == {
        "percent-70": Class.CONFIRMED,
        "percent-75": Class.CONFIRMED,
        "percent-80": Class.NOT_CONFIRMED,
    }


def test_a_threshold_changes_the_tier_of_what_it_confirms_no_more() -> None:
    statements = {
        "WHE-02": (THREE_IN_FOUR, Criteria(marks=(True, True, False, True))),
        "WHE-03": (panel(*[5] * 20), Criteria(marks=(True, True, True, True))),
        "WHE-04": (panel(5, 5), Criteria(marks=(True, True, True, None))),
    }
    assert tier_changes_by_rule(statements, RULES) == {
        "percent-70": (),
        "percent-75": (),
        "percent-80": (TierChange("WHE-02", "B", "C"),),
    }


def test_what_two_people_decided_stands_under_every_rule() -> None:
    decided = panel(1, 1, 1, 1, 1, verdict=Verdict(Class.CONFIRMED, "One clinic.", ("Asha", "Meera")))
    assert set(classes_by_rule(decided, RULES).values()) == {Class.CONFIRMED}


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
