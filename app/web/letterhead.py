"""The page of a review's letterhead: bring one, look at what its tags say, go back to Plumbline's own."""

from pathlib import Path

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.errors_documents import LetterheadRefused, LetterheadTooLarge
from app.core.letterheads import BODY, MOST_BYTES
from app.core.workshops import ReviewId
from app.services import letterheads, reviews
from app.web import errors
from app.web.access import DECIDERS, may
from app.web.forms_reviews import SheetForm
from app.web.parts import parts
from exports.aside import check_letterhead, render_aside

pages = Blueprint("letterhead", __name__)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pages.get("/reviews/<int:review>/letterhead")
@may(*DECIDERS)
def letterhead(review: int) -> ResponseReturnValue:
    """Which letterhead is in use, and how to bring another."""
    return _page(ReviewId(review))


@pages.post("/reviews/<int:review>/letterhead")
@may(*DECIDERS)
def bring(review: int) -> ResponseReturnValue:
    """Take a letterhead in, or go back to Plumbline's own."""
    here, file = ReviewId(review), request.files.get("sheet")
    if request.form.get("own"):
        letterheads.forget(folder(), here)
        flash(_("Word documents of this review are written on Plumbline's own paper again."))
        return redirect(url_for(".letterhead", review=review), 303)
    if file is None or not file.filename:
        return _page(here, _("Choose a file first."), status=422)
    data = file.stream.read(MOST_BYTES + 1)
    try:
        if len(data) > MOST_BYTES:
            raise LetterheadTooLarge
        check_letterhead(data)
    except LetterheadRefused as refused:
        return _page(here, errors.say(refused), status=422)
    letterheads.keep(folder(), here, data)
    flash(_("Word documents of this review are written on this letterhead from now on."))
    return redirect(url_for(".letterhead", review=review), 303)


@pages.get("/reviews/<int:review>/letterhead.docx")
@may(*DECIDERS)
def download(review: int) -> ResponseReturnValue:
    """The letterhead in use, or the sample to begin from."""
    kept = letterheads.find(folder(), ReviewId(review))
    response = Response(kept.data if kept else render_aside("sample", None), mimetype=DOCX)
    response.headers["Content-Disposition"] = 'attachment; filename="letterhead.docx"'
    response.headers["Cache-Control"] = "no-store"
    return response


def folder() -> Path:
    """Where letterheads lie."""
    return parts().settings.data / "letterheads"


def of_review(review: ReviewId) -> bytes:
    """The letterhead of a review, b"" where it has none."""
    kept = letterheads.find(folder(), review)
    return kept.data if kept else b""


def _page(review: ReviewId, say: str = "", *, status: int = 200) -> ResponseReturnValue:
    form = SheetForm()
    form.sheet.errors = [say] if say else []
    with parts().database.reading() as db:
        head = reviews.review_of(db, review)
    kept = letterheads.find(folder(), review)
    return render_template("reviews/letterhead.html", head=head, form=form, kept=kept, tags=_tags()), status


def _tags() -> dict[str, str]:
    """What each tag says."""
    return {
        "title": _("what the document is called"),
        "review": _("the review"),
        "site": _("where the workshop was"),
        "date": _("the day the workshop began"),
        "made": _("the day the document was made"),
        "profile": _("how far the results have come, such as draft"),
        "protocol": _("the fingerprint of the rules"),
        "software": _("what made it"),
        BODY: _("where the document begins: alone, in the last paragraph"),
    }
