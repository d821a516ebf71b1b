"""The weights of a review: what the team chose, version by version, and whether they are locked.

They are chosen before anyone answers. The review's first ballot (a rehearsal's is none) locks them by itself; whoever
wants to change them later unlocks them with a reason, and keeping the change locks them again.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from app.core.errors_review import UnlockReasonMissing, WeightsLocked
from app.core.weights import Weights, equal
from app.core.workshops import AccountId, ReviewId
from app.storage.protocols import ProtocolVersion
from app.storage.weightings import WeightsLock, WeightsVersion


@dataclass(frozen=True, slots=True)
class Kept:
    """One version of the weights, who kept it and when."""

    number: int
    weights: Weights
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Turn:
    """One locking or unlocking. `by` is None for the first ballot, which locks by itself."""

    locked: bool
    reason: str
    by: str | None
    at: datetime


def in_force(db: Session, review: ReviewId) -> Weights:
    """The weights of a review: equal unless the team chose others."""
    kept = versions_of(db, review)
    return kept[0].weights if kept else equal()


def versions_of(db: Session, review: ReviewId) -> list[Kept]:
    """Every version the team kept, newest first."""
    rows = select(WeightsVersion).where(WeightsVersion.review_id == review).options(joinedload(WeightsVersion.account))
    return [
        Kept(row.number, Weights.from_json(row.body), row.account.name, row.at)
        for row in db.scalars(rows.order_by(WeightsVersion.number.desc()))
    ]


def turns_of(db: Session, review: ReviewId) -> list[Turn]:
    """Every locking and unlocking, first one first; that of the first ballot stands where it happened."""
    rows = select(WeightsLock).where(WeightsLock.review_id == review).options(joinedload(WeightsLock.account))
    turns = [
        Turn(row.locked, row.reason, row.account.name, row.at)
        for row in db.scalars(rows.order_by(WeightsLock.at, WeightsLock.id))
    ]
    first = first_ballot(db, review)
    if first is None:
        return turns
    before = [turn for turn in turns if turn.at < first]
    return [*before, Turn(True, "", None, first), *turns[len(before) :]]


def is_locked(db: Session, review: ReviewId) -> bool:
    """Whether the weights are locked just now."""
    turns = turns_of(db, review)
    return bool(turns) and turns[-1].locked


def first_ballot(db: Session, review: ReviewId) -> datetime | None:
    """When the review's first ballot came: it froze the protocol at the same moment. None before."""
    frozen = select(func.min(ProtocolVersion.frozen_at)).where(ProtocolVersion.review_id == review)
    return db.scalar(frozen)


def keep(db: Session, review: ReviewId, weights: Weights, *, by: AccountId, at: datetime) -> int:
    """Keep weights as a new version, and return its number. Raises WeightsLocked.

    The same weights again make no version. After the first ballot an unlocking is good for one change.
    """
    if is_locked(db, review):
        raise WeightsLocked
    kept = versions_of(db, review)
    if kept and kept[0].weights == weights:
        return kept[0].number
    number = kept[0].number + 1 if kept else 1
    db.add(WeightsVersion(review_id=review, number=number, body=weights.to_json(), account_id=by, at=at))
    db.flush()
    if first_ballot(db, review) is not None:
        lock(db, review, reason="", by=by, at=at)
    return number


def lock(db: Session, review: ReviewId, *, reason: str, by: AccountId, at: datetime) -> None:
    """Lock the weights. Locked ones stay as they are."""
    if not is_locked(db, review):
        _turn(db, review, locked=True, reason=reason, by=by, at=at)


def unlock(db: Session, review: ReviewId, *, reason: str, by: AccountId, at: datetime) -> None:
    """Unlock the weights for a reason. Raises UnlockReasonMissing; unlocked ones stay as they are."""
    if not reason.strip():
        raise UnlockReasonMissing
    if is_locked(db, review):
        _turn(db, review, locked=False, reason=reason.strip(), by=by, at=at)


def _turn(db: Session, review: ReviewId, *, locked: bool, reason: str, by: AccountId, at: datetime) -> None:
    db.add(WeightsLock(review_id=review, locked=locked, reason=reason, account_id=by, at=at))
    db.flush()
