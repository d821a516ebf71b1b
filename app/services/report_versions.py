"""What a report says of versions: what else of a statement was on a workshop's list, and how a text came to be."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.confirmation import Confirmation, Verdict, confirm
from app.core.protocol import Protocol
from app.core.report import ReportChange
from app.core.workshops import ReviewId, StatementId, VersionId, WorkshopId
from app.services.askings import on_the_agenda
from app.services.changes import amended
from app.services.circumstances import setting_of
from app.services.closed_rounds import read
from app.services.judging import judge
from app.services.results import Result
from app.services.reviews import StatementLine, statement_of
from app.services.verdicts import standing
from app.storage.statements import StatementVersion
from app.storage.workshops import Round


@dataclass(frozen=True, slots=True)
class OtherVersion:
    """A text that was on a workshop's list beside the one that is kept, judged by its own ballots alone."""

    line: StatementLine
    of: Result
    confirmation: Confirmation
    verdict: Verdict | None


def others_in(
    db: Session, review: ReviewId, workshop: WorkshopId, kept: Sequence[Result], protocol: Protocol
) -> list[OtherVersion]:
    """The other versions on a workshop's list, in the order of the list, the first one first.

    What was put aside before anybody could answer was never on it.
    """
    by_statement = {each.line.id: each for each in kept}
    on_it = Round.workshop_id == workshop, on_the_agenda()
    rows = select(StatementVersion).join(Round, Round.version_id == StatementVersion.id).where(*on_it).distinct()
    stands = {each.line.version_id for each in kept}
    versions = [row for row in db.scalars(rows.order_by(StatementVersion.id)) if row.id not in stands]
    if not versions:
        return []
    ids = [VersionId(row.id) for row in versions]
    record, setting, verdicts = read(db, [workshop], ids), setting_of(db, [workshop]), standing(db, ids)
    found = []
    for row in versions:
        statement, id = StatementId(row.statement_id), VersionId(row.id)
        closed = record.get((workshop, id))
        judged = judge((closed,), setting, protocol, row.lang).confirmation if closed else confirm((), 0, protocol)
        line = statement_of(db, review, statement, {statement: id})
        found.append(OtherVersion(line, by_statement[statement], judged, verdicts.get(id)))
    return found


def change_of(db: Session, version: VersionId, workshop: WorkshopId) -> ReportChange | None:
    """How a version came to be, where this workshop wrote it."""
    found = amended(db, version, workshop)
    return ReportChange(found.before, found.why, found.by, found.at, found.differences) if found else None
