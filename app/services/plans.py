"""Planning a workshop: what is put to whom, where, and who helps. A plan can change until the doors open."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import DoorsAreOpen
from app.core.panels import Group
from app.core.workshops import AccountId, ReviewId, StatementId, VersionId, WorkshopId, WorkshopState
from app.services.blocks import blocks_of, forget_blocks, queued
from app.services.groups import declared_groups, lay_out_groups
from app.services.moves import record
from app.services.protocols import newest_protocol
from app.services.workshops import tell, workshop_row
from app.storage.statements import Statement, StatementVersion
from app.storage.workshops import Round, Workshop


@dataclass(frozen=True, slots=True)
class Plan:
    """What a facilitator decides beforehand. `groups` as declared; small ones are merged before anyone can join."""

    title: str
    site: str
    minutes: int
    organisation: str
    team: str
    about: str
    questions_to: str
    ethics: str
    withdraw_until: date
    groups: tuple[Group, ...]
    versions: tuple[VersionId, ...]
    help_name: str
    help_phone: str
    help_tried: bool
    pilot: bool = False


def plan(db: Session, review: ReviewId, plan: Plan, *, by: AccountId | None, at: datetime) -> WorkshopId:
    """Plan a new workshop under the review's newest protocol."""
    row = Workshop(
        review_id=review,
        protocol=newest_protocol(db, review),
        state=WorkshopState.DRAFT.value,
        locked=False,
        blanked=False,
        version=1,
        count=0,
        digits=None,
        token=secrets.token_urlsafe(16),
        screen_serial=1,
        current_round_id=None,
        created_at=at,
        **_columns(plan),
    )
    db.add(row)
    db.flush()
    lay_out_groups(db, row, plan.groups)
    _lay_out(db, row, plan)
    record(db, row, "plan", before="", after=row.state, by=by, at=at)
    return WorkshopId(row.id)


def replan(db: Session, workshop: WorkshopId, plan: Plan, *, by: AccountId | None, at: datetime) -> None:
    """Change a plan; it takes up the newest protocol. Raises DoorsAreOpen once people could have joined.

    Statements laid out in blocks stay as they are, unless others are chosen now.
    """
    row = workshop_row(db, workshop, lock=True)
    if row.state != WorkshopState.DRAFT:
        raise DoorsAreOpen
    row.protocol = newest_protocol(db, ReviewId(row.review_id))
    for name, value in _columns(plan).items():
        setattr(row, name, value)
    lay_out_groups(db, row, plan.groups)
    _take_other_texts(db, row, plan.versions)
    if not _keeps_its_blocks(db, row, plan):
        forget_blocks(db, row)
        _lay_out(db, row, plan)
    record(db, row, "plan", before=row.state, after=row.state, by=by, at=at)
    tell(row)
    db.flush()


def plan_of(db: Session, workshop: WorkshopId) -> Plan:
    """The plan as it stands. Raises NotHere."""
    row = workshop_row(db, workshop)
    return Plan(
        row.title,
        row.site,
        row.minutes,
        row.organisation,
        row.team,
        row.about,
        row.questions_to,
        row.ethics,
        row.withdraw_until.date(),
        declared_groups(row),
        tuple(VersionId(round.version_id) for round in row.rounds if round.number == 1),
        row.help_name,
        row.help_phone,
        row.help_tried,
        row.pilot,
    )


def chosen_texts(db: Session, workshop: WorkshopId) -> dict[StatementId, VersionId]:
    """Which text of each statement a workshop chose: an older one, where the statement was changed since."""
    rows = select(StatementVersion.statement_id, StatementVersion.id).join(Round)
    mine = rows.where(Round.workshop_id == workshop, Round.number == 1)
    return {StatementId(statement): VersionId(version) for statement, version in db.execute(mine)}


def _take_other_texts(db: Session, row: Workshop, versions: Sequence[VersionId]) -> None:
    """Where another text of a statement is chosen now, it takes the place of the one before; blocks stay."""
    wanted = select(StatementVersion.statement_id, StatementVersion.id).where(StatementVersion.id.in_(versions))
    text_of = {StatementId(statement): VersionId(version) for statement, version in db.execute(wanted)}
    before = {chosen: statement for statement, chosen in chosen_texts(db, WorkshopId(row.id)).items()}
    for round in row.rounds:
        statement = before.get(VersionId(round.version_id))
        round.version_id = text_of.get(statement, round.version_id) if statement else round.version_id
    db.flush()


def _columns(plan: Plan) -> dict[str, object]:
    return {
        "title": plan.title,
        "site": plan.site,
        "minutes": plan.minutes,
        "organisation": plan.organisation,
        "team": plan.team,
        "about": plan.about,
        "questions_to": plan.questions_to,
        "ethics": plan.ethics,
        "withdraw_until": _end_of(plan.withdraw_until),
        "help_name": plan.help_name,
        "help_phone": plan.help_phone,
        "help_tried": plan.help_tried,
        "pilot": plan.pilot,
    }


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time(23, 59, 59), UTC)


def _lay_out(db: Session, row: Workshop, plan: Plan) -> None:
    versions = _own_versions(db, row.review_id, plan.versions)
    db.add_all(queued(row, version, position) for position, version in enumerate(versions, start=1))
    db.flush()
    db.expire(row, ["rounds"])


def _keeps_its_blocks(db: Session, row: Workshop, plan: Plan) -> bool:
    there = {round.version_id for round in row.rounds}
    return bool(blocks_of(db, row)) and there == set(_own_versions(db, row.review_id, plan.versions))


def _own_versions(db: Session, review: int, versions: Sequence[VersionId]) -> list[int]:
    """The chosen versions in the order chosen, without those of another review."""
    own = set(
        db.scalars(
            select(StatementVersion.id)
            .join(Statement, Statement.id == StatementVersion.statement_id)
            .where(Statement.review_id == review)
        )
    )
    return [version for version in dict.fromkeys(versions) if version in own]
