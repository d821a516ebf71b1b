"""Comments at the desk: read when somebody asks for them, then approved, parked or hidden.

What a panellist wrote stays covered until a facilitator or analyst of this review asks for it, and nobody else may.
"""

from collections.abc import Callable
from dataclasses import asdict

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.comments import CommentState
from app.core.errors import NotHere
from app.core.workshops import WorkshopId
from app.services import comments, days
from app.services.workshops import workshop_row
from app.web.access import DECIDERS, FACILITATORS, may
from app.web.desk_answers import act, sent
from app.web.desk_words import words
from app.web.parsing import answer, wants_json
from app.web.parts import now, parts

pages = Blueprint("comments", __name__)


@pages.get("/desk/<int:workshop>/comments")
@may(*DECIDERS)
def read(workshop: int) -> ResponseReturnValue:
    """Every comment of the workshop as it was written: as JSON for the desk, or as a page of its own."""
    room = WorkshopId(workshop)
    with parts().database.writing() as db:
        found = [asdict(comment) for comment in comments.waiting(db, parts().keys, room)]
    if wants_json():
        return answer({"comments": found})
    acts = g.role in FACILITATORS
    return render_template("desk/comments.html", workshop=workshop, comments=found, words=words(), acts=acts)


@pages.post("/desk/<int:workshop>/comments/<int:comment>/<move>")
@may(*FACILITATORS)
def move(workshop: int, comment: int, move: str) -> ResponseReturnValue:
    """Approve (perhaps with names covered), hide, park, show on the wall, or take off the wall."""
    room, by, at = WorkshopId(workshop), g.account, now()
    change = _change(room, comment, move)

    def decide(db: Session) -> None:
        days.void(db, workshop_row(db, room, lock=True), by=by, at=at)
        change(db)

    return act(room, decide)


def _change(room: WorkshopId, comment: int, move: str) -> Callable[[Session], None]:
    changes: dict[str, Callable[[Session], None]] = {
        "approve": lambda db: comments.approve(db, room, comment, text=str(sent().get("text", ""))),
        "hide": lambda db: comments.set_aside(db, room, comment, CommentState.HIDDEN),
        "park": lambda db: comments.set_aside(db, room, comment, CommentState.PARKED),
        "wall": lambda db: comments.to_wall(db, room, comment, on=True),
        "unwall": lambda db: comments.to_wall(db, room, comment, on=False),
    }
    if move not in changes:
        raise NotHere
    return changes[move]
