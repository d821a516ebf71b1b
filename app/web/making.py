"""The page on which a summary for Word is made: how far it is, then the file. It works without scripts."""

from pathlib import Path

from flask import Blueprint, Response, g, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.core.workshops import WorkshopId
from app.services import making, workshops
from app.services.making import Making, Order
from app.web.access import DECIDERS, may
from app.web.downloads import file_of, name_of, report_of
from app.web.letterhead import DOCX, of_review
from app.web.parts import now, parts
from exports.aside import begin_aside

pages = Blueprint("making", __name__)


@pages.get("/workshops/<int:workshop>/summary")
@may(*DECIDERS)
def summary(workshop: int) -> ResponseReturnValue:
    """Begin to make the summary, and lead to the page that says how far it is."""
    here = WorkshopId(workshop)
    report = report_of(here)
    order = Order(g.account, here, now().isoformat(), name_of(report, "summary", "docx"))
    token, path = making.begin(_folder(), order)
    begin_aside("word", report, path, letterhead=of_review(g.review_id))
    return redirect(url_for(".how_far", workshop=workshop, token=token), 303)


@pages.get("/workshops/<int:workshop>/summary/<token>")
@may(*DECIDERS)
def how_far(workshop: int, token: str) -> ResponseReturnValue:
    """How far it is; it looks again by itself, and then hands the file over."""
    found = _look(workshop, token)
    with parts().database.reading() as db:
        head = workshops.head(db, WorkshopId(workshop))
    file = url_for(".file", workshop=workshop, token=token)
    page = make_response(render_template("workshops/making.html", head=head, made=found, file=file))
    page.headers["Refresh"] = f"0; url={file}" if found.path else "1"
    page.headers["Cache-Control"] = "no-store"
    return page


@pages.get("/workshops/<int:workshop>/summary/<token>.docx")
@may(*DECIDERS)
def file(workshop: int, token: str) -> ResponseReturnValue:
    """The finished file; while it is not, back to the page."""
    found = _look(workshop, token)
    if found.path is None:
        return redirect(url_for(".how_far", workshop=workshop, token=token), 303)
    response: Response = file_of(found.path.read_bytes(), DOCX, found.order.name)
    return response


def _look(workshop: int, token: str) -> Making:
    return making.look(_folder(), token, g.account, WorkshopId(workshop), at=now())


def _folder() -> Path:
    return parts().settings.data / "making"
