"""Translations of statements: what stands in which language, and what people write and check.

Nothing that was recorded is changed: another text or another status is one more row.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from app.core.errors_translations import NotYetTranslated, OwnTranslation, TranslationChanged, TranslationUnfinished
from app.core.instrument import Status
from app.core.statements import StatementText, Words
from app.core.translations import Standing, Translation, TranslationId, standing, unfilled, whole_wording
from app.core.workshops import RUNNING, AccountId, ReviewId, StatementId, VersionId, WorkshopId
from app.services.reviews import StatementLine
from app.services.workshops import tell
from app.storage.accounts import Membership
from app.storage.ready import answers_in
from app.storage.statements import Statement, StatementVersion
from app.storage.translations import StatementTranslation
from app.storage.workshops import Round, Workshop

ALONE = 1
WRITERS = ("owner", "facilitator", "analyst")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A statement in one language: how it stands, and its newest translation, which may be of an earlier version."""

    standing: Standing
    translation: Translation | None = None


NOT_SPOKEN = Spoken(Standing.MISSING)
ByLanguage = Mapping[str, Spoken]


def in_versions(db: Session, versions: Collection[VersionId]) -> dict[VersionId, dict[str, Translation]]:
    """The newest translation of each of these versions, by language."""
    found: dict[VersionId, dict[str, Translation]] = {}
    for row in answers_in(db, _IN_VERSIONS, versions=list(versions)):
        made = translation_of(_Columns(*row))
        found.setdefault(made.version, {})[made.lang] = made
    return found


def of_review(db: Session, review: ReviewId, lines: Iterable[StatementLine]) -> dict[StatementId, dict[str, Spoken]]:
    """How each of these statements of a review stands in every language it has ever been written in."""
    newest = {line.id: line.version_id for line in lines}
    found: dict[tuple[StatementId, str], dict[VersionId, Translation]] = {}
    for statement, translation in _of_statements(db, review):
        found.setdefault((statement, translation.lang), {})[translation.version] = translation
    spoken: dict[StatementId, dict[str, Spoken]] = {id: {} for id in newest}
    for (statement, lang), versions in found.items():
        if statement in newest:
            last = versions[max(versions)]
            spoken[statement][lang] = Spoken(standing(newest[statement], versions), last)
    return spoken


def write(
    db: Session, line: StatementLine, words: Words, *, seen: int, by: AccountId, at: datetime
) -> TranslationId | None:
    """Keep what somebody wrote as a draft; None where it says what stands already.

    `seen` is the translation she had before her, 0 for none. Raises TranslationUnfinished and TranslationChanged.
    """
    text = StatementText(line.wording, line.parts)
    if unfilled(text, words):
        raise TranslationUnfinished
    before = _standing(db, line.version_id, words.lang)
    if (before.id if before else 0) != seen:
        raise TranslationChanged
    if before and (before.parts, before.wording) == (words.parts, whole_wording(text, words)):
        return None
    return append(db, line.version_id, text, words, Status.DRAFT, by=by, at=at)


def set_status(
    db: Session, line: StatementLine, lang: str, status: Status, *, seen: int, by: AccountId, alone: bool, at: datetime
) -> TranslationId | None:
    """Record how far a translation was checked; None where that stands already.

    Raises NotYetTranslated, TranslationChanged, and OwnTranslation for its author, unless she is `alone`.
    """
    before = _standing(db, line.version_id, lang)
    if before is None:
        raise NotYetTranslated
    if before.id != seen:
        raise TranslationChanged
    if status is not Status.DRAFT and before.author == by and not alone:
        raise OwnTranslation
    if status is before.status:
        return None
    words, text = Words(lang, before.parts, before.wording), StatementText(line.wording, line.parts)
    return append(db, line.version_id, text, words, status, by=by, at=at, author=before.author)


def append(
    db: Session,
    version: VersionId,
    text: StatementText,
    words: Words,
    status: Status,
    *,
    by: AccountId | None,
    at: datetime,
    author: AccountId | None = None,
) -> TranslationId:
    """Record how a version stands in a language from now on; `author` is who wrote it where that was somebody else."""
    mine = StatementTranslation.version_id == version, StatementTranslation.lang == words.lang
    row = StatementTranslation(
        version_id=version,
        lang=words.lang,
        number=(db.scalar(select(func.max(StatementTranslation.number)).where(*mine)) or 0) + 1,
        wording=whole_wording(text, words),
        parts={str(position): said for position, said in sorted(words.parts.items())},
        status=status.value,
        author_id=author or by,
        account_id=by,
        at=at,
    )
    db.add(row)
    db.flush()
    return TranslationId(row.id)


def is_alone(db: Session, review: ReviewId) -> bool:
    """Whether a review's team has nobody else who could read a translation back."""
    team = select(func.count()).where(Membership.review_id == review, Membership.role.in_(WRITERS))
    return (db.scalar(team) or 0) <= ALONE


def tell_rooms(db: Session, versions: Collection[VersionId]) -> list[WorkshopId]:
    """Let rooms that are asked about these versions look again; which ones. Their phones may show another text."""
    asked = select(Round.workshop_id).where(Round.version_id.in_(versions))
    rooms = db.scalars(select(Workshop).where(Workshop.id.in_(asked), Workshop.state.in_(RUNNING)).with_for_update())
    told = []
    for room in rooms:
        tell(room)
        told.append(WorkshopId(room.id))
    db.flush()
    return told


class _Columns(NamedTuple):
    """What a translation is made of, where it is not read as a row."""

    id: int
    version_id: int
    lang: str
    number: int
    wording: str
    parts: dict[str, str]
    status: str
    author_id: int | None
    account_id: int | None


_IN_VERSIONS = (
    select(*(getattr(StatementTranslation, name) for name in _Columns._fields))
    .where(StatementTranslation.version_id.in_(bindparam("versions", expanding=True)))
    .order_by(StatementTranslation.number)
)


def translation_of(row: StatementTranslation | _Columns) -> Translation:
    """A row as a value."""
    return Translation(
        TranslationId(row.id),
        VersionId(row.version_id),
        row.lang,
        row.number,
        row.wording,
        {int(position): said for position, said in row.parts.items()},
        Status(row.status),
        AccountId(row.author_id) if row.author_id else None,
        AccountId(row.account_id) if row.account_id else None,
    )


def _standing(db: Session, version: VersionId, lang: str) -> Translation | None:
    return in_versions(db, [version]).get(version, {}).get(lang)


def _of_statements(db: Session, review: ReviewId) -> list[tuple[StatementId, Translation]]:
    """Every translation of a review beside its statement, older versions and numbers first."""
    rows = select(StatementVersion.statement_id, StatementTranslation).join(
        StatementVersion, StatementVersion.id == StatementTranslation.version_id
    )
    mine = rows.join(Statement, Statement.id == StatementVersion.statement_id).where(Statement.review_id == review)
    ordered = mine.order_by(StatementVersion.number, StatementTranslation.number)
    return [(StatementId(statement), translation_of(row)) for statement, row in db.execute(ordered)]
