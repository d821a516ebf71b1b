"""The page on which a document for Word is made: how far it is, then the file. It works without scripts."""

from pathlib import Path
from typing import Any

from flask import Blueprint, Response, g, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.workshops import ReviewId, WorkshopId
from app.services import making, reviews, workshops
from app.services.making import Making, Order
from app.web import documents
from app.web.access import DECIDERS, may
from app.web.downloads import file_of, name_of, report_of
from app.web.letterhead import DOCX, of_review
from app.web.parts import now, parts
from exports.aside import begin_aside

pages = Blueprint("making", __name__)

OF_WORKSHOP = "/workshops/<int:workshop>/summary"
OF_REVIEW = "/reviews/<int:review>/documents/<document>/making"
Where = dict[str, Any]
"""What stands in the address: a workshop, or a review and the name of its document."""


@pages.get(OF_WORKSHOP)
@may(*DECIDERS)
def summary(workshop: int) -> ResponseReturnValue:
    """Begin to make the summary of a workshop, and lead to the page that says how far it is."""
    report = report_of(WorkshopId(workshop))
    return _begin("word", report, name_of(report, "summary", "docx"), workshop=workshop)


@pages.get(OF_REVIEW)
@may(*DECIDERS)
def document(review: int, document: str) -> ResponseReturnValue:
    """Begin to make a document of a review; what is no document for Word is there at once."""
    if document not in documents.FOR_WORD:
        return redirect(url_for("documents.document", review=review, document=document), 303)
    report = documents.report_of(ReviewId(review))
    kind, given = documents.rendering_of(report, document)
    return _begin(kind, given, documents.name_of(report, document), review=review, document=document)


@pages.get(f"{OF_WORKSHOP}/<token>")
@pages.get(f"{OF_REVIEW}/<token>")
@may(*DECIDERS)
def how_far(token: str, **where: Any) -> ResponseReturnValue:
    """How far it is; it looks again by itself, and then hands the file over."""
    found = _look(token, where)
    file = url_for(".file", token=token, **where)
    page = make_response(render_template("workshops/making.html", made=found, file=file, **_told(where)))
    page.headers["Refresh"] = f"0; url={file}" if found.path else "1"
    page.headers["Cache-Control"] = "no-store"
    return page


@pages.get(f"{OF_WORKSHOP}/<token>.docx")
@pages.get(f"{OF_REVIEW}/<token>.docx")
@may(*DECIDERS)
def file(token: str, **where: Any) -> ResponseReturnValue:
    """The finished file; while it is not, back to the page."""
    found = _look(token, where)
    if found.path is None:
        return redirect(url_for(".how_far", token=token, **where), 303)
    response: Response = file_of(found.path.read_bytes(), DOCX, found.order.name)
    return response


def _begin(kind: str, given: object, name: str, **where: Any) -> ResponseReturnValue:
    token, path = making.begin(_folder(), Order(g.account, _of(where), now().isoformat(), name))
    begin_aside(kind, given, path, letterhead=of_review(g.review_id))
    return redirect(url_for(".how_far", token=token, **where), 303)


def _told(where: Where) -> dict[str, object]:
    """What the page is headed with: the document, and the page that leads back."""
    with parts().database.reading() as db:
        if "workshop" in where:
            of, back = workshops.head(db, where["workshop"]).title, url_for("workshops.workshop", **where)
            return {"title": _("Summary for Word"), "of": of, "back": back}
        of, back = reviews.review_of(db, where["review"]).title, url_for("overview.overview", review=where["review"])
        return {"title": documents.titles()[where["document"]], "of": of, "back": back}


def _look(token: str, where: Where) -> Making:
    return making.look(_folder(), token, g.account, _of(where), at=now())


def _of(where: Where) -> str:
    return " ".join(f"{name} {value}" for name, value in sorted(where.items()))


def _folder() -> Path:
    return parts().settings.data / "making"
