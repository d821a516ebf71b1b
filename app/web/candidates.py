"""What panels proposed: noted from a comment or from talk, listed on a page of the review, adopted or set aside."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.candidates import KINDS
from app.core.errors import Kind, NotHere, WorkshopError
from app.core.statements import PartKind
from app.core.workshops import ReviewId, WorkshopId
from app.services import candidates, comments, reviews, workshops
from app.services.comments import DeskComment
from app.web.access import DECIDERS, MEMBERS, may
from app.web.errors import say
from app.web.parts import now, parts
from app.web.team_words import part_labels

pages = Blueprint("candidates", __name__)


@pages.get("/reviews/<int:review>/candidates")
@may(*MEMBERS)
def listed(review: int) -> ResponseReturnValue:
    """Everything that was proposed, with what became of it."""
    return _list_page(ReviewId(review))


@pages.post("/reviews/<int:review>/candidates")
@may(*DECIDERS)
def note(review: int) -> ResponseReturnValue:
    """Note down a proposal that was made outside of any workshop."""
    here = ReviewId(review)
    try:
        with parts().database.writing() as db:
            candidates.note(db, here, _parts(), title=_title(), by=g.account, at=now())
    except WorkshopError as refused:
        if refused.kind is not Kind.INVALID:
            raise
        return _list_page(here, sentence=say(refused), status=422)
    flash(_("The proposal is noted. Nobody has judged it."))
    return redirect(url_for(".listed", review=review), 303)


@pages.post("/reviews/<int:review>/candidates/<int:candidate>/<move>")
@may(*DECIDERS)
def decide(review: int, candidate: int, move: str) -> ResponseReturnValue:
    """Adopt a proposal as a statement, set it aside, or take it up again."""
    here, by, at = ReviewId(review), g.account, now()
    family = request.form.get("family", "")
    if move not in ("adopt", "aside", "waiting"):
        raise NotHere
    with parts().database.writing() as db:
        if move == "adopt":
            chosen = int(family[:9]) if family.isdecimal() else None
            candidates.adopt(db, here, candidate, family=chosen, by=by, at=at)
        else:
            candidates.set_aside(db, here, candidate, aside=move == "aside", by=by, at=at)
    return redirect(url_for(".listed", review=review, _anchor=f"candidate-{candidate}"), 303)


@pages.get("/desk/<int:workshop>/candidates/new")
@may(*DECIDERS)
def new(workshop: int) -> ResponseReturnValue:
    """A form for what the panel of a workshop proposes, perhaps beside the comment it comes from."""
    return _new_page(WorkshopId(workshop))


@pages.post("/desk/<int:workshop>/candidates/new")
@may(*DECIDERS)
def note_in(workshop: int) -> ResponseReturnValue:
    """Note down what the panel of a workshop proposes, and go back to the desk."""
    room, comment = WorkshopId(workshop), _comment()
    try:
        with parts().database.writing() as db:
            where = candidates.Where(room, comment)
            candidates.note(db, g.review_id, _parts(), where, title=_title(), by=g.account, at=now())
    except WorkshopError as refused:
        if refused.kind is not Kind.INVALID:
            raise
        return _new_page(room, sentence=say(refused), status=422)
    return redirect(url_for("desk.desk", workshop=workshop), 303)


def _parts() -> dict[PartKind, str]:
    return {kind: request.form.get(kind.value, "") for kind in KINDS}


def _title() -> str:
    return request.form.get("title", "")


def _comment() -> int | None:
    sent = request.values.get("comment", "")
    return int(sent[:9]) if sent.isdecimal() else None


def _list_page(review: ReviewId, *, sentence: str = "", status: int = 200) -> ResponseReturnValue:
    with parts().database.reading() as db:
        head, found = reviews.review_of(db, review), candidates.candidates_of(db, review)
        families = candidates.families_of(db, review)
    page = render_template(
        "reviews/candidates.html",
        head=head,
        candidates=found,
        families=families,
        part_labels=part_labels(),
        asked=KINDS,
        may_decide=g.role in DECIDERS,
        say=sentence,
    )
    return page, status


def _new_page(room: WorkshopId, *, sentence: str = "", status: int = 200) -> ResponseReturnValue:
    with parts().database.reading() as db:
        head = workshops.head(db, room)
        found = comments.waiting(db, parts().keys, room) if _comment() is not None else []
    page = render_template(
        "desk/candidate.html",
        head=head,
        comment=_the_one(found),
        part_labels=part_labels(),
        asked=KINDS,
        say=sentence,
    )
    return page, status


def _the_one(found: list[DeskComment]) -> DeskComment | None:
    """The comment that was asked for. Raises NotHere for one of another workshop."""
    if _comment() is None:
        return None
    mine = [each for each in found if each.id == _comment()]
    if not mine:
        raise NotHere
    return mine[0]
