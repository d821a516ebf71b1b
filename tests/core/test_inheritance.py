"""What a condensed statement takes from its parents."""

import pytest

from app.core.confirmation import Class, Reason, Verdict
from app.core.criteria import CLASS_GRADES, EvidenceLink, Judged, count_sources
from app.core.inheritance import Condensed, Inherited, assess_condensed, inherit, pooled, spread_of_condensed
from app.core.protocol import Protocol
from app.core.spreads import Between, spread_of_confirmation
from tests.core.people import judged, said

RULES, BY_CLASS = Protocol(), Protocol(criterion_4="class")


def parent(*ratings: int) -> Judged:
    """A configuration that these people judged."""
    found = judged(said(*ratings))
    return Judged(found, found.suggested)


EIGHT_YES, FIVE_YES, MIXED = parent(*[5] * 8), parent(*[4] * 5), parent(*[3] * 8)
DIVIDED, TOO_FEW = parent(5, 5, 4, 1, 1, 2, 3, 3), parent(5, 5)
BY_VERDICT = Judged(TOO_FEW.confirmation, Class.CONFIRMED)
EVIDENCE = pooled(
    [
        [EvidenceLink("13", "data", "thick"), EvidenceLink("30", "data", "thin")],
        [EvidenceLink("30", "theory", "thick"), EvidenceLink("43", "data", None)],
    ]
)


def score(parent: Judged) -> float | None:
    return parent.confirmation.score


def test_sources_of_both_parents_are_three_not_four() -> None:
    assert count_sources(EVIDENCE) == 3


def test_kinds_are_united_and_shares_pooled() -> None:
    found = assess_condensed(Condensed(EVIDENCE, inherit([])), r_max=3, protocol=RULES)
    assert (found.c1, found.c2, found.c3) == (1, 1, pytest.approx(2 / 3))
    assert found.marks == (True, True, True, None)


@pytest.mark.parametrize(
    ("parents", "suggested", "n"),
    [
        ([EIGHT_YES, FIVE_YES], Class.CONFIRMED, 2),
        ([EIGHT_YES, None], Class.CONFIRMED, 1),
        ([EIGHT_YES, None, None], Class.NOT_CONFIRMED, 1),
        ([EIGHT_YES, FIVE_YES, TOO_FEW, None], Class.CONFIRMED, 2),
        ([EIGHT_YES, MIXED], Class.NOT_CONFIRMED, 2),
        ([EIGHT_YES, MIXED, DIVIDED], Class.CONTESTED, 3),
        ([DIVIDED, None, None, None], Class.CONTESTED, 1),
        ([BY_VERDICT], Class.CONFIRMED, 1),
        ([TOO_FEW, None], Class.INSUFFICIENT_DATA, 0),
        ([], Class.INSUFFICIENT_DATA, 0),
    ],
)
def test_what_is_suggested_follows_the_judged_parents(parents: list[Judged | None], suggested: Class, n: int) -> None:
    found = inherit(parents)
    assert (found.suggested, found.judged, found.of) == (suggested, n, len(parents))


def test_the_order_of_parents_never_matters() -> None:
    parents = [EIGHT_YES, MIXED, None, DIVIDED]
    assert inherit(parents) == inherit(parents[::-1])


def test_the_score_is_the_lowest_and_its_interval_reaches_to_the_highest() -> None:
    found = inherit([EIGHT_YES, FIVE_YES, None])
    assert (found.score, found.low, found.high) == (score(FIVE_YES), score(FIVE_YES), score(EIGHT_YES))
    condensed = Condensed(EVIDENCE, found)
    assert condensed.is_inherited
    assert assess_condensed(condensed, r_max=3, protocol=RULES).c4 == score(FIVE_YES)
    assert spread_of_condensed(condensed, RULES) == Between(score(FIVE_YES) or 0, score(EIGHT_YES) or 1)


def test_its_own_ballots_stand_before_what_it_inherits() -> None:
    condensed = Condensed(EVIDENCE, inherit([MIXED]), own=EIGHT_YES)
    assert not condensed.is_inherited
    found = assess_condensed(condensed, r_max=3, protocol=RULES)
    assert (found.c4, found.marks[3]) == (score(EIGHT_YES), True)
    assert spread_of_condensed(condensed, RULES) == spread_of_confirmation(EIGHT_YES, RULES)


def test_too_few_answers_to_its_own_text_leave_it_with_what_it_inherits() -> None:
    condensed = Condensed(EVIDENCE, inherit([EIGHT_YES]), own=TOO_FEW)
    assert condensed.is_inherited
    assert assess_condensed(condensed, r_max=3, protocol=RULES).marks[3] is True


def test_two_people_decide_on_what_was_inherited_and_the_score_stays() -> None:
    lowered = Verdict(Class.NOT_CONFIRMED, "The merged sentence claims more.", ("Asha", "Meera"))
    condensed = Condensed(EVIDENCE, inherit([EIGHT_YES]), verdict=lowered)
    found = assess_condensed(condensed, r_max=3, protocol=RULES)
    assert (condensed.stands, found.marks[3], found.c4) == (Class.NOT_CONFIRMED, False, score(EIGHT_YES))


def test_where_no_parent_was_judged_criterion_four_is_open() -> None:
    nobody = Condensed(EVIDENCE, inherit([None, TOO_FEW]))
    found = assess_condensed(nobody, r_max=3, protocol=RULES)
    assert (found.c4, found.marks[3], spread_of_condensed(nobody, RULES)) == (None, None, None)
    assert assess_condensed(nobody, r_max=3, protocol=BY_CLASS).c4 is None


def test_a_parent_decided_without_enough_answers_has_no_score_to_pass_on() -> None:
    assert inherit([BY_VERDICT]) == Inherited(Class.CONFIRMED, None, None, 1, 1)
    assert spread_of_condensed(Condensed(EVIDENCE, inherit([BY_VERDICT])), RULES) is None


@pytest.mark.parametrize(
    ("parents", "grade"),
    [([EIGHT_YES], 1.0), ([DIVIDED], 0.5), ([MIXED], CLASS_GRADES[Reason.MIXED])],
)
def test_by_class_it_grades_as_the_class_that_stands(parents: list[Judged | None], grade: float) -> None:
    condensed = Condensed(EVIDENCE, inherit(parents))
    assert assess_condensed(condensed, r_max=3, protocol=BY_CLASS).c4 == grade
    assert spread_of_condensed(condensed, BY_CLASS) == grade


def test_coherence_is_that_of_its_own_text() -> None:
    assert assess_condensed(Condensed(EVIDENCE, inherit([])), r_max=3, protocol=RULES).c5 is None
    rated = Condensed(EVIDENCE, inherit([]), coherence=(4, 5))
    assert assess_condensed(rated, r_max=3, protocol=RULES).c5 == 0.875
