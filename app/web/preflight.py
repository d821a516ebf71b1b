"""Before the doors: what can go wrong in a hall, looked at while it can still be mended, and the test phone."""

import shutil

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.translations import OWN_NAMES
from app.core.workshops import WorkshopId
from app.services import plans, texts, workshops
from app.services import preflight as checks
from app.services.preflight import Standing
from app.services.wanting import wanting
from app.services.workshops import workshop_row
from app.web import translation_words
from app.web.access import FACILITATORS, for_anyone, may
from app.web.desk_answers import sent
from app.web.languages import ENGLISH, turn_at_the_door
from app.web.parsing import answer, wants_json
from app.web.parts import now, parts
from app.web.qr import qr
from app.web.workshops import missing_of

pages = Blueprint("preflight", __name__)

GB = 1_000_000_000
LEAST_FREE = GB  # an afternoon takes a few MB; less than this and the laptop itself begins to stumble


@pages.get("/desk/<int:workshop>/preflight")
@may(*FACILITATORS)
def preflight(workshop: int) -> ResponseReturnValue:
    """The list; as JSON only what the test phone said, for the page that waits for it."""
    room = WorkshopId(workshop)
    with parts().database.reading() as db:
        standing, head, plan = checks.standing(db, room), workshops.head(db, room), plans.plan_of(db, room)
        languages = translation_words.lines_of(wanting(db, room))
        walls = [(each, OWN_NAMES[each]) for each in texts.offered(db, workshop_row(db, room)) if each != ENGLISH]
    if wants_json():
        return answer({"said": phone_said(standing)})
    link = parts().settings.origin + url_for(".hello", key=checks.test_key(room, secret=parts().settings.secret))
    return render_template(
        "desk/preflight.html",
        head=head,
        missing=missing_of(plan),
        languages=languages,
        walls=walls,
        standing=standing,
        said=phone_said(standing),
        code=qr(link),
        link=link,
        free=free_on_disk(),
        least=LEAST_FREE / GB,
        is_https=parts().settings.is_https,
        longest=checks.LONGEST_NAME,
        me=g.name,
    )


@pages.post("/desk/<int:workshop>/wifi")
@may(*FACILITATORS)
def wifi(workshop: int) -> ResponseReturnValue:
    """Keep the name of the hall's Wi-Fi: the wall says it to whoever's page does not open."""
    room = WorkshopId(workshop)
    with parts().database.writing() as db:
        checks.name_wifi(db, room, str(sent().get("wifi", "")))
    parts().broadcast.changed(room)
    if wants_json():
        return answer({"ok": True})
    flash(_("The Wi-Fi's name is kept."))
    return redirect(url_for(".preflight", workshop=workshop), 303)


@pages.get("/hello/<key>")
@for_anyone
def hello(key: str) -> ResponseReturnValue:
    """What the test phone sees. Looking notes nothing, for previews look too."""
    _behind(key)
    turn_at_the_door()
    return render_template("join/hello.html", key=key, was_here=False)


@pages.post("/hello/<key>")
@for_anyone
def was_here(key: str) -> ResponseReturnValue:
    """A phone was here; `ms` is how long its way there and back took, where it could measure."""
    turn_at_the_door()
    room, ms = _behind(key), sent().get("ms")
    with parts().database.writing() as db:
        checks.phone_was_here(db, room, ms if type(ms) is int else None, at=now())
    return answer({"ok": True}) if request.is_json else render_template("join/hello.html", key=key, was_here=True)


def phone_said(standing: Standing) -> str:
    """What the test phone said, as a sentence; "" while none was here."""
    if standing.tested_at is None:
        return ""
    time = standing.tested_at.strftime("%H:%M")
    if standing.tested_ms is None:
        return _("A phone was here at %(time)s UTC.", time=time)
    return _("A phone was here: %(ms)s ms there and back, at %(time)s UTC.", ms=standing.tested_ms, time=time)


def free_on_disk() -> float:
    """How many GB are free where the database lies."""
    return shutil.disk_usage(parts().settings.data).free / GB


def _behind(key: str) -> WorkshopId:
    with parts().database.reading() as db:
        return checks.behind(db, key, secret=parts().settings.secret)
