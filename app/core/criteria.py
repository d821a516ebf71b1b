"""The five criteria of a statement, each a grade from 0 to 1 and four of them with a mark.

None is "not assessed", never zero. What counts as a mark is taken from the source review: "several sources, both theory
and data, thick, confirmed".
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from app.core.confirmation import Class, Confirmation, Reason
from app.core.protocol import Protocol

Driven = Literal["data", "theory"]
Depth = Literal["thick", "thin"]
Stance = Literal["supports", "contradicts"]
Marks = tuple[bool | None, bool | None, bool | None, bool | None]

CLASS_GRADES = MappingProxyType(
    {
        Class.CONFIRMED: 1.0,
        Class.NEEDS_CHANGE: 0.75,
        Class.CONTESTED: 0.5,
        Reason.NEAR_MISS: 0.5,
        Reason.MIXED: 0.5,
        Reason.NOT_RELEVANT: 0.25,
        Reason.REJECTED: 0.0,
    }
)
"""Criterion 4 where the protocol grades by class. A project default, without a published source.

Not fields of a protocol: they decide nothing but the places of classes between no and yes, in steps of a quarter, and a
team that wants it finer takes the score.
"""


MEAN_DIGITS = 8
"""To so many digits a mean rating is the one that somebody typed: 4 x .6 + 1 is 3.4 to a reader."""


@dataclass(frozen=True, slots=True)
class EvidenceLink:
    """One piece of evidence: a source that supports or contradicts a statement. None where nobody has noted it yet."""

    source: str
    driven: Driven | None = None
    depth: Depth | None = None
    stance: Stance = "supports"


@dataclass(frozen=True, slots=True)
class Criteria:
    """The grades of one statement, and the marks of the first four.

    `coherent` is False where criterion 5 gates and the raters found too little coherence, None where they have not
    rated yet; a protocol in which it only breaks ties leaves it True.
    """

    c1: float | None = None
    c2: float | None = None
    c3: float | None = None
    c4: float | None = None
    c5: float | None = None
    marks: Marks = (None, None, None, None)
    coherent: bool | None = True

    @property
    def grades(self) -> tuple[float | None, ...]:
        """All five, in order."""
        return (self.c1, self.c2, self.c3, self.c4, self.c5)


@dataclass(frozen=True, slots=True)
class Judged:
    """A statement's confirmation with the class that stands after the team has read the comments."""

    confirmation: Confirmation
    stands: Class


def assess(
    evidence: Sequence[EvidenceLink],
    coherence: Sequence[int],
    judged: Judged | None,
    *,
    r_max: int,
    protocol: Protocol,
) -> Criteria:
    """Grade and mark a statement. `r_max` is the largest number of supporting sources in the whole list."""
    return Criteria(
        c1=grade_sources(evidence, r_max),
        c2=grade_driven(evidence),
        c3=grade_depth(evidence),
        c4=grade_confirmation(judged, protocol),
        c5=grade_coherence(coherence),
        marks=(
            mark_sources(evidence, protocol),
            mark_driven(evidence),
            mark_depth(evidence, protocol),
            mark_confirmation(judged),
        ),
        coherent=gate_coherence(coherence, protocol),
    )


def supporting(evidence: Iterable[EvidenceLink]) -> list[EvidenceLink]:
    """Keep what supports. What contradicts is shown beside the criteria and grades none of them."""
    return [link for link in evidence if link.stance == "supports"]


def count_sources(evidence: Iterable[EvidenceLink]) -> int:
    """Count the distinct supporting sources; one that is listed twice counts once."""
    return len({link.source for link in supporting(evidence)})


def contradicted_by(evidence: Iterable[EvidenceLink]) -> tuple[str, ...]:
    """Name the sources that contradict, each once, in their order: they are shown beside the criteria.

    A source may support and contradict at once, where it says different things of different people. It then counts as
    a supporting source, with what is noted of its support, and is named here too: neither takes away the other.
    """
    return tuple(dict.fromkeys(link.source for link in evidence if link.stance == "contradicts"))


