"""The weights, checked: locked before anyone voted, unlocked only for a reason, and used as they were locked."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.checks import Check, check
from app.core.weights import Weights, equal
from app.core.weights_problems import WeightsProblem
from app.core.workshops import ReviewId
from app.services import weights
from app.services.recounted import Books
from app.storage.accounts import Account
from app.storage.protocols import ProtocolVersion
from app.storage.weightings import WeightsLock, WeightsVersion


def locked_before_voting(db: Session, review: ReviewId, books: Books) -> Check:
    """Weights were kept only while they were open; after the first ballot that takes an unlocking with its reason."""
    versions = list(
        db.scalars(select(WeightsVersion).where(WeightsVersion.review_id == review).order_by(WeightsVersion.number))
    )
    locks = select(WeightsLock).where(WeightsLock.review_id == review).order_by(WeightsLock.at, WeightsLock.id)
    rows = list(db.scalars(locks))
    accounts = set(db.scalars(select(Account.id)))
    wrong = [*_wrong_versions(versions, accounts), *_wrong_locks(rows, accounts)]
    wrong += _kept_while_locked(versions, rows, voted=_first_vote(db, review))
    if not wrong:  # else there may be none to use
        wrong += _others_used(db, review, versions)
    unlocked = sum(not row.locked for row in rows)
    says = f"{len(versions)} versions of the weights were kept while open; {unlocked} unlockings give a reason"
    return check(says, wrong)


def _wrong_versions(versions: Sequence[WeightsVersion], accounts: set[int]) -> Iterator[str]:
    if [row.number for row in versions] != list(range(1, len(versions) + 1)):
        yield "A version of the weights is missing"
    for version in versions:
        try:
            Weights.from_json(version.body)
        except WeightsProblem as problem:
            yield f"Weights, version {version.number}: {problem.say}"
        if version.account_id not in accounts:
            yield f"Weights, version {version.number}, were kept by nobody known"


def _wrong_locks(rows: Sequence[WeightsLock], accounts: set[int]) -> Iterator[str]:
    for row in rows:
        if not row.locked and not row.reason.strip():
            yield "The weights were unlocked without a reason"
        if row.account_id not in accounts:
            yield "The weights were locked or unlocked by nobody known"


def _first_vote(db: Session, review: ReviewId) -> datetime | None:
    return db.scalar(select(func.min(ProtocolVersion.frozen_at)).where(ProtocolVersion.review_id == review))


def _kept_while_locked(
    versions: Sequence[WeightsVersion], rows: Sequence[WeightsLock], *, voted: datetime | None
) -> Iterator[str]:
    """Before they were kept somebody had unlocked them; once there was a vote, they were locked after."""
    by_ballot = [(voted, True)] if voted else []
    # Of one moment, the ballot comes first: what people did at that moment, they did knowing of it.
    turns = sorted([*by_ballot, *((row.at, row.locked) for row in rows)], key=lambda turn: turn[0])
    for version in versions:
        before = [locked for at, locked in turns if at < version.at]
        if before and before[-1] and (version.at, False) not in turns:
            yield f"Weights, version {version.number}, were kept while they were locked"
        if voted and not any(locked for at, locked in turns if at >= version.at):
            yield f"Weights, version {version.number}, were not locked after they were kept"


def _others_used(db: Session, review: ReviewId, versions: Sequence[WeightsVersion]) -> Iterator[str]:
    """What the pages weigh by is the newest version that was kept."""
    if weights.in_force(db, review) != (Weights.from_json(versions[-1].body) if versions else equal()):
        yield "The weights in use are not those that were kept last"
