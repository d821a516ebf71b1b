"""What hangs on a single source."""

from app.core.criteria import EvidenceLink, Judged, assess
from app.core.protocol import Protocol
from app.core.stakes import Marked, SourceStake, marks_without, stakes, stands_on
from app.core.tiers import TierChange
from tests.core.people import judged, said

RULES = Protocol()
THICK_DATA_13 = EvidenceLink("13", "data", "thick")
THIN_THEORY_30 = EvidenceLink("30", "theory", "thin")
THICK_DATA_43 = EvidenceLink("43", "data", "thick")


def marked(*evidence: EvidenceLink, coherence: tuple[int, ...] = (), protocol: Protocol = RULES) -> Marked:
    """A statement that eight people of eight confirmed."""
    yes = judged(said(*[5] * 8))
    return Marked(evidence, assess(evidence, coherence, Judged(yes, yes.suggested), r_max=9, protocol=protocol))


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
