"""Notes at the desk: beside a statement, for the team alone, covered until somebody opens them."""

from dataclasses import asdict

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.core.errors import WorkshopError
from app.core.errors_desk import NoteTooLong
from app.core.workshops import RoundId, WorkshopId
from app.services import notes, workshops
from app.web.access import DECIDERS, FACILITATORS, may
from app.web.desk_answers import readable, sent
from app.web.errors import say
from app.web.parsing import answer, wants_json
from app.web.parts import now, parts

pages = Blueprint("notes", __name__)


@pages.get("/desk/<int:workshop>/notes")
@may(*DECIDERS)
def read(workshop: int) -> ResponseReturnValue:
    """All notes of the workshop: as JSON for the desk, or as a page of their own."""
    return _notes(WorkshopId(workshop))


@pages.post("/desk/<int:workshop>/notes")
@may(*FACILITATORS)
def write(workshop: int) -> ResponseReturnValue:
    """Keep a note beside a statement."""
    room, text = WorkshopId(workshop), str(sent().get("text", ""))
    round = RoundId(readable(lambda: int(sent()["round"])))
    try:
        with parts().database.writing() as db:
            notes.add(db, parts().keys, room, round, text, by=g.account, at=now())
    except NoteTooLong as refused:
        if wants_json():
            raise
        return _notes(room, refused, text=text, round=round)
    return _notes(room) if wants_json() else redirect(url_for(".read", workshop=workshop), 303)


@pages.post("/desk/<int:workshop>/notes/<int:note>/take-away")
@may(*FACILITATORS)
def take_away(workshop: int, note: int) -> ResponseReturnValue:
    """Take a note away for good."""
    with parts().database.writing() as db:
        notes.take_away(db, WorkshopId(workshop), note)
    return _notes(WorkshopId(workshop)) if wants_json() else redirect(url_for(".read", workshop=workshop), 303)


def _notes(
    room: WorkshopId, refused: WorkshopError | None = None, *, text: str = "", round: RoundId | None = None
) -> ResponseReturnValue:
    with parts().database.reading() as db:
        found = notes.of_workshop(db, parts().keys, room)
        head = workshops.head(db, room)
    if wants_json():
        lines = [asdict(note) | {"at": f"{note.at:%H:%M}"} for note in found]
        return answer({"ok": True, "notes": lines})
    sentence, may_write = say(refused) if refused else "", g.role in FACILITATORS
    page = render_template(
        "desk/notes.html", head=head, notes=found, say=sentence, text=text, round=round, may_write=may_write
    )
    return page, 422 if refused and request.method == "POST" else 200
