"""The weighting of a review: looked at under any weights, and kept, locked and unlocked by the team."""

from datetime import datetime

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.errors_review import UnlockReasonMissing, WeightsLocked
from app.core.weight_words import chance_of_hundred, of_hundred
from app.core.workshops import ReviewId
from app.services import reviews, weightings, weights
from app.web import errors, team_words
from app.web.access import DECIDERS, MEMBERS, may
from app.web.forms_weights import UnlockForm, WeightsForm
from app.web.parts import now, parts
from app.web.result_page import two_decimals, why_open
from app.web.trials_page import rules_tried, weights_tried, widest
from app.web.weighting_page import (
    arranged,
    between,
    draws_line,
    inherited_line,
    orders,
    rule_lines,
    weights_line,
    what_stands,
)

pages = Blueprint("weighting", __name__)


@pages.get("/reviews/<int:review>/weighting")
@may(*MEMBERS)
def weighting(review: int) -> ResponseReturnValue:
    """The weighting; with weights or a top in the address, what these would make of it. Nothing is kept."""
    return _page(ReviewId(review), WeightsForm(request.args))


@pages.post("/reviews/<int:review>/weighting")
@may(*DECIDERS)
def keep(review: int) -> ResponseReturnValue:
    """Keep weights as a new version."""
    here, form = ReviewId(review), WeightsForm(request.form)
    chosen = form.chosen()
    if chosen is None:
        return _page(here, form, status=422)
    try:
        with parts().database.writing() as db:
            weights.keep(db, here, chosen, by=g.account, at=now())
    except WeightsLocked as refused:
        return _page(here, form, say=errors.say(refused), status=409)
    flash(_("These weights are kept. Earlier ones stay in the list below."))
    return redirect(url_for(".weighting", review=review), 303)


@pages.post("/reviews/<int:review>/weighting/lock")
@may(*DECIDERS)
def lock(review: int) -> ResponseReturnValue:
    """Lock the weights before anyone has answered."""
    with parts().database.writing() as db:
        weights.lock(db, ReviewId(review), reason="", by=g.account, at=now())
    return redirect(url_for(".weighting", review=review, _anchor="choose"), 303)


@pages.post("/reviews/<int:review>/weighting/unlock")
@may(*DECIDERS)
def unlock(review: int) -> ResponseReturnValue:
    """Unlock the weights, with a reason that is listed."""
    here, form = ReviewId(review), UnlockForm(request.form)
    try:
        if not form.validate():
            return _page(here, WeightsForm(), unlocking=form, status=422)
        with parts().database.writing() as db:
            weights.unlock(db, here, reason=form.reason.data or "", by=g.account, at=now())
    except UnlockReasonMissing as refused:
        return _page(here, WeightsForm(), say=errors.say(refused), status=422)
    return redirect(url_for(".weighting", review=review, _anchor="choose"), 303)


def _page(
    review: ReviewId, form: WeightsForm, *, unlocking: UnlockForm | None = None, say: str = "", status: int = 200
) -> ResponseReturnValue:
    which: weightings.Which = "condensed" if request.values.get("list") == "condensed" else "long"
    with parts().database.reading() as db:
        head, found = reviews.review_of(db, review), weightings.gathered(db, review, which)
        versions, turns = weights.versions_of(db, review), weights.turns_of(db, review)
    asked, chosen, top = form.asked(), form.chosen(), form.first(len(found.results))
    if not form.method.data:
        form.fill(found.weights)
    # The draws take a second of pure computing; a hall may be answering meanwhile.
    weighting = parts().aside(weightings.worked_out, found, chosen, top)
    by = request.args.get("by", "tier")
    page = render_template(
        "weighting/weighting.html",
        head=head,
        weighting=weighting,
        list="condensed" if which == "condensed" else None,
        condensed=found.condensed,
        sections=arranged(weighting, by),
        by=by if by in orders() else "tier",
        orders=orders(),
        form=form,
        form_asked=asked,
        day=_day,
        of_hundred=of_hundred,
        unlocking=unlocking or UnlockForm(),
        say=say,
        is_preview=weighting.weights != found.weights or top is not None,
        lines=(*rule_lines(found.protocol), *([inherited_line()] if which == "condensed" else [])),
        said=(weights_line(weighting.weights), draws_line(weighting)),
        invented=any(each.invented for each in found.results),
        versions=[(each, weights_line(each.weights)) for each in versions],
        turns=turns,
        locked=bool(turns) and turns[-1].locked,
        may_decide=g.role in DECIDERS,
        rules_tried=rules_tried(weighting),
        weights_tried=weights_tried(weighting),
        widest=widest(weighting),
        criteria=team_words.criteria(),
        why_open=why_open,
        what_stands=what_stands,
        two_decimals=two_decimals,
        chance=chance_of_hundred,
        between=between,
    )
    return page, status


def _day(at: datetime) -> str:
    return at.date().isoformat()
