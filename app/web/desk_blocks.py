"""What the desk's buttons do where statements are answered at one's own pace: pure functions of the desk's state.

The blocks of one answering are one stop of the afternoon: opened by one button, and closed by one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.core.workshops import RUNNING, RoundState, WorkshopState
from app.web.desk_actions import Action, State, current_of


def with_blocks(state: State, actions: Mapping[str, Action | None]) -> dict[str, Action | None]:
    """The desk's buttons, where a workshop has blocks; without any as they are."""
    answering = state["answering"]
    if answering is None and not any(round["block"] for round in state["rounds"]):
        return {**actions, "ahead": None, "take_one": None}
    around = {"back": _show(state, -1), "next": _show(state, +1), "ahead": _ahead(state, answering)}
    around["take_one"] = _take_one(state, answering)
    big = _big(state, answering, around["next"], actions["big"], actions["end"])
    own: dict[str, Action | None] = {}
    if answering:
        undo = _undo(state, answering) or (actions["undo"] if answering["state"] == RoundState.QUEUED else None)
        own = {"undo": undo, "reopen": _reopen(state, answering), "again": None}
    return {**actions, **around, "big": big, **own}


def progress_of(state: State) -> tuple[int, int] | None:
    """How many are done of how many, or through while blocks are open; None while nothing is open."""
    found = state["answering"] if _is_open(state["answering"]) else current_of(state)
    return (found["done"], found["present"]) if found and found["done"] is not None else None


def block_words() -> dict[str, str]:
    """The desk's texts about blocks; names in braces are filled when they are shown."""
    return {
        "through": _("{done} of {present} are through"),
        "begun": _("{begun} of {present} have begun."),
        "first_in": _("The first will be through in about {minutes} min."),
        "paced": _("At their own pace"),
        "paced_ahead": _("By link, at their own pace"),
        "statements": _("{n} statements"),
        "statement": _("1 statement"),
        "for_all": _("for everyone"),
        "for_seats": _("for {n} seats"),
        "for_seat": _("for 1 seat"),
        "part_through": _("{done} of {given} through"),
        "ask_take_one": _("Take {code} back? It closes for everyone, and its answers will count nowhere."),
        "sure_take_one": _("Take this statement back"),
        "paced_place": _("{topics} topics"),
    }


def _is_open(answering: Any) -> bool:
    return bool(answering and answering["state"] == RoundState.OPEN)


def _big(
    state: State, answering: Any, following: Action | None, otherwise: Action | None, end: Action | None
) -> Action | None:
    room = state["workshop"]["state"]
    if room in (WorkshopState.LOBBY, WorkshopState.LIVE) and _is_open(answering):
        return _move(state, answering, "close", _("Close ({done} of {present} are through)"), asks="few")
    if room != WorkshopState.LIVE or (answering is None and _is_at_a_round(state)):
        return otherwise
    if answering and answering["state"] == RoundState.QUEUED:
        return _move(state, answering, "open", _("Open for answers"))
    return replace(following, text=_("Next statement")) if following else end


def _is_at_a_round(state: State) -> bool:
    """Whether the button belongs to the statement on show: it can be opened, closed or shown."""
    round = current_of(state)
    return round is not None and round["state"] != RoundState.REVEALED


def _ahead(state: State, answering: Any) -> Action | None:
    """What is answered by link before the day opens while people still join."""
    if state["workshop"]["state"] != WorkshopState.LOBBY or not answering or answering["state"] != RoundState.QUEUED:
        return None
    note = _("People answer by their link; the doors stay open.")
    return _move(state, answering, "open", _("Open by link"), note=note) if answering["before_the_day"] else None


def _undo(state: State, answering: Any) -> Action | None:
    if state["workshop"]["state"] not in RUNNING or not answering["undo_ms"]:
        return None
    if answering["state"] == RoundState.OPEN:
        note = _("For five seconds, while nobody has answered.")
        return _move(state, answering, "undo", _("Undo: do not open yet"), note=note)
    note = _("For five seconds. Answers that came meanwhile will count.")
    return _move(state, answering, "undo", _("Undo: go on answering"), note=note)


def _take_one(state: State, answering: Any) -> Action | None:
    """Take one statement back while its block stays open; which one is chosen beside the button."""
    if state["workshop"]["state"] not in RUNNING or not _is_open(answering):
        return None
    url = url_for("desk.answering.take_one", workshop=state["workshop"]["id"])
    return Action(_("Take this statement back"), url, asks="take_one")


def _reopen(state: State, answering: Any) -> Action | None:
    if state["workshop"]["state"] != WorkshopState.LIVE or answering["state"] != RoundState.CLOSED:
        return None
    note = _("The report says that it was opened again.")
    return _move(state, answering, "reopen", _("Open once more"), note=note)


def _show(state: State, step: int) -> Action | None:
    """Go to the stop before or after; nothing while something is open, so that no answer is left hanging."""
    current = current_of(state)
    if state["workshop"]["state"] != WorkshopState.LIVE or (current and current["state"] == RoundState.OPEN):
        return None
    here = _place(state, current)
    stops = [stop for stop in _stops(state["rounds"]) if (stop["position"] - here) * step > 0]
    if not stops:
        return None
    url = url_for(
        "desk.move_round",
        workshop=state["workshop"]["id"],
        round=stops[0 if step > 0 else -1]["id"],
        move="show",
    )
    return Action(_("Next") if step > 0 else _("Back"), url)


def _place(state: State, current: Any) -> int:
    """Where the room is in the afternoon: at what it is answering, at the statement on show, or at the beginning."""
    answering = state["answering"]
    if answering and answering["state"] == RoundState.CLOSED:
        return int(answering["places"][1])
    return int(current["position"]) if current else 0


def _stops(rounds: Sequence[State]) -> list[State]:
    """Statements in plenary one by one, and of what is still to be answered at one's own pace the first."""
    stops: list[State] = []
    for round in rounds:
        goes_on = bool(stops) and _waits_in_a_block(stops[-1])
        if round["block"] is None or (_waits_in_a_block(round) and not goes_on):
            stops.append(round)
    return stops


def _waits_in_a_block(round: State) -> bool:
    return bool(round["block"]) and round["state"] == RoundState.QUEUED


def _move(state: State, answering: Any, move: str, text: str, *, note: str = "", asks: str | None = None) -> Action:
    url = url_for("desk.answering.move", workshop=state["workshop"]["id"], block=answering["block"], move=move)
    return Action(text, url, {"epoch": answering["epoch"], "state": answering["state"]}, note, asks)
