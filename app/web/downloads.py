"""Downloads: a workshop's summary for Word, and its tables. Only what is closed is in them."""

import re
import secrets
import unicodedata
from datetime import date

from flask import Blueprint, Response, g
from flask.typing import ResponseReturnValue

from app.core.report import Report
from app.core.workshops import WorkshopId
from app.services import reports
from app.web.access import DECIDERS, may
from app.web.letterhead import DOCX, of_review
from app.web.parts import now, parts
from exports.aside import render_aside

pages = Blueprint("downloads", __name__)

SOFTWARE = "Plumbline 0.1.0"


@pages.get("/workshops/<int:workshop>/summary.docx")
@may(*DECIDERS)
def summary(workshop: int) -> ResponseReturnValue:
    """The workshop summary, for Word."""
    report = report_of(WorkshopId(workshop))
    made = render_aside("word", report, letterhead=of_review(g.review_id))
    return file_of(made, DOCX, name_of(report, "summary", "docx"))


@pages.get("/workshops/<int:workshop>/tidy.zip")
@may(*DECIDERS)
def tidy(workshop: int) -> ResponseReturnValue:
    """The workshop's tables, with the script that recounts them."""
    report = report_of(WorkshopId(workshop))
    return file_of(render_aside("tidy", report), "application/zip", name_of(report, "tidy", "zip"))


def report_of(workshop: WorkshopId) -> Report:
    """The report as it stands now, with pseudonyms of its own."""
    with parts().database.reading() as db:
        salt = secrets.token_hex(16)
        return reports.report(db, workshop, at=now(), software=SOFTWARE, salt=salt, aside=parts().aside)


def file_of(data: bytes, kind: str, name: str) -> Response:
    """A file to keep, under this name."""
    response = Response(data, mimetype=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def name_of(report: Report, what: str, ending: str) -> str:
    """Name a file after site and date, in letters every file system takes."""
    day = (report.workshop.started_at or report.made_at).date()
    return file_name(what, report.workshop.site, day, ending)


def file_name(what: str, of: str, day: date, ending: str) -> str:
    """Name a file after what it is, of which place or review, and a day, in letters every file system takes."""
    letters = unicodedata.normalize("NFKD", of).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:40]
    return "-".join(filter(None, ["plumbline", what, plain, day.isoformat()])) + f".{ending}"
