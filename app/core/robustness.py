"""Robustness: what would change a tier or a rank, tried out one thing at a time.

Three questions a reader asks of a list: what if the threshold of confirmation were another one, what if a weight were
half or half as much again, and what if one source had not been found. The first and the last can change a tier.
Weights never do, for a tier counts marks. They change ranks; so does a threshold where criterion 4 is graded by class.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from app.core.classes import Class
from app.core.confirmation import Verdict, find
from app.core.criteria import (
    Criteria,
    EvidenceLink,
    Marks,
    mark_class,
    mark_depth,
    mark_driven,
    mark_sources,
    supporting,
)
from app.core.judgements import Judgement
from app.core.protocol import Protocol, Rule
from app.core.tiers import tier
from app.core.weighting import ranks, weigh
from app.core.weights import CRITERIA

OTHER_RULES: tuple[Rule, ...] = ("percent-70", "percent-75", "percent-80")
"""The thresholds that published panels use most: 70, 75 and 80 % in the top third."""

FACTORS = (0.5, 1.5)
"""A weight half as large, and half as large again."""

Id = TypeVar("Id")


@dataclass(frozen=True, slots=True)
class TierChange(Generic[Id]):
    """A statement whose tier would be another one: from `before` to `after`, either of them perhaps a range."""

    statement: Id
    before: str
    after: str

    @property
    def is_loss(self) -> bool:
        """Whether the best or the worst it may reach is lower than before."""
        return any(new > old for old, new in zip(_ends(self.before), _ends(self.after), strict=True))


# What if one source had not been found?


@dataclass(frozen=True, slots=True)
class SourceStake(Generic[Id]):
    """What would change without one source: the tiers of these statements, and of no others."""

    source: str
    changes: tuple[TierChange[Id], ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """What the tier of a statement is made of: its evidence, and its criteria as they were assessed."""

    evidence: tuple[EvidenceLink, ...]
    criteria: Criteria


def stakes(statements: Mapping[Id, Marked], protocol: Protocol) -> list[SourceStake[Id]]:
    """Return what would change without each source of the list, in the order in which the sources first stand.

    A source on which no tier hangs has no changes. Cost grows with the evidence, not with sources times statements.
    """
    found: dict[str, list[TierChange[Id]]] = {}
    for id, marked in statements.items():
        before = tier(marked.criteria.marks, marked.criteria.coherent)
        for source in _sources(marked.evidence):
            after = tier(marks_without(source, marked, protocol), marked.criteria.coherent)
            found.setdefault(source, []).extend([TierChange(id, before, after)] if after != before else [])
    return [SourceStake(source, tuple(changes)) for source, changes in found.items()]


def stands_on(marked: Marked, protocol: Protocol) -> tuple[str, ...]:
    """Name the sources on each of which alone the tier stands: without it the tier would be lower."""
    return tuple(
        stake.source
        for stake in stakes({0: marked}, protocol)
        if any(change.is_loss for change in stake.changes)
    )  # fmt: skip


def marks_without(source: str, marked: Marked, protocol: Protocol) -> Marks:
    """Return the marks as they would be had this source not been found.

    Where it was the last support, what had been assessed becomes a plain no: there would be no evidence, and that is
    not the same as nobody having looked. What nobody noted of the sources that remain stays open.
    """
    rest = [link for link in marked.evidence if link.source != source]
    first, second, third, fourth = marked.criteria.marks
    if not supporting(rest):
        return (_no(first), _no(second), _no(third), fourth)
    return (mark_sources(rest, protocol), mark_driven(rest), mark_depth(rest, protocol), fourth)


def _no(mark: bool | None) -> bool | None:
    return None if mark is None else False


def _sources(evidence: Iterable[EvidenceLink]) -> list[str]:
    return list(dict.fromkeys(link.source for link in evidence))


# What if the threshold were another one?


@dataclass(frozen=True, slots=True)
class Panel:
    """What a panel said of a statement, and what the team decided on it."""

    judgements: tuple[Judgement, ...]
    present: int
    verdict: Verdict | None = None


def classes_by_rule(panel: Panel, protocol: Protocol, rules: Sequence[Rule] = OTHER_RULES) -> dict[Rule, Class]:
    """Return the class that would stand under each rule. A verdict stands under every rule: people decided, not it."""
    if panel.verdict:
        return dict.fromkeys(rules, panel.verdict.stands)
    return {rule: find(panel.judgements, panel.present, replace(protocol, rule=rule)).suggested for rule in rules}


def tier_changes_by_rule(
    statements: Mapping[Id, tuple[Panel, Criteria]], protocol: Protocol, rules: Sequence[Rule] = OTHER_RULES
) -> dict[Rule, tuple[TierChange[Id], ...]]:
    """Return for each rule the statements whose tier would be another one under it.

    A statement that no panel was shown has no mark for criterion 4 under any rule: leave it out.
    """
    found: dict[Rule, list[TierChange[Id]]] = {rule: [] for rule in rules}
    for id, (panel, criteria) in statements.items():
        before = tier(criteria.marks, criteria.coherent)
        for rule, stands in classes_by_rule(panel, protocol, rules).items():
            after = tier((*criteria.marks[:3], mark_class(stands)), criteria.coherent)
            if after != before:
                found[rule].append(TierChange(id, before, after))
    return {rule: tuple(changes) for rule, changes in found.items()}


# What if a weight were another one?


@dataclass(frozen=True, slots=True)
class Nudge:
    """The ranks when one criterion, from 1 to 5, counts `factor` times as much and the weights again add up to 1."""

    criterion: int
    factor: float
    ranks: tuple[int | None, ...]


def nudges(criteria: Sequence[Criteria], weights: Sequence[float]) -> list[Nudge]:
    """Return the ranks under each weight halved and half as large again: ten lists. A weight of 0 stays 0."""
    return [
        Nudge(j + 1, factor, tuple(ranks([weigh(each, _nudged(weights, j, factor)) for each in criteria])))
        for j in range(CRITERIA)
        for factor in FACTORS
    ]


def rank_spans(found: Sequence[Nudge]) -> list[tuple[int, int] | None]:
    """Return the best and the worst rank each statement takes under them, None for one without a rank."""
    spans = []
    for each in zip(*(nudge.ranks for nudge in found), strict=True):
        places = [rank for rank in each if rank is not None]
        spans.append((min(places), max(places)) if places else None)
    return spans


def _nudged(weights: Sequence[float], j: int, factor: float) -> list[float]:
    return [weight * factor if place == j else weight for place, weight in enumerate(weights)]


def _ends(tiers: str) -> tuple[str, str]:
    """The best and the worst: letters later in the alphabet are lower."""
    return tiers[0], tiers[-1]
