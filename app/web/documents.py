"""Documents of a whole review: its summary, the methods appendix, the plain summary, and the report they come from."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from flask import Blueprint
from flask.typing import ResponseReturnValue

from app.core.errors import NotHere
from app.core.review_report import ReviewReport, canonical
from app.core.workshops import ReviewId
from app.services.review_reports import review_report
from app.web.access import DECIDERS, may
from app.web.downloads import DOCX, SOFTWARE, as_file, file_name
from app.web.parts import now, parts
from exports.aside import render_aside

pages = Blueprint("documents", __name__)

PLAIN_IN = MappingProxyType({"en": "English", "hi": "हिन्दी", "mr": "मराठी"})
"""The languages of the plain summary, each by its own name."""


def _plain(language: str) -> Callable[[ReviewReport], bytes]:
    return lambda report: render_aside("plain", (report, language))


DOCUMENTS: Mapping[str, Callable[[ReviewReport], bytes]] = MappingProxyType(
    {
        "summary.docx": lambda report: render_aside("review", report),
        "methods.docx": lambda report: render_aside("methods", report),
        **{f"plain-{language}.docx": _plain(language) for language in PLAIN_IN},
        "report.json": lambda report: canonical(report).encode(),
    }
)
"""How each document is made. The SHA-256 of report.json is the fingerprint that all others print."""


@pages.get("/reviews/<int:review>/documents/<document>")
@may(*DECIDERS)
def document(review: int, document: str) -> ResponseReturnValue:
    """A document of the review as it stands now."""
    if document not in DOCUMENTS:
        raise NotHere
    report = report_of(ReviewId(review))
    what, _, ending = document.rpartition(".")
    name = file_name(f"review-{what}", report.review, report.made_at.date(), ending)
    kind = DOCX if ending == "docx" else "application/json"
    return as_file(DOCUMENTS[document](report), kind, name)


def report_of(review: ReviewId) -> ReviewReport:
    """The report of a review as it stands now. Raises NotHere."""
    with parts().database.reading() as db:
        return review_report(db, review, at=now(), software=SOFTWARE, aside=parts().aside)
