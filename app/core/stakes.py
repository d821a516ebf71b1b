"""Stakes: what hangs on a single source.

A list is read with more trust where no tier hangs on one source alone, so each is left out in turn. Only the first
three marks can change: what a panel confirmed does not depend on who wrote it first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic

from app.core.criteria import Criteria, EvidenceLink, Marks, mark_depth, mark_driven, mark_sources, supporting
from app.core.protocol import Protocol
from app.core.tiers import Id, TierChange, tier, tier_of


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
        before = tier_of(marked.criteria)
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
