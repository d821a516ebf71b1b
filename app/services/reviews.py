"""Reviews and their statements, as their pages list them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.core.errors import NotHere
from app.core.statements import Origin, Part, PartKind
from app.core.workshops import AccountId, ReviewId, StatementId, VersionId
from app.services import protocols
from app.storage.accounts import Membership
from app.storage.statements import Evidence, Review, Source, Statement, StatementPart, StatementVersion


@dataclass(frozen=True, slots=True)
class ReviewHead:
    """A review's name, and the note that must stand wherever it is shown ("" for none)."""

    id: ReviewId
    title: str
    note: str


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A statement as lists show it, in its newest version."""

    id: StatementId
    version_id: VersionId
    version: int
    code: str
    section: str
    family: str
    mechanism: str
    title: str
    wording: str
    parts: tuple[Part, ...]
    polarity: str
    distress: bool
    sources: tuple[str, ...]
    origin: Origin = Origin.SHEET


def create_review(db: Session, title: str, *, owner: AccountId, at: datetime, note: str = "") -> ReviewId:
    """Begin a review with the default protocol; whoever begins it owns it."""
    review = Review(title=title, note=note, created_at=at)
    db.add(review)
    db.flush()
    db.add(Membership(account_id=owner, review_id=review.id, role="owner"))
    protocols.begin(db, ReviewId(review.id), at=at)
    db.flush()
    return ReviewId(review.id)


def review_of(db: Session, review: ReviewId) -> ReviewHead:
    """A review's head. Raises NotHere."""
    found = db.get(Review, review)
    if found is None:
        raise NotHere
    return ReviewHead(ReviewId(found.id), found.title, found.note)


def statements_of(db: Session, review: ReviewId, origin: Origin = Origin.SHEET) -> list[StatementLine]:
    """The long list of a review in the sheet's order; or the texts written for the condensed list, first one first."""
    rows = _statements(review).where(Statement.origin == origin.value)
    return [_line(row) for row in db.scalars(rows.order_by(Statement.position, Statement.id))]


def statement_of(db: Session, review: ReviewId, statement: StatementId) -> StatementLine:
    """One statement of a review. Raises NotHere."""
    found = db.scalar(_statements(review).where(Statement.id == statement))
    if found is None:
        raise NotHere
    return _line(found)


def counts_of(db: Session, review: ReviewId) -> dict[str, int]:
    """How many statements, families, constraining ones, ones with sources, and distinct sources the long list holds."""
    mine = (Statement.review_id == review, Statement.origin == Origin.SHEET.value)
    linked = select(Evidence).join(Statement, Statement.id == Evidence.statement_id).where(*mine).subquery()
    counts = {
        "statements": select(func.count()).select_from(Statement).where(*mine),
        "families": select(func.count(Statement.family_id.distinct())).where(*mine),
        "constraining": select(func.count()).where(*mine, Statement.polarity == "constraining"),
        "with_sources": select(func.count(linked.c.statement_id.distinct())),
        "distinct_sources": select(func.count(linked.c.source_id.distinct())),
    }
    return {name: db.scalar(query) or 0 for name, query in counts.items()}


def parts_of(version: StatementVersion) -> tuple[Part, ...]:
    """A version's parts as values."""
    return tuple(_part(part) for part in version.parts)


def _line(row: Statement) -> StatementLine:
    newest = row.versions[-1]
    return StatementLine(
        StatementId(row.id),
        VersionId(newest.id),
        newest.number,
        row.code,
        row.family.section,
        row.family.name,
        row.mechanism,
        newest.title,
        newest.wording,
        parts_of(newest),
        row.polarity,
        row.distress,
        tuple(link.source.label for link in row.evidence),
        Origin(row.origin),
    )


def _part(row: StatementPart) -> Part:
    return Part(row.position, PartKind(row.kind), row.text, row.lead, row.who, row.code, row.level, row.absent)


def _statements(review: ReviewId) -> Select[Statement]:
    """The statements of a review with all that a line of them shows."""
    return (
        select(Statement)
        .where(Statement.review_id == review)
        .options(
            joinedload(Statement.family),
            selectinload(Statement.versions).selectinload(StatementVersion.parts),
            selectinload(Statement.evidence).joinedload(Evidence.source),
        )
    )


def source_rows(db: Session, review: ReviewId, labels: Iterable[str]) -> dict[str, Source]:
    """The sources of a review by label, with these among them: those that are new join it."""
    sources = {row.label: row for row in db.scalars(select(Source).where(Source.review_id == review))}
    for label in labels:
        if label not in sources:
            sources[label] = Source(review_id=review, label=label)
            db.add(sources[label])
    db.flush()
    return sources
