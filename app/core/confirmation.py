"""Confirmation: what criterion 4 records for a statement.

A class and a score are computed from the ballots and are only a suggestion; the team's verdict stands.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.core.agreement import median
from app.core.catalogue import N_
from app.core.circumstances import NOBODY, NOTHING_SPECIAL, Circumstances, OutOf
from app.core.classes import Class, Finding, Reason, class_of, sufficiency
from app.core.flags import (
    INHERITED,
    ONE_ANSWER_DECIDES,
    flags,
    flags_of_circumstances,
    flags_of_views,
    objections,
    two_askings_of,
)
from app.core.frequencies import FrequencyTable, table_of
from app.core.judgements import Judgement, abstentions, ratings
from app.core.protocol import Dimension, Protocol
from app.core.support import Support, support_for
from app.core.views import NO_VIEWS, Views, views_of

__all__ = [
    "Circumstances",
    "Class",
    "Confirmation",
    "Judgement",
    "Reason",
    "Support",
    "Verdict",
    "VerdictProblem",
    "agreed_verdict",
    "confirm",
    "hold_back",
    "movement",
    "settled",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """The suggested class with its reasons and flags, the support behind it, and the counts it never stands without.

    `support` is None where there is too little to judge by: no score is not a score of zero. The counts are per point
    of the scale, first point first; `yes`, `between` and `no` are the ratings of plausibility in the three thirds.
    `rated` are the ratings in the required dimension that has fewest, `outside` those of the abstained who said it lies
    outside their experience, `objections` the people who questioned a part, as (position, people). `moved` are those
    who changed third after the talk, out of those who rated twice. `held_back` says that the rule was used on all
    answers, and that nothing made of numbers may be told: see `hold_back`.
    """

    suggested: Class
    reasons: tuple[str, ...]
    flags: tuple[str, ...]
    support: Support | None
    present: int
    rated: int
    abstained: int
    outside: int
    median_plausibility: float | None
    median_relevance: float | None
    counts_plausibility: tuple[int, ...]
    counts_relevance: tuple[int, ...]
    yes: int
    between: int
    no: int
    objections: tuple[tuple[int, int], ...] = ()
    views: Views = NO_VIEWS
    circumstances: Circumstances = NOTHING_SPECIAL
    moved: OutOf = NOBODY
    held_back: bool = False

    @property
    def score(self) -> float | None:
        """The centre of the Wilson interval."""
        return self.support.score if self.support else None

    @property
    def low(self) -> float | None:
        """The lower end of the 95 % interval."""
        return self.support.low if self.support else None

    @property
    def high(self) -> float | None:
        """The upper end of the 95 % interval."""
        return self.support.high if self.support else None

    @property
    def yes_share(self) -> float | None:
        """The weighted mean utility the score was made from."""
        return self.support.yes_share if self.support else None

    @property
    def n_eff(self) -> float | None:
        """The effective number of ratings the score was made from."""
        return self.support.n_eff if self.support else None

    @property
    def n_plausibility(self) -> int:
        """Ratings of plausibility."""
        return sum(self.counts_plausibility)

    @property
    def n_relevance(self) -> int:
        """Ratings of relevance."""
        return sum(self.counts_relevance)

    @property
    def was_shown(self) -> bool:
        """It was put to a panel."""
        return Reason.NOT_SHOWN not in self.reasons

    @property
    def nobody_answered(self) -> bool:
        """It was shown, and nobody rated it or abstained."""
        return self.was_shown and self.n_plausibility == self.n_relevance == self.abstained == 0

    @property
    def could_not_judge(self) -> bool:
        """It was shown, and too many of those who answered abstained."""
        return Reason.MANY_ABSTAINED in self.reasons


def confirm(
    judgements: Sequence[Judgement],
    present: int,
    protocol: Protocol,
    circumstances: Circumstances = NOTHING_SPECIAL,
) -> Confirmation:
    """Judge one statement version by the ballots that count. The order of the ballots never matters.

    `present` counts those it was given to who were there, and everyone who answered; 0 without a ballot means it was
    never shown. A rating off the protocol's scale raises ValueError.
    """
    table = table_of(judgements, protocol)
    plausibility = table.whole["plausibility"]
    finding = find(judgements, table, present, protocol)
    enough = finding.suggested is not Class.INSUFFICIENT_DATA
    views, askings = views_of(judgements, table, circumstances.expected_groups), two_askings_of(circumstances, protocol)
    return Confirmation(
        suggested=finding.suggested,
        reasons=finding.reasons,
        flags=(
            *flags(judgements, table, finding.suggested, protocol),
            *flags_of_views(views),
            *flags_of_circumstances(circumstances, protocol),
        )
        if enough
        else _flags_of_too_little(finding, circumstances),
        support=support_for(finding, judgements, protocol) if enough else None,
        present=present,
        rated=min(table.whole[dimension].n for dimension in protocol.required),
        abstained=abstentions(judgements, "plausibility"),
        outside=sum(judgement.abstained == "outside" for judgement in judgements),
        median_plausibility=median_of(judgements, "plausibility"),
        median_relevance=median_of(judgements, "relevance"),
        counts_plausibility=plausibility.counts,
        counts_relevance=table.whole["relevance"].counts,
        yes=plausibility.top,
        between=plausibility.n - plausibility.top - plausibility.bottom,
        no=plausibility.bottom,
        objections=tuple(sorted(objections(judgements).items())),
        views=views,
        circumstances=circumstances,
        moved=OutOf(askings.changed, askings.n),
    )


def hold_back(confirmation: Confirmation) -> Confirmation:
    """Leave out what would give a small panel away to those who know what the others said.

    The class stays, with its reasons, and so does the mark of criterion 4. There is no score, so that criterion 4, the
    weight and the ranks are as if it had not been assessed. Nor are there medians, nor the flag that tells how near the
    class came to being another one.
    """
    flags = tuple(flag for flag in confirmation.flags if flag != ONE_ANSWER_DECIDES)
    return replace(
        confirmation, held_back=True, flags=flags, support=None, median_plausibility=None, median_relevance=None
    )


def find(judgements: Sequence[Judgement], table: FrequencyTable, present: int, protocol: Protocol) -> Finding:
    """Return the class and its reasons: insufficient data first, else the first class that fits."""
    if lacking := sufficiency(judgements, present, protocol):
        return Finding(Class.INSUFFICIENT_DATA, lacking)
    return class_of(table, protocol)


def _flags_of_too_little(finding: Finding, circumstances: Circumstances) -> tuple[str, ...]:
    return (INHERITED,) if circumstances.inherited and Reason.NOT_SHOWN in finding.reasons else ()


def median_of(judgements: Sequence[Judgement], dimension: Dimension) -> float | None:
    """Return the median rating in a dimension, None where nobody rated."""
    given = ratings(judgements, dimension)
    return median(given) if given else None


TWO_NAMES = N_("A verdict needs the names of two people.")
TWO_PEOPLE = N_("A verdict needs two different people; this is the same name twice.")
REASON_WANTED = N_("This differs from what the rule suggests. Please give the reason.")


class VerdictProblem(ValueError):
    """A verdict that cannot be recorded, with a sentence that says what is missing."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What two named people of the team decided after reading the comments. It stands in place of the suggestion."""

    stands: Class
    reason: str
    names: tuple[str, str]

    def __post_init__(self) -> None:
        """Refuse a verdict of fewer than two people."""
        first, second = (name.strip().casefold() for name in self.names)
        if not first or not second:
            raise VerdictProblem(TWO_NAMES)
        if first == second:
            raise VerdictProblem(TWO_PEOPLE)


def agreed_verdict(confirmation: Confirmation, stands: Class, reason: str, names: tuple[str, str]) -> Verdict:
    """Make a verdict. Raises VerdictProblem where it differs from the suggestion and gives no reason."""
    if stands is not confirmation.suggested and not reason.strip():
        raise VerdictProblem(REASON_WANTED)
    return Verdict(stands, reason.strip(), names)


def settled(confirmation: Confirmation, verdict: Verdict | None) -> Class:
    """Return the class that stands: the verdict where there is one, else the suggestion."""
    return verdict.stands if verdict else confirmation.suggested


# Insufficient data says nothing for or against, so it stands between the two sides.
UPWARD = (
    Class.NOT_CONFIRMED,
    Class.CONTESTED,
    Class.INSUFFICIENT_DATA,
    Class.NEEDS_CHANGE,
    Class.CONFIRMED,
)


def movement(confirmation: Confirmation, verdict: Verdict | None) -> int:
    """Return 1 where the team raised the suggested class, -1 where it lowered it, 0 where it let it stand."""
    before, after = UPWARD.index(confirmation.suggested), UPWARD.index(settled(confirmation, verdict))
    return (after > before) - (after < before)
