"""What a phone is told: how the room stands, and what became of an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from flask import Flask, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.core.ballots import Recorded
from app.core.errors import WorkshopError
from app.core.instrument import in_language
from app.services import comments, instruments, people, snapshots, texts
from app.services.comments import Written
from app.services.instruments import Asked
from app.services.panels import Phone
from app.services.tokens import keyed_hash
from app.services.workshops import workshop_row
from app.web.bars import bars_of
from app.web.errors import STATUS, say
from app.web.languages import speak
from app.web.parsing import answer
from app.web.parts import Parts, parts
from app.web.phone_blocks import at_stop, block_at
from app.web.phone_view import PhoneView

EARLY = "plumbline.early"  # where a request holds what became of what was sent, when that was found out before
KIND_OF = {each.code: each.kind for each in WorkshopError.__subclasses__()}


def phone_state(at: str = "") -> dict[str, Any]:
    """The state of the room for this phone, with its bars drawn ready. Looking counts as being here.

    `at` is a stop of her own list, as `phone_blocks.at_stop` reads it.
    """
    with parts().database.reading() as db:
        return state_for(parts(), db, g.panellist, at)


def state_for(here: Parts, db: Session, her: Phone, at: str = "") -> dict[str, Any]:
    """The same, for whoever has looked up already whose phone it is."""
    here.lookers.note(her.id, seen_at=her.seen_at)
    room = here.lately.phones_state(db, her.workshop, at=here.clock())
    block = block_at(room.get("given", ()), at)
    return snapshots.with_her_own(db, room, her.id, language=her.language, block=block)


def state_at_once(here: Parts, on: Connection, her: Phone) -> dict[str, Any] | None:
    """The same without a session; None where what all phones show must be read first, or is not all they show."""
    room = here.lately.standing(her.workshop, her.version, at=here.clock())
    if room is None or "given" in room:
        return None
    here.lookers.note(her.id, seen_at=her.seen_at)
    return snapshots.with_her_answer(on, room, her.id, language=her.language)


def dressed(state: Mapping[str, Any], asked: Asked) -> dict[str, Any]:
    """A phone's state with its bars drawn ready, in the words its workshop asks in.

    It is for phones of all languages, so it carries the bars of each besides.
    """
    counted = [round for round in state["rounds"] if round["counts"]]
    if not counted:
        return {**state, "bars": []}
    drawn = {language: _bars(counted, asked, language) for language in asked}
    return {**state, "bars": _bars(counted, asked, counted[0]["statement"]["lang"]), "bars_in": drawn}


def _bars(counted: Sequence[Mapping[str, Any]], asked: Asked, language: str) -> list[dict[str, Any]]:
    words = in_language(asked, language)
    return [asdict(bar) for round in counted for bar in bars_of(round["counts"], words)]


def view(*, stop: str = "", **how: Any) -> PhoneView:
    """What this phone shows, in the words its workshop asks in."""
    with parts().database.reading() as db:
        room = workshop_row(db, g.panellist.workshop)
        asked, languages = instruments.asked_of(room), texts.offered(db, room)
        how |= {"organisation": room.organisation, "questions_to": room.questions_to}
    return PhoneView(state=at_stop(phone_state(stop), stop), asked=asked, languages=languages, **how)


def shelf() -> str:
    """What this phone calls the place where answers wait: another one for whoever uses the phone after her."""
    return keyed_hash(parts().settings.secret, "shelf", str(g.panellist.id))[:16]


def front() -> str:
    """The letters by which the desk can retire this phone, for whoever asks for them at the front."""
    return people.phone_name(g.panellist.id, secret=parts().settings.secret)


def keep_comment(here: Parts, author: Phone, written: Written) -> None:
    """Keep a comment from the wire, among waiting ballots. Raises ServerBusy, and what `comments.write_on` does."""
    at = here.clock()
    here.committer.write(lambda put: comments.write_on(put, here.keys, author.id, written, at=at))
    here.broadcast.progress(author.workshop)


def early() -> Recorded | None:
    """What became of the answer that was sent, where that is known already. Raises what it was refused by."""
    found: Recorded | Exception | None = request.environ.pop(EARLY, None)  # kept, it would hold itself
    if isinstance(found, Exception):
        raise found
    return found


def said_in(app: Flask, recorded: Recorded, language: str) -> Recorded:
    """What became of an answer, in a language; outside of any request, as sockets are."""
    with app.app_context():
        speak(language)
        return _in_words(recorded)


def _in_words(recorded: Recorded) -> Recorded:
    if recorded.ok:
        return recorded
    # One that came late is kept with its sentence, as every language has it in its catalogue.
    return replace(recorded, say=say(recorded.why) if recorded.why else gettext(str(recorded.say)))


def said(recorded: Recorded) -> ResponseReturnValue:
    """Say what became of an answer: never saved before it is kept."""
    recorded = _in_words(recorded)
    status = 200 if recorded.ok else STATUS[KIND_OF[recorded.error or "not_possible"]]
    if request.is_json:
        return answer(recorded.told(), status)
    if recorded.ok:
        return redirect(url_for("phone.phone", stop=request.form.get("stop") or None), 303)
    return make_response(render_template("refused.html", say=recorded.say, status=status), status)
