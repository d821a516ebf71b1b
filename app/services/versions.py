"""Versions: which text of a statement a review keeps, and where a text came from that a workshop wrote."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, joinedload

from app.core.errors import NotHere
from app.core.errors_talk import ChoiceWithoutReason
from app.core.versions import Version, kept
from app.core.workshops import AccountId, ReviewId, StatementId, VersionId, WorkshopId
from app.services.closed_rounds import CLOSED
from app.storage.ballots import Ballot
from app.storage.statements import Statement, StatementVersion
from app.storage.versions import Amendment, KeptVersion
from app.storage.workshops import Round, Workshop

Kept = Mapping[StatementId, VersionId]


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice of the team. `number` is the version it chose, None where the rule is to choose again."""

    number: int | None
    reason: str
    by: str
    at: datetime


def kept_in(db: Session, review: ReviewId) -> Kept:
    """Return which version stands for each statement of a review that has several; one alone needs no choice."""
    several = select(StatementVersion.statement_id).join(Statement).where(Statement.review_id == review)
    found = several.group_by(StatementVersion.statement_id).having(func.count() > 1)
    statements = list(db.scalars(found))
    if not statements:
        return {}
    counts = Workshop.review_id == review, Workshop.pilot.is_(False)
    chosen, ratings = _chosen(db, statements), _ratings(db, *counts)
    return _keep(db, statements, chosen, ratings)


def kept_by_workshop(db: Session, workshop: WorkshopId) -> Kept:
    """Return which version stands in a workshop for each statement on its list, by its own ballots alone.

    The team's choice counts where this workshop was asked about that text.
    """
    asked = select(StatementVersion.statement_id, StatementVersion.id).join(Round).distinct()
    rows = db.execute(asked.where(Round.workshop_id == workshop)).all()
    statements, ratings = list({row.statement_id for row in rows}), _ratings(db, Workshop.id == workshop)
    return _keep(db, statements, _chosen(db, statements), ratings, among={row.id for row in rows})


def to_plan(db: Session, review: ReviewId) -> Kept:
    """Return the version to put to the next panel: the newest, where one was changed, that no rehearsal wrote."""
    rehearsed = select(Amendment.version_id).join(Workshop).where(Workshop.pilot)
    newest = select(StatementVersion.statement_id, func.max(StatementVersion.id)).join(Statement)
    mine = newest.where(Statement.review_id == review, StatementVersion.id.not_in(rehearsed))
    rows = db.execute(mine.group_by(StatementVersion.statement_id))
    return {StatementId(statement): VersionId(version) for statement, version in rows}


def choose(
    db: Session,
    review: ReviewId,
    statement: StatementId,
    number: int | None,
    *,
    reason: str,
    by: AccountId,
    at: datetime,
) -> None:
    """Keep this version of a statement, or with None whichever the rule gives. Raises NotHere, ChoiceWithoutReason."""
    row = db.get(Statement, statement)
    if row is None or row.review_id != review:
        raise NotHere
    ids = {version.number: version.id for version in row.versions}
    if number is not None and number not in ids:
        raise NotHere
    if not reason.strip():
        raise ChoiceWithoutReason
    version = None if number is None else ids[number]
    db.add(KeptVersion(statement_id=statement, version_id=version, reason=reason.strip(), account_id=by, at=at))
    db.flush()


@dataclass(frozen=True, slots=True)
class Text:
    """What one version says, in the language of `lang`."""

    id: VersionId
    number: int
    wording: str
    lang: str


def versions_of(db: Session, statement: StatementId) -> list[Text]:
    """Return all versions of a statement, the newest first."""
    rows = select(StatementVersion).where(StatementVersion.statement_id == statement)
    ordered = db.scalars(rows.order_by(StatementVersion.number.desc()))
    return [Text(VersionId(row.id), row.number, row.wording, row.lang) for row in ordered]


def choices_of(db: Session, statement: StatementId) -> list[Choice]:
    """Return what the team chose for a statement, the choice that stands first."""
    rows = select(KeptVersion, StatementVersion.number).outerjoin(
        StatementVersion, StatementVersion.id == KeptVersion.version_id
    )
    mine = rows.where(KeptVersion.statement_id == statement).options(joinedload(KeptVersion.account))
    found = db.execute(mine.order_by(KeptVersion.id.desc()))
    return [Choice(number, row.reason, row.account.name, row.at) for row, number in found]


def _chosen(db: Session, statements: Collection[int]) -> dict[int, int | None]:
    newest = select(func.max(KeptVersion.id)).where(KeptVersion.statement_id.in_(statements))
    rows = select(KeptVersion.statement_id, KeptVersion.version_id)
    return dict(db.execute(rows.where(KeptVersion.id.in_(newest.group_by(KeptVersion.statement_id)))).all())


def _ratings(db: Session, *which: ColumnElement[bool]) -> dict[int, int]:
    """How many people rated each version in the closed rounds of these workshops, nothing taken back among them."""
    people = func.count(Ballot.panellist_id.distinct())
    rows: Select[int, int] = select(Round.version_id, people).join(Ballot, Ballot.round_id == Round.id)
    counted = Round.state.in_(CLOSED), Round.taken_back_at.is_(None), Ballot.plausibility.is_not(None)
    closed = rows.join(Workshop, Workshop.id == Round.workshop_id).where(*counted, *which)
    return dict(db.execute(closed.group_by(Round.version_id)).all())


def _keep(
    db: Session,
    statements: Collection[int],
    chosen: Mapping[int, int | None],
    ratings: Mapping[int, int],
    *,
    among: Collection[int] | None = None,
) -> Kept:
    rows = select(StatementVersion.statement_id, StatementVersion.id, StatementVersion.number, Amendment.version_id)
    every = rows.outerjoin(Amendment, Amendment.version_id == StatementVersion.id)
    found: dict[int, list[Version]] = {}
    for statement, id, number, amended in db.execute(every.where(StatementVersion.statement_id.in_(statements))):
        if among is None or id in among:
            version = Version(VersionId(id), number, ratings.get(id, 0), amended=amended is not None)
            found.setdefault(statement, []).append(version)
    wanted = {id: version for id, version in chosen.items() if version is not None}
    return {
        StatementId(id): kept(versions, VersionId(wanted[id]) if id in wanted else None)
        for id, versions in found.items()
    }
