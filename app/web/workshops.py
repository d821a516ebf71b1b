"""Workshops: planning one, changing its plan, and its own page with the door, the links and what came of it."""

from collections.abc import Sequence
from dataclasses import asdict, replace

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from wtforms import ValidationError

from app.core.errors import DoorsAreOpen
from app.core.panels import MergedGroup, merge_small
from app.core.statements import Origin
from app.core.workshops import ReviewId, VersionId, WorkshopId, WorkshopState, before_the_doors
from app.services import agendas, blocks, plans, reviews, workshops
from app.services.lineage import lineage_of
from app.services.plans import Plan
from app.services.protocols import protocol_of, protocol_of_workshop
from app.services.reviews import StatementLine
from app.services.versions import to_plan
from app.services.wanting import wanting
from app.web import errors, team_words, translation_words
from app.web.access import DECIDERS, FACILITATORS, MEMBERS, may
from app.web.families import Section, by_section, families_of
from app.web.forms_plan import PlanForm, read_groups, usual_last_day, write_groups
from app.web.parts import now, parts
from app.web.way_in import way_in

pages = Blueprint("workshops", __name__)


@pages.get("/reviews/<int:review>/workshops/new")
@may(*FACILITATORS)
def new(review: int) -> ResponseReturnValue:
    """An empty plan; for the condensed list, one with its new texts chosen."""
    today, here = now().date(), ReviewId(review)
    form = PlanForm(minutes=90, withdraw_until=usual_last_day(today))
    with parts().database.reading() as db:
        chosen = [line.version_id for line in _texts(db, here)] if request.args.get("list") == "condensed" else []
    return _plan_page(here, form, chosen=tuple(chosen))


@pages.post("/reviews/<int:review>/workshops/new")
@may(*FACILITATORS)
def plan_new(review: int) -> ResponseReturnValue:
    """Keep a new plan as a draft."""
    here, form = ReviewId(review), PlanForm(request.form)
    chosen = _chosen(_sections(here))
    if not form.validate():
        return _plan_page(here, form, chosen=chosen, status=422)
    with parts().database.writing() as db:
        made = plans.plan(db, here, _plan_from(form, chosen), by=g.account, at=now())
    return _kept(made)


@pages.get("/workshops/<int:workshop>/plan")
@may(*FACILITATORS)
def plan(workshop: int) -> ResponseReturnValue:
    """A draft's plan, to change it."""
    with parts().database.reading() as db:
        kept, head = plans.plan_of(db, WorkshopId(workshop)), workshops.head(db, WorkshopId(workshop))
    if head.state is not WorkshopState.DRAFT:
        raise DoorsAreOpen
    form = PlanForm(data={**asdict(kept), "groups": write_groups(kept.groups)})
    return _plan_page(head.review, form, chosen=kept.versions, workshop=head.id)


@pages.post("/workshops/<int:workshop>/plan")
@may(*FACILITATORS)
def replan(workshop: int) -> ResponseReturnValue:
    """Keep a draft's plan as it was changed."""
    here, form = WorkshopId(workshop), PlanForm(request.form)
    chosen = _chosen(_sections(g.review_id, here), newer=True)
    if not form.validate():
        return _plan_page(g.review_id, form, chosen=chosen, workshop=here, status=422)
    with parts().database.writing() as db:
        plans.replan(db, here, _plan_from(form, chosen), by=g.account, at=now())
    return _kept(here)


def _kept(workshop: WorkshopId) -> ResponseReturnValue:
    """On to the workshop's page, or to the afternoon where a plan of it is to be chosen."""
    with parts().database.reading() as db:
        waits = agendas.waits_for_a_choice(db, workshop)
    if waits:
        flash(_("The plan is kept. Choose how the afternoon takes these statements."))
        return redirect(url_for("agenda.agenda", workshop=workshop), 303)
    flash(_("The plan is kept. Look at the groups below before you open the doors."))
    return redirect(url_for(".workshop", workshop=workshop), 303)


@pages.get("/workshops/<int:workshop>")
@may(*MEMBERS)
def workshop(workshop: int) -> ResponseReturnValue:
    """A workshop's page: its plan, its state, and where to go from here."""
    here = WorkshopId(workshop)
    with parts().database.reading() as db:
        head, kept = workshops.head(db, here), plans.plan_of(db, here)
        cell = protocol_of_workshop(db, here).smallest_cell
        languages = translation_words.lines_of(wanting(db, here))
        laid_out = blocks.laid_out(db, here)
    return render_template(
        "workshops/workshop.html",
        head=head,
        languages=languages,
        plan=kept,
        laid_out=laid_out,
        merged=merge_small(kept.groups, cell),
        smallest_cell=cell,
        missing=missing_of(kept),
        door=way_in(head.digits, head.token) if head.digits else None,
        states=team_words.states(),
        may_run=g.role in FACILITATORS,
        may_download=g.role in DECIDERS,
    )


