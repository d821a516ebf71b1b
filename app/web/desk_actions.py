"""What the desk's buttons do now: pure functions of the desk's state.

The page draws what stands here and adds nothing, so that it offers the same with scripts and without.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.core.workshops import RUNNING, RoundMove, RoundState, WorkshopState, next_move
from app.web.instrument_words import languages

FEW = 0.6  #: closing asks first when a smaller share than this is done

State = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Action:
    """One button: its text with {done} and {present} left open, where it is posted, and with what.

    `asks` names the question put first: "end" and "take_back" always, "few" only while few are done.
    """

    text: str
    url: str
    body: Mapping[str, str | int] = field(default_factory=dict)
    note: str = ""
    asks: str | None = None


def few_are_done(done: int, present: int) -> bool:
    """Whether so few are done that closing should ask first."""
    return done < FEW * present


def actions_for(state: State) -> dict[str, Action | None]:
    """Every button of the desk by name; None where it can do nothing now."""
    return {
        "big": _big(state),
        "back": _show(state, -1),
        "next": _show(state, +1),
        "again": _again(state),
        "undo": _undo(state),
        "reopen": _reopen(state),
        "pause": _pause(state),
        "lock": _lock(state),
        "blank": _blank(state),
        "new_link": _new_link(state),
        "end": _end(state),
        **_aloud(state),
    }


def current_of(state: State) -> Mapping[str, Any] | None:
    """The round on show; None in the lobby."""
    return next((round for round in state["rounds"] if round["id"] == state["current"]), None)


def _big(state: State) -> Action | None:
    match state["workshop"]["state"]:
        case WorkshopState.DRAFT:
            return _room(state, "doors", _("Open the doors")) if state["rounds"] else None
        case WorkshopState.LOBBY:
            return _room(state, "start", _("Start"))
        case WorkshopState.PAUSED:
            return _pause(state)
        case WorkshopState.LIVE:
            return _forward(state)
    return None


def _forward(state: State) -> Action | None:
    current = current_of(state)
    move = next_move(current["state"]) if current else None
    if current is None or move is None:
        return _named(_show(state, +1), _("Next statement")) or _end(state)
    return {RoundMove.OPEN: _open, RoundMove.CLOSE: _close, RoundMove.REVEAL: _reveal}[move](state, current)


def _named(action: Action | None, text: str) -> Action | None:
    return replace(action, text=text) if action else None


def _open(state: State, round: State) -> Action:
    return _round_move(state, round, "open", _("Open for answers"))


def _close(state: State, round: State) -> Action:
    return _round_move(state, round, "close", _("Close ({done} of {present} done)"), asks="few")


def _reveal(state: State, round: State) -> Action:
    return _round_move(state, round, "reveal", _("Show the answers"), note=_("This cannot be taken back."))


def _reopen(state: State) -> Action | None:
    round = current_of(state)
    if not _is_live(state) or round is None or round["state"] not in (RoundState.CLOSED, RoundState.REVEALED):
        return None
    return _round_move(state, round, "reopen", _("Open once more"), note=_("The report says that it was opened again."))


def _undo(state: State) -> Action | None:
    """Take back what was done a moment ago: a closing, an opening nobody has used yet, a step to another statement."""
    round = current_of(state)
    if state["workshop"]["state"] not in RUNNING or round is None:
        return None
    if not round["undo_ms"]:
        return _step_back(state)
    if round["state"] == RoundState.OPEN:
        note = _("For five seconds, while nobody has answered.")
        return _round_move(state, round, "undo", _("Undo: do not open yet"), note=note)
    note = _("For five seconds. Answers that came meanwhile will count.")
    return _round_move(state, round, "undo", _("Undo: go on answering"), note=note)


def _step_back(state: State) -> Action | None:
    step = state["step"]
    round = next((each for each in state["rounds"] if step and each["id"] == step["round"]), None)
    if round is None:
        return None
    text = _("Undo: back to %(code)s", code=round["code"])
    return Action(text, _round_url(state, round, "show"), note=_("For five seconds."))


def _aloud(state: State) -> dict[str, Action | None]:
    """One button for each language: that the statement on show was read aloud in it, or was not after all."""
    round, there = current_of(state), state["read_aloud"]
    if round is None or state["answering"] or state["workshop"]["state"] == WorkshopState.ENDED:
        return {f"aloud_{code}": None for code in languages()}
    url = url_for("desk.aloud", workshop=state["workshop"]["id"])
    return {
        f"aloud_{code}": Action(
            _("Not in %(language)s after all", language=name) if code in there else name,
            url,
            {"round": round["id"], "language": code, "on": int(code not in there)},
        )
        for code, name in languages().items()
    }


def _again(state: State) -> Action | None:
    round = current_of(state)
    asked = [each for each in state["rounds"] if round and each["code"] == round["code"]]
    if not _is_live(state) or round is None or round["state"] != RoundState.REVEALED or len(asked) > 1:
        return None
    return _round_move(state, round, "again", _("Ask again, after the talk"))


def _show(state: State, step: int) -> Action | None:
    """Show the round before or after; nothing while one is open, so that no answer is left hanging."""
    current = current_of(state)
    if not _is_live(state) or (current is not None and current["state"] == RoundState.OPEN):
        return None
    rounds = list(state["rounds"])
    place = rounds.index(current) + step if current else (0 if step > 0 else -1)
    if not 0 <= place < len(rounds):
        return None
    text = _("Next") if step > 0 else _("Back")
    return Action(text, _round_url(state, rounds[place], "show"))


def _pause(state: State) -> Action | None:
    match state["workshop"]["state"]:
        case WorkshopState.LIVE:
            return _room(state, "pause", _("Pause all"))
        case WorkshopState.PAUSED:
            return _room(state, "resume", _("Go on"))
    return None


def _end(state: State) -> Action | None:
    if state["workshop"]["state"] in (WorkshopState.DRAFT, WorkshopState.ENDED):
        return None
    return _room(state, "end", _("End the workshop"), asks="end")


def _lock(state: State) -> Action | None:
    workshop = state["workshop"]
    if workshop["state"] in (WorkshopState.DRAFT, WorkshopState.ENDED):
        return None
    text = _("Unlock the door") if workshop["locked"] else _("Lock the door")
    return Action(text, url_for("desk.lock", workshop=workshop["id"]), {"locked": int(not workshop["locked"])})


def _blank(state: State) -> Action | None:
    workshop = state["workshop"]
    if workshop["state"] == WorkshopState.ENDED:
        return None
    text = _("Light the wall again") if workshop["blanked"] else _("Blank the wall")
    return Action(text, url_for("desk.blank", workshop=workshop["id"]), {"blanked": int(not workshop["blanked"])})


def _new_link(state: State) -> Action | None:
    """A new link for the wall, while there is one that could have got out."""
    if not state["workshop"]["digits"]:
        return None
    url = url_for("desk.new_projector_link", workshop=state["workshop"]["id"])
    note = _("Screens that show the room now stop, until they are opened again from here.")
    return Action(_("Make a new link"), url, note=note)


def _is_live(state: State) -> bool:
    return bool(state["workshop"]["state"] == WorkshopState.LIVE)


def _room(state: State, move: str, text: str, *, asks: str | None = None) -> Action:
    workshop = state["workshop"]
    url = url_for("desk.move_workshop", workshop=workshop["id"], move=move)
    return Action(text, url, {"state": workshop["state"]}, asks=asks)


def _round_move(state: State, round: State, move: str, text: str, *, note: str = "", asks: str | None = None) -> Action:
    body = {"epoch": round["epoch"], "state": round["state"]}
    return Action(text, _round_url(state, round, move), body, note, asks)


def _round_url(state: State, round: State, move: str) -> str:
    return url_for("desk.move_round", workshop=state["workshop"]["id"], round=round["id"], move=move)
