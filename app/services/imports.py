"""Bringing a read sheet into a review: all of it or nothing."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.errors_review import CodesTaken
from app.core.instrument import Status
from app.core.statements import Part, SheetStatement
from app.core.workshops import AccountId, ReviewId, VersionId
from app.services import translations
from app.services.reviews import source_rows
from app.storage.statements import (
    Coherence,
    Evidence,
    Family,
    Source,
    Statement,
    StatementNote,
    StatementPart,
    StatementVersion,
)


def import_statements(
    db: Session,
    review: ReviewId,
    statements: Sequence[SheetStatement],
    *,
    at: datetime,
    lang: str = "en",
    by: AccountId | None = None,
) -> int:
    """Add the statements of a sheet without problems, with their translations; how many statements came in.

    Raises CodesTaken when any is there already.
    """
    _refuse_taken(db, review, statements)
    families = _families(db, review, statements)
    sources = source_rows(db, review, (label for statement in statements for label in statement.sources))
    first = _last_position(db, review) + 1
    rows = []
    for position, statement in enumerate(statements, start=first):
        family = families[statement.section, statement.family]
        row = _statement(statement, review, family, position, at, lang)
        _add_what_came_along(row, statement, sources)
        rows.append(row)
    db.add_all(rows)
    db.flush()
    for row, statement in zip(rows, statements, strict=True):
        _translate(db, VersionId(row.versions[0].id), statement, by=by, at=at)
    return len(statements)


def _translate(
    db: Session, version: VersionId, statement: SheetStatement, *, by: AccountId | None, at: datetime
) -> None:
    """Keep what the sheet says in other languages, as drafts until somebody else has read them back."""
    for words in statement.translations:
        translations.append(db, version, statement.text, words, Status.DRAFT, by=by, at=at)


def _refuse_taken(db: Session, review: ReviewId, statements: Sequence[SheetStatement]) -> None:
    there = set(db.scalars(select(Statement.code).where(Statement.review_id == review)))
    taken = [statement.code for statement in statements if statement.code in there]
    if taken:
        raise CodesTaken(codes=", ".join(taken[:5]) + (" ..." if len(taken) > 5 else ""))


def _last_position(db: Session, review: ReviewId) -> int:
    return db.scalar(select(func.max(Statement.position)).where(Statement.review_id == review)) or 0


def _families(db: Session, review: ReviewId, statements: Sequence[SheetStatement]) -> dict[tuple[str, str], Family]:
    families = {(row.section, row.name): row for row in db.scalars(select(Family).where(Family.review_id == review))}
    for statement in statements:
        place = statement.section, statement.family
        if place not in families:
            families[place] = Family(review_id=review, section=place[0], name=place[1])
            db.add(families[place])
    db.flush()
    return families


def _statement(
    statement: SheetStatement, review: ReviewId, family: Family, position: int, at: datetime, lang: str
) -> Statement:
    version = StatementVersion(number=1, title=statement.title, wording=statement.wording, lang=lang, created_at=at)
    version.parts = [_part(part) for part in statement.parts]
    return Statement(
        review_id=review,
        family=family,
        code=statement.code,
        position=position,
        mechanism=statement.mechanism,
        polarity=statement.polarity.value,
        distress=statement.distress,
        versions=[version],
    )


def _part(part: Part) -> StatementPart:
    return StatementPart(
        position=part.position,
        kind=part.kind.value,
        text=part.text,
        lead=part.lead,
        who=part.who,
        code=part.code,
        level=part.level,
        absent=part.absent,
    )


def _add_what_came_along(row: Statement, statement: SheetStatement, sources: dict[str, Source]) -> None:
    row.notes = [StatementNote(heading=heading, text=text) for heading, text in statement.notes]
    row.evidence = [_evidence(statement, sources[label]) for label in dict.fromkeys(statement.sources)]
    if statement.coherence is not None:
        row.coherence = [Coherence(rater="sheet", value=statement.coherence, invented=False)]


def _evidence(statement: SheetStatement, source: Source) -> Evidence:
    return Evidence(
        source=source,
        driven=statement.driven,
        depth=statement.depth,
        stance="supports",
        quote="",
        page="",
        part=None,
        invented=False,
    )
