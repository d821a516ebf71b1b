"""Closing the day: six fields after the end, then the sign-off and the summary for Word."""

from dataclasses import asdict, replace

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.days import Day
from app.core.errors import WorkshopError
from app.core.errors_desk import DayChanged
from app.core.workshops import WorkshopId
from app.services import days, workshops
from app.services.days import KeptDay
from app.services.workshops import WorkshopHead
from app.web.access import FACILITATORS, MEMBERS, may
from app.web.errors import STATUS, say
from app.web.forms_day import DayForm
from app.web.instrument_words import languages
from app.web.parts import now, parts

pages = Blueprint("day", __name__)


@pages.get("/desk/<int:workshop>/day")
@may(*MEMBERS)
def look(workshop: int) -> ResponseReturnValue:
    """The six fields as they stand."""
    head, kept, joined = _read(WorkshopId(workshop))
    shown = kept.day if kept.number else replace(kept.day, came=joined, read_aloud=_aloud(WorkshopId(workshop)))
    return _page(head, kept, DayForm(data=asdict(shown) | {"seen": kept.number}), joined)


@pages.post("/desk/<int:workshop>/day")
@may(*FACILITATORS)
def keep(workshop: int) -> ResponseReturnValue:
    """Keep what was written. Nobody overwrites what she has not seen."""
    room, form = WorkshopId(workshop), DayForm(request.form)
    head, kept, joined = _read(room)
    if not form.validate():
        return _page(head, kept, form, joined, status=422)
    typed = {name: value for name, value in form.data.items() if name != "seen"}
    try:
        with parts().database.writing() as db:
            days.keep(db, room, Day(**typed), seen=_number(form.seen.data), by=g.account, at=now())
    except DayChanged as refused:
        head, kept, joined = _read(room)
        form.seen.data = str(kept.number)
        return _page(head, kept, form, joined, sentence=say(refused), theirs=kept.day, status=STATUS[refused.kind])
    parts().broadcast.changed(room)
    flash(_("The day is written down."))
    return redirect(url_for(".look", workshop=workshop), 303)


@pages.post("/desk/<int:workshop>/day/sign-off")
@may(*FACILITATORS)
def sign_off(workshop: int) -> ResponseReturnValue:
    """Sign the day off as it stands."""
    try:
        with parts().database.writing() as db:
            days.sign_off(db, WorkshopId(workshop), by=g.account, at=now())
    except WorkshopError as refused:
        head, kept, joined = _read(WorkshopId(workshop))
        form = DayForm(data=asdict(kept.day) | {"seen": kept.number})
        return _page(head, kept, form, joined, sentence=say(refused), status=STATUS[refused.kind])
    parts().broadcast.changed(WorkshopId(workshop))
    flash(_("The day is signed off. Whatever changes what it covers ends the sign-off."))
    return redirect(url_for(".look", workshop=workshop), 303)


def _read(workshop: WorkshopId) -> tuple[WorkshopHead, KeptDay, int]:
    with parts().database.reading() as db:
        return workshops.head(db, workshop), days.day_of(db, workshop), workshops.joined(db, workshop)


def _aloud(workshop: WorkshopId) -> str:
    """What the desk noted during the day, as it is proposed: "Hindi: 3, English: 1"."""
    with parts().database.reading() as db:
        found = days.many_read_aloud(db, workshop)
    names = languages()
    return ", ".join(f"{names.get(code, code)}: {many}" for code, many in sorted(found.items()))


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


def _page(
    head: WorkshopHead,
    kept: KeptDay,
    form: DayForm,
    joined: int,
    *,
    sentence: str = "",
    theirs: Day | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    page = render_template(
        "desk/day.html",
        head=head,
        kept=kept,
        form=form,
        joined=joined,
        say=sentence,
        theirs=asdict(theirs) if theirs else {},
        may_write=g.role in FACILITATORS,
        may_download=g.role != "observer",
    )
    return page, status
