"""Results: what a workshop came to, one statement with its working, and verdicts by people."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.core.classes import Class
from app.core.confirmation import VerdictProblem
from app.core.instrument import Instrument, in_language
from app.core.protocol import Protocol
from app.core.workshops import ReviewId, StatementId, WorkshopId
from app.services import (
    comment_translations,
    condensed,
    disclosed,
    late,
    quotations,
    reviews,
    statement_pages,
    statement_views,
    verdicts,
    workshops,
)
from app.services import results as of
from app.services.instruments import asked_for, asked_in
from app.services.lineage import lineage_of
from app.services.protocols import protocol_of, protocol_of_workshop
from app.services.results import Result
from app.web import team_words
from app.web.access import DECIDERS, MEMBERS, may
from app.web.bars import Bars, bar_words, bars_of
from app.web.forms_verdict import VerdictForm
from app.web.lineage_page import Descent, of_one
from app.web.parts import now, parts
from app.web.result_page import Shown, classes, judged_shown, shown, two_decimals, why_open
from app.web.sheets import statement_words
from app.web.statement_info import alpha, cells, late_words, places_agree, shape, shift
from app.web.versions import versions_shown
from app.web.working import working

pages = Blueprint("results", __name__)


@pages.get("/workshops/<int:workshop>/results")
@may(*MEMBERS)
def results(workshop: int) -> ResponseReturnValue:
    """What a workshop came to, statement by statement; only what is closed."""
    here = WorkshopId(workshop)
    with parts().database.reading() as db:
        head, protocol = workshops.head(db, here), protocol_of_workshop(db, here)
        asked = in_language(asked_in(db, here), "en")
        comments, found = quotations.of_workshops(db, [here]), of.of_workshop(db, here)
        came_late, foreign = late.many(db, here), comment_translations.foreign_in(db, here)
        alone = of.real_workshops(db, head.review) == [here] and protocol == protocol_of(db, head.review)
    every = [shown(each, protocol, asked, comments.get(each.line.version_id, ())) for each in found]
    put = [each for each in every if each.result.confirmation.was_shown]
    return render_template(
        "results/results.html",
        head=head,
        put=put,
        not_put=[each for each in every if not each.result.confirmation.was_shown],
        alpha=alpha([each.result for each in put]),
        late=late_words(came_late, counted=protocol.late == "count"),
        foreign=len(foreign),
        untranslated=comment_translations.missing(foreign),
        states=team_words.states(),
        may_download=g.role in DECIDERS,
        may_decide=g.role in DECIDERS and not head.pilot,
        # By other workshops, or by a newer rule, the review may suggest another class than this workshop alone.
        alone=alone,
        **_verdict_words(),
    )


@pages.get("/reviews/<int:review>/statements/<int:statement>")
@may(*MEMBERS)
def statement(review: int, statement: int) -> ResponseReturnValue:
    """One statement: its parts, its evidence, its askings, its class with the working, its verdict."""
    return _statement_page(ReviewId(review), statement)


@pages.post("/reviews/<int:review>/statements/<int:statement>/verdict")
@may(*DECIDERS)
def verdict(review: int, statement: int) -> ResponseReturnValue:
    """Record what two named people decided."""
    here, form = ReviewId(review), VerdictForm(request.form)
    if not form.validate():
        return _statement_page(here, statement, form, status=422)
    try:
        with parts().database.writing() as db:
            _decide(db, _result(db, here, statement), form)
    except VerdictProblem as problem:
        form.reason.errors = [_(str(problem))]
        return _statement_page(here, statement, form, status=422)
    flash(_("The verdict is recorded. Earlier ones stay in the history."))
    return redirect(_back(statement), 303)


def _verdict_form(result: Result) -> VerdictForm:
    """An empty form with the class chosen that stands by all workshops of the review together."""
    return VerdictForm(stands=result.stands.value)


def _decide(db: Session, result: Result, form: VerdictForm) -> None:
    verdicts.decide(
        db,
        result.confirmation,
        result.line.version_id,
        stands=Class(form.stands.data or ""),
        reason=form.reason.data or "",
        names=(form.first_name.data or "", form.second_name.data or ""),
        by=g.account,
        at=now(),
    )


def _back(statement: int) -> str:
    workshop = _from_workshop()
    if workshop is not None:
        return url_for(".results", workshop=workshop, _anchor=f"statement-{statement}")
    return url_for(".statement", review=g.review_id, statement=statement)


def _result(db: Session, review: ReviewId, statement: int) -> Result:
    """The statement's result over all workshops of its review. Raises NotHere for another review's statement."""
    return condensed.lists_of(db, review).shown(StatementId(statement))


def _statement_page(
    review: ReviewId, statement: int, form: VerdictForm | None = None, *, status: int = 200
) -> ResponseReturnValue:
    with parts().database.reading() as db:
        lists, protocol = condensed.lists_of(db, review), protocol_of(db, review)
        result, asked = lists.shown(StatementId(statement)), in_language(asked_for(db, review), "en")
        version, descent = result.line.version_id, of_one(lists, lineage_of(db, review), result)
        quoted = quotations.of_workshops(db, of.real_workshops(db, review), version)
        here = shown(result, protocol, asked, quoted.get(version, ()))
        versions = statement_views.other_versions(db, review, result, protocol)
        earlier = statement_views.by_earlier_rules(db, result, protocol)
        page = render_template(
            "results/statement.html",
            head=reviews.review_of(db, review),
            shown=here,
            askings=[(each, _asking_bars(db, each)) for each in statement_pages.askings_of(db, version)],
            versions=[judged_shown(each, result, asked) for each in versions],
            texts=versions_shown(db, result),
            earlier_rules=[judged_shown(each, result, asked) for each in earlier],
            also_known=statement_pages.also_known(db, result.line.id, protocol, descent.ids),
            descent=descent,
            history=verdicts.history_of(db, version),
            form=form or _verdict_form(result),
            from_workshop=_from_workshop(),
            may_decide=g.role in DECIDERS,
            kinds=team_words.kinds(),
            why_open=why_open,
            **_compared(here, protocol, asked, descent),
            **_verdict_words(),
            **statement_words(),
        )
    return page, status


def _compared(here: Shown, protocol: Protocol, asked: Instrument, descent: Descent) -> dict[str, object]:
    """The working, and what is told beside it without deciding anything."""
    result = here.result
    places = disclosed.by_place(result.pools, protocol)
    return {
        "working": descent.working or working(result.confirmation, protocol, abstained=result.together.abstained),
        "shape": shape(result.together, asked.plausibility),
        "shift": shift(result, protocol),
        "places": cells(places, asked.plausibility),
        "places_agree": places_agree(result, places),
        "groups": cells(disclosed.by_group(result.pools, protocol), asked.plausibility),
    }


def _from_workshop() -> int | None:
    """The workshop whose results led here, and to which a verdict leads back."""
    workshop = request.values.get("workshop", "")
    return int(workshop[:9]) if workshop.isdecimal() else None


def _asking_bars(db: Session, asking: statement_pages.Asking) -> list[Bars]:
    counts = {
        name: {"detail": counts.detail, "n": counts.n, "values": counts.values}
        for name, counts in (("plausibility", asking.plausibility), ("relevance", asking.relevance))
    }
    return bars_of(counts, in_language(asked_in(db, asking.workshop), "en"))


def _verdict_words() -> dict[str, object]:
    return {
        "bar_words": bar_words(),
        "classes": classes(),
        "two_decimals": two_decimals,
        "criteria": team_words.criteria(),
    }
