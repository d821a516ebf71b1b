"""Paper at the desk: batches of sheets, typed in one by one; a correction is typed again."""

from collections.abc import Callable

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from app.core.ballots import Answer
from app.core.errors import RoundNotOpen, WorkshopError
from app.core.errors_desk import SheetNumberMissing
from app.core.paper import MOST_SHEETS, read_typed
from app.core.workshops import RoundId, WorkshopId
from app.services import memory, panels, paper, workshops
from app.services.paper import Filled, Line, Margin
from app.web.access import FACILITATORS, may
from app.web.desk_answers import readable, sent
from app.web.errors import STATUS, say
from app.web.parts import now, parts

pages = Blueprint("paper", __name__)


@pages.get("/desk/<int:workshop>/paper")
@may(*FACILITATORS)
def look(workshop: int) -> ResponseReturnValue:
    """The batches so far, and the form for another."""
    return _batches(WorkshopId(workshop))


@pages.post("/desk/<int:workshop>/paper")
@may(*FACILITATORS)
def new_batch(workshop: int) -> ResponseReturnValue:
    """Begin a batch."""
    room, group = WorkshopId(workshop), readable(lambda: int(sent()["group"]))
    handed_in = bool(sent().get("handed_in"))
    try:
        with parts().database.writing() as db:
            batch = paper.new_batch(db, room, group=group, handed_in=handed_in, by=g.account, at=now())
    except RoundNotOpen:
        return _batches(room, _("No statement was opened yet. Paper is typed in once one was."), status=409)
    return redirect(url_for(".batch", workshop=workshop, batch=batch), 303)


@pages.get("/desk/<int:workshop>/paper/<int:batch>")
@may(*FACILITATORS)
def batch(workshop: int, batch: int) -> ResponseReturnValue:
    """One batch: the form for a sheet, or with `sheet` the form that corrects one."""
    return _sheet(WorkshopId(workshop), batch, correct=request.args.get("sheet", type=int))


@pages.post("/desk/<int:workshop>/paper/<int:batch>")
@may(*FACILITATORS)
def type_sheet(workshop: int, batch: int) -> ResponseReturnValue:
    """Keep a sheet, or the correction of one. What cannot be read stays in the form with what to do about it."""
    room, correct = WorkshopId(workshop), request.form.get("correct", type=int)
    try:
        with parts().database.reading() as db:
            lines, points = paper.lines(db, room), paper.points_of(db, room)
        filled = Filled(_answers(lines, points), _margin(lines))
        with parts().database.writing() as db:
            _step(room, batch, correct, filled)(db)
    except WorkshopError as refused:
        if refused.code == "not_here":
            raise
        return _sheet(room, batch, correct=correct, sentence=say(refused), status=STATUS[refused.kind])
    memory.forget()
    parts().broadcast.changed(room)
    sheet = correct or _sheet_number()
    kept = ngettext(
        "Sheet %(sheet)s is kept: one answer.",
        "Sheet %(sheet)s is kept: %(num)s answers.",
        len(filled.answers),
        sheet=sheet,
    )
    wrote = ngettext("%(num)s comment waits at the desk.", "%(num)s comments wait at the desk.", filled.comments)
    flash(f"{kept} {wrote}" if filled.comments else kept)
    return redirect(url_for(".batch", workshop=workshop, batch=batch), 303)


def _step(room: WorkshopId, batch: int, correct: int | None, filled: Filled) -> Callable[[Session], None]:
    by, at = g.account, now()
    if correct is not None:
        return lambda db: paper.correct_sheet(db, room, batch, correct, filled, by=by, at=at)
    number = _sheet_number()
    card = {"letters": request.form.get("letters", ""), "secret": parts().settings.secret}
    return lambda db: paper.type_sheet(db, room, batch, number, filled, **card, by=by, at=at)


def _sheet_number() -> int:
    number = request.form.get("sheet", type=int) or 0
    if not 1 <= number <= MOST_SHEETS:
        raise SheetNumberMissing(most=MOST_SHEETS)
    return number


def _answers(lines: list[Line], points: int) -> dict[RoundId, Answer]:
    read = ((line, request.form.get(f"round-{line.round}", "")) for line in lines)
    found = {
        line.round: read_typed(text, code=line.code, points=points, positions=line.positions) for line, text in read
    }
    return {round: answer for round, answer in found.items() if answer is not None}


def _margin(lines: list[Line]) -> Margin | None:
    """What was written beside the statements; shown to others only where that is ticked on the sheet."""
    said = {line.round: request.form.get(f"beside-{line.round}", "").strip() for line in lines}
    found = tuple(
        paper.comment_of_sheet(
            round,
            text,
            seen=bool(request.form.get(f"seen-{round}")),
            may_show=bool(request.form.get(f"show-{round}")),
            secret=parts().settings.secret,
        )
        for round, text in said.items()
        if text
    )
    return Margin(parts().keys, found) if found else None


def _batches(room: WorkshopId, sentence: str = "", *, status: int = 200) -> ResponseReturnValue:
    with parts().database.reading() as db:
        head, found, groups = workshops.head(db, room), paper.batches(db, room), panels.offered(db, room)
    return render_template("desk/paper.html", head=head, batches=found, groups=groups, say=sentence), status


def _sheet(
    room: WorkshopId, batch: int, *, correct: int | None, sentence: str = "", status: int = 200
) -> ResponseReturnValue:
    with parts().database.reading() as db:
        head, found = workshops.head(db, room), paper.batch_of(db, room, batch)
        lines, points = paper.lines(db, room), paper.points_of(db, room)
    page = render_template(
        "desk/paper_sheet.html",
        head=head,
        batch=found,
        lines=lines,
        points=points,
        correct=correct if correct in found.sheets else None,
        typed=request.form,
        say=sentence,
        most=MOST_SHEETS,
    )
    return page, status
