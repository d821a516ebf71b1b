"""Texts on phones: each reads the statement in her language where this version is translated, else the original.

All phones are sent the same, every language of it; whoever reads chooses. `static/phone/reading.js` chooses the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.catalogue import N_, Phrase
from app.core.differences import difference
from app.core.errors import AnswerUnreadable
from app.core.instrument import in_language
from app.core.translations import Translation, languages
from app.core.workshops import VersionId
from app.services import translations
from app.services.changes import version_before
from app.services.instruments import Asked, asked_of
from app.services.shown import State
from app.storage.statements import StatementVersion
from app.storage.translations import StatementTranslation
from app.storage.workshops import Round, Workshop


def with_translations(db: Session, room: Workshop, shown: Iterable[tuple[Round, State]]) -> list[State]:
    """Rounds as phones show them, their statements beside all translations of the very version that is asked about."""
    pairs, asked = list(shown), asked_of(room)
    found = translations.in_versions(db, {VersionId(row.version_id) for row, _ in pairs})
    told = [_with(state, row.version, found.get(VersionId(row.version_id), {}), asked) for row, state in pairs]
    return [_marked(db, row, state) for (row, _), state in zip(pairs, told, strict=True)]


def as_read(statement: State, language: str) -> State:
    """The statement on the phone of somebody who chose this language.

    `read` is the translation she reads, None for the original; `wanting` the language she had to do without, or "".
    """
    original: State = {name: value for name, value in statement.items() if name != "translations"}
    found: State | None = statement.get("translations", {}).get(language)
    if found is None:
        return original | {"read": None, "wanting": "" if language == original["lang"] else language}
    return original | found | {"wanting": ""}


def offered(db: Session, room: Workshop) -> tuple[str, ...]:
    """The languages people can choose at the door: those of the statements, their translations, and the questions."""
    here = Round.workshop_id == room.id
    written = select(StatementVersion.lang).join(Round, Round.version_id == StatementVersion.id).where(here)
    told = select(StatementTranslation.lang).join(Round, Round.version_id == StatementTranslation.version_id)
    return languages(asked_of(room), db.scalars(written.distinct()), db.scalars(told.where(here).distinct()))


def must_be_offered(db: Session, room: Workshop, language: str) -> str:
    """The language somebody asked for. Raises AnswerUnreadable where her workshop does not have it."""
    if language not in offered(db, room):
        raise AnswerUnreadable(what=Phrase(N_("this workshop does not have that language")))
    return language


def _with(state: State, version: StatementVersion, found: Mapping[str, Translation], asked: Asked) -> State:
    whole = {lang: each for lang, each in sorted(found.items()) if lang != version.lang and _is_whole(version, each)}
    texts = {lang: _text(version, each, asked) for lang, each in whole.items()}
    return state | {"statement": state["statement"] | {"translations": texts}}


def _marked(db: Session, row: Round, state: State) -> State:
    """Where the original says what is different in it, so does each translation."""
    statement = state["statement"]
    earlier = version_before(db, VersionId(row.version_id)) if "pieces" in statement else None
    if earlier is None:
        return state
    found = translations.in_versions(db, [VersionId(earlier.id)]).get(VersionId(earlier.id), {})
    before = {lang: each for lang, each in found.items() if _is_whole(earlier, each)}
    texts = {lang: _with_pieces(text, before.get(lang)) for lang, text in statement["translations"].items()}
    return state | {"statement": statement | {"translations": texts}}


def _with_pieces(text: State, before: Translation | None) -> State:
    """What went from a translation and what came; where the text before was not translated, it stands without marks."""

    def pieces(position: int, now: str) -> list[State]:
        if before is None:
            return [asdict(piece) for piece in difference(now, now)]
        earlier = before.parts.get(position, "") if position else before.wording
        return [asdict(piece) for piece in difference(earlier, now)]

    parts = [part | {"pieces": pieces(part["position"], part["text"])} for part in text["parts"]]
    return text | {"parts": parts, "pieces": None if parts else pieces(0, text["wording"])}


def _is_whole(version: StatementVersion, found: Translation) -> bool:
    """Half a translation is none: nobody judges what she can read in part. The original is shown whole instead."""
    wanted = [part.position for part in version.parts if part.text]
    return all(found.parts.get(position) for position in wanted) if wanted else bool(found.wording)


def _text(version: StatementVersion, found: Translation, asked: Asked) -> State:
    labels = in_language(asked, found.lang).parts
    return {
        "read": found.id,
        "lang": found.lang,
        "wording": found.wording,
        "parts": [
            {
                "position": part.position,
                "kind": part.kind,
                "label": labels[part.kind],
                "text": found.parts.get(part.position, ""),
            }
            for part in version.parts
            if found.parts.get(part.position)
        ],
    }
