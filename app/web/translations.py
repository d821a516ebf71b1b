"""Translations of statements: how far each language has come, and one statement's text in one language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.core.errors import NotHere, WorkshopError
from app.core.instrument import Status
from app.core.sheet_cells import LONGEST_CELL
from app.core.statements import StatementText, Words
from app.core.text import clean
from app.core.translations import OWN_NAMES, Standing, wanted
from app.core.workshops import ReviewId, StatementId
from app.services import reviews
from app.services import translations as of
from app.services.reviews import StatementLine
from app.services.translation_sheets import all_lines
from app.services.translations import NOT_SPOKEN, Spoken
from app.web import errors, instrument_words, team_words, translation_words
from app.web.access import DECIDERS, MEMBERS, may
from app.web.errors import STATUS
from app.web.forms_reviews import SheetForm
from app.web.parts import now, parts
from app.web.sheets import statement_words

pages = Blueprint("translations", __name__)
STATEMENT = "/reviews/<int:review>/statements/<int:statement>/translations/<language>"


@dataclass(frozen=True, slots=True)
class Field:
    """One box of the form: the original, and what is written for it."""

    position: int
    kind: str
    original: str
    text: str


@pages.get("/reviews/<int:review>/translations")
@may(*MEMBERS)
def translations(review: int) -> ResponseReturnValue:
    """How many statements stand how in each language, and each of them."""
    return page(ReviewId(review), SheetForm())


@pages.get(STATEMENT)
@may(*MEMBERS)
def translation(review: int, statement: int, language: str) -> ResponseReturnValue:
    """One statement in one language."""
    return _one(language)


@pages.post(STATEMENT)
@may(*DECIDERS)
def write(review: int, statement: int, language: str) -> ResponseReturnValue:
    """Keep what was written as a draft."""
    written = {int(name[5:]): clean(text) for name, text in request.form.items() if _is_part(name)}
    if any(len(text) > LONGEST_CELL for text in written.values()):
        say = _("One of these is longer than %(most)s characters. Please shorten it.", most=LONGEST_CELL)
        return _one(language, written=written, say=say, status=422)
    words = Words(_known(language), {at: text for at, text in written.items() if at and text}, written.get(0, ""))
    try:
        with parts().database.writing() as db:
            line = _line(db)
            kept = of.write(db, line, words, seen=_seen(), by=g.account, at=now())
            rooms = of.tell_rooms(db, [line.version_id]) if kept else []
    except WorkshopError as refused:
        return _one(language, written=written, say=errors.say(refused), status=STATUS[refused.kind])
    return _kept(language, rooms, _("The translation is kept, as a draft.") if kept else _("Nothing was changed."))


@pages.post(f"{STATEMENT}/status")
@may(*DECIDERS)
def check(review: int, statement: int, language: str) -> ResponseReturnValue:
    """Say how far it was checked."""
    try:
        status = Status(request.form.get("status", ""))
    except ValueError:
        return _one(language, say=_("Choose how far it was checked."), status=422)
    try:
        with parts().database.writing() as db:
            line, alone = _line(db), of.is_alone(db, g.review_id)
            who = {"seen": _seen(), "by": g.account, "alone": alone, "at": now()}
            kept = of.set_status(db, line, _known(language), status, **who)
            rooms = of.tell_rooms(db, [line.version_id]) if kept else []
    except WorkshopError as refused:
        return _one(language, say=errors.say(refused), status=STATUS[refused.kind])
    return _kept(language, rooms, _("Its status is kept.") if kept else _("Nothing was changed."))


def page(review: ReviewId, form: SheetForm, *, say: str = "", status: int = 200) -> ResponseReturnValue:
    """The page of all translations, with what could not be taken in."""
    with parts().database.reading() as db:
        head, lines = reviews.review_of(db, review), all_lines(db, review)
        spoken = of.of_review(db, review, lines)
    langs = [lang for lang in OWN_NAMES if lang != "en" or any("en" in each for each in spoken.values())]
    table = [(line, [spoken[line.id].get(lang, NOT_SPOKEN).standing for lang in langs]) for line in lines]
    counts = [[sum(row[at] is each for _line, row in table) for at in range(len(langs))] for each in Standing]
    return render_template(
        "translations/translations.html",
        head=head,
        form=form,
        say=say,
        langs=langs,
        languages=instrument_words.languages(),
        table=table,
        counts=list(zip(Standing, counts, strict=True)),
        standings=translation_words.standings(),
        may_write=g.role in DECIDERS,
    ), status


def _one(
    language: str, *, written: Mapping[int, str] | None = None, say: str = "", status: int = 200
) -> ResponseReturnValue:
    lang = _known(language)
    with parts().database.reading() as db:
        head, line = reviews.review_of(db, g.review_id), _line(db)
        spoken = of.of_review(db, g.review_id, [line])[line.id].get(lang, NOT_SPOKEN)
    return render_template(
        "translations/translation.html",
        head=head,
        line=line,
        lang=lang,
        language=instrument_words.languages()[lang],
        fields=_fields(line, spoken, written),
        spoken=spoken,
        seen=spoken.translation.id if spoken.translation and spoken.standing is not Standing.OLDER else 0,
        stands=written is not None and spoken.translation is not None,
        say=say,
        standings=translation_words.standings(),
        labels=team_words.part_labels(),
        may_write=g.role in DECIDERS,
        **{name: value for name, value in statement_words().items() if name != "part_labels"},
    ), status


def _fields(line: StatementLine, spoken: Spoken, written: Mapping[int, str] | None) -> list[Field]:
    text, found = StatementText(line.wording, line.parts), spoken.translation
    there = written if written is not None else ({0: found.wording, **found.parts} if found else {})
    originals = {part.position: (part.kind.value, f"{part.lead} {part.text}".strip()) for part in line.parts}
    whole = ("", line.wording)
    return [Field(at, *originals.get(at, whole), there.get(at, "")) for at in wanted(text)]


def _kept(language: str, rooms: list[Any], said: str) -> ResponseReturnValue:
    for room in rooms:
        parts().broadcast.changed(room)
    flash(said)
    return redirect(url_for(".translation", **(request.view_args or {}) | {"language": language}), 303)


def _line(db: Session) -> StatementLine:
    return reviews.statement_of(db, g.review_id, StatementId((request.view_args or {})["statement"]))


def _known(language: str) -> str:
    if language not in OWN_NAMES:
        raise NotHere
    return language


def _is_part(name: str) -> bool:
    return name.startswith("part-") and name[5:].isascii() and name[5:].isdecimal() and len(name) < 10


def _seen() -> int:
    seen = request.form.get("seen", "")
    return int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else 0
