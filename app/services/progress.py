"""How far a review has come: how many of its statements were judged by a panel, and decided by people."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.statements import Origin
from app.core.workshops import ReviewId
from app.services.judgements import CLOSED
from app.storage.statements import Statement, StatementVersion
from app.storage.verdicts import VerdictRow
from app.storage.workshops import Round, Workshop


@dataclass(frozen=True, slots=True)
class Progress:
    """Statements that were put to a panel and closed, rehearsals left out, and statements with a verdict."""

    judged: int
    decided: int


def progress_of(db: Session, review: ReviewId) -> Progress:
    """Count what of a review's long list was judged and decided."""
    long_list = Statement.review_id == review, Statement.origin == Origin.SHEET.value
    statements = select(func.count(Statement.id.distinct())).where(*long_list)
    versions = statements.join(StatementVersion, StatementVersion.statement_id == Statement.id)
    rounds = versions.join(Round, Round.version_id == StatementVersion.id).join(Workshop)
    judged = rounds.where(Round.state.in_(CLOSED), Round.taken_back_at.is_(None), Workshop.pilot.is_(False))
    decided = versions.join(VerdictRow, VerdictRow.version_id == StatementVersion.id)
    return Progress(db.scalar(judged) or 0, db.scalar(decided) or 0)
