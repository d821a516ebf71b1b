"""The words a panel is asked in, language by language: read by all of the team, changed by owners and analysts."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.brought import to_begin_with
from app.core.errors import NotHere, SomeoneWasFaster, WorkshopError
from app.core.instrument import Instrument
from app.core.workshops import ReviewId
from app.services import protocols, reviews
from app.services.protocols import Version
from app.web import errors, instrument_words
from app.web.access import may
from app.web.forms_instrument import WordsForm
from app.web.parts import now, parts
from app.web.protocol import CHANGERS, mark

pages = Blueprint("instrument", __name__)


@pages.get("/reviews/<int:review>/protocol/words/<language>")
@may(*CHANGERS)
def words(review: int, language: str) -> ResponseReturnValue:
    """The words in one language; of one that is not there yet, the English ones as a draft."""
    version = _version(ReviewId(review))
    return _page(ReviewId(review), version, WordsForm(_asked(version, language)))


@pages.post("/reviews/<int:review>/protocol/words/<language>")
@may(*CHANGERS)
def change(review: int, language: str) -> ResponseReturnValue:
    """Let panels be asked in these words from now on."""
    here = ReviewId(review)
    with parts().database.reading() as db:
        frozen = protocols.is_frozen(db, here)
    version = _version(here)
    form = WordsForm(_asked(version, language), request.form)
    wanted = form.read(frozen=frozen)
    if wanted is None:
        return _page(here, version, form, seen=request.form.get("seen"), status=422)
    try:
        _keep(here, wanted, form.reason)
    except SomeoneWasFaster as refused:
        form.show_what_stands()
        return _page(here, version, form, say=errors.say(refused), status=409)
    except WorkshopError as refused:
        return _page(here, version, form, say=errors.say(refused), status=errors.STATUS[refused.kind])
    return redirect(url_for("protocol.protocol", review=review, _anchor="asked"), 303)


def _keep(review: ReviewId, wanted: Instrument, reason: str) -> None:
    with parts().database.writing() as db:
        before = protocols.current(db, review)
        if request.form.get("seen", mark(before)) != mark(before):
            raise SomeoneWasFaster(who=before.by or _("Somebody"))
        after = protocols.change_words(db, review, wanted, reason=reason, by=g.account, at=now())
    flash(_said(before, after))


def _said(before: Version, after: Version) -> str:
    if after == before:
        return str(_("These words are in force already. Nothing was changed."))
    if after.is_deviation:
        return str(_("Version %(n)s of the rules has these words. It is listed as a deviation below.", n=after.number))
    return str(_("From now on panels are asked in these words."))


def _version(review: ReviewId) -> Version:
    with parts().database.reading() as db:
        return protocols.current(db, review)


def _asked(version: Version, language: str) -> Instrument:
    if language not in {*instrument_words.languages(), *version.instruments}:
        raise NotHere
    return version.instruments.get(language) or to_begin_with(language, version.protocol.scale)


def _page(
    review: ReviewId, version: Version, form: WordsForm, *, seen: str | None = None, say: str = "", status: int = 200
) -> ResponseReturnValue:
    with parts().database.reading() as db:
        head, frozen = reviews.review_of(db, review), protocols.is_frozen(db, review)
    language = form.before.language
    page = render_template(
        "protocol/words.html",
        head=head,
        frozen=frozen,
        form=form,
        say=say,
        seen=seen or mark(version),
        language=language,
        spoken=instrument_words.languages().get(language, language),
        is_new=language not in version.instruments,
    )
    return page, status
