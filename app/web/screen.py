"""The projector: one page for the wall, opened with a link that may only look."""

from flask import Blueprint, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from app.core.errors_screen import ScreenLinkReplaced
from app.core.translations import OWN_NAMES
from app.web.access import SCREEN_COOKIE, keep_cookie, on_a_screen
from app.web.errors import say
from app.web.fresh import fresh
from app.web.languages import speak
from app.web.screen_page import screen_state, words

pages = Blueprint("screen", __name__)
WALL = "wall"  # what the form cookie calls the language of this wall
HOURS = 24  # a day's workshop; the link itself ends with the workshop


@pages.before_request
def speak_on_the_wall() -> None:
    """Speak the language of this wall, also where its link is refused."""
    language = _language()
    if language:
        speak(language)


@pages.get("/screen")
@on_a_screen
def screen() -> ResponseReturnValue:
    """The wall as it is now. A link's key moves into a cookie: a photograph of the wall must not show it.

    So does the language that was chosen for this wall; two walls of a room may speak two languages.
    """
    if "key" in request.args:
        session[WALL] = _language()
        away = redirect(url_for("screen.screen"), 303)
        keep_cookie(away, SCREEN_COOKIE, request.args["key"], hours=HOURS)
        return away
    shown = screen_state(g.workshop_id, _language())
    return render_template("screen/screen.html", state=shown, words=words(), replaced=say(ScreenLinkReplaced()))


@pages.get("/screen/state")
@on_a_screen
def state() -> ResponseReturnValue:
    """What the wall is drawn from, as JSON."""
    return fresh(screen_state(g.workshop_id, _language()))


def _language() -> str:
    """The language chosen for this wall, with its link or before; "" where none was."""
    language = request.args.get("language", "") if "key" in request.args else str(session.get(WALL) or "")
    return language if language in OWN_NAMES else ""
