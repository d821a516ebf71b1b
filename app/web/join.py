"""The way in: six digits or a link, the notice, a group. Looking creates nothing, agreeing does."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as Answer

from app.core.catalogue import N_, Phrase
from app.core.errors import AnswerUnreadable, PersonalCodeUnknown, WorkshopError, WrongCode
from app.core.notices import read_out
from app.core.translations import OWN_NAMES
from app.core.workshops import WorkshopId
from app.services import blocks, cards, memory, texts, withdrawal
from app.services.panels import Door, Joined
from app.services.tokens import new_token
from app.services.workshops import workshop_row
from app.web.access import PHONE_COOKIE, current_account, for_anyone, keep_cookie
from app.web.errors import STATUS, say
from app.web.forms_phone import CodeForm, ConsentForm, WithdrawForm
from app.web.languages import spoken, turn_at_the_door
from app.web.parsing import answer, body, wants_json
from app.web.parts import now, parts

pages = Blueprint("join", __name__)

COOKIE_HOURS, HOURS_BY_LINK = 24, 30 * 24  # by link people answer at home, over days, and come to the room then
DAY = "d MMMM y"
# What the form cookie holds: the code until she has noted it, one opened notice, and by which way she came in.
CODE, READING, WAY = "code", "reading", "way"


@pages.get("/")
@for_anyone
def start() -> ResponseReturnValue:
    """Six digits from the wall, or the eight letters of a card."""
    turn_at_the_door()
    return _digits()


@pages.get("/j/<token>")
@for_anyone
def card(token: str) -> ResponseReturnValue:
    """The notice behind a card or the code on the wall. Link previews fetch this too, so it creates nothing."""
    turn_at_the_door()
    return _notice(_door({"token": token}), token=token, code="")


@pages.post("/join")
@for_anyone
def open_door() -> ResponseReturnValue:
    """The notice behind six digits or a card's letters; after agreeing to it, on to the groups."""
    turn_at_the_door()
    form = CodeForm(request.form)
    try:
        door = _door(form.data)
    except WorkshopError as refused:
        if wants_json():
            raise
        return _digits(say=say(refused), code=form.code.data or ""), STATUS[refused.kind]
    way = {"token": form.token.data or "", "code": form.code.data or ""}
    if form.language.data or not form.agreed.data:
        return _notice(door, **way)
    # The groups are a page of their own: going back to the answer of a form, a browser asks to send it again.
    session[WAY] = way | {"version": form.agreed.data}
    return redirect(url_for(".groups"), 303)


@pages.get("/groups")
@for_anyone
def groups() -> ResponseReturnValue:
    """The groups to choose from, for who has just agreed. Nothing is created before one is chosen.

    Who went back to them after she had come in is in: her phone shows the room.
    """
    way = session.get(WAY)
    if way is None:
        return redirect(url_for("phone.phone" if PHONE_COOKIE in request.cookies else ".start"), 303)
    turn_at_the_door()
    door = _door(way)
    return render_template(
        "join/groups.html", groups=door.groups, returns=door.hers, languages=_offered_at(door), names=OWN_NAMES, **way
    )


@pages.post("/phone/consent")
@for_anyone
def consent() -> ResponseReturnValue:
    """Someone agreed: from now on this phone is a panellist's."""
    sent = body() if request.is_json else ConsentForm(request.form).data
    turn_at_the_door()
    door = _door(sent)
    with parts().database.writing() as db:
        agreed = _agreement(sent) | {"language": _language(db, door, sent)}
        joined = cards.enter(db, door, **agreed, secret=parts().settings.secret, at=now())
    if door.hers is not None:
        parts().broadcast.drop_phone(door.hers)  # the phone she had before looks again, and hears that she has moved
    parts().broadcast.progress(joined.workshop)
    return _welcome(joined)


@pages.get("/no-thanks")
@for_anyone
def no_thanks() -> ResponseReturnValue:
    """She would rather not: nothing was kept."""
    turn_at_the_door()
    return render_template("join/no_thanks.html")


@pages.get("/left")
@for_anyone
def left() -> ResponseReturnValue:
    """After leaving: the phone is cleared."""
    turn_at_the_door()
    return render_template("join/left.html")


@pages.get("/withdraw")
@for_anyone
def withdraw() -> ResponseReturnValue:
    """Where a personal code removes what was answered."""
    turn_at_the_door()
    return render_template("join/withdraw.html", say="")


