"""The condensed list: configurations of the long list kept, merged, dropped, and every step undone again."""

from collections.abc import Callable, Mapping, Sequence

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.core.errors import SomeoneWasFaster, WorkshopError
from app.core.errors_lineage import LineageProblem, NothingChosen
from app.core.lineage import Fate
from app.core.lineage_words import sum_in_words
from app.core.statements import Origin
from app.core.workshops import ReviewId, StatementId
from app.services import condensed, results, reviews
from app.services import lineage as of
from app.services.lineage import Hand
from app.web import errors
from app.web.access import DECIDERS, FACILITATORS, MEMBERS, may
from app.web.forms_lineage import DropForm, TextForm, begun_from, numbers
from app.web.lineage_page import (
    Configuration,
    by_family,
    condensed_of,
    fates,
    last_in_words,
    rows_of,
    stands_of,
    told,
    united,
)
from app.web.parts import now, parts
from app.web.sheets import statement_words

pages = Blueprint("lineage", __name__)

REFUSED = (LineageProblem, SomeoneWasFaster)


@pages.get("/reviews/<int:review>/lineage")
@may(*MEMBERS)
def lineage(review: int) -> ResponseReturnValue:
    """Every configuration and how it ends, the condensed list, and every step that was taken."""
    return _page(ReviewId(review))


@pages.post("/reviews/<int:review>/lineage")
@may(*DECIDERS)
def act(review: int) -> ResponseReturnValue:
    """Keep the ticked configurations or all that are open, leave them open again, or undo the last step.

    Merging and dropping need more words: they have a page of their own.
    """
    here, chosen, wish = ReviewId(review), numbers(request.form.getlist("of")), request.form.get("do", "")
    if wish in ("merge", "drop") and chosen:
        return redirect(url_for(f".{wish}", review=review, of=chosen), 303)
    deeds: dict[str, Callable[[Session], None]] = {
        "keep": lambda db: of.keep(db, here, chosen, _hand()),
        "keep_rest": lambda db: of.keep(db, here, _open(db, here), _hand()),
        "reopen": lambda db: of.reopen(db, here, chosen, _hand()),
        "undo": lambda db: of.undo(db, here, _hand()),
    }
    refused = _done(deeds.get(wish, _nothing))
    return _page(here, refused) if refused else redirect(_list_of(review), 303)


@pages.get("/reviews/<int:review>/lineage/merge")
@may(*DECIDERS)
def merge(review: int) -> ResponseReturnValue:
    """The ticked configurations beside each other, and what they are merged into."""
    return _merge_page(ReviewId(review), numbers(request.args.getlist("of")))


@pages.post("/reviews/<int:review>/lineage/merge")
@may(*DECIDERS)
def merge_now(review: int) -> ResponseReturnValue:
    """Merge them into a new text, or into a statement that stays."""
    here, chosen, form = ReviewId(review), numbers(request.form.getlist("of")), TextForm(request.form)
    into = numbers(request.form.getlist("into"))
    if into:
        rest = [each for each in chosen if each != into[0]]
        refused = _done(lambda db: of.take_in(db, here, rest, into[0], _hand()))
    elif not form.validate():
        return _merge_page(here, chosen, form, status=422)
    else:
        refused = _done(lambda db: of.merge_anew(db, here, chosen, form.text(_like(chosen)), _hand()))
    return _merge_page(here, chosen, form, refused) if refused else redirect(_list_of(review), 303)


@pages.get("/reviews/<int:review>/lineage/drop")
@may(*DECIDERS)
def drop(review: int) -> ResponseReturnValue:
    """The ticked configurations, and why they are dropped."""
    return _drop_page(ReviewId(review), numbers(request.args.getlist("of")), DropForm())


@pages.post("/reviews/<int:review>/lineage/drop")
@may(*DECIDERS)
def drop_now(review: int) -> ResponseReturnValue:
    """Drop them for a reason."""
    here, chosen, form = ReviewId(review), numbers(request.form.getlist("of")), DropForm(request.form)
    if not form.validate():
        return _drop_page(here, chosen, form, status=422)
    refused = _done(lambda db: of.drop(db, here, chosen, form.reason.data or "", _hand()))
    return _drop_page(here, chosen, form, refused) if refused else redirect(_list_of(review), 303)


