"""Reviews and their statements, as their pages list them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.core.errors import NotHere
from app.core.statements import Origin, Part, PartKind
from app.core.workshops import AccountId, ReviewId, StatementId, VersionId
from app.services import protocols
from app.services.versions import Kept, kept_in
from app.storage.accounts import Membership
from app.storage.statements import Evidence, Family, Review, Source, Statement, StatementPart, StatementVersion

Rows = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class ReviewHead:
    """A review's name, and the note that must stand wherever it is shown ("" for none)."""

    id: ReviewId
    title: str
    note: str


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A statement as lists show it, in the version that is kept."""

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


def statements_of(db: Session, review: ReviewId, *origins: Origin, versions: Kept | None = None) -> list[StatementLine]:
    """The long list of a review in the sheet's order; or the statements of other origins, one after the other.

    Each in the version that `versions` name, and by default in the one the review keeps.
    """
    wanted = origins or (Origin.SHEET,)
    kept = kept_in(db, review) if versions is None else versions
    found = _lines(db, kept, Statement.review_id == review, Statement.origin.in_([each.value for each in wanted]))
    return sorted(found, key=lambda line: wanted.index(line.origin))


def statement_of(db: Session, review: ReviewId, statement: StatementId, versions: Kept | None = None) -> StatementLine:
    """One statement of a review, in the version as in `statements_of`. Raises NotHere."""
    kept = kept_in(db, review) if versions is None else versions
    for line in _lines(db, kept, Statement.review_id == review, Statement.id == statement):
        return line
    raise NotHere


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


def _lines(db: Session, kept: Kept, *which: ColumnElement[bool]) -> list[StatementLine]:
    """Lines in the sheet's order. Nearly every page reads hundreds of them, so they come as rows and not as objects."""
    is_shown = _is_shown(kept)
    parts, sources = _parts(db, is_shown, *which), _sources(db, which)
    text = (StatementVersion.id.label("version_id"), StatementVersion.number, StatementVersion.title)
    own = (Statement.id, Statement.code, Statement.mechanism, Statement.polarity, Statement.distress, Statement.origin)
    rows: Rows = select(*own, *text, StatementVersion.wording, Family.section, Family.name).join(Family)
    shown = rows.join(StatementVersion, StatementVersion.statement_id == Statement.id)
    ordered = shown.where(is_shown, *which).order_by(Statement.position, Statement.id)
    return [
        StatementLine(
            StatementId(row.id),
            VersionId(row.version_id),
            row.number,
            row.code,
            row.section,
            row.name,
            row.mechanism,
            row.title,
            row.wording,
            tuple(parts.get(row.version_id, ())),
            row.polarity,
            row.distress,
            tuple(sources.get(row.id, ())),
            Origin(row.origin),
        )
        for row in db.execute(ordered)
    ]


def _parts(db: Session, *which: ColumnElement[bool]) -> dict[int, list[Part]]:
    """The parts of some versions, by version."""
    part = StatementPart
    columns = (part.position, part.kind, part.text, part.lead, part.who, part.code, part.level, part.absent)
    rows: Rows = select(part.version_id, *columns).join(StatementVersion).join(Statement)
    ordered = rows.where(*which).order_by(part.version_id, part.position)
    found: dict[int, list[Part]] = {}
    for version, position, kind, *said in db.execute(ordered):
        found.setdefault(version, []).append(Part(position, PartKind(kind), *said))
    return found


def _sources(db: Session, which: Sequence[ColumnElement[bool]]) -> dict[int, list[str]]:
    """The labels of the sources of statements, in the order they were noted."""
    rows = select(Evidence.statement_id, Source.label).join(Source)
    found: dict[int, list[str]] = {}
    mine = rows.join(Statement, Statement.id == Evidence.statement_id).where(*which)
    for id, label in db.execute(mine.order_by(Evidence.id)):
        found.setdefault(id, []).append(label)
    return found


def _is_shown(kept: Kept) -> ColumnElement[bool]:
    """Whether a version is the one that is kept, or the newest where none is named."""
    if not kept:
        return _is_newest()
    named, unnamed = StatementVersion.id.in_(kept.values()), StatementVersion.statement_id.not_in(kept)
    return or_(named, and_(unnamed, _is_newest()))


def _is_newest() -> ColumnElement[bool]:
    """Whether a version is the newest of its statement."""
    other = aliased(StatementVersion)
    newest = select(func.max(other.number)).where(other.statement_id == StatementVersion.statement_id)
    return StatementVersion.number == newest.scalar_subquery()


def _part(row: StatementPart) -> Part:
    return Part(row.position, PartKind(row.kind), row.text, row.lead, row.who, row.code, row.level, row.absent)


def source_rows(db: Session, review: ReviewId, labels: Iterable[str]) -> dict[str, Source]:
    """The sources of a review by label, with these among them: those that are new join it."""
    sources = {row.label: row for row in db.scalars(select(Source).where(Source.review_id == review))}
    for label in labels:
        if label not in sources:
            sources[label] = Source(review_id=review, label=label)
            db.add(sources[label])
    db.flush()
    return sources
