"""Inheritance: what a condensed statement takes from the configurations that were merged into it.

Its evidence is theirs together. Its criterion 4 is its own where a panel judged its own text; else it is inherited,
which says less: nobody judged that sentence. Two named people then decide, with the parents' results beside it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.core.confirmation import Class, Reason, Verdict
from app.core.criteria import Criteria, EvidenceLink, Judged, assess, grade_class, mark_class
from app.core.protocol import Protocol
from app.core.spreads import Between, Spread, spread_of_confirmation


@dataclass(frozen=True, slots=True)
class Inherited:
    """Criterion 4 of a text that no panel judged, from the configurations it came from.

    `low` and `high` are the lowest and the highest score of a judged parent, 0 to 1, None where none was judged. The
    lowest is the score: a text that says more than one parent did was not confirmed better than the weakest of them.
    """

    suggested: Class
    low: float | None
    high: float | None
    judged: int
    of: int

    @property
    def score(self) -> float | None:
        """The lowest score of a judged parent."""
        return self.low


@dataclass(frozen=True, slots=True)
class Condensed:
    """All that a condensed statement is graded from.

    `coherence` are ratings of its own text: it stands in another mechanism than its parents may have, so theirs are not
    inherited. `own` is what a panel made of its own text, `verdict` what two people decided on what it inherited.
    """

    evidence: tuple[EvidenceLink, ...]
    inherited: Inherited
    coherence: tuple[int, ...] = ()
    own: Judged | None = None
    verdict: Verdict | None = None

    @property
    def is_inherited(self) -> bool:
        """Whether criterion 4 comes from the parents: its own text had no panel, or too few answers."""
        return self.own is None or self.own.stands is Class.INSUFFICIENT_DATA

    @property
    def stands(self) -> Class:
        """The class that stands: its own, else the verdict on what it inherited, else what that suggests."""
        if self.own is not None and not self.is_inherited:
            return self.own.stands
        return self.verdict.stands if self.verdict else self.inherited.suggested


def pooled(parents: Iterable[Iterable[EvidenceLink]]) -> tuple[EvidenceLink, ...]:
    """Return the evidence of all parents together, in their order.

    Criterion 1 then counts the union of their sources, criterion 2 looks at the union of kinds, and criterion 3 takes
    the share of thick over all pieces: one source that supports two parents is one source, and two pieces of evidence.
    """
    return tuple(link for evidence in parents for link in evidence)


def inherit(parents: Sequence[Judged | None]) -> Inherited:
    """Return what a condensed text inherits; None is a parent no panel was shown.

    Suggested is *contested* if any judged parent is; *confirmed* if every judged parent is and at least half of all
    parents were judged; else *not confirmed* (mixed); and *insufficient data* if no parent was judged. A parent with
    too few answers was not judged, unless two people decided on it. Where the score of one is held back there is none:
    the lowest of the others would say too much for it. Source: project default.
    """
    judged = [parent for parent in parents if parent is not None and parent.stands is not Class.INSUFFICIENT_DATA]
    scores = [parent.confirmation.score for parent in judged if parent.confirmation.score is not None]
    if any(parent.confirmation.held_back for parent in judged):
        scores = []
    return Inherited(
        _suggest([parent.stands for parent in judged], len(parents)),
        min(scores, default=None),
        max(scores, default=None),
        len(judged),
        len(parents),
    )


def _suggest(stands: Sequence[Class], of: int) -> Class:
    if not stands:
        return Class.INSUFFICIENT_DATA
    if Class.CONTESTED in stands:
        return Class.CONTESTED
    if set(stands) == {Class.CONFIRMED} and 2 * len(stands) >= of:
        return Class.CONFIRMED
    return Class.NOT_CONFIRMED


def assess_condensed(condensed: Condensed, *, r_max: int, protocol: Protocol) -> Criteria:
    """Grade and mark a condensed statement. `r_max` is the largest number of sources in the condensed list."""
    found = assess(condensed.evidence, condensed.coherence, condensed.own, r_max=r_max, protocol=protocol)
    if not condensed.is_inherited:
        return found
    return as_inherited(found, condensed, protocol)


def as_inherited(criteria: Criteria, condensed: Condensed, protocol: Protocol) -> Criteria:
    """Return criteria with criterion 4, and its mark, as they are inherited."""
    grade, mark = _grade(condensed, protocol), mark_class(condensed.stands)
    return replace(criteria, c4=grade, marks=(*criteria.marks[:3], mark))


def spread_of_condensed(condensed: Condensed, protocol: Protocol) -> Spread | None:
    """Return where criterion 4 may lie. Inherited: anywhere from the lowest to the highest score of a judged parent."""
    if not condensed.is_inherited:
        return spread_of_confirmation(condensed.own, protocol)
    low, high = condensed.inherited.low, condensed.inherited.high
    if protocol.criterion_4 == "class" or low is None or high is None:
        return _grade(condensed, protocol)
    return Between(low, high)


def _grade(condensed: Condensed, protocol: Protocol) -> float | None:
    """The inherited score; or, by protocol, the grade of the class that stands. Not confirmed counts as mixed."""
    if protocol.criterion_4 == "score":
        return condensed.inherited.score
    return grade_class(condensed.stands, Class.NOT_CONFIRMED, (Reason.MIXED,))
