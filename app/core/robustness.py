"""Robustness: what another threshold, or another weight, would make of the tiers and ranks.

One thing is changed at a time. Weights never change a tier, for a tier counts marks; they change ranks. A threshold
changes both: the tier through the mark of criterion 4, the rank through its grade, where that follows the class.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic

from app.core.classes import Class, Finding
from app.core.confirmation import Verdict, confirm, find, settled
from app.core.criteria import Criteria, Judged, grade_class, mark_class
from app.core.frequencies import table_of
from app.core.inheritance import Condensed, as_inherited, inherit
from app.core.judgements import Judgement
from app.core.protocol import Protocol, Rule
from app.core.support import support_for
from app.core.tiers import Id, TierChange, tier_of
from app.core.weighting import ranks, weigh
from app.core.weights import CRITERIA

OTHER_RULES: tuple[Rule, ...] = ("percent-70", "percent-75", "percent-80")
"""75 % is the median of what Delphi studies used (see `profiles.WHY`); 70 and 80 % are the steps below and above."""

FACTORS = (0.5, 1.5)
"""A weight half as large, and half as large again."""


# What if the threshold were another one?


@dataclass(frozen=True, slots=True)
class Panel:
    """What a panel said of a statement, and what the team decided on it."""

    judgements: tuple[Judgement, ...]
    present: int
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Heir:
    """A condensed text that no panel judged: the panels of its parents, and what the team decided on it."""

    parents: tuple[Panel | None, ...]
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Tried(Generic[Id]):
    """What another rule would make of the list: the tiers it changes, and the rank of every statement."""

    rule: Rule
    tiers: tuple[TierChange[Id], ...]
    ranks: dict[Id, int | None]


def try_rules(
    statements: Mapping[Id, tuple[Panel | Heir | None, Criteria]],
    weights: Sequence[float],
    protocol: Protocol,
    rules: Sequence[Rule] = OTHER_RULES,
) -> list[Tried[Id]]:
    """Judge the whole list by each rule in turn. None is a panel that was never shown the statement."""
    return [_try(statements, weights, replace(protocol, rule=rule)) for rule in rules]


def under(protocol: Protocol, panel: Panel | Heir, criteria: Criteria) -> Criteria:
    """Return the criteria as they would be under a protocol: criterion 4 and its mark judged, or inherited, anew.

    A verdict stands under every rule: two people decided, not the rule.
    """
    if isinstance(panel, Heir):
        inherited = inherit([_judge(parent, protocol) if parent else None for parent in panel.parents])
        return as_inherited(criteria, Condensed((), inherited, verdict=panel.verdict), protocol)
    table = table_of(panel.judgements, protocol)
    finding = find(panel.judgements, table, panel.present, protocol)
    stands = panel.verdict.stands if panel.verdict else finding.suggested
    grade = _grade(finding, stands, panel, protocol)
    return replace(criteria, c4=grade, marks=(*criteria.marks[:3], mark_class(stands)))


def _judge(panel: Panel, protocol: Protocol) -> Judged:
    found = confirm(panel.judgements, panel.present, protocol)
    return Judged(found, settled(found, panel.verdict))


def _try(
    statements: Mapping[Id, tuple[Panel | Heir | None, Criteria]], weights: Sequence[float], protocol: Protocol
) -> Tried[Id]:
    after = {id: under(protocol, panel, before) if panel else before for id, (panel, before) in statements.items()}
    pairs = [(id, tier_of(before), tier_of(after[id])) for id, (_, before) in statements.items()]
    changes = tuple(TierChange(id, old, new) for id, old, new in pairs if old != new)
    weighed = ranks([weigh(criteria, weights) for criteria in after.values()])
    return Tried(protocol.rule, changes, dict(zip(after, weighed, strict=True)))


def _grade(finding: Finding, stands: Class, panel: Panel, protocol: Protocol) -> float | None:
    if protocol.criterion_4 == "class":
        return grade_class(stands, finding.suggested, finding.reasons)
    if finding.suggested is Class.INSUFFICIENT_DATA:
        return None
    return support_for(finding, panel.judgements, protocol).score


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
