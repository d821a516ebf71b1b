"""The projector: one page for the wall, opened with a link that may only look."""

from flask import Blueprint, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from app.core.translations import OWN_NAMES
from app.web.access import SCREEN_COOKIE, keep_cookie, on_a_screen
from app.web.fresh import fresh
from app.web.languages import speak
from app.web.screen_page import screen_state, words

pages = Blueprint("screen", __name__)
WALL = "wall"  # what the form cookie calls the language of this wall
HOURS = 24  # a day's workshop; the link itself ends with the workshop


@pages.get("/screen")
@on_a_screen
def screen() -> ResponseReturnValue:
    """The wall as it is now. A link's key moves into a cookie: a photograph of the wall must not show it.

    So does the language that was chosen for this wall; two walls of a room may speak two languages.
    """
    if "key" in request.args:
        session[WALL] = request.args.get("language", "")
        away = redirect(url_for("screen.screen"), 303)
        keep_cookie(away, SCREEN_COOKIE, request.args["key"], hours=HOURS)
        return away
    language = _language()
    return render_template("screen/screen.html", state=screen_state(g.workshop_id, language), words=words())


@pages.get("/screen/state")
@on_a_screen
def state() -> ResponseReturnValue:
    """What the wall is drawn from, as JSON."""
    return fresh(screen_state(g.workshop_id, _language()))


def _language() -> str:
    """The language of this wall, which is spoken from here on; "" where none was chosen."""
    language = str(session.get(WALL) or "")
    if language not in OWN_NAMES:
        return ""
    speak(language)
    return language
