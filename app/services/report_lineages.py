"""What a report says of the whole review beside its workshop: how the long list ends, and the locks of the weights."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from app.core.lineage import Lineage
from app.core.report import ReportEnding, ReportLineage, ReportLock
from app.core.statements import Origin
from app.core.workshops import ReviewId
from app.services import lineage, weights
from app.services.lineage import Taken
from app.services.reviews import StatementLine, statements_of


def lineage_of(db: Session, review: ReviewId) -> ReportLineage:
    """Every configuration and how it ends, then what was written for the condensed list."""
    steps = lineage.steps_of(db, review)
    found, by = lineage.lineage_of(db, review, steps), lineage.decided_by(steps)
    lines = statements_of(db, review, Origin.SHEET, Origin.CONDENSED)
    written = [line for line in lines if line.code in found.written]
    endings = [_ending(line, found, by) for line in lines if line.origin is Origin.SHEET]
    endings += [ReportEnding(line.code, _name(line), "written", "", line.code, "", *_who(by, line)) for line in written]
    return ReportLineage(tuple(endings), found.counts(), len(found.targets()))


def locks_of(db: Session, review: ReviewId) -> tuple[ReportLock, ...]:
    """Every locking and unlocking of the weights, first one first."""
    return tuple(ReportLock(turn.locked, turn.at, turn.by or "", turn.reason) for turn in weights.turns_of(db, review))


def _ending(line: StatementLine, found: Lineage, by: Mapping[str, Taken]) -> ReportEnding:
    ending, ends_in = found.ending(line.code), found.ends_in(line.code) or ""
    return ReportEnding(line.code, _name(line), ending.fate.value, ending.into, ends_in, ending.reason, *_who(by, line))


def _who(by: Mapping[str, Taken], line: StatementLine) -> tuple[str, datetime | None]:
    taken = by.get(line.code)
    return (taken.by, taken.at) if taken else ("", None)


def _name(line: StatementLine) -> str:
    return line.title or line.wording