@pages.post("/withdraw")
@for_anyone
def remove() -> ResponseReturnValue:
    """Remove all that belongs to a code."""
    turn_at_the_door()
    code = body().get("code", "") if request.is_json else WithdrawForm(request.form).code.data
    try:
        with _typed_code(), parts().database.writing() as db:
            gone = withdrawal.withdraw(db, str(code), secret=parts().settings.secret, at=now())
    except WorkshopError as refused:
        if wants_json():
            raise
        return render_template("join/withdraw.html", say=say(refused)), STATUS[refused.kind]
    memory.forget()
    parts().broadcast.changed(gone.workshop)
    if wants_json():
        return answer({"ok": True, "ballots": gone.ballots, "comments": gone.comments})
    return render_template("join/removed.html", ballots=gone.ballots, comments=gone.comments)


def _door(sent: Mapping[str, Any]) -> Door:
    """The door that a link's token or typed digits lead to; only wrong digits count as guessing."""
    token, digits = (str(sent.get(name) or "") for name in ("token", "code"))
    if token:
        with parts().database.reading() as db:
            return cards.find_door(db, token=token, secret=parts().settings.secret)
    with _typed_code(), parts().database.reading() as db:
        return cards.find_door(db, typed=digits, secret=parts().settings.secret)


class _typed_code:  # noqa: N801  # reads as a sentence: with _typed_code(): ...
    """Around looking up something typed: too many wrong ones, and typed codes wait for a minute."""

    def __enter__(self) -> None:
        parts().limits.may_type_a_code(request.remote_addr or "")

    def __exit__(self, kind: object, problem: object, trace: object) -> None:
        if isinstance(problem, WrongCode | PersonalCodeUnknown):
            parts().limits.code_was_wrong(request.remote_addr or "")


def _notice(door: Door, *, token: str, code: str) -> ResponseReturnValue:
    groups = [{"id": id, "name": name} for id, name in door.groups]
    if wants_json():
        return answer({"workshop": door.workshop, "version": door.notice.version, "groups": groups})
    others = _others(_offered_at(door))
    session[READING] = new_token()
    notice, written = door.notice_in(spoken()), spoken() if spoken() in door.notices else "en"
    said = read_out(notice, until=format_date(notice.withdraw_until, DAY))
    return render_template(
        "join/notice.html", notice=notice, written=written, said=said, others=others, token=token, code=code
    )


def _agreement(sent: Mapping[str, Any]) -> dict[str, Any]:
    """What she agreed to and as whom, with what tells this phone from others."""
    group = sent.get("group")
    if group is not None and type(group) is not int:
        raise AnswerUnreadable(what=Phrase(N_("the group is not a number")))
    return {
        "group": group or 0,
        "notice": str(sent.get("version") or ""),
        "cookie": request.cookies.get(PHONE_COOKIE, ""),
        "reading": "" if request.is_json else session.get(READING, ""),
    }


def _digits(say: str = "", code: str = "") -> str:
    signed = current_account()
    runs_workshops = signed is not None and signed.only is None  # a remote reaches its one workshop
    return render_template(
        "join/digits.html", say=say, code=code, others=_others(OWN_NAMES), runs_workshops=runs_workshops
    )


def _others(offered: Iterable[str]) -> list[tuple[str, str]]:
    """The languages she could read this page in besides, each by its own name."""
    return [(each, OWN_NAMES[each]) for each in offered if each != spoken()]


def _offered_at(door: Door) -> tuple[str, ...]:
    """The languages a workshop offers, after turning to the one of them that suits her."""
    with parts().database.reading() as db:
        offered = texts.offered(db, workshop_row(db, door.workshop))
    turn_at_the_door(offered)
    return offered


def _language(db: Session, door: Door, sent: Mapping[str, Any]) -> str:
    """The language she wants to read in: the one she chose, else the first there is."""
    room = workshop_row(db, door.workshop)
    chosen = str(sent.get("language") or "")
    return texts.must_be_offered(db, room, chosen) if chosen else texts.offered(db, room)[0]


def _welcome(joined: Joined) -> ResponseReturnValue:
    response: Answer
    if wants_json():
        said = {"ok": True, "panellist": joined.panellist, "workshop": joined.workshop, "code": joined.code}
        response = answer(said)
    else:
        response = redirect(url_for("phone.phone"), 303)
        if joined.code:
            session[CODE] = joined.code
    keep_cookie(response, PHONE_COOKIE, joined.cookie, hours=_hours(joined.workshop))
    return response


def _hours(workshop: WorkshopId) -> int:
    """How long a phone stays the same panellist's; else she would come back as another, and count twice."""
    with parts().database.reading() as db:
        return HOURS_BY_LINK if blocks.is_by_link(db, workshop) else COOKIE_HOURS
