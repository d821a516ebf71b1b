"""Reviews: the home page, beginning one, and what one holds."""

from pathlib import PurePath

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from app.core.errors_review import CodesTaken
from app.core.sheets import SheetRefused
from app.core.workshops import ReviewId, WorkshopState
from app.services import accounts, candidates, imports, reviews, uploads, workshops
from app.services.progress import progress_of
from app.services.uploads import Upload
from app.web import errors, sheets, team_words
from app.web.access import DECIDERS, FACILITATORS, MEMBERS, may, signed_in
from app.web.families import by_section
from app.web.forms_reviews import ReviewForm, SheetForm
from app.web.parts import now, parts

pages = Blueprint("reviews", __name__)
ENDED = WorkshopState.ENDED


@pages.get("/home")
@signed_in
def home() -> ResponseReturnValue:
    """My reviews; with none, one thing to do."""
    return _home(ReviewForm())


@pages.post("/reviews")
@signed_in
def begin() -> ResponseReturnValue:
    """Begin a review of one's own, with a sheet if one came along."""
    form = ReviewForm(request.form)
    fits = form.validate()
    sheet = sheets.received(form.sheet)
    title = form.title.data or (PurePath(sheet.name).stem if sheet else "")
    if fits and not title and not form.sheet.errors:
        form.title.errors = [_("Choose a sheet, or write what the review is called.")]
    if form.title.errors or form.sheet.errors:
        return _home(form, status=422)
    with parts().database.writing() as db:
        review = reviews.create_review(db, title, owner=g.account, at=now())
    if sheet is None:
        return redirect(url_for(".review", review=review), 303)
    return redirect(url_for(".bring", review=review, kept=sheets.keep(sheet, review)), 303)


@pages.get("/reviews/<int:review>")
@may(*MEMBERS)
def review(review: int) -> ResponseReturnValue:
    """What a review holds: counts, workshops, statements by family."""
    with parts().database.reading() as db:
        return render_template("reviews/review.html", **_review(db, ReviewId(review)))


@pages.get("/reviews/<int:review>/statements")
@may(*MEMBERS)
def statements(review: int) -> ResponseReturnValue:
    """Its statements, which stand on the review's page."""
    return redirect(url_for(".review", review=review, _anchor="statements"), 303)


@pages.get("/reviews/<int:review>/import")
@may(*DECIDERS)
def bring(review: int) -> ResponseReturnValue:
    """Choose a sheet; or, with one kept, see how it was read."""
    if token := request.args.get("kept"):
        return _preview(ReviewId(review), sheets.kept(token, ReviewId(review)))
    return _bring(ReviewId(review), SheetForm())


@pages.post("/reviews/<int:review>/import")
@may(*DECIDERS)
def bring_now(review: int) -> ResponseReturnValue:
    """Take a sheet in, an answer about its columns, or the word to import it."""
    here, form = ReviewId(review), SheetForm()
    if token := request.form.get("kept"):
        return _go_on(here, sheets.kept(token, here), request.form.get("do", ""))
    sheet = sheets.received(form.sheet, wanted=True)
    if sheet is None:
        return _bring(here, form, status=422)
    return redirect(url_for(".bring", review=review, kept=sheets.keep(sheet, here)), 303)


def _go_on(review: ReviewId, upload: Upload, wish: str) -> ResponseReturnValue:
    if wish != "import":
        uploads.answer(sheets.folder(), upload, {**upload.mapping, **sheets.answers(request.form)})
        return redirect(url_for(".bring", review=review, kept=upload.token), 303)
    reading = sheets.read(upload)
    if not reading.may_be_imported:
        return _preview(review, upload, status=422)
    try:
        with parts().database.writing() as db:
            count = imports.import_statements(db, review, reading.statements, at=now(), by=g.account)
    except CodesTaken as refused:
        return _preview(review, upload, say=errors.say(refused), status=409)
    uploads.forget(sheets.folder(), upload.token)
    flash(ngettext("%(num)s statement was imported.", "%(num)s statements were imported.", count))
    return redirect(url_for(".review", review=review), 303)


def _bring(review: ReviewId, form: SheetForm, *, say: str = "", status: int = 200) -> ResponseReturnValue:
    with parts().database.reading() as db:
        head = reviews.review_of(db, review)
    return render_template("reviews/bring.html", head=head, form=form, say=say), status


def _preview(review: ReviewId, upload: Upload, *, say: str = "", status: int = 200) -> ResponseReturnValue:
    try:
        reading = sheets.read(upload)
    except SheetRefused as refused:
        uploads.forget(sheets.folder(), upload.token)
        return _bring(review, SheetForm(), say=refused.sentence, status=422)
    with parts().database.reading() as db:
        head = reviews.review_of(db, review)
    page = render_template(
        "reviews/preview.html", head=head, upload=upload, reading=reading, say=say, **sheets.preview_words()
    )
    return page, status


def _home(form: ReviewForm, *, status: int = 200) -> ResponseReturnValue:
    with parts().database.reading() as db:
        mine = [
            (line, progress_of(db, line.id), [each for each in workshops.lines(db, line.id) if each.state != ENDED])
            for line in accounts.reviews_of(db, g.account)
        ]
    named = {"roles": team_words.roles(), "states": team_words.states()}
    return render_template("reviews/home.html", reviews=mine, form=form, **named), status


def _review(db: Session, review: ReviewId) -> dict[str, object]:
    return {
        "head": reviews.review_of(db, review),
        "counts": reviews.counts_of(db, review),
        "progress": progress_of(db, review),
        "sections": by_section(reviews.statements_of(db, review)),
        "workshops": workshops.lines(db, review),
        "proposals": len(candidates.candidates_of(db, review)),
        "may_plan": g.role in FACILITATORS,
        "may_import": g.role in DECIDERS,
        "states": team_words.states(),
        **sheets.statement_words(),
    }
