"""Opening and closing blocks from the desk: all that are answered together by one press."""

from flask import Blueprint, g
from flask.typing import ResponseReturnValue

from app.core.blocks import BlockId
from app.core.workshops import RoundId, RoundMove, RoundState, WorkshopId
from app.services import answering, rounds
from app.web.access import FACILITATORS, may
from app.web.desk_answers import act, desk_answer, heard_by, is_sure, note_hearers, one_of, readable, sent
from app.web.desk_page import desk_state
from app.web.desk_questions import few_question, take_one_question
from app.web.parts import now

pages = Blueprint("answering", __name__)


@pages.post("/desk/<int:workshop>/blocks/take-back")
@may(*FACILITATORS)
def take_one(workshop: int) -> ResponseReturnValue:
    """Take one statement of an open block back. `round` is its number and the opening it was seen in: `12:1`."""
    room, at, by = WorkshopId(workshop), now(), g.account
    chosen = str(sent().get("round", ""))
    round, epoch = readable(lambda: _numbers(chosen))
    if not is_sure():
        state = desk_state(room)
        code = next((each["code"] for each in state["rounds"] if each["id"] == round), None)
        question = take_one_question(state, code, chosen) if code else None
        if question:
            return desk_answer(room, question=question)
    seen, back = (epoch, RoundState.OPEN), RoundMove.TAKE_BACK
    return act(room, lambda db: rounds.move(db, room, RoundId(round), back, seen=seen, by=by, at=at))


@pages.post("/desk/<int:workshop>/blocks/<int:block>/<move>")
@may(*FACILITATORS)
def move(workshop: int, block: int, move: str) -> ResponseReturnValue:
    """Open, close, take either back, or open once more: this block and all that are opened with it."""
    room, at, by = WorkshopId(workshop), now(), g.account
    asked = one_of(RoundMove, move)
    seen = readable(lambda: (int(sent()["epoch"]), RoundState(str(sent()["state"]))))
    question = few_question(desk_state(room)) if asked is RoundMove.CLOSE and not is_sure() else None
    if question:
        return desk_answer(room, question=question)
    note_hearers(room, asked)
    here = heard_by(room, asked)
    return act(
        room, lambda db: answering.move(db, room, BlockId(block), asked, seen=seen, by=by, at=at, listening=here)
    )


def _numbers(chosen: str) -> tuple[int, int]:
    round, epoch = chosen.split(":")
    return int(round), int(epoch)
