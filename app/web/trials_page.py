"""What another threshold or another weight would make of the list, as a page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.protocol import Rule
from app.core.robustness import FACTORS, Nudge
from app.core.tiers import TierChange
from app.core.workshops import StatementId
from app.services.weightings import Row, Weighting

RULES: dict[Rule, str] = {"percent-70": "70 %", "percent-75": "75 %", "percent-80": "80 %"}


@dataclass(frozen=True, slots=True)
class Change:
    """One statement whose tier would be another."""

    code: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RuleTried:
    """What one threshold changes: tiers, and how many ranks."""

    name: str
    is_own: bool
    changes: tuple[Change, ...]
    ranks: int


@dataclass(frozen=True, slots=True)
class WeightTried:
    """What one weight changes: how many ranks, and the statement that goes furthest ("" where none does)."""

    criterion: int
    is_more: bool
    ranks: int
    furthest: str
    before: int | None
    after: int | None


def rules_tried(weighting: Weighting) -> list[RuleTried]:
    """Return what each threshold changes."""
    codes = {row.result.line.id: row.result.line.code for row in weighting.rows}
    ranks = {row.result.line.id: row.weighed.rank for row in weighting.rows}
    return [
        RuleTried(
            RULES[tried.rule],
            tried.rule == weighting.protocol.rule,
            tuple(_change(change, codes) for change in tried.tiers),
            sum(tried.ranks[id] != rank for id, rank in ranks.items()),
        )
        for tried in weighting.tried
    ]


def weights_tried(weighting: Weighting) -> list[WeightTried]:
    """Return what half and half as much again of each weight changes."""
    return [_nudge(nudge, weighting.rows) for nudge in weighting.nudged]


def widest(weighting: Weighting) -> list[Row]:
    """Return the statements whose rank changes with a weight, those that move most first."""
    moving = [row for row in weighting.rows if _width(row)]
    return sorted(moving, key=_width, reverse=True)


def _width(row: Row) -> int:
    return row.span[1] - row.span[0] if row.span else 0


def _change(change: TierChange[StatementId], codes: dict[StatementId, str]) -> Change:
    return Change(codes[change.statement], change.before, change.after)


def _nudge(nudge: Nudge, rows: Sequence[Row]) -> WeightTried:
    moved = [
        (abs(after - row.weighed.rank), row.result.line.code, row.weighed.rank, after)
        for row, after in zip(rows, nudge.ranks, strict=True)
        if after is not None and row.weighed.rank is not None and after != row.weighed.rank
    ]
    _far, code, before, after = max(moved, key=lambda each: each[0], default=(0, "", None, None))
    return WeightTried(nudge.criterion, nudge.factor == FACTORS[1], len(moved), code, before, after)
