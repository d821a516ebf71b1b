"""Talk first, and a text changed on the spot: two pages of the desk. Phones and wall see nothing of the list."""

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.core.errors import Kind, WorkshopError
from app.core.errors_talk import ChangedMeanwhile
from app.core.instrument import in_language
from app.core.talk import WITH_TALK, WITHOUT_TALK, how_many_fit
from app.core.workshops import RoundId, VersionId, WorkshopId
from app.services import amendments, instruments, workshops
from app.services import talk as talks
from app.services.amendments import ToAmend
from app.web.access import FACILITATORS, may
from app.web.errors import say
from app.web.forms_talk import MOST_MINUTES, AmendForm, begun_from, whole_number
from app.web.parts import now, parts

pages = Blueprint("talk", __name__)
TO_MEND = {Kind.STALE: 409, Kind.INVALID: 422}
"""Refusals after which the page comes again with all that was typed; any other is an answer of its own."""


@pages.get("/desk/<int:workshop>/talk")
@may(*FACILITATORS)
def talk(workshop: int) -> ResponseReturnValue:
    """What the room could talk about, with a proposal that fits into the minutes left."""
    return _talk_page(WorkshopId(workshop))


@pages.post("/desk/<int:workshop>/talk")
@may(*FACILITATORS)
def choose(workshop: int) -> ResponseReturnValue:
    """Make what is ticked the statements to talk about, in the order of the page."""
    room, ticked = WorkshopId(workshop), _ticked()
    try:
        with parts().database.writing() as db:
            seen = request.form.get("seen", "")
            talks.choose(db, room, ticked, seen=seen, by=g.account, at=now())
    except WorkshopError as refused:
        if refused.kind not in TO_MEND:
            raise
        return _talk_page(room, ticked=ticked, sentence=say(refused), status=TO_MEND[refused.kind])
    parts().broadcast.changed(room)
    return redirect(url_for("desk.desk", workshop=workshop), 303)


@pages.get("/desk/<int:workshop>/rounds/<int:round>/amend")
@may(*FACILITATORS)
def amend(workshop: int, round: int) -> ResponseReturnValue:
    """The text of a round, each part in a field of its own."""
    text = _text(WorkshopId(workshop), RoundId(round))
    return _amend_page(WorkshopId(workshop), text, begun_from(text))


@pages.post("/desk/<int:workshop>/rounds/<int:round>/amend")
@may(*FACILITATORS)
def amend_now(workshop: int, round: int) -> ResponseReturnValue:
    """Keep the changed text as a new version and put it on show. What was typed is never lost."""
    room, form = WorkshopId(workshop), AmendForm(request.form)
    try:
        with parts().database.writing() as db:
            seen = VersionId(whole_number({"seen": form.seen.data or ""}, "seen", 0, 2**31))
            amendments.amend(db, room, RoundId(round), form.words(), seen=seen, by=g.account, at=now())
    except WorkshopError as refused:
        if refused.kind not in TO_MEND:
            raise
        text, stale = _text(room, RoundId(round)), isinstance(refused, ChangedMeanwhile)
        status = TO_MEND[refused.kind]
        return _amend_page(room, text, form, sentence=say(refused), compare=stale, status=status)
    parts().broadcast.changed(room)
    return redirect(url_for("desk.desk", workshop=workshop), 303)


def _ticked() -> tuple[RoundId, ...]:
    """The ticked rounds in the order of the page: that of their numbers where some were typed, else as they stand."""
    sent = [each for each in request.form.getlist("round") if each.isdecimal()]
    places = {each: whole_number(request.form, f"place-{each}", at + 1_000, 10_000) for at, each in enumerate(sent)}
    return tuple(RoundId(int(each[:9])) for each in sorted(sent, key=lambda each: places[each]))


def _talk_page(
    room: WorkshopId, *, ticked: tuple[RoundId, ...] | None = None, sentence: str = "", status: int = 200
) -> ResponseReturnValue:
    with parts().database.reading() as db:
        found, head = talks.talk_list(db, room, at=now()), workshops.head(db, room)
    minutes = whole_number(request.values, "minutes", found.minutes_left, MOST_MINUTES)
    each = WITHOUT_TALK if request.values.get("each") == str(WITHOUT_TALK) else WITH_TALK
    fit = how_many_fit(minutes, each)
    chosen = _chosen(found, ticked, fit)
    order = {id: at for at, id in enumerate(chosen)}
    topics = sorted(found.topics, key=lambda topic: order.get(topic.round, len(order)))
    page = render_template(
        "desk/talk.html",
        head=head,
        topics=topics,
        chosen=chosen,
        known=sum(topic.need.is_known for topic in found.topics),
        seen=found.seen,
        minutes=minutes,
        each=each,
        lengths=(WITH_TALK, WITHOUT_TALK),
        fit=fit,
        say=sentence,
        waits=any(topic.place for topic in found.topics),
    )
    return page, status


def _chosen(found: talks.TalkList, ticked: tuple[RoundId, ...] | None, fit: int) -> list[RoundId]:
    """What was ticked; else what is chosen already, unless minutes were asked about; else what fits."""
    if ticked is not None:
        return list(ticked)
    waiting = sorted((topic.place, topic.round) for topic in found.topics if topic.place)
    if waiting and "minutes" not in request.args:
        return [round for _, round in waiting]
    return [topic.round for topic in found.topics if topic.need.is_known][:fit]


def _text(room: WorkshopId, round: RoundId) -> ToAmend:
    with parts().database.reading() as db:
        return amendments.to_amend(db, room, round)


def _amend_page(
    room: WorkshopId,
    text: ToAmend,
    form: AmendForm,
    *,
    sentence: str = "",
    compare: bool = False,
    status: int = 200,
) -> ResponseReturnValue:
    if compare:
        form.seen.data = str(text.seen)  # she sees the newest now, and may go on from it
    with parts().database.reading() as db:
        head, asked = workshops.head(db, room), in_language(instruments.asked_in(db, room), text.lang)
    page = render_template(
        "desk/amend.html",
        head=head,
        text=text,
        form=form,
        labels=asked.parts,
        say=sentence,
        compare=compare,
    )
    return page, status
