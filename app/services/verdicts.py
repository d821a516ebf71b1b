"""Verdicts: what two named people of the team decided, kept with all that was decided before."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.confirmation import Class, Confirmation, Verdict, agreed_verdict
from app.core.workshops import AccountId, VersionId
from app.storage.accounts import Account
from app.storage.verdicts import VerdictRow


@dataclass(frozen=True, slots=True)
class Decided:
    """A verdict in the history: what the rule suggested at that time, when it was recorded, and by whose account."""

    verdict: Verdict
    suggested: Class
    at: datetime
    entered_by: str


def decide(
    db: Session,
    confirmation: Confirmation,
    version: VersionId,
    *,
    stands: Class,
    reason: str,
    names: tuple[str, str],
    by: AccountId,
    at: datetime,
) -> Verdict:
    """Record a verdict beside the suggestion; earlier ones stay. Raises VerdictProblem."""
    verdict = agreed_verdict(confirmation, stands, reason, names)
    db.add(
        VerdictRow(
            version_id=version,
            account_id=by,
            suggested=confirmation.suggested.value,
            stands=verdict.stands.value,
            reason=verdict.reason,
            first_name=verdict.names[0],
            second_name=verdict.names[1],
            at=at,
        )
    )
    db.flush()
    return verdict


def history_of(db: Session, version: VersionId) -> list[Decided]:
    """All that was decided about a version, the verdict that stands first."""
    rows = select(VerdictRow, Account.name).join(Account, Account.id == VerdictRow.account_id)
    found = db.execute(rows.where(VerdictRow.version_id == version).order_by(VerdictRow.id.desc()))
    return [Decided(_verdict(row), Class(row.suggested), row.at, name) for row, name in found]


def verdicts_of(db: Session, version: VersionId) -> list[Verdict]:
    """The verdicts on a version, the one that stands first."""
    return [decided.verdict for decided in history_of(db, version)]


def standing(db: Session, versions: Collection[VersionId]) -> dict[VersionId, Verdict]:
    """The verdict that stands for each of these versions; those without one are left out."""
    newest = select(func.max(VerdictRow.id)).where(VerdictRow.version_id.in_(versions)).group_by(VerdictRow.version_id)
    rows = db.scalars(select(VerdictRow).where(VerdictRow.id.in_(newest)))
    return {VersionId(row.version_id): _verdict(row) for row in rows}


def _verdict(row: VerdictRow) -> Verdict:
    return Verdict(Class(row.stands), row.reason, (row.first_name, row.second_name))
