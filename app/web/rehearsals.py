"""Rehearsing a plan: a pilot copy of it, simulated people who come in, and one button that wipes all they said."""

from itertools import cycle, islice

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session
from wtforms import Form, IntegerField, ValidationError

from app.core.errors import NoGroups, NothingToPresent, WorkshopError
from app.core.errors_rehearsal import NotARehearsal, NoWayIn
from app.core.seats import deal_seats
from app.core.workshops import RUNNING, WorkshopId
from app.rehearsal.sittings import Invitation
from app.services import rehearsals, workshops
from app.services.workshops import WorkshopHead
from app.web import errors, team_words
from app.web.access import FACILITATORS, may
from app.web.parts import now, parts
from app.web.way_in import way_in

pages = Blueprint("rehearsals", __name__)

FEWEST, MOST, USUAL = 5, 60, 15  # simulated people
SPEEDS = (1, 4, 20)  # times as fast as real people
LONGEST_TITLE = 80


class GuestsForm(Form):
    """How many simulated people come in, and how much faster than real ones they answer."""

    people = IntegerField()
    speed = IntegerField()

    def validate_people(self, field: IntegerField) -> None:
        """Refuse what is no panel."""
        if field.data is None or not FEWEST <= field.data <= MOST:
            field.errors = []
            raise ValidationError(_("Write a whole number of people, from %(low)s to %(high)s.", low=FEWEST, high=MOST))

    def validate_speed(self, field: IntegerField) -> None:
        """Refuse a speed that is not offered."""
        if field.data not in SPEEDS:
            field.errors = []
            raise ValidationError(_("Choose one of these."))


@pages.post("/workshops/<int:workshop>/rehearse")
@may(*FACILITATORS)
def rehearse(workshop: int) -> ResponseReturnValue:
    """Make a pilot copy of this plan, its doors open."""
    here = WorkshopId(workshop)
    try:
        with parts().database.writing() as db:
            title = _("Rehearsal: %(title)s", title=workshops.head(db, here).title)[:LONGEST_TITLE]
            made = rehearsals.rehearse(db, here, title=title, by=g.account, at=now())
    except (NothingToPresent, NoGroups) as refused:
        flash(errors.say(refused))
        return redirect(url_for("workshops.workshop", workshop=workshop), 303)
    return redirect(url_for(".rehearsal", workshop=made), 303)


@pages.get("/workshops/<int:workshop>/rehearsal")
@may(*FACILITATORS)
def rehearsal(workshop: int) -> ResponseReturnValue:
    """Who is simulated here, and what can be done with them. A real workshop has nobody simulated."""
    return _page(WorkshopId(workshop), GuestsForm(people=USUAL, speed=SPEEDS[1]))


@pages.post("/workshops/<int:workshop>/rehearsal/begin")
@may(*FACILITATORS)
def begin(workshop: int) -> ResponseReturnValue:
    """Let simulated people come in, then go to the desk."""
    here, form = WorkshopId(workshop), GuestsForm(request.form)
    if not form.validate():
        return _page(here, form, status=422)
    try:
        with parts().database.writing() as db:
            rehearsals.refuse_real(db, here)
            invited = _invitation(db, here, form)
        parts().sittings.begin(here, invited)
    except WorkshopError as refused:
        return _page(here, form, said=errors.say(refused), status=errors.STATUS[refused.kind])
    return redirect(url_for("desk.desk", workshop=workshop), 303)


@pages.post("/workshops/<int:workshop>/rehearsal/stop")
@may(*FACILITATORS)
def stop(workshop: int) -> ResponseReturnValue:
    """Send the simulated people home. What they said stays until it is wiped."""
    with parts().database.writing() as db:
        rehearsals.refuse_real(db, WorkshopId(workshop))
    parts().sittings.end(workshop)
    return redirect(url_for(".rehearsal", workshop=workshop), 303)


@pages.post("/workshops/<int:workshop>/rehearsal/wipe")
@may(*FACILITATORS)
def wipe(workshop: int) -> ResponseReturnValue:
    """End this rehearsal and remove all that was said in it."""
    here = WorkshopId(workshop)
    with parts().database.writing() as db:
        removed = rehearsals.wipe(db, here, by=g.account, at=now())
    parts().sittings.end(workshop)
    parts().broadcast.changed(here)
    ballots = ngettext("%(num)s ballot", "%(num)s ballots", removed.ballots)
    comments = ngettext("%(num)s comment", "%(num)s comments", removed.comments)
    flash(_("The rehearsal is wiped: %(ballots)s and %(comments)s are gone.", ballots=ballots, comments=comments))
    return redirect(url_for(".rehearsal", workshop=workshop), 303)


def _invitation(db: Session, workshop: WorkshopId, form: GuestsForm) -> Invitation:
    """Guests for each group in proportion to the people expected. Raises NoWayIn."""
    head = workshops.head(db, workshop)
    if not _can_begin(head):
        raise NoWayIn
    groups = islice(cycle(deal_seats(rehearsals.groups_expected(db, workshop))), form.people.data)
    return Invitation(way_in(head.digits, head.token).link, tuple(groups), seed=workshop, speed=form.speed.data or 1)


def _page(workshop: WorkshopId, form: GuestsForm, *, said: str = "", status: int = 200) -> ResponseReturnValue:
    with parts().database.reading() as db:
        head, wiped = workshops.head(db, workshop), rehearsals.wiped(db, workshop)
    if not head.pilot and request.method == "GET":
        return redirect(url_for("workshops.workshop", workshop=workshop), 303)
    if not head.pilot:
        raise NotARehearsal
    page = render_template(
        "workshops/rehearsal.html",
        head=head,
        form=form,
        said=said,
        sitting=parts().sittings.of(workshop),
        speeds=_speeds(),
        no_way_in="" if _can_begin(head) else errors.say(NoWayIn()),
        wiped=wiped,
        states=team_words.states(),
    )
    return page, status


def _can_begin(head: WorkshopHead) -> bool:
    return head.state in RUNNING and not head.locked


def _speeds() -> dict[int, str]:
    said = (_("As fast as real people"), _("4 times as fast"), _("20 times as fast: a long afternoon in minutes"))
    return dict(zip(SPEEDS, said, strict=True))
