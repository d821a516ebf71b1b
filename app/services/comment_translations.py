"""What approved comments say in English: written by one of the team, checked by another, and only then quoted.

It is made from the approved words, never from those that were written, and goes when the comment goes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from app.core.comments import CommentState, TranslationState, is_foreign, read_translation
from app.core.errors import NotHere
from app.core.errors_translations import NotYetTranslated, OwnTranslation, TranslationChanged
from app.core.hints import Hint, hints
from app.core.workshops import AccountId, WorkshopId
from app.storage.accounts import Account
from app.storage.comments import Comment, CommentTranslation
from app.storage.statements import Statement, StatementVersion
from app.storage.workshops import Round


@dataclass(frozen=True, slots=True)
class Foreign:
    """An approved comment that a reader of English cannot read.

    `seen` names these words and this translation: who sends it along is told when either has changed since. `state` is
    None where there is no translation yet; `hints` are of the translation, `at` is when it was last changed or checked.
    """

    id: int
    code: str
    lang: str
    text: str
    seen: str
    english: str = ""
    state: TranslationState | None = None
    by: str = ""
    checked_by: str = ""
    hints: tuple[Hint, ...] = ()
    at: datetime | None = None


def foreign_in(db: Session, workshop: WorkshopId) -> list[Foreign]:
    """Every approved comment of a workshop that is not in English, statement by statement, then by its words."""
    found = [_foreign(*row) for row in db.execute(_rows(workshop)).all()]
    return [each for each in found if is_foreign(each.lang, each.text)]


def missing(found: Sequence[Foreign]) -> int:
    """How many of these have no checked translation."""
    return sum(each.state is not TranslationState.CHECKED for each in found)


def write(
    db: Session, workshop: WorkshopId, comment: int, text: str, *, seen: str, by: AccountId, at: datetime
) -> bool:
    """Keep what somebody wrote as a draft; False where that stands already.

    Raises NotHere, TranslationChanged, CommentEmpty, CommentTooLong and CoverLost.
    """
    stands = _one(db, workshop, comment)
    if stands.seen != seen:
        raise TranslationChanged
    kept = read_translation(text, stands.text)
    if kept == stands.english and stands.state is not TranslationState.OLDER:
        return False
    row = db.get(CommentTranslation, comment)
    number = row.number + 1 if row else 1
    written = {"number": number, "text": kept, "status": TranslationState.DRAFT.value, "author_id": by}
    db.merge(CommentTranslation(comment_id=comment, checker_id=None, at=at, **written))
    db.flush()
    return True


def check(
    db: Session, workshop: WorkshopId, comment: int, *, seen: str, by: AccountId, alone: bool, at: datetime
) -> bool:
    """Record that somebody read it beside the comment, and that it may be quoted; False where that stands already.

    Raises NotHere, NotYetTranslated, TranslationChanged, and OwnTranslation for its author, unless she is `alone`.
    """
    stands, row = _one(db, workshop, comment), db.get(CommentTranslation, comment)
    if row is None:
        raise NotYetTranslated
    if stands.seen != seen or stands.state is TranslationState.OLDER:
        raise TranslationChanged
    if row.author_id == by and not alone:
        raise OwnTranslation
    if stands.state is TranslationState.CHECKED:
        return False
    row.number, row.status, row.checker_id, row.at = row.number + 1, TranslationState.CHECKED.value, by, at
    db.flush()
    return True


def _one(db: Session, workshop: WorkshopId, comment: int) -> Foreign:
    row = db.execute(_rows(workshop).where(Comment.id == comment)).one_or_none()
    if row is None:
        raise NotHere
    return _foreign(*row)


def _rows(workshop: WorkshopId) -> Select[Comment, str, CommentTranslation, str, str]:
    author, checker = aliased(Account), aliased(Account)
    approved = Round.workshop_id == workshop, Comment.state == CommentState.APPROVED.value
    return (
        select(Comment, Statement.code, CommentTranslation, author.name, checker.name)
        .join(Round, Round.id == Comment.round_id)
        .join(StatementVersion, StatementVersion.id == Round.version_id)
        .join(Statement, Statement.id == StatementVersion.statement_id)
        .outerjoin(CommentTranslation, CommentTranslation.comment_id == Comment.id)
        .outerjoin(author, author.id == CommentTranslation.author_id)
        .outerjoin(checker, checker.id == CommentTranslation.checker_id)
        .where(*approved)
        # By text, not by the order of writing, which the room may remember.
        .order_by(Statement.id, Comment.text)
    )


def _foreign(row: Comment, code: str, english: CommentTranslation | None, by: str, checked_by: str) -> Foreign:
    text = row.text or ""
    seen = sha256(f"{english.number if english else 0} {text}".encode()).hexdigest()[:16]
    if english is None:
        return Foreign(row.id, code, row.lang, text, seen)
    state = TranslationState(english.status)
    whose = by, checked_by or ""
    return Foreign(row.id, code, row.lang, text, seen, english.text, state, *whose, hints(english.text), english.at)
