"""The five criteria."""

import math

import pytest

from app.core.confirmation import Class
from app.core.criteria import (
    Criteria,
    EvidenceLink,
    Judged,
    assess,
    coherence_differs,
    contradicted_by,
    count_sources,
    gate_coherence,
    grade_coherence,
    grade_confirmation,
    grade_depth,
    grade_driven,
    grade_sources,
    mark_confirmation,
)
from app.core.protocol import Protocol
from tests.core.people import judged, said

BY_CLASS = Protocol(criterion_4="class")
EIGHT_YES = judged(said(*[5] * 8))
TOO_FEW = judged(said(5, 5))


def from_sources(*sources: str) -> list[EvidenceLink]:
    """Evidence of these sources, of which nothing else has been noted."""
    return [EvidenceLink(source) for source in sources]


def test_each_further_source_adds_less() -> None:
    assert grade_sources(from_sources("13", "30", "43"), r_max=7) == pytest.approx(math.log(4) / math.log(8))
    assert grade_sources(from_sources("13"), r_max=1) == 1


def test_a_source_that_is_listed_twice_counts_once() -> None:
    assert count_sources(from_sources("13", "13", "30")) == 2


def test_a_source_that_contradicts_supports_nothing() -> None:
    against = EvidenceLink("43", driven="theory", depth="thick", stance="contradicts")
    evidence = [EvidenceLink("13", driven="data", depth="thin"), against]
    assert count_sources(evidence) == 1
    assert (grade_driven(evidence), grade_depth(evidence)) == (0.5, 0)
    assert grade_sources([against], r_max=4) == 0


def test_a_source_that_supports_and_contradicts_at_once_counts_as_support_and_is_named_beside() -> None:
    evidence = [EvidenceLink("13", "data", "thick"), EvidenceLink("13", "theory", "thin", "contradicts")]
    assert count_sources(evidence) == 1
    assert (grade_driven(evidence), grade_depth(evidence)) == (0.5, 1)
    assert contradicted_by(evidence) == ("13",)


def test_what_contradicts_is_named_once_each() -> None:
    against = [EvidenceLink(source, stance="contradicts") for source in ("43", "7", "43")]
    assert contradicted_by([EvidenceLink("13"), *against]) == ("43", "7")


def test_more_sources_than_the_longest_list_is_refused() -> None:
    with pytest.raises(ValueError, match="r_max is 1"):
        grade_sources(from_sources("13", "30"), r_max=1)


@pytest.mark.parametrize(
    ("kinds", "grade"),
    [(["data", "theory"], 1), (["data", "data"], 0.5), (["theory"], 0.5), ([None], None), ([], None)],
)
def test_data_alone_is_worth_as_much_as_theory_alone(kinds: list[str | None], grade: float | None) -> None:
    assert grade_driven([EvidenceLink("13", driven=kind) for kind in kinds]) == grade  # type: ignore[arg-type]


def test_the_share_of_thick_evidence_leaves_out_what_nobody_noted() -> None:
    evidence = [EvidenceLink("1", depth="thick"), EvidenceLink("2", depth="thin"), EvidenceLink("3")]
    assert grade_depth(evidence) == 0.5


@pytest.mark.parametrize(("values", "grade"), [([1, 1], 0), ([5, 5], 1), ([4, 5], 0.875), ([3], 0.5), ([], None)])
def test_coherence_is_the_mean_of_those_who_rated_it(values: list[int], grade: float | None) -> None:
    assert grade_coherence(values) == grade


@pytest.mark.parametrize("value", [0, 6])
def test_coherence_off_its_scale_is_refused(value: int) -> None:
    with pytest.raises(ValueError, match="from 1 to 5"):
        grade_coherence([3, value])


def test_two_points_apart_is_a_matter_for_talk() -> None:
    assert coherence_differs([2, 4], Protocol())
    assert not coherence_differs([3, 4], Protocol())
    assert not coherence_differs([], Protocol())


@pytest.mark.parametrize(("values", "opens"), [([3], True), ([2, 4], True), ([2, 3], False), ([], None)])
def test_coherence_gates_only_where_the_protocol_says_so(values: list[int], opens: bool | None) -> None:
    assert gate_coherence(values, Protocol(criterion_5="gates")) is opens
    assert gate_coherence(values, Protocol()) is True


def test_a_protocol_says_from_which_mean_rating_a_statement_is_coherent() -> None:
    gates = Protocol(criterion_5="gates", coherent_from=3.4)
    assert gate_coherence([3, 3, 3, 4, 4], gates) is True
    assert gate_coherence([3, 3, 3, 3, 4], gates) is False
    assert coherence_differs([3, 4], Protocol(coherence_apart=1))


def test_criterion_four_is_the_score_whatever_the_team_decided() -> None:
    assert grade_confirmation(Judged(EIGHT_YES, Class.NOT_CONFIRMED), Protocol()) == EIGHT_YES.score


@pytest.mark.parametrize(
    ("ratings", "matters", "grade"),
    [
        ([5] * 8, 4, 1),
        ([5, 5, 4, 1, 1, 2, 3, 3], 4, 0.5),
        ([4, 4, 5, 5, 4, 3, 3, 3, 1], 4, 0.5),
        ([3] * 8, 4, 0.5),
        ([5] * 8, 1, 0.25),
        ([1] * 8, 4, 0),
        ([5] * 4, 4, None),
    ],
)
def test_criterion_four_can_be_graded_by_class(ratings: list[int], matters: int, grade: float | None) -> None:
    found = judged(said(*ratings, matters=matters))
    assert grade_confirmation(Judged(found, found.suggested), BY_CLASS) == grade


def test_a_class_grade_follows_the_verdict() -> None:
    assert grade_confirmation(Judged(EIGHT_YES, Class.NEEDS_CHANGE), BY_CLASS) == 0.75
    assert grade_confirmation(Judged(EIGHT_YES, Class.NOT_CONFIRMED), BY_CLASS) == 0.5


def test_too_few_answers_leave_criterion_four_open() -> None:
    insufficient = Judged(TOO_FEW, TOO_FEW.suggested)
    assert grade_confirmation(insufficient, Protocol()) is None
    assert mark_confirmation(insufficient) is None
    assert mark_confirmation(None) is None
    assert mark_confirmation(Judged(EIGHT_YES, Class.CONTESTED)) is False


def test_a_statement_of_which_nothing_is_known_is_not_assessed() -> None:
    assert assess([], [], None, r_max=0, protocol=Protocol()) == Criteria()


def test_all_five_come_together() -> None:
    evidence = [EvidenceLink("13", "data", "thick"), EvidenceLink("30", "theory", "thin")]
    found = assess(evidence, [4, 5], Judged(EIGHT_YES, Class.CONFIRMED), r_max=2, protocol=Protocol())
    assert found.grades == (1, 1, 0.5, EIGHT_YES.score, 0.875)
    assert found.marks == (True, True, True, True)
