"""Documents of a whole review: its summary, the methods appendix, the plain summary, and the report they come from."""

from types import MappingProxyType

from flask import Blueprint
from flask.typing import ResponseReturnValue

from app.core.errors import NotHere
from app.core.review_report import ReviewReport, canonical
from app.core.workshops import ReviewId
from app.services.review_reports import review_report
from app.web.access import DECIDERS, may
from app.web.downloads import SOFTWARE, file_name, file_of
from app.web.letterhead import DOCX, of_review
from app.web.parts import now, parts
from exports.aside import render_aside

pages = Blueprint("documents", __name__)

PLAIN_IN = MappingProxyType({"en": "English", "hi": "हिन्दी", "mr": "मराठी"})
"""The languages of the plain summary, each by its own name."""


DOCUMENTS = ("summary.docx", "methods.docx", *(f"plain-{language}.docx" for language in PLAIN_IN), "report.json")
"""Their names. The SHA-256 of report.json is the fingerprint that all others print."""


@pages.get("/reviews/<int:review>/documents/<document>")
@may(*DECIDERS)
def document(review: int, document: str) -> ResponseReturnValue:
    """A document of the review as it stands now."""
    if document not in DOCUMENTS:
        raise NotHere
    here = ReviewId(review)
    report = report_of(here)
    what, _, ending = document.rpartition(".")
    name = file_name(f"review-{what}", report.review, report.made_at.date(), ending)
    return file_of(made_of(here, report, document), DOCX if ending == "docx" else "application/json", name)


def made_of(review: ReviewId, report: ReviewReport, document: str) -> bytes:
    """Make one of the documents of a review, on its letterhead. Raises NotRendered."""
    what = document.partition(".")[0]
    if what == "report":
        return canonical(report).encode()
    kind, _, language = what.partition("-")
    given = (report, language) if kind == "plain" else report
    return render_aside("review" if kind == "summary" else kind, given, letterhead=of_review(review))


def report_of(review: ReviewId) -> ReviewReport:
    """The report of a review as it stands now. Raises NotHere."""
    with parts().database.reading() as db:
        return review_report(db, review, at=now(), software=SOFTWARE, aside=parts().aside)
