"""The translators' sheet: downloaded, brought back, looked at, and kept as a whole."""

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.core.errors import WorkshopError
from app.core.sheet_problems import SheetRefused
from app.core.translation_reading import read_translations
from app.core.translations import OWN_NAMES
from app.core.workshops import ReviewId
from app.services import reviews, translation_sheets, uploads
from app.services import translations as of
from app.services.reading import read_upload
from app.services.uploads import Upload
from app.web import errors, instrument_words, sheets, translation_words
from app.web.access import DECIDERS, may
from app.web.forms_reviews import SheetForm
from app.web.parts import now, parts
from app.web.translations import page
from exports.aside import render_aside

pages = Blueprint("translation_sheet", __name__)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.get("/reviews/<int:review>/translations.xlsx")
@may(*DECIDERS)
def download(review: int) -> ResponseReturnValue:
    """The sheet to fill, in one language or in all."""
    asked = request.args.get("language", "")
    langs = [asked] if asked in OWN_NAMES else [lang for lang in OWN_NAMES if lang != "en"]
    with parts().database.reading() as db:
        known = translation_sheets.known(db, ReviewId(review))
    response = Response(render_aside("translators", (known, langs)), mimetype=XLSX)
    name = f"plumbline-translations-{'-'.join(langs)}.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


@pages.post("/reviews/<int:review>/translations")
@may(*DECIDERS)
def bring(review: int) -> ResponseReturnValue:
    """Take a filled sheet in, or the word to keep it."""
    here, form = ReviewId(review), SheetForm()
    if token := request.form.get("kept"):
        return _keep(here, sheets.kept(token, here))
    sheet = sheets.received(form.sheet, wanted=True)
    if sheet is None:
        return page(here, form, status=422)
    return redirect(url_for(".look", review=review, kept=sheets.keep(sheet, here)), 303)


@pages.get("/reviews/<int:review>/translations/sheet")
@may(*DECIDERS)
def look(review: int) -> ResponseReturnValue:
    """How a sheet was read, before anything of it is kept."""
    token = request.args.get("kept")
    if not token:
        return redirect(url_for("translations.translations", review=review), 303)
    return _preview(ReviewId(review), sheets.kept(token, ReviewId(review)))


def _keep(review: ReviewId, upload: Upload) -> ResponseReturnValue:
    grid = read_upload(upload.name, upload.data)
    try:
        with parts().database.writing() as db:
            reading, versions = translation_sheets.keep(db, review, grid, by=g.account, at=now())
            rooms = of.tell_rooms(db, versions)
    except WorkshopError as refused:
        return _preview(review, upload, say=errors.say(refused), status=409)
    for room in rooms:
        parts().broadcast.changed(room)
    uploads.forget(sheets.folder(), upload.token)
    many = len(reading.to_keep)
    flash(ngettext("%(num)s translation was kept.", "%(num)s translations were kept.", many))
    return redirect(url_for("translations.translations", review=review), 303)


def _preview(review: ReviewId, upload: Upload, *, say: str = "", status: int = 200) -> ResponseReturnValue:
    try:
        grid = read_upload(upload.name, upload.data)
    except SheetRefused as refused:
        uploads.forget(sheets.folder(), upload.token)
        return page(review, SheetForm(), say=refused.sentence, status=422)
    with parts().database.reading() as db:
        head, known = reviews.review_of(db, review), translation_sheets.known(db, review)
        alone = of.is_alone(db, review)
    reading = read_translations(grid, known, by=g.account, alone=alone)
    return render_template(
        "translations/preview.html",
        head=head,
        upload=upload,
        reading=reading,
        say=say,
        comings=translation_words.comings(),
        languages=instrument_words.languages(),
        nothing=_("There is nothing new in this sheet."),
    ), status
