"""The evidence and the coherence of a statement: noted by the team, every change listed."""

from collections.abc import Mapping
from typing import TypeVar

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import Form

from app.core.criteria import coherence_differs
from app.core.errors import AnswerUnreadable
from app.core.errors_review import EvidenceChanged, SourceNotedAlready
from app.core.workshops import ReviewId, StatementId
from app.services import evidence as of
from app.services import reviews
from app.services.evidence import Act, Noted
from app.services.protocols import protocol_of
from app.web import errors, team_words
from app.web.access import DECIDERS, may
from app.web.forms_evidence import DEPTH, DRIVEN, STANCES, MarkForm, NotedForm, SourcesForm
from app.web.parts import now, parts
from app.web.sheets import statement_words

F = TypeVar("F", bound=Form)
LONGEST_ID = 10  # digits
pages = Blueprint("evidence", __name__, url_prefix="/reviews/<int:review>/statements/<int:statement>")


@pages.get("/evidence")
@may(*DECIDERS)
def evidence(review: int, statement: int) -> ResponseReturnValue:
    """What is noted of a statement, and the forms that change it."""
    return _page(SourcesForm())


@pages.post("/evidence")
@may(*DECIDERS)
def add(review: int, statement: int) -> ResponseReturnValue:
    """Note sources."""
    form = SourcesForm(request.form)
    if not form.validate():
        return _page(form, status=422)
    sources, stance, noted = form.chosen
    try:
        with parts().database.writing() as db:
            of.add(db, *_here(), sources, stance, noted, by=g.account, at=now())
    except SourceNotedAlready as refused:
        form.sources.errors = [errors.say(refused)]
        return _page(form, status=409)
    return _noted("sources")


@pages.post("/evidence/noted")
@may(*DECIDERS)
def note(review: int, statement: int) -> ResponseReturnValue:
    """Note something else of the sources in the list."""
    forms = {link: _of_link(link) for link in _links_sent()}
    try:
        with parts().database.writing() as db:
            of.note(
                db, *_here(), {link: (form.seen, form.noted) for link, form in forms.items()}, by=g.account, at=now()
            )
    except EvidenceChanged as refused:
        chosen = {link: form.noted for link, form in forms.items() if form.noted != form.seen}
        return _page(SourcesForm(), chosen=chosen, say=errors.say(refused), status=409)
    return _noted("sources")


@pages.post("/evidence/<int:link>/take-away")
@may(*DECIDERS)
def take_away(review: int, statement: int, link: int) -> ResponseReturnValue:
    """Take a source away from the statement."""
    try:
        with parts().database.writing() as db:
            of.take_away(db, *_here(), link, seen=_of_link(link).seen, by=g.account, at=now())
    except EvidenceChanged as refused:
        return _page(SourcesForm(), say=errors.say(refused), status=409)
    return _noted("sources")


@pages.post("/coherence")
@may(*DECIDERS)
def rate(review: int, statement: int) -> ResponseReturnValue:
    """Keep one's own mark for coherence, or take it back."""
    form = _readable(MarkForm(request.form))
    with parts().database.writing() as db:
        of.rate(db, *_here(), form.mark, by=g.account, at=now())
    return _noted("coherence")


def _here() -> tuple[ReviewId, StatementId]:
    values = request.view_args or {}
    return ReviewId(values["review"]), StatementId(values["statement"])


def _links_sent() -> list[int]:
    """The links in the list as it was sent."""
    sent = request.form.getlist("link")
    if not all(link.isascii() and link.isdecimal() and len(link) < LONGEST_ID for link in sent):
        raise AnswerUnreadable(what="it names no source")
    return [int(link) for link in sent]


def _of_link(link: int) -> NotedForm:
    return _readable(NotedForm(request.form, prefix=f"{link}-"))


def _readable(form: F) -> F:
    """A form of choices alone: whatever else comes was not sent by the page."""
    if not form.validate():
        raise AnswerUnreadable(what="it holds something that cannot be chosen")
    return form


def _noted(anchor: str) -> ResponseReturnValue:
    flash(_("This is noted. The criteria follow it at once."))
    review, statement = _here()
    return redirect(url_for(".evidence", review=review, statement=statement, _anchor=anchor), 303)


def _page(
    form: SourcesForm, *, chosen: Mapping[int, Noted] | None = None, say: str = "", status: int = 200
) -> ResponseReturnValue:
    review, statement = _here()
    with parts().database.reading() as db:
        head, line = reviews.review_of(db, review), reviews.statement_of(db, review, statement)
        links, marks = of.links_of(db, review, statement), of.marks_of(db, statement)
        acts, protocol = of.acts_of(db, review, statement), protocol_of(db, review)
    page = render_template(
        "evidence/evidence.html",
        head=head,
        line=line,
        links=links,
        chosen=chosen or {},
        marks=marks,
        differs=coherence_differs(list(marks.values()), protocol),
        own=marks.get(g.name),
        changes=[(each, _changed(each)) for each in acts],
        form=form,
        say=say,
        choices={"stance": STANCES, "driven": DRIVEN, "depth": DEPTH},
        kinds=team_words.kinds(),
        **statement_words(),
    )
    return page, status


def _changed(act: Act) -> str:
    what = _("coherence")
    if act.source is not None:
        what = _("source %(name)s, %(stance)s", name=act.source, stance=team_words.kinds()[act.stance])
    return _("%(what)s: %(before)s → %(after)s", what=what, before=_said(act.before), after=_said(act.after))


def _said(value: Noted | int | None) -> str:
    if value is None:
        return _("not there")
    if isinstance(value, int):
        return str(value)
    words = team_words.kinds()
    return _("%(driven)s, %(depth)s", driven=words[value.driven], depth=words[value.depth])
