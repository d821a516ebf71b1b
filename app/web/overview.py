"""The results of a whole review as one table, and the statements that two people accept together."""

from collections.abc import Sequence

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.core.confirmation import UPWARD, Class
from app.core.instrument import in_language
from app.core.workshops import ReviewId, StatementId
from app.services import decisions, reviews
from app.services.condensed import lists_of
from app.services.instruments import asked_for
from app.services.protocols import protocol_of
from app.services.results import Result
from app.web.access import DECIDERS, MEMBERS, may
from app.web.documents import PLAIN_IN
from app.web.forms_verdict import AcceptForm
from app.web.parts import now, parts
from app.web.result_page import shown, two_decimals

pages = Blueprint("overview", __name__)

BEST_FIRST = tuple(reversed(UPWARD))


@pages.get("/reviews/<int:review>/results")
@may(*MEMBERS)
def overview(review: int) -> ResponseReturnValue:
    """All statements with what stands for them; by tier, by class, or the contested first."""
    return _page(ReviewId(review), AcceptForm())


@pages.post("/reviews/<int:review>/accept")
@may(*DECIDERS)
def accept(review: int) -> ResponseReturnValue:
    """Record for all ticked statements that what the rule suggests stands."""
    here, form, chosen = ReviewId(review), AcceptForm(request.form), _chosen()
    if not form.validate():
        return _page(here, form, status=422)
    names = (form.first_name.data or "", form.second_name.data or "")
    with parts().database.writing() as db:
        codes = decisions.accept(db, here, chosen, names=names, by=g.account, at=now())
    flash(ngettext("%(num)s statement was accepted.", "%(num)s statements were accepted.", len(codes)))
    if len(codes) < len(chosen):
        flash(_("Others were left out: they have a flag, a comment or a verdict by now. Nothing was changed there."))
    return redirect(url_for(".overview", review=review), 303)


def ordered(results: Sequence[Result], by: str) -> list[Result]:
    """Put results in order; what is equal keeps the order of the sheet."""
    keys = {"tier": _tier, "class": _class, "contested": _contested}
    return sorted(results, key=keys[by]) if by in keys else list(results)


def _tier(result: Result) -> tuple[str, str]:
    # What is certain leads: B comes before A-C, because an open mark is not a mark.
    tier = result.weighed.tier
    return tier[-1], tier[0]


def _class(result: Result) -> tuple[int, int]:
    # Where figures are held back, so is the place among equals that they would give.
    return BEST_FIRST.index(result.stands), 0 if result.confirmation.held_back else -result.confirmation.yes


def _contested(result: Result) -> tuple[bool, int]:
    return result.stands is not Class.CONTESTED, BEST_FIRST.index(result.stands)


def _chosen() -> set[StatementId]:
    return {StatementId(int(each[:9])) for each in request.form.getlist("statement") if each.isdecimal()}


def _page(review: ReviewId, form: AcceptForm, *, status: int = 200) -> ResponseReturnValue:
    order = request.args.get("by", "sheet")
    with parts().database.reading() as db:
        head, protocol = reviews.review_of(db, review), protocol_of(db, review)
        asked = in_language(asked_for(db, review), "en")
        lists, commented = lists_of(db, review), decisions.commented(db, review)
    put = [each for each in lists.long if each.confirmation.was_shown]
    rows = [*put, *lists.judged_texts]
    page = render_template(
        "results/overview.html",
        head=head,
        rows=[shown(each, protocol, asked) for each in ordered(rows, order)],
        not_put=len(lists.long) - len(put),
        departures=decisions.departures([*lists.long, *lists.judged_texts]),
        acceptable=[shown(each, protocol, asked) for each in decisions.acceptable(put, commented)],
        ticked=_chosen() if form.errors else None,
        by=order,
        form=form,
        may_decide=g.role in DECIDERS,
        plain_in=PLAIN_IN,
        two_decimals=two_decimals,
    )
    return page, status
