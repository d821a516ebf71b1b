"""What the desk's buttons do around the talk: from the list through each statement of it, a changed text, taking back.

Before an asking after the talk comes the talk: what is shown for it are the answers it is about.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.core.workshops import RUNNING, RoundState, WorkshopState
from app.web.desk_actions import Action, State, current_of

CLOSED = (RoundState.CLOSED, RoundState.REVEALED)
Actions = Mapping[str, Action | None]


def with_talk(state: State, actions: Actions) -> dict[str, Action | None]:
    """The desk's buttons, with those of the talk."""
    own = {"talk": _talk(state), "amend": _amend(state), "take_back": _take_back(state)}
    round, found = current_of(state), {**actions, **own}
    if round is None or state["workshop"]["state"] != WorkshopState.LIVE:
        return found
    if round["state"] != RoundState.OPEN:
        waits = _waits_for(state, round)
        following = _show(state, waits) if waits else _to_the_talk(state, actions["next"])
        found |= {"next": following, "big": _to_the_talk(state, actions["big"])}
        if waits and round["state"] in CLOSED:
            found |= _asked_again(state, round, found)
    if round["taken_back"]:
        found |= {"again": None, "big": _named(found["next"], _("Next statement")) or found["end"]}
    return found


def _asked_again(state: State, round: State, found: Actions) -> dict[str, Action | None]:
    """What waits after the talk is asked by the big button once the answers before it were shown."""
    again = Action(_("Ask again, after the talk"), _url(state, round, "again"))
    return {"big": again, "again": None} if round["state"] == RoundState.REVEALED else {"again": again}


def _to_the_talk(state: State, action: Action | None) -> Action | None:
    """Where a button leads to an asking that waits after the talk, it shows first what the talk is about."""
    if action is None or not action.url.endswith("/show"):
        return action
    shown = next((each for each in state["rounds"] if _url(state, each, "show") == action.url), None)
    return replace(action, url=_url(state, _talked_about(state, shown), "show")) if shown else action


def _talked_about(state: State, round: State) -> State:
    if round["state"] != RoundState.QUEUED or not _is_after_talk(round):
        return round
    asked = (each for each in state["rounds"] if each["code"] == round["code"] and each["state"] in CLOSED)
    return next((each for each in asked if not each["taken_back"]), round)


def _waits_for(state: State, round: State) -> Any:
    """The asking of a statement after the talk, while it waits; None for one that is such an asking itself."""
    later = (each for each in state["rounds"] if each["code"] == round["code"] and _is_after_talk(each))
    return next((each for each in later if each["state"] == RoundState.QUEUED and each["id"] != round["id"]), None)


def _is_after_talk(round: State) -> bool:
    return bool(round["number"] > 1 or round["changed"])


def _talk(state: State) -> Action | None:
    """To the list of what could be talked about."""
    if state["workshop"]["state"] not in RUNNING:
        return None
    return Action(_("Talk first"), url_for("talk.talk", workshop=state["workshop"]["id"]))


def _amend(state: State) -> Action | None:
    """To the page on which the text on show is changed; not while people answer it."""
    round = current_of(state)
    if state["workshop"]["state"] not in RUNNING or round is None or round["state"] == RoundState.OPEN:
        return None
    url = url_for("talk.amend", workshop=state["workshop"]["id"], round=round["id"])
    return Action(_("Change the text"), url)


def _take_back(state: State) -> Action | None:
    round = current_of(state)
    if state["workshop"]["state"] not in RUNNING or round is None or round["state"] != RoundState.OPEN:
        return None
    if state["answering"]:
        return None  # the round on show only marks the place of its block
    body = {"epoch": round["epoch"], "state": round["state"]}
    return Action(_("Take this statement back"), _url(state, round, "take_back"), body, asks="take_back")


def _show(state: State, round: State) -> Action:
    return Action(_("Next"), _url(state, round, "show"))


def _named(action: Action | None, text: str) -> Action | None:
    return replace(action, text=text) if action else None


def _url(state: State, round: State, move: str) -> str:
    return url_for("desk.move_round", workshop=state["workshop"]["id"], round=round["id"], move=move)
