"""The phone: one page, its state, and everything a panellist sends from it, with scripts or without."""

from dataclasses import replace

from flask import Blueprint, flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.core.ballots import Recorded
from app.core.catalogue import N_, Phrase
from app.core.errors import AnswerUnreadable, CommentEmpty, CommentTooLong
from app.core.workshops import RoundId
from app.live.committer import Sent
from app.services import ballots as ballots_service
from app.services import comments as comments_service
from app.services import panels, texts
from app.services.comments import Written
from app.services.tokens import hash_of
from app.services.workshops import workshop_row
from app.web.access import PHONE_COOKIE, by_a_phones_cookie, on_a_phone, page_of, speak_hers
from app.web.errors import say
from app.web.forms_phone import AnswerForm, CommentForm, LanguageForm
from app.web.fresh import fresh
from app.web.join import CODE, READING, WAY
from app.web.languages import LANGUAGE, speak, spoken
from app.web.parsing import answer, body, wants_json
from app.web.parts import now, parts
from app.web.phone_reading import comment_of_form, comment_of_wire, round_of, standing_answer
from app.web.phone_room import early, front, keep_comment, phone_state, said, shelf, view
from app.web.phone_view import PhoneView, Typed

pages = Blueprint("phone", __name__)

SENT = "sent"  # the kind of sentence that her next page shows


@pages.get("/phone")
@on_a_phone
def phone() -> ResponseReturnValue:
    """The page: the screen that is due, or the one she asked for."""
    if "noted" in request.args:
        for name in (CODE, READING, WAY, LANGUAGE):  # nothing of how she came in goes up with every answer
            session.pop(name, None)
    show, changing, at, stop = (request.args.get(name, "") for name in ("show", "change", "at", "stop"))
    return _page(view(show=show, changing=changing, at=at, stop=stop, code=session.get(CODE)))


@pages.get("/phone/state")
@on_a_phone
def state() -> ResponseReturnValue:
    """How things stand, as JSON."""
    return fresh(phone_state(request.args.get("stop", "")))


@pages.post("/phone/ballots")
@by_a_phones_cookie
def ballots() -> ResponseReturnValue:
    """Keep an answer: from the wire with its own key and order, or from a plain form."""
    if not request.is_json:
        return _ballot_form()
    recorded = early() or _cast()
    if not recorded.ok:
        speak_hers()
    return said(recorded)


def _cast() -> Recorded:
    parts().limits.wrote(hash_of(g.cookie))
    return parts().committer.cast(Sent(g.cookie, body(), "http"))


@on_a_phone
def _ballot_form() -> ResponseReturnValue:
    parts().limits.wrote(g.panellist.id)
    form = AnswerForm(request.form)
    if not form.validate():
        raise AnswerUnreadable(what=Phrase(N_("it holds something that is not a number")))
    with parts().database.writing() as db:
        fields = form.ballot(standing_answer(db, g.panellist.id, form.round.data))
        recorded = ballots_service.cast_form(db, g.panellist.id, fields, at=now())
    parts().broadcast.progress(g.panellist.workshop)
    return said(recorded)


@pages.post("/phone/skip")
@on_a_phone
def skip() -> ResponseReturnValue:
    """Pass a statement by. Counted as done while it is open, and kept nowhere."""
    parts().limits.wrote(g.panellist.id)
    with parts().database.writing() as db:
        ballots_service.skip(db, g.panellist.id, round_of(body() if request.is_json else request.form))
        # Else the number of those present, stored at closing, could leave out the one who skipped.
        panels.touch(db, [g.panellist.id], at=now())
    parts().broadcast.progress(g.panellist.workshop)
    return _done()


@pages.post("/phone/comments")
@on_a_phone
def comments() -> ResponseReturnValue:
    """Keep a comment; from a plain form also the parts that do not fit, as part of her answer."""
    early()
    parts().limits.wrote(g.panellist.id)
    if not request.is_json:
        return _comment_form(CommentForm(request.form))
    keep_comment(parts(), g.panellist, comment_of_wire(body()))
    return _done()


@pages.post("/phone/pause")
@on_a_phone
def pause() -> ResponseReturnValue:
    """Pause silently, for oneself: nobody is told and nothing is kept."""
    return answer({"ok": True}) if wants_json() else redirect(url_for("phone.phone", show="rest"), 303)


