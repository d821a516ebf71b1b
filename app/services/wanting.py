"""What a workshop's people would have to read in another language, and how many of them there are."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.disclosure import may_name_groups
from app.core.instrument import in_language
from app.core.protocol import Protocol
from app.core.translations import CHECKED, languages
from app.core.workshops import VersionId, WorkshopId
from app.services import translations
from app.services.instruments import asked_of
from app.services.workshops import workshop_row
from app.storage.statements import StatementVersion
from app.storage.workshops import Panellist, Round


@dataclass(frozen=True, slots=True)
class Wanting:
    """One language of a workshop: how many of its statements have a text in it, and how many of these were checked.

    `chose` is how many people chose it, None for some: a language with few readers would name them, and with the whole
    panel known so would the numbers of all others.
    """

    lang: str
    have: int
    checked: int
    total: int
    chose: int | None


def wanting(db: Session, workshop: WorkshopId) -> list[Wanting]:
    """The languages of a workshop besides those its statements are written in."""
    room = workshop_row(db, workshop)
    versions = _versions(db, workshop)
    found = translations.in_versions(db, versions)
    chose = _chose(db, workshop)
    written = set(versions.values()) or {in_language(asked_of(room), "en").language}
    return [
        Wanting(
            lang,
            sum(lang in each for each in found.values()),
            sum(lang in each and each[lang].status in CHECKED for each in found.values()),
            len(versions),
            _may_say(chose, lang, Protocol.from_json(room.protocol.body).smallest_cell),
        )
        for lang in languages(asked_of(room), chose, *found.values())
        if lang not in written
    ]


def _versions(db: Session, workshop: WorkshopId) -> dict[VersionId, str]:
    """The versions a workshop asks about, with what they are written in."""
    rows = select(StatementVersion.id, StatementVersion.lang).join(Round, Round.version_id == StatementVersion.id)
    return {VersionId(id): lang for id, lang in db.execute(rows.where(Round.workshop_id == workshop))}


def _chose(db: Session, workshop: WorkshopId) -> Counter[str]:
    here = Panellist.workshop_id == workshop, Panellist.removed_at.is_(None)
    rows = select(Panellist.language, func.count()).where(*here).group_by(Panellist.language)
    return Counter(dict(db.execute(rows).all()))


def _may_say(chose: Counter[str], lang: str, smallest: int) -> int | None:
    return chose[lang] if may_name_groups(chose.elements(), smallest) or not chose[lang] else None
