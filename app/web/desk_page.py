"""What the desk's page is drawn from: the workshop's state, what the buttons do now, and the words for it."""

from dataclasses import dataclass
from typing import Any

from flask import g, url_for
from flask_babel import gettext as _

from app.core.instrument import in_language
from app.core.workshops import RoundState, WorkshopId, WorkshopState
from app.services import instruments, snapshots_desk, workshops
from app.web.access import FACILITATORS
from app.web.bars import bar_words, bars_of
from app.web.desk_actions import Action, State, actions_for, current_of, few_are_done
from app.web.desk_blocks import block_words, progress_of, with_blocks
from app.web.door import Door, door
from app.web.parts import now, parts


def desk_state(workshop: WorkshopId) -> dict[str, Any]:
    """The workshop as its desk shows it to whoever asks. Raises NotHere."""
    with parts().database.reading() as db:
        state = snapshots_desk.desk_state(db, workshop, at=now())
        asked = in_language(instruments.asked_in(db, workshop), "en")
    acts = g.role in FACILITATORS
    current = current_of(state)
    counts = current and current["counts"]
    return {
        **state,
        "rounds": [{**round, "show": _show_url(state, round) if acts else ""} for round in state["rounds"]],
        "place": _place(state, current) if current else "",
        "actions": with_blocks(state, actions_for(state)) if acts else {},
        "bars": bars_of(counts, asked) if counts else [],
        "outside": (counts["abstained"] or 0) if counts else 0,
    }


def _show_url(state: State, round: State) -> str:
    """The address that puts a round on show; "" while the agenda cannot be used."""
    current = current_of(state)
    if state["workshop"]["state"] != WorkshopState.LIVE or (current and current["state"] == RoundState.OPEN):
        return ""
    return url_for("desk.move_round", workshop=state["workshop"]["id"], round=round["id"], move="show")


def _place(state: State, current: State) -> str:
    """Which statement of how many in plenary; a second asking keeps its place. "" for one of a block."""
    first = [round for round in state["rounds"] if round["number"] == 1 and not round["block"]]
    if current["code"] not in {round["code"] for round in first}:
        return ""
    position = sum(each["position"] <= current["position"] for each in first)
    return _("%(position)s of %(total)s", position=position, total=len(first))


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked before a move is made, and the move itself."""

    text: str
    sure: str
    action: Action


def few_question(state: State) -> Question | None:
    """What to ask before closing; None when enough are done."""
    progress, action = progress_of(state), state["actions"]["big"]
    if progress is None or action is None or action.asks != "few" or not few_are_done(*progress):
        return None
    texts = words()
    text = texts["ask_few"].format(done=progress[0], present=progress[1])
    return Question(text, texts["sure_few"], action)


def end_question(state: State) -> Question | None:
    """What to ask before ending; None when there is nothing to end."""
    action, texts = state["actions"]["end"], words()
    return Question(texts["ask_end"], texts["sure_end"], action) if action else None


def desk_door(workshop: WorkshopId) -> Door | None:
    """The way in; None while nobody can join."""
    with parts().database.reading() as db:
        head = workshops.head(db, workshop)
    return door(head.digits, head.token) if head.digits else None


def words() -> dict[str, str]:
    """Every text of the desk that changes while the page is open; names in braces are filled when it is shown."""
    return bar_words() | block_words() | _states() | _rounds() | _comments() | _lines()


def _states() -> dict[str, str]:
    return {
        "workshop_draft": _("Not open yet"),
        "workshop_lobby": _("People are joining"),
        "workshop_live": _("Under way"),
        "workshop_paused": _("Paused for everyone"),
        "workshop_ended": _("Ended"),
        "locked": _("The door is locked: nobody new can join."),
        "blanked": _("The wall shows nothing."),
    }


def _rounds() -> dict[str, str]:
    return {
        "round_queued": _("To come"),
        "round_open": _("Open for answers"),
        "round_closed": _("Closed"),
        "round_revealed": _("Answers shown"),
        "again": _("Again, after the talk"),
        "reopened": _("Opened again: {n}"),
        "outside": _("Outside their experience, or not clear: {n}"),
        "on_desk": _("Only the desk sees this until the answers are shown."),
    }


def _comments() -> dict[str, str]:
    return {
        "comment_new": _("New"),
        "comment_approved": _("Approved"),
        "comment_parked": _("Parked"),
        "comment_hidden": _("Hidden"),
        "comments_waiting": _("{new} new"),
        "about": _("About: {part}"),
        "seen": _("The author has seen this."),
        "may_show": _("May be shown on the wall, without a name."),
        "keep": _("For the review team only."),
        "hints": _("Look twice: {hints}"),
        "cover": _("Cover names with [brackets] before you approve."),
        "quoted": _("Approved comments may be quoted in the report."),
        "no_comments": _("No comments yet."),
    }


def _lines() -> dict[str, str]:
    return {
        "done": _("{done} of {present} are done"),
        "person": _("1 person is here"),
        "people": _("{people} people are here"),
        "nothing_on_show": _("No statement is on show yet."),
        "reconnecting": _("No connection just now. What you see may be old; it will be fresh again by itself."),
        "not_sent": _("This did not reach the server. Nothing was changed; please try once more."),
        "ask_few": _("Only {done} of {present} are done. Close all the same?"),
        "ask_end": _("End the workshop for everyone? It cannot be taken up again."),
        "sure_few": _("Close now"),
        "sure_end": _("End it now"),
    }
