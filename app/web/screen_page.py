"""What the wall is drawn from: which picture is due, how large its text can be, and the words around it."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from app.core.instrument import in_language
from app.core.workshops import RoundState, WorkshopId, WorkshopState
from app.services import instruments, snapshots_screen
from app.web.bars import bar_words, bars_of
from app.web.languages import ENGLISH
from app.web.parts import now, parts
from app.web.way_in import way_in

FITS = (20, 34, 50, 75, 110, 160)  #: words that fit on the wall at each step of type, the largest first
WORD = 6  #: places a word takes on a line, its space included, in whatever script it is written


def screen_state(workshop: WorkshopId, language: str = "") -> dict[str, Any]:
    """The workshop as the wall shows it: in a language, or else as it was written. Raises NotHere."""
    with parts().database.reading() as db:
        state = snapshots_screen.screen_state(db, workshop, at=now(), language=language)
        asked = in_language(instruments.asked_in(db, workshop), language or ENGLISH)
    room, round = state["workshop"], state["round"]
    counts = round and round["counts"]
    return {
        **state,
        "picture": picture(state),
        "fit": fit(round["statement"]) if round else 1,
        "bars": bars_of(counts, asked) if counts else [],
        "outside": (counts["abstained"] or 0) if counts else 0,
        "wifi": _('Join the Wi-Fi "%(name)s".', name=room["wifi"]) if room["wifi"] else "",
        "door": way_in(room["digits"], room["token"]) if room["token"] else None,
    }


def picture(state: Mapping[str, Any]) -> str:
    """Which picture is on the wall now. What is answered by link while people join is not for the wall."""
    room, round = state["workshop"], state["round"]
    if room["blanked"]:
        return "dark"
    if room["state"] == WorkshopState.LIVE:
        if state["answering"]:
            return f"paced-{state['answering']}"
        if round and round["changed"] and round["state"] == RoundState.QUEUED:
            return "changed"
        return str(round["state"]) if round else "lobby"
    return str(room["state"])


def fit(statement: Mapping[str, Any]) -> int:
    """The step of type a statement begins with, 1 the largest. The page steps further down while that is too large."""
    shown = [f"{part['label']} {_said(part)}" for part in statement["parts"]] or [_said(statement)]
    words = _places(" ".join(shown)) / WORD
    return 1 + sum(words > most for most in FITS)


def _places(text: str) -> int:
    """How many places a text takes on a line: its signs, without those that stand on another or have no width."""
    return sum(unicodedata.category(sign)[0] not in "MC" for sign in " ".join(text.split()))


def _said(text: Mapping[str, Any]) -> str:
    """What stands on the wall of a part or a wording, what went from it included."""
    pieces = text.get("pieces")
    return " ".join(piece["text"] for piece in pieces) if pieces else str(text.get("text") or text.get("wording"))


def words() -> dict[str, str]:
    """Every text of the wall that changes while it is shown; names in braces are filled then."""
    return bar_words() | {
        "done": _("{done} of {present} are done"),
        "through": _("{done} of {present} are through"),
        "first_in": _("The first will be through in about {minutes} min."),
        "person": _("1 person is here"),
        "people": _("{people} people are here"),
        "place": _("{position} of {total}"),
        "topic": _("Next: {topic}. Skip or pause whenever you like."),
        "same": _("The same statement once more, after the talk."),
        "outside": _("Outside their experience, or not clear: {n}"),
        "again": _("Again, after the talk"),
        "changed": _("Changed in this workshop"),
        "talks": _("The group talks about this now."),
        "taken_back": _("This statement was taken back. Nothing more is asked about it."),
    }