def missing_of(plan: Plan) -> list[str]:
    """What stands between this plan and open doors, each as its sentence."""
    lacking = before_the_doors(
        help_is_tried=bool(plan.help_name and plan.help_phone and plan.help_tried),
        has_statements=bool(plan.versions),
        has_groups=bool(plan.groups),
    )
    return [errors.say(each) for each in lacking]


def _sections(review: ReviewId, workshop: WorkshopId | None = None) -> list[Section]:
    with parts().database.reading() as db:
        return _to_choose_from(db, review, workshop)


def _to_choose_from(db: Session, review: ReviewId, workshop: WorkshopId | None = None) -> list[Section]:
    """The long list, and behind it the texts of the condensed list that no panel can have seen there.

    What a draft chose stands in the text it was chosen in.
    """
    texts = [replace(line, section=_("Condensed list"), family=_("Condensed list")) for line in _texts(db, review)]
    newest = {**to_plan(db, review), **(plans.chosen_texts(db, workshop) if workshop else {})}
    proposed = reviews.statements_of(db, review, Origin.PANEL, versions=newest)
    return by_section([*reviews.statements_of(db, review, versions=newest), *texts, *proposed])


def _texts(db: Session, review: ReviewId) -> list[StatementLine]:
    """The texts of the condensed list that were not undone."""
    standing = lineage_of(db, review).written
    texts = reviews.statements_of(db, review, Origin.CONDENSED, versions=to_plan(db, review))
    return [line for line in texts if line.code in standing]


def _newer(db: Session, review: ReviewId, workshop: WorkshopId | None) -> dict[VersionId, StatementLine]:
    """By the text a draft chose, the text its statement has by now, where that is another one."""
    chosen = plans.chosen_texts(db, workshop) if workshop else {}
    now_it_says = to_plan(db, review)
    changed = {id for id, version in chosen.items() if now_it_says.get(id) not in (None, version)}
    if not changed:
        return {}
    lines = reviews.statements_of(db, review, *Origin, versions=now_it_says)
    return {chosen[line.id]: line for line in lines if line.id in changed}


def _chosen(sections: Sequence[Section], *, newer: bool = False) -> tuple[VersionId, ...]:
    """The ticked statements, all of each ticked family or of the long list, in the sheet's order.

    With `newer`, in the newer text where that was asked for.
    """
    singly, whole = set(request.form.getlist("versions")), set(request.form.getlist("families"))
    every = "everything" in request.form
    texts = _texts_asked_for() if newer else {}
    return tuple(
        texts.get(str(statement.version_id), statement.version_id)
        for number, family in enumerate(families_of(sections))
        for statement in family.statements
        if str(statement.version_id) in singly or str(number) in whole or (every and statement.origin is Origin.SHEET)
    )


def _texts_asked_for() -> dict[str, VersionId]:
    """`newer` names the text before and the one that takes its place: `3:17`."""
    pairs = [each.split(":") for each in request.form.getlist("newer") if each]
    return {pair[0]: VersionId(int(pair[1])) for pair in pairs if len(pair) == 2 and pair[1].isdecimal()}


def _plan_from(form: PlanForm, chosen: tuple[VersionId, ...]) -> Plan:
    typed = {name: value for name, value in form.data.items() if name != "groups"}
    return Plan(**typed, groups=read_groups(form.groups.data or ""), versions=chosen)


def _plan_page(
    review: ReviewId,
    form: PlanForm,
    *,
    chosen: tuple[VersionId, ...],
    workshop: WorkshopId | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    with parts().database.reading() as db:
        head, cell = reviews.review_of(db, review), protocol_of(db, review).smallest_cell
        sections = _to_choose_from(db, review, workshop)
        newer = _newer(db, review, workshop)
    page = render_template(
        "workshops/plan.html",
        head=head,
        form=form,
        sections=sections,
        chosen=chosen,
        newer=newer,
        workshop=workshop,
        smallest_cell=cell,
        merged=_merged(form, cell),
    )
    return page, status


def _merged(form: PlanForm, smallest_cell: int) -> tuple[MergedGroup, ...]:
    """The groups as phones will offer them; none while what was typed cannot be read."""
    try:
        return merge_small(read_groups(form.groups.data or ""), smallest_cell)
    except ValidationError:
        return ()
