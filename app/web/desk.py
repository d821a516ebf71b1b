"""The desk: what facilitators see and do while a workshop runs.

Every button is a form post, answered with the page; scripts send the same as JSON and get the fresh state. A move says
what its facilitator saw; when someone was faster, the answer is a sentence and how it stands now.
"""

from flask import Blueprint, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.comments import LONGEST as LONGEST_COMMENT
from app.core.errors_desk import LanguageUnknown
from app.core.workshops import RoundId, RoundMove, RoundState, WorkshopId, WorkshopMove, WorkshopState
from app.services import days, rounds, screens, workshops
from app.services.notes import LONGEST as LONGEST_NOTE
from app.web.access import FACILITATORS, MEMBERS, may
from app.web.desk_answering import pages as answering
from app.web.desk_answers import act, desk_answer, heard_by, is_sure, note_hearers, one_of, readable, sent
from app.web.desk_comments import pages as comments
from app.web.desk_day import pages as day
from app.web.desk_notes import pages as notes
from app.web.desk_page import desk_state
from app.web.desk_paper import pages as paper
from app.web.desk_people import pages as people
from app.web.desk_questions import end_question, few_question, take_back_question
from app.web.desk_remote import pages as remote
from app.web.fresh import fresh
from app.web.instrument_words import languages
from app.web.parts import now, parts

pages = Blueprint("desk", __name__)
for part in (answering, comments, day, notes, paper, people, remote):
    pages.register_blueprint(part)


@pages.context_processor
def limits() -> dict[str, int]:
    """How much fits into the fields of every page of the desk, in characters."""
    return {"longest_comment": LONGEST_COMMENT, "longest_note": LONGEST_NOTE}


@pages.get("/desk/<int:workshop>")
@may(*MEMBERS)
def desk(workshop: int) -> ResponseReturnValue:
    """The page itself."""
    return desk_answer(WorkshopId(workshop))


@pages.get("/desk/<int:workshop>/state")
@may(*MEMBERS)
def state(workshop: int) -> ResponseReturnValue:
    """What the page is drawn from, as JSON."""
    return fresh(desk_state(WorkshopId(workshop)))


@pages.post("/desk/<int:workshop>/rounds/<int:round>/<move>")
@may(*FACILITATORS)
def move_round(workshop: int, round: int, move: str) -> ResponseReturnValue:
    """Open, close, show the answers, open once more, put on show, or ask again."""
    room, at, by = WorkshopId(workshop), now(), g.account
    if move == "show":
        return act(room, lambda db: rounds.show(db, room, RoundId(round), at=at))
    if move == "again":
        return act(room, lambda db: rounds.again(db, room, RoundId(round), by=by, at=at))
    asked, seen = one_of(RoundMove, move), _seen()
    asks = {RoundMove.CLOSE: few_question, RoundMove.TAKE_BACK: take_back_question}.get(asked)
    question = asks(desk_state(room)) if asks and not is_sure() else None
    if question:
        return desk_answer(room, question=question)
    note_hearers(room, asked)
    here = heard_by(room, asked)
    return act(room, lambda db: rounds.move(db, room, RoundId(round), asked, seen=seen, by=by, at=at, listening=here))


@pages.post("/desk/<int:workshop>/moves/<move>")
@may(*FACILITATORS)
def move_workshop(workshop: int, move: str) -> ResponseReturnValue:
    """Open the doors, start, pause all, go on, or end."""
    room, at, by = WorkshopId(workshop), now(), g.account
    asked, seen = one_of(WorkshopMove, move), readable(lambda: WorkshopState(str(sent()["state"])))
    question = end_question(desk_state(room)) if asked is WorkshopMove.END and not is_sure() else None
    if question:
        return desk_answer(room, question=question)
    return act(room, lambda db: workshops.move(db, room, asked, state=seen, by=by, at=at))


@pages.post("/desk/<int:workshop>/lock")
@may(*FACILITATORS)
def lock(workshop: int) -> ResponseReturnValue:
    """Lock the door, or unlock it."""
    room, locked = WorkshopId(workshop), _on("locked")
    return act(room, lambda db: workshops.lock(db, room, locked=locked))


@pages.post("/desk/<int:workshop>/blank")
@may(*FACILITATORS)
def blank(workshop: int) -> ResponseReturnValue:
    """Make the wall dark, or light it again."""
    room, blanked = WorkshopId(workshop), _on("blanked")
    return act(room, lambda db: workshops.blank(db, room, blanked=blanked))


@pages.post("/desk/<int:workshop>/aloud")
@may(*FACILITATORS)
def aloud(workshop: int) -> ResponseReturnValue:
    """Note that a statement was read aloud in a language, or that it was not."""
    room, at, by, on = WorkshopId(workshop), now(), g.account, _on("on")
    round, language = readable(lambda: (int(sent()["round"]), str(sent()["language"])))
    if language not in languages():
        raise LanguageUnknown
    return act(room, lambda db: days.note_read_aloud(db, room, round, language, on=on, by=by, at=at))


@pages.get("/desk/<int:workshop>/screen")
@may(*FACILITATORS)
def projector(workshop: int) -> ResponseReturnValue:
    """Go to the projector's page, in one of its languages, with a link that is good for this workshop only."""
    with parts().database.reading() as db:
        key = screens.screen_key(db, WorkshopId(workshop), secret=parts().settings.secret)
    return redirect(url_for("screen.screen", key=key, language=request.args.get("language")), 303)


@pages.post("/desk/<int:workshop>/screen")
@may(*FACILITATORS)
def new_projector_link(workshop: int) -> ResponseReturnValue:
    """Make a new link, for one that got out: every screen that was opened with the old one shows the room no more."""
    room = WorkshopId(workshop)
    answer = act(
        room,
        lambda db: workshops.revoke_screens(db, room),
        done=_("The link is new. Open the projector page again on every screen that should show the room."),
    )
    parts().broadcast.drop_screens(room)
    return answer


def _seen() -> tuple[int, RoundState]:
    return readable(lambda: (int(sent()["epoch"]), RoundState(str(sent()["state"]))))


def _on(name: str) -> bool:
    return readable(lambda: bool(int(sent()[name])))