def grade_sources(evidence: Sequence[EvidenceLink], r_max: int) -> float | None:
    """Return log(1 + r) / log(1 + r_max): each further source adds less. More than r_max sources raise ValueError."""
    r = count_sources(evidence)
    if r > r_max:
        raise ValueError(f"r_max is {r_max}, and this statement has {r} supporting sources.")
    if not evidence:
        return None
    return math.log1p(r) / math.log1p(r_max) if r else 0.0


def mark_sources(evidence: Sequence[EvidenceLink], protocol: Protocol) -> bool | None:
    """Say whether several sources support it."""
    return count_sources(evidence) >= protocol.several_sources if evidence else None


def grade_driven(evidence: Iterable[EvidenceLink]) -> float | None:
    """Return 1 where data and theory both drive the evidence, 0.5 for either alone: they weigh the same."""
    return len(_kinds(evidence)) / 2 or None


def mark_driven(evidence: Iterable[EvidenceLink]) -> bool | None:
    """Say whether both data and theory support it."""
    kinds = _kinds(evidence)
    return len(kinds) == 2 if kinds else None


def _kinds(evidence: Iterable[EvidenceLink]) -> set[Driven]:
    return {link.driven for link in supporting(evidence) if link.driven}


def grade_depth(evidence: Iterable[EvidenceLink]) -> float | None:
    """Return the share of thick evidence among that whose depth was noted."""
    depths = [link.depth for link in supporting(evidence) if link.depth]
    return depths.count("thick") / len(depths) if depths else None


def mark_depth(evidence: Iterable[EvidenceLink], protocol: Protocol) -> bool | None:
    """Say whether enough of the evidence is thick."""
    share = grade_depth(evidence)
    return None if share is None else share >= protocol.thick_share


def grade_confirmation(judged: Judged | None, protocol: Protocol) -> float | None:
    """Return the score, always from the ballots; or, by protocol, the grade of the class that stands."""
    if judged is None:
        return None
    found = judged.confirmation
    return (
        found.score if protocol.criterion_4 == "score" else grade_class(judged.stands, found.suggested, found.reasons)
    )


def grade_class(stands: Class, suggested: Class, reasons: Sequence[str]) -> float | None:
    """Return the grade of the class that stands, None for too few answers.

    A verdict of "not confirmed" against the rule has no reason code; it grades like near miss and mixed.
    """
    if stands is not Class.NOT_CONFIRMED:
        return CLASS_GRADES.get(stands)
    return CLASS_GRADES[Reason(reasons[0]) if suggested is stands else Reason.MIXED]


def mark_confirmation(judged: Judged | None) -> bool | None:
    """Say whether it is confirmed. Too few answers leave the mark open."""
    return None if judged is None else mark_class(judged.stands)


def mark_class(stands: Class) -> bool | None:
    """Say whether a class is the mark of criterion 4."""
    return None if stands is Class.INSUFFICIENT_DATA else stands is Class.CONFIRMED


def grade_coherence(values: Sequence[int]) -> float | None:
    """Return (mean - 1) / 4 of ratings from 1 to 5 by members of the team. Another value raises ValueError."""
    if any(value not in range(1, 6) for value in values):
        raise ValueError("Coherence is rated from 1 to 5.")
    return (math.fsum(values) / len(values) - 1) / 4 if values else None


def gate_coherence(values: Sequence[int], protocol: Protocol) -> bool | None:
    """Say whether a statement is coherent enough for its marks to count; None while nobody has rated it.

    Where criterion 5 only breaks ties, every statement is.
    """
    if protocol.criterion_5 == "breaks_ties":
        return True
    return opens_gate(grade_coherence(values), protocol)


def opens_gate(grade: float | None, protocol: Protocol) -> bool | None:
    """Say whether a grade of criterion 5 reaches the mean rating a protocol asks for; None while there is none."""
    return None if grade is None else round(4 * grade + 1, MEAN_DIGITS) >= protocol.coherent_from


def coherence_differs(values: Sequence[int], protocol: Protocol) -> bool:
    """Say whether the raters are so far apart that they should talk before the mean is used."""
    return bool(values) and max(values) - min(values) >= protocol.coherence_apart