@pages.post("/phone/language")
@on_a_phone
def language() -> ResponseReturnValue:
    """Read in another language from now on."""
    sent = body() if request.is_json else LanguageForm(request.form).data
    with parts().database.writing() as db:
        room = workshop_row(db, g.panellist.workshop)
        chosen = texts.must_be_offered(db, room, str(sent.get("language") or ""))
        panels.speak(db, g.panellist.id, chosen)
    parts().broadcast.drop_phone(g.panellist.id)  # its socket comes back by itself, and is answered in this language
    if request.is_json or "text" not in request.form:
        return _done()
    g.panellist = replace(g.panellist, language=chosen)
    speak(chosen)
    return _sheet(CommentForm(request.form))


@pages.post("/phone/leave")
@on_a_phone
def leave() -> ResponseReturnValue:
    """Leave, and clear this phone. What was answered stays."""
    with parts().database.writing() as db:
        panels.leave(db, g.panellist.id, at=now())
    return _cleared(url_for("join.left", language=spoken()))


@pages.post("/phone/not-me")
@on_a_phone
def not_me() -> ResponseReturnValue:
    """Somebody else holds this phone now. What was answered on it stays with whoever it was, and her code finds it."""
    with parts().database.writing() as db:
        panels.forget_phone(db, g.panellist.id)
    return _cleared(url_for("join.start", language=spoken()))


def _comment_form(form: CommentForm) -> ResponseReturnValue:
    try:
        with parts().database.writing() as db:
            recorded = _keep(db, form)
    except (CommentEmpty, CommentTooLong) as refused:
        return _sheet(form, refused=say(refused), status=422)
    if form.words.strip():
        flash(_("Your comment was sent."), SENT)
    parts().broadcast.progress(g.panellist.workshop)
    return said(recorded) if recorded else _back_to_the_page()


def _keep(db: Session, form: CommentForm) -> Recorded | None:
    """Keep what the sheet holds. Objections alone are an answer too; after closing only the words are kept."""
    if form.round.data is None:
        raise AnswerUnreadable(what=Phrase(N_("it names no round")))
    panellist, round = g.panellist.id, RoundId(form.round.data)
    standing = standing_answer(db, panellist, round)
    fields = form.ballot(standing)
    objects = any(fields[name] != list(standing.get(name) or ()) for name in ("parts", "if_changed"))
    if form.words.strip() or not objects:
        comments_service.write(db, parts().keys, panellist, _written(form), at=now())
    return ballots_service.cast_form(db, panellist, fields, at=now()) if objects else None


def _cleared(leads_to: str) -> ResponseReturnValue:
    """This phone is nobody's any more."""
    parts().broadcast.drop_phone(g.panellist.id)
    parts().broadcast.progress(g.panellist.workshop)
    session.clear()
    response = answer({"ok": True}) if wants_json() else redirect(leads_to, 303)
    response.delete_cookie(PHONE_COOKIE)
    response.headers["Clear-Site-Data"] = '"storage"'  # on https: what waited here, and the shell
    return response


def _written(form: CommentForm) -> Written:
    return comment_of_form(form, secret=parts().settings.secret)


def _sheet(form: CommentForm, *, refused: str = "", status: int = 200) -> ResponseReturnValue:
    """The comment sheet as she left it."""
    at = str(form.at.data or "")
    return _page(view(show="comment", at=at, stop=_stop(), typed=_typed(form), refused=refused), status)


def _typed(form: CommentForm) -> Typed:
    return Typed(form.words, tuple(form.chosen), form.changed.data, form.seen.data, form.may_show.data)


def _page(view: PhoneView, status: int = 200) -> ResponseReturnValue:
    page = page_of(request.cookies.get(PHONE_COOKIE, ""))
    return render_template("phone/phone.html", view=view, shelf=shelf(), page=page, front=front()), status


def _done() -> ResponseReturnValue:
    return answer({"ok": True}) if wants_json() else _back_to_the_page()


def _back_to_the_page() -> ResponseReturnValue:
    return redirect(url_for("phone.phone", stop=_stop() or None), 303)


def _stop() -> str:
    """Where she is in her own list; it comes with each form while blocks are open."""
    return request.form.get("stop", "")
