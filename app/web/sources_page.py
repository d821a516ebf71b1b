"""Sources as a page shows them: with their statements, and the tiers that would change without them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.core.protocol import Protocol
from app.core.stakes import SourceStake
from app.core.workshops import StatementId
from app.services.results import Result
from app.services.weightings import stakes_of


@dataclass(frozen=True, slots=True)
class Named:
    """A statement on the page of sources, with the tier it would go from and to ("" where none changes)."""

    id: StatementId
    code: str
    invented: bool
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source: what it supports and contradicts, and the tiers that would be lower or higher without it."""

    name: str
    supports: tuple[Named, ...]
    contradicts: tuple[Named, ...]
    lost: tuple[Named, ...]
    gained: tuple[Named, ...]


def sources_of(every: Sequence[Result], protocol: Protocol) -> list[SourceLine]:
    """Return every source of a list: most tiers lost first, then most statements, then by name."""
    by_id = {each.line.id: each for each in every}
    spoken = _spoken(every)
    lines = [_line(stake, by_id, spoken) for stake in stakes_of(every, protocol)]
    return sorted(lines, key=_weight)


def _line(
    stake: SourceStake[StatementId],
    by_id: dict[StatementId, Result],
    spoken: dict[tuple[str, str], dict[StatementId, Named]],
) -> SourceLine:
    changes = [
        (each.is_loss, _named(by_id[each.statement], before=each.before, after=each.after)) for each in stake.changes
    ]
    return SourceLine(
        stake.source,
        tuple(spoken.get((stake.source, "supports"), {}).values()),
        tuple(spoken.get((stake.source, "contradicts"), {}).values()),
        tuple(named for is_loss, named in changes if is_loss),
        tuple(named for is_loss, named in changes if not is_loss),
    )


def _spoken(every: Iterable[Result]) -> dict[tuple[str, str], dict[StatementId, Named]]:
    """The statements by source and stance; a source that is listed twice stands once."""
    found: dict[tuple[str, str], dict[StatementId, Named]] = {}
    for each in every:
        for link in each.evidence:
            found.setdefault((link.source, link.stance), {})[each.line.id] = _named(each)
    return found


def _named(result: Result, *, before: str = "", after: str = "") -> Named:
    return Named(result.line.id, result.line.code, result.invented, before, after)


def _weight(line: SourceLine) -> tuple[int, int, int, list[tuple[int, str]]]:
    return -len(line.lost), -len(line.gained), -len(line.supports) - len(line.contradicts), _natural(line.name)


def _natural(name: str) -> list[tuple[int, str]]:
    """Sort 9 before 10."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"(\d+)", name)]
