"""Decisions over a whole review: how far the team departed from the rule, and what may be accepted together."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.confirmation import Class, movement
from app.core.tiers import TierChange, tier_of
from app.core.workshops import AccountId, ReviewId, StatementId, VersionId
from app.services.results import Result, of_review
from app.services.verdicts import decide
from app.storage.comments import Comment
from app.storage.workshops import Round, Workshop


@dataclass(frozen=True, slots=True)
class Departures:
    """How many statements were decided, raised and lowered, and the tiers that differ with computed classes instead.

    `tiers` go from the tier that stands to the tier by the rule alone.
    """

    decided: int
    raised: int
    lowered: int
    tiers: tuple[TierChange[str], ...]


def departures(results: Sequence[Result]) -> Departures:
    """Count what the team decided otherwise than the rule suggests, as it suggests now."""
    moves = [movement(each.confirmation, each.verdict) for each in results]
    pairs = [(each.line.code, each.weighed.tier, tier_of(each.computed)) for each in results]
    changes = tuple(TierChange(*pair) for pair in pairs if pair[1] != pair[2])
    return Departures(sum(each.verdict is not None for each in results), moves.count(1), moves.count(-1), changes)


def commented(db: Session, review: ReviewId) -> set[VersionId]:
    """The versions somebody wrote a comment beside, read or unread, in the review's real workshops."""
    rows = select(Round.version_id).join(Comment, Comment.round_id == Round.id).join(Workshop).distinct()
    mine = rows.where(Workshop.review_id == review, Workshop.pilot.is_(False))
    return {VersionId(version) for version in db.scalars(mine)}


def acceptable(results: Sequence[Result], commented: Collection[VersionId]) -> list[Result]:
    """The rows that two people may accept together: judged, not decided yet, no flag and no comment to read.

    Where figures are held back there is something to read beside the class.
    """
    return [
        each
        for each in results
        if each.verdict is None
        and each.confirmation.suggested is not Class.INSUFFICIENT_DATA
        and not each.confirmation.flags
        and not each.confirmation.held_back
        and each.line.version_id not in commented
    ]


def accept(
    db: Session,
    review: ReviewId,
    statements: Collection[StatementId],
    *,
    names: tuple[str, str],
    by: AccountId,
    at: datetime,
) -> list[str]:
    """Let the suggested class stand for these statements; the codes of those where it now does.

    One that has got a flag, a comment or a verdict since it was chosen is left out. Raises VerdictProblem.
    """
    chosen = [each for each in acceptable(of_review(db, review), commented(db, review)) if each.line.id in statements]
    for each in chosen:
        suggested = each.confirmation.suggested
        decide(db, each.confirmation, each.line.version_id, stands=suggested, reason="", names=names, by=by, at=at)
    return [each.line.code for each in chosen]
