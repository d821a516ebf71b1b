"""What the desk's page is drawn from: the workshop's state, what the buttons do now, and who else is at a desk."""

from itertools import groupby
from typing import Any

from flask import g, url_for
from flask_babel import gettext as _

from app.core.instrument import in_language
from app.core.workshops import RoundState, WorkshopId, WorkshopState
from app.services import desks, instruments, snapshots_desk, workshops
from app.services.wanting import wanting
from app.web import translation_words
from app.web.access import FACILITATORS
from app.web.bars import bars_of
from app.web.desk_actions import State, actions_for, current_of
from app.web.desk_blocks import with_blocks
from app.web.desk_talk import with_talk
from app.web.instrument_words import languages
from app.web.parts import now, parts
from app.web.way_in import WayIn, way_in

DAY = 24 * 60  #: minutes
NO_ROUND = 0  #: no round has this number


def desk_state(workshop: WorkshopId) -> dict[str, Any]:
    """The workshop as its desk shows it to whoever asks. Raises NotHere."""
    with parts().database.reading() as db:
        room = workshops.with_rules(db, workshop)  # held until all is read, so that nothing below asks for it again
        state = snapshots_desk.desk_state(db, workshop, at=now())
        so_far = desks.day_so_far(db, workshop, at=now())
        asked = in_language(instruments.asked_of(room), "en")
        spoken = wanting(db, workshop) if state["workshop"]["digits"] else []
    state |= so_far
    acts = g.role in FACILITATORS
    current = current_of(state)
    counts = current and current["counts"]
    shows = _show_urls(state) if acts else {}
    return {
        **state,
        "rounds": [{**round, "show": shows.get(round["id"], "")} for round in state["rounds"]],
        "place": _place(state, current) if current else "",
        "actions": with_talk(state, with_blocks(state, actions_for(state))) if acts else {},
        "bars": bars_of(counts, asked) if counts else [],
        "outside": (counts["abstained"] or 0) if counts else 0,
        "drift": drift_in_words(so_far["behind"]),
        "desks": parts().broadcast.at_desks(workshop),
        "languages": translation_words.lines_of(spoken),
        "aloud": ", ".join(name for code, name in languages().items() if code in so_far["read_aloud"]),
    }


def topics_of(state: State) -> list[dict[str, Any]]:
    """The agenda as runs of one topic or block. With blocks, all is folded but where the room is."""
    runs: list[dict[str, Any]] = []
    has_blocks = any(round["block"] for round in state["rounds"])
    for topic, run in groupby(state["rounds"], key=lambda round: round["topic"]):
        rounds = list(run)
        is_here = any(round["id"] == state["current"] for round in rounds)
        folded = has_blocks and not is_here
        statements = len({round["code"] for round in rounds})
        runs.append({"topic": topic, "rounds": rounds, "statements": statements, "folded": folded})
    return runs


def drift_in_words(behind: int | None) -> str:
    """How the room stands against the clock; "" while no clock runs. Said in words, so that no colour has to."""
    if behind is None:
        return ""
    if behind == 0:
        return _("On time")
    if abs(behind) >= DAY:
        return _("Planned for another day")
    late, early = _("%(n)s min behind", n=behind), _("%(n)s min ahead", n=-behind)
    return late if behind > 0 else early


def _show_urls(state: State) -> dict[int, str]:
    """The address that puts each round on show, by the round's id; none while the agenda cannot be used."""
    current = current_of(state)
    if state["workshop"]["state"] != WorkshopState.LIVE or (current and current["state"] == RoundState.OPEN):
        return {}
    # One is built and the others follow it: building each of hundreds takes as long as reading them all.
    before, _, after = url_for(
        "desk.move_round", workshop=state["workshop"]["id"], round=NO_ROUND, move="show"
    ).rpartition(str(NO_ROUND))
    return {round["id"]: f"{before}{round['id']}{after}" for round in state["rounds"]}


def _place(state: State, current: State) -> str:
    """Which statement of how many in plenary; asked again it keeps its place. "" for one of a block."""
    in_blocks = {round["code"] for round in state["rounds"] if round["block"]}
    first: dict[str, int] = {}
    for round in state["rounds"]:
        if round["code"] not in in_blocks:
            first.setdefault(round["code"], round["position"])
    if current["code"] not in first:
        return ""
    position = sum(each <= first[current["code"]] for each in first.values())
    return _("%(position)s of %(total)s", position=position, total=len(first))


def desk_way_in(workshop: WorkshopId) -> WayIn | None:
    """The way in; None while nobody can join."""
    with parts().database.reading() as db:
        head = workshops.head(db, workshop)
    return way_in(head.digits, head.token) if head.digits else None
