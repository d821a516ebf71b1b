"""People at the desk: how many of each group, retiring one phone, letting one in. Never who is who."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.errors import Kind, WorkshopError
from app.core.workshops import WorkshopId
from app.services import admissions, cards, people, tallies, workshops
from app.web.access import FACILITATORS, may
from app.web.desk_answers import sent
from app.web.errors import STATUS, say
from app.web.parts import now, parts
from app.web.qr import qr

pages = Blueprint("people", __name__)


@pages.get("/desk/<int:workshop>/people")
@may(*FACILITATORS)
def look(workshop: int) -> ResponseReturnValue:
    """The counts, and what can be done."""
    return _page(WorkshopId(workshop))


@pages.post("/desk/<int:workshop>/people/retire")
@may(*FACILITATORS)
def retire(workshop: int) -> ResponseReturnValue:
    """Retire the phone that shows these letters. What was answered on it stays."""
    room, name = WorkshopId(workshop), str(sent().get("name", ""))
    try:
        with parts().database.writing() as db:
            gone = people.retire(db, room, name, secret=parts().settings.secret, at=now())
    except WorkshopError as refused:
        if refused.kind is not Kind.STALE:
            raise
        return _page(room, say(refused), name=name, status=STATUS[refused.kind])
    parts().broadcast.drop_phone(gone)
    parts().broadcast.changed(room)
    flash(_("This phone is retired. What was answered on it stays; the card or code still removes it."))
    return redirect(url_for(".look", workshop=workshop), 303)


@pages.post("/desk/<int:workshop>/people/admit")
@may(*FACILITATORS)
def admit(workshop: int) -> ResponseReturnValue:
    """Let one person in while the door is locked: a code to scan, shown this once."""
    room = WorkshopId(workshop)
    try:
        with parts().database.writing() as db:
            token = admissions.admit(db, room, at=now())
    except WorkshopError as refused:
        if refused.kind is not Kind.STALE:
            raise
        return _page(room, say(refused), status=STATUS[refused.kind])
    return _page(room, link=parts().settings.origin + url_for("join.card", token=token))


@pages.post("/desk/<int:workshop>/people/card")
@may(*FACILITATORS)
def cancel(workshop: int) -> ResponseReturnValue:
    """Let nobody in any more by the card with this number. Its code is read by nobody for that."""
    room, typed = WorkshopId(workshop), str(sent().get("number", "")).strip()
    number = int(typed) if typed.isdecimal() and len(typed) < 6 else 0
    try:
        with parts().database.writing() as db:
            cards.cancel(db, room, number)
    except WorkshopError as refused:
        if refused.kind is not Kind.STALE:
            raise
        return _page(room, say(refused), status=STATUS[refused.kind])
    flash(_("Card %(number)s lets nobody in any more. Whoever drew it before stays in.", number=number))
    return redirect(url_for(".look", workshop=workshop), 303)


def _page(
    room: WorkshopId, sentence: str = "", *, name: str = "", link: str = "", status: int = 200
) -> ResponseReturnValue:
    with parts().database.reading() as db:
        head, groups = workshops.head(db, room), people.groups(db, room)
        here, made = tallies.people_here(db, room, at=now()), cards.counts(db, room).made
    code, minutes = qr(link) if link else None, admissions.HOLDS.seconds // 60
    page = render_template(
        "desk/people.html",
        head=head,
        groups=groups,
        here=here,
        made=made,
        say=sentence,
        name=name,
        code=code,
        link=link,
        minutes=minutes,
        me=g.name,
    )
    return page, status
