"""Changes: how a version came to be that a workshop wrote, and what is different in it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.core.differences import PartDifference, differences
from app.core.statements import StatementText
from app.core.workshops import VersionId, WorkshopId
from app.services.reviews import parts_of
from app.storage.ready import first_answer_in
from app.storage.statements import StatementVersion
from app.storage.versions import Amendment


@dataclass(frozen=True, slots=True)
class Amended:
    """How a version came to be: what it was made from, why, and what is different, part by part."""

    number: int
    before: int
    why: str
    by: str
    at: datetime
    differences: tuple[PartDifference, ...]


def amended(db: Session, version: VersionId, workshop: WorkshopId | None = None) -> Amended | None:
    """How a version came to be, where a workshop wrote it: any, or this one."""
    wrote = first_answer_in(db, _WRITTEN_IN, version=version)
    if wrote is None or workshop not in (None, wrote):
        return None
    row = db.get_one(Amendment, version)
    before, after = db.get_one(StatementVersion, row.from_id), db.get_one(StatementVersion, version)
    who = row.account.name if row.account else ""
    return Amended(after.number, before.number, row.why, who, row.at, differences(text_of(before), text_of(after)))


def version_before(db: Session, version: VersionId) -> StatementVersion | None:
    """What a version was made from, where a workshop wrote it."""
    row = db.get(Amendment, version)
    return db.get_one(StatementVersion, row.from_id) if row else None


def text_of(version: StatementVersion) -> StatementText:
    """What a version says."""
    return StatementText(version.wording, parts_of(version))


_WRITTEN_IN = select(Amendment.workshop_id).where(Amendment.version_id == bindparam("version"))
