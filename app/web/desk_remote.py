"""The remote: a facilitator's phone with the statement, one big button, a pause for all and a way back.

A phone becomes one by scanning a code from the desk: one use, sixty seconds, for the account at that desk and this
workshop. Opening the link uses nothing up, its button does; the phone then reaches the remote and nothing else.
"""

from datetime import timedelta

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from app.core.workshops import WorkshopId
from app.services import remotes, workshops
from app.web.access import DESK_COOKIE, FACILITATORS, for_anyone, keep_cookie, may
from app.web.desk_answers import desk_answer
from app.web.parts import now, parts
from app.web.qr import qr

pages = Blueprint("remote", __name__)


@pages.get("/desk/<int:workshop>/remote")
@may(*FACILITATORS)
def remote(workshop: int) -> ResponseReturnValue:
    """The remote itself."""
    return desk_answer(WorkshopId(workshop))


@pages.get("/desk/<int:workshop>/remote/code")
@may(*FACILITATORS)
def code(workshop: int) -> ResponseReturnValue:
    """Where a code for a phone can be asked for. Looking makes none."""
    return _code_page(WorkshopId(workshop))


@pages.post("/desk/<int:workshop>/remote/code")
@may(*FACILITATORS)
def new_code(workshop: int) -> ResponseReturnValue:
    """A new code, shown this once."""
    with parts().database.writing() as db:
        token = remotes.new_link(db, g.account, WorkshopId(workshop), at=now())
    return _code_page(WorkshopId(workshop), parts().settings.origin + url_for(".arrive", token=token))


@pages.post("/desk/<int:workshop>/remote/end")
@may(*FACILITATORS)
def end(workshop: int) -> ResponseReturnValue:
    """End every remote of this workshop, for a phone that is lost."""
    with parts().database.writing() as db:
        ended = remotes.end_all(db, WorkshopId(workshop), at=now())
    for account in set(ended):
        parts().broadcast.drop_account(account)
    flash(ngettext("1 remote was ended.", "%(num)s remotes were ended.", len(ended)))
    return redirect(url_for(".code", workshop=workshop), 303)


@pages.get("/remote/<token>")
@for_anyone
def arrive(token: str) -> ResponseReturnValue:
    """A page with one button: cameras and previews open links too."""
    return render_template("desk/remote_arrive.html")


@pages.post("/remote/<token>")
@for_anyone
def become(token: str) -> ResponseReturnValue:
    """Use the link up: from now on this phone is the remote."""
    with parts().database.writing() as db:
        cookie, workshop = remotes.use_link(db, token, at=now())
    away = redirect(url_for(".remote", workshop=workshop), 303)
    keep_cookie(away, DESK_COOKIE, cookie, hours=remotes.REMOTE_HOLDS // timedelta(hours=1))
    return away


def _code_page(workshop: WorkshopId, link: str = "") -> ResponseReturnValue:
    with parts().database.reading() as db:
        head = workshops.head(db, workshop)
    address = parts().settings.origin + url_for(".remote", workshop=workshop)
    seconds = remotes.LINK_HOLDS // timedelta(seconds=1)
    return render_template(
        "desk/remote_code.html", head=head, code=qr(link) if link else None, seconds=seconds, address=address
    )