def _done(deed: Callable[[Session], object]) -> WorkshopError | None:
    """Do one thing, or return why it was refused: then nothing has changed, and the page keeps what was typed."""
    try:
        with parts().database.writing() as db:
            deed(db)
    except REFUSED as refused:
        return refused
    flash(_("This is done. It stands in the list of steps below, and can be undone."))
    return None


def _nothing(_db: Session) -> None:
    raise NothingChosen


def _hand() -> Hand:
    seen = request.form.get("seen", "")
    return Hand(g.account, now(), int(seen[:9]) if seen.isdecimal() else 0)


def _open(db: Session, review: ReviewId) -> list[StatementId]:
    """What no step has ended yet."""
    found = of.lineage_of(db, review)
    return [line.id for line in reviews.statements_of(db, review) if found.is_open(line.code)]


def _like(chosen: Sequence[StatementId]) -> StatementId:
    like = numbers(request.values.getlist("like"))
    return like[0] if like else next(iter(chosen), StatementId(0))


def _list_of(review: int) -> str:
    return url_for(".lineage", review=review, only=request.values.get("only") or None)


def _page(review: ReviewId, refused: WorkshopError | None = None) -> ResponseReturnValue:
    only = request.values.get("only", "")
    only = only if only in fates() else ""
    with parts().database.reading() as db:
        head, lists = reviews.review_of(db, review), condensed.lists_of(db, review)
        found, steps = of.lineage_of(db, review), of.steps_of(db, review)
    rows = rows_of(lists, found, only)
    page = render_template(
        "lineage/lineage.html",
        head=head,
        sum=sum_in_words(found.counts(), len(found.targets()), _),
        counts=found.counts(),
        families=by_family(rows),
        fates=fates(),
        only=only,
        merged=Fate.MERGED,
        condensed=condensed_of(lists),
        steps=told(steps),
        seen=len(steps),
        last=last_in_words(found),
        ticked=numbers(request.form.getlist("of")) if refused else [],
        say=errors.say(refused) if refused else "",
        may_decide=g.role in DECIDERS,
        may_plan=g.role in FACILITATORS and bool(found.written),
        **statement_words(),
    )
    return page, errors.STATUS[refused.kind] if refused else 200


def _merge_page(
    review: ReviewId,
    chosen: Sequence[StatementId],
    form: TextForm | None = None,
    refused: WorkshopError | None = None,
    *,
    status: int = 200,
) -> ResponseReturnValue:
    with parts().database.reading() as db:
        listed = of.lineage_of(db, review).written
        texts = [line for line in reviews.statements_of(db, review, Origin.CONDENSED) if line.code in listed]
        together = _configurations(db, review, chosen)
    like = next((each.line for each in together if each.line.id == _like(chosen)), None)
    more = {
        "form": form or (begun_from(like) if like else TextForm()),
        "like": like,
        "texts": texts,
        "into": next(iter(numbers(request.form.getlist("into"))), None),
    }
    return _step_page("lineage/merge.html", review, together, refused, status, more)


def _drop_page(
    review: ReviewId,
    chosen: Sequence[StatementId],
    form: DropForm,
    refused: WorkshopError | None = None,
    *,
    status: int = 200,
) -> ResponseReturnValue:
    with parts().database.reading() as db:
        together = _configurations(db, review, chosen)
    return _step_page("lineage/drop.html", review, together, refused, status, {"form": form})


def _configurations(db: Session, review: ReviewId, chosen: Sequence[StatementId]) -> list[Configuration]:
    every = {each.line.id: each for each in results.of_review(db, review)}
    return [Configuration(every[id].line, stands_of(every[id])) for id in chosen if id in every]


def _step_page(
    template: str,
    review: ReviewId,
    together: Sequence[Configuration],
    refused: WorkshopError | None,
    status: int,
    more: Mapping[str, object],
) -> ResponseReturnValue:
    """A page on which one step is prepared. Asked again after somebody was faster, it knows what is new."""
    refused = refused or (None if together else NothingChosen())
    with parts().database.reading() as db:
        head, seen = reviews.review_of(db, review), len(of.steps_of(db, review))
    if status == 422:  # she is asked again for what she left out, and has seen nothing newer
        seen = _hand().seen
    page = render_template(
        template,
        head=head,
        together=together,
        sources=united(together),
        seen=seen,
        say=errors.say(refused) if refused else "",
        **more,
        **statement_words(),
    )
    return page, errors.STATUS[refused.kind] if refused else status
