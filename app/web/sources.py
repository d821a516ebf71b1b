"""The sources of a review: what each supports or contradicts, and what hangs on it alone."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.core.workshops import ReviewId
from app.services import results, reviews
from app.services.protocols import protocol_of
from app.web.access import MEMBERS, may
from app.web.parts import parts
from app.web.sources_page import sources_of

pages = Blueprint("sources", __name__)


@pages.get("/reviews/<int:review>/sources")
@may(*MEMBERS)
def sources(review: int) -> ResponseReturnValue:
    """Every source with its statements, those on which most hangs first."""
    here = ReviewId(review)
    with parts().database.reading() as db:
        head, every = reviews.review_of(db, here), results.of_review(db, here)
        protocol = protocol_of(db, here)
    return render_template(
        "sources/sources.html",
        head=head,
        sources=sources_of(every, protocol),
        without=sum(not each.evidence for each in every),
        invented=any(each.invented for each in every),
    )
