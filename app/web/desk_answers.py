"""How the desk does a thing and answers: one transaction, everyone told, then the fresh state or a sentence."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.errors import Kind, NoGroups, NoHelpContact, NotHere, NothingToPresent, WorkshopError
from app.core.workshops import PanellistId, RoundMove, WorkshopId
from app.web.access import DECIDERS, current_account
from app.web.desk_page import desk_state, desk_way_in, topics_of
from app.web.desk_questions import Question
from app.web.desk_words import words
from app.web.errors import refuse, say
from app.web.parsing import answer, body, wants_json
from app.web.parts import now, parts

T = TypeVar("T")

HELP = "help"  #: where the plan asks for somebody to turn to, and the kind of sentence that is said there
PLAN_LACKS = (NoHelpContact, NothingToPresent, NoGroups)  # what only the plan's page can mend


def act(workshop: WorkshopId, change: Callable[[Session], object], *, done: str = "") -> ResponseReturnValue:
    """Do one thing in one transaction, tell everyone, and answer with how it stands now, and with what was done."""
    try:
        with parts().database.writing() as db:
            change(db)
    except WorkshopError as refused:
        if refused.kind is not Kind.STALE:
            raise
        return _refused(workshop, refused)
    parts().broadcast.changed(workshop)
    if wants_json():
        return answer({"ok": True, "state": desk_state(workshop), **({"say": done} if done else {})})
    if done:
        flash(done)
    return redirect(url_for("desk.remote.remote" if on_remote() else "desk.desk", workshop=workshop), 303)


def heard_by(workshop: WorkshopId, move: RoundMove) -> frozenset[PanellistId]:
    """Whose phones hear that a statement is closed or taken back, and so stand in what is kept of it."""
    return parts().broadcast.listening(workshop) if move in (RoundMove.CLOSE, RoundMove.TAKE_BACK) else frozenset()


def note_hearers(workshop: WorkshopId, move: RoundMove) -> None:
    """Note a moment later that those whose phones hear an opening are here: the room would wait for it."""
    if move in (RoundMove.OPEN, RoundMove.REOPEN):
        parts().lookers.note_hearers(parts().broadcast.listening(workshop), at=now())


def on_remote() -> bool:
    """Whether this came from a remote, and its answer goes there: a phone that is one, or its page on another."""
    signed = current_account()
    return bool(signed and signed.only) or request.form.get("on") == "remote"


def _refused(workshop: WorkshopId, refused: WorkshopError) -> ResponseReturnValue:
    if wants_json():
        return refuse(refused, state=desk_state(workshop))
    if isinstance(refused, PLAN_LACKS):
        return _to_the_plan(workshop, refused)
    return desk_answer(workshop, sentence=say(refused), status=409)


def _to_the_plan(workshop: WorkshopId, lacking: WorkshopError) -> ResponseReturnValue:
    """To the page where it can be mended, the sentence beside the place where it can."""
    place = HELP if isinstance(lacking, NoHelpContact) else None
    flash(say(lacking), place or "message")
    return redirect(url_for("workshops.plan", workshop=workshop, _anchor=place), 303)


def desk_answer(
    workshop: WorkshopId, *, sentence: str = "", question: Question | None = None, status: int = 200
) -> ResponseReturnValue:
    """The page of the desk or its remote, with a sentence about what was not done, or a question before doing it."""
    state, door = desk_state(workshop), desk_way_in(workshop)
    page = render_template(
        "desk/remote.html" if on_remote() or request.endpoint == "desk.remote.remote" else "desk/desk.html",
        state=state,
        topics=topics_of(state),
        door=door,
        words=words(),
        say=sentence,
        question=question,
        can_read=g.role in DECIDERS,
    )
    return page, status


def sent() -> Mapping[str, Any]:
    """What was posted, as JSON or as a form."""
    return body() if request.is_json else request.form


def is_sure() -> bool:
    """Whether a question was answered. The script asks in the page before it sends, so what comes as JSON was."""
    return request.is_json or bool(sent().get("sure"))


def one_of(moves: type[Any], name: str) -> Any:
    """The move of that name. Raises NotHere: an unknown move is an unknown address."""
    try:
        return moves(name)
    except ValueError:
        raise NotHere from None


def readable(read: Callable[[], T]) -> T:
    """What was posted, read. Raises WorkshopError, "something here is not as it should be"."""
    try:
        return read()
    except (KeyError, TypeError, ValueError, OverflowError):  # JSON knows an infinite number
        raise WorkshopError from None
