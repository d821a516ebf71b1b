"""The translators' sheet: what goes into it, and keeping what came back, all of it or nothing."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors_translations import TranslationChanged
from app.core.statements import Origin, StatementText
from app.core.translation_reading import Comes, Entry, TranslationReading, read_translations
from app.core.translation_sheets import Known
from app.core.translations import Standing, Translation
from app.core.workshops import AccountId, ReviewId, VersionId
from app.services import reviews, translations
from app.services.reviews import StatementLine
from app.services.translations import Spoken


def all_lines(db: Session, review: ReviewId) -> list[StatementLine]:
    """The statements of a review that panels may read: the long list, and what was written for the condensed one."""
    return reviews.statements_of(db, review, Origin.SHEET, Origin.CONDENSED)


def known(db: Session, review: ReviewId, only: Collection[VersionId] | None = None) -> list[Known]:
    """The statements as the sheet shows them: all of a review, or those of a plan."""
    lines = all_lines(db, review)
    spoken = translations.of_review(db, review, lines)
    chosen = lines if only is None else [line for line in lines if line.version_id in only]
    return [
        Known(line.code, line.version, StatementText(line.wording, line.parts), _by_language(spoken[line.id]))
        for line in chosen
    ]


def keep(
    db: Session, review: ReviewId, grid: Sequence[Sequence[str]], *, by: AccountId, at: datetime
) -> tuple[TranslationReading, list[VersionId]]:
    """Read a sheet once more, inside the transaction, and keep what it brings; the versions it is about.

    Raises TranslationChanged where by now something stands in its way that did not when it was looked at.
    """
    alone = translations.is_alone(db, review)
    reading = read_translations(grid, known(db, review), by=by, alone=alone)
    if reading.problems:
        raise TranslationChanged
    lines = {line.code: line for line in all_lines(db, review)}
    spoken = translations.of_review(db, review, lines.values())
    for entry in reading.to_keep:
        _keep(db, lines[entry.code], entry, spoken[lines[entry.code].id].get(entry.words.lang), by, at)
    return reading, sorted({lines[entry.code].version_id for entry in reading.to_keep})


def _keep(db: Session, line: StatementLine, entry: Entry, before: Spoken | None, by: AccountId, at: datetime) -> None:
    author = before.translation.author if before and before.translation and entry.comes is Comes.CHECKED else None
    text = StatementText(line.wording, line.parts)
    translations.append(db, line.version_id, text, entry.words, entry.status, by=by, at=at, author=author)


def _by_language(spoken: translations.ByLanguage) -> dict[str, tuple[Standing, Translation]]:
    return {lang: (each.standing, each.translation) for lang, each in spoken.items() if each.translation}
