"""Documents of a whole review: its summary, the methods appendix, the plain summary, and the report they come from."""

from types import MappingProxyType

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext

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


FOR_WORD = ("summary.docx", "methods.docx", *(f"plain-{language}.docx" for language in PLAIN_IN))
DOCUMENTS = (*FOR_WORD, "report.json")
"""Their names. The SHA-256 of report.json is the fingerprint that all others print."""


@pages.get("/reviews/<int:review>/documents/<document>")
@may(*DECIDERS)
def document(review: int, document: str) -> ResponseReturnValue:
    """A document of the review as it stands now."""
    if document not in DOCUMENTS:
        raise NotHere
    here = ReviewId(review)
    report = report_of(here)
    kind = DOCX if document in FOR_WORD else "application/json"
    return file_of(made_of(here, report, document), kind, name_of(report, document))


def made_of(review: ReviewId, report: ReviewReport, document: str) -> bytes:
    """Make one of the documents of a review, on its letterhead. Raises NotRendered."""
    if document not in FOR_WORD:
        return canonical(report).encode()
    return render_aside(*rendering_of(report, document), letterhead=of_review(review))


def rendering_of(report: ReviewReport, document: str) -> tuple[str, object]:
    """What a document for Word is called where it is rendered, and what it is rendered from."""
    kind, _, language = document.partition(".")[0].partition("-")
    return ("review" if kind == "summary" else kind), (report, language) if kind == "plain" else report


def name_of(report: ReviewReport, document: str) -> str:
    """Name a document after what it is, its review, and the day."""
    what, _, ending = document.rpartition(".")
    return file_name(f"review-{what}", report.review, report.made_at.date(), ending)


def titles() -> dict[str, str]:
    """Return what the documents for Word are called."""
    plain = {f"plain-{language}.docx": f"{gettext('Plain summary')}: {name}" for language, name in PLAIN_IN.items()}
    return {"summary.docx": gettext("Review summary"), "methods.docx": gettext("Methods and reporting")} | plain


def report_of(review: ReviewId) -> ReviewReport:
    """The report of a review as it stands now. Raises NotHere."""
    with parts().database.reading() as db:
        return review_report(db, review, at=now(), software=SOFTWARE, aside=parts().aside)
