"""The afternoon of a workshop: three plans to choose from, and the chosen one, to be changed and printed."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.core.agenda import Aim
from app.core.agenda_clock import TooLittleTime, in_room
from app.core.agenda_plans import Proposal
from app.core.errors import WorkshopError
from app.core.errors_review import MinutesUnreadable
from app.core.workshops import WorkshopId, WorkshopState
from app.services import agenda_edits, agenda_now, agendas, plans, workshops
from app.services.agendas import Chosen, Wishes
from app.services.wanting import wanting
from app.web import agenda_words as words
from app.web import translation_words
from app.web.access import FACILITATORS, may
from app.web.agenda_page import card_of, ends, item_lines, left_out
from app.web.errors import STATUS, say
from app.web.forms_agenda import ChooseForm, ItemForm, WishForm, filled_in
from app.web.parts import now, parts

pages = Blueprint("agenda", __name__)


@pages.get("/workshops/<int:workshop>/agenda")
@may(*FACILITATORS)
def agenda(workshop: int) -> ResponseReturnValue:
    """Three plans side by side, for what is filled in; and the one that was chosen."""
    return _page(WorkshopId(workshop))


@pages.post("/workshops/<int:workshop>/agenda")
@may(*FACILITATORS)
def choose(workshop: int) -> ResponseReturnValue:
    """Choose a plan: the workshop is laid out as it says."""
    here, form = WorkshopId(workshop), ChooseForm(request.form)
    with parts().database.reading() as db:
        wished = WishForm(request.form, others=agendas.others_to_repeat(db, here))
    if not (wished.validate() and form.validate() and form.aim.data in set(Aim)):
        return _page(here, status=422)
    try:
        with parts().database.writing() as db:
            seen, knowing = form.seen.data or 0, form.knowing.data
            agendas.choose(db, here, Aim(form.aim.data), wished.wishes, seen=seen, by=g.account, knowing=knowing)
    except WorkshopError as refused:
        return _page(here, refused=say(refused), status=STATUS[refused.kind])
    parts().broadcast.changed(here)
    flash(_("The afternoon is laid out. Move its parts or change their minutes below; the clock follows."))
    return redirect(url_for(".agenda", workshop=workshop) + "#afternoon", 303)


@pages.post("/workshops/<int:workshop>/agenda/items/<int:item>")
@may(*FACILITATORS)
def change(workshop: int, item: int) -> ResponseReturnValue:
    """Move an item to another place, or give it other minutes."""
    here, form = WorkshopId(workshop), ItemForm(request.form)
    try:
        with parts().database.writing() as db:
            _change(db, here, item, form)
    except WorkshopError as refused:
        return _page(here, refused=say(refused), status=STATUS[refused.kind])
    parts().broadcast.changed(here)
    return redirect(url_for(".agenda", workshop=workshop) + f"#item-{item}", 303)


@pages.get("/workshops/<int:workshop>/agenda/wall")
@may(*FACILITATORS)
def wall(workshop: int) -> ResponseReturnValue:
    """The afternoon for a wall, to be printed: times and topics, and nothing that a guest should not read."""
    here = WorkshopId(workshop)
    with parts().database.reading() as db:
        head, chosen, plan = workshops.head(db, here), agendas.chosen(db, here), agenda_now.plan_now(db, here)
        begins = chosen.wishes.begins if chosen else 0
        items = item_lines(plan, agenda_now.item_rows(db, here), begins, begun=0)
    return render_template("agenda/wall.html", head=head, items=items, ends=ends(plan, begins), printed=now())


def _change(db: Session, workshop: WorkshopId, item: int, form: ItemForm) -> None:
    if not form.validate():
        raise MinutesUnreadable(low=0, high=agenda_edits.LONGEST)
    seen = form.seen.data or 0
    if form.to.data is not None:
        agenda_edits.move_item(db, workshop, item, to=max(0, form.to.data), seen=seen, by=g.account)
    else:
        agenda_edits.set_minutes(db, workshop, item, form.minutes.data, seen=seen, by=g.account)


def _page(workshop: WorkshopId, *, refused: str = "", status: int = 200) -> ResponseReturnValue:
    with parts().database.reading() as db:
        head, chosen = workshops.head(db, workshop), agendas.chosen(db, workshop)
        usual = chosen.wishes if chosen else agendas.usual_wishes(db, workshop)
        form = WishForm(
            request.args if "begins" in request.args else None,
            others=agendas.others_to_repeat(db, workshop),
            data=filled_in(usual),
        )
        is_filled = "begins" not in request.args or form.validate()
        is_draft = head.state is WorkshopState.DRAFT
        offered, too_little = _offered(db, workshop, form.wishes) if is_filled and is_draft else ((), "")
        page = render_template(
            "agenda/agenda.html",
            head=head,
            form=form,
            refused=refused or too_little,
            cards=[card_of(plan) for plan in offered],
            words=_words(db, workshop, offered),
            planned=plans.plan_of(db, workshop),
            languages=translation_words.lines_of(wanting(db, workshop)),
            is_draft=is_draft,
            serial=chosen.serial if chosen else 0,
            chosen=_chosen(db, workshop, chosen) if chosen else None,
            managers=usual.managers,
        )
    return page, status


def _offered(db: Session, workshop: WorkshopId, wishes: Wishes) -> tuple[tuple[Proposal, ...], str]:
    """The plans that can be chosen, or why there are none."""
    try:
        return agendas.proposals(db, workshop, wishes), ""
    except TooLittleTime as refused:
        return (), say(refused)


def _words(db: Session, workshop: WorkshopId, offered: tuple[Proposal, ...]) -> dict[str, str]:
    if not offered:
        return {"does_not_fit": "", "pace": ""}
    statements = len(agenda_now.entries_of(db, workshop))
    return {"does_not_fit": words.does_not_fit(offered, statements), "pace": words.seconds(offered[0].means)}


def _chosen(db: Session, workshop: WorkshopId, chosen: Chosen) -> dict[str, object]:
    """The chosen afternoon as it stands by now."""
    rows, plan = agenda_now.item_rows(db, workshop), agenda_now.plan_now(db, workshop)
    row = workshops.workshop_row(db, workshop)
    begun = agenda_edits.begun(db, row, rows)
    return {
        "card": card_of(plan),
        "items": item_lines(plan, rows, chosen.wishes.begins, begun=begun),
        "minutes": in_room(plan.items) or plan.choice.by_link,
        "meets": bool(in_room(plan.items)),
        "wanted": row.minutes,
        "ends": ends(plan, chosen.wishes.begins),
        "left": left_out(plan.allocation.left_out),
        "is_old": agendas.fits_no_longer(row, plan.choice.aim),
    }
