"""The projector: one page for the wall, opened with a link that may only look."""

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.web.access import SCREEN_COOKIE, keep_cookie, on_a_screen
from app.web.fresh import fresh
from app.web.screen_page import screen_state, words

pages = Blueprint("screen", __name__)
HOURS = 24  # a day's workshop; the link itself ends with the workshop


@pages.get("/screen")
@on_a_screen
def screen() -> ResponseReturnValue:
    """The wall as it is now. A link's key moves into a cookie: a photograph of the wall must not show it."""
    if "key" in request.args:
        away = redirect(url_for("screen.screen"), 303)
        keep_cookie(away, SCREEN_COOKIE, request.args["key"], hours=HOURS)
        return away
    return render_template("screen/screen.html", state=screen_state(g.workshop_id), words=words())


@pages.get("/screen/state")
@on_a_screen
def state() -> ResponseReturnValue:
    """What the wall is drawn from, as JSON."""
    return fresh(screen_state(g.workshop_id))
