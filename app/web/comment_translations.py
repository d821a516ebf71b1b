"""What approved comments say in English: a page of a workshop, for those who may read its comments."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.comments import LONGEST_TRANSLATION, TranslationState
from app.core.errors import NotHere, WorkshopError
from app.core.workshops import WorkshopId
from app.services import comment_translations as of
from app.services import quotations, workshops
from app.services.translations import is_alone
from app.web import errors, instrument_words
from app.web.access import DECIDERS, may
from app.web.errors import STATUS
from app.web.parts import now, parts

pages = Blueprint("comment_translations", __name__)


@pages.get("/workshops/<int:workshop>/comments")
@may(*DECIDERS)
def page(workshop: int) -> ResponseReturnValue:
    """Every approved comment that is not in English, with what it says in English."""
    return _page(WorkshopId(workshop))


@pages.post("/workshops/<int:workshop>/comments/<int:comment>/english")
@may(*DECIDERS)
def write(workshop: int, comment: int) -> ResponseReturnValue:
    """Keep a translation as a draft. What was written stays in its box where it is refused."""
    here, text = WorkshopId(workshop), request.form.get("text", "")
    try:
        with parts().database.writing() as db:
            kept = of.write(db, here, comment, text, seen=_seen(), by=g.account, at=now())
    except WorkshopError as refused:
        return _refused(here, comment, refused, written=text)
    return _done(comment, _("The translation is kept, as a draft.") if kept else _("Nothing was changed."))


@pages.post("/workshops/<int:workshop>/comments/<int:comment>/checked")
@may(*DECIDERS)
def check(workshop: int, comment: int) -> ResponseReturnValue:
    """Say that somebody read both, so that the translation may be quoted."""
    here = WorkshopId(workshop)
    try:
        with parts().database.writing() as db:
            alone = is_alone(db, g.review_id)
            kept = of.check(db, here, comment, seen=_seen(), by=g.account, alone=alone, at=now())
    except WorkshopError as refused:
        return _refused(here, comment, refused)
    return _done(comment, _("It will be quoted with its translation.") if kept else _("Nothing was changed."))


def _seen() -> str:
    return request.form.get("seen", "")


def _done(comment: int, said: str) -> ResponseReturnValue:
    flash(said)
    there = url_for(".page", workshop=(request.view_args or {})["workshop"], _anchor=f"comment-{comment}")
    return redirect(there, 303)


def _refused(
    workshop: WorkshopId, comment: int, refused: WorkshopError, *, written: str | None = None
) -> ResponseReturnValue:
    if isinstance(refused, NotHere):
        raise refused
    return _page(workshop, about=comment, written=written, say=errors.say(refused), status=STATUS[refused.kind])


def _page(
    workshop: WorkshopId, *, about: int = 0, written: str | None = None, say: str = "", status: int = 200
) -> ResponseReturnValue:
    with parts().database.reading() as db:
        head, found = workshops.head(db, workshop), of.foreign_in(db, workshop)
        told = quotations.languages_told(db, workshop)
    return render_template(
        "results/comments.html",
        head=head,
        found=found,
        told=told,
        about=about,
        written=written,
        say=say,
        languages=instrument_words.languages(),
        states={
            None: _("no translation yet"),
            TranslationState.DRAFT: _("draft"),
            TranslationState.CHECKED: _("checked"),
            TranslationState.OLDER: _("older than the text"),
        },
        longest=LONGEST_TRANSLATION,
    ), status
