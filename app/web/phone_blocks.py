"""Where somebody stands in her own list while blocks are open: at a statement, or at the end of a topic.

`static/phone/block.js` decides the same for a phone with scripts; both are held to one table of cases. To whoever reads
it, a block is a topic.
"""

from collections.abc import Mapping, Sequence
from typing import Any

State = Mapping[str, Any]

FIRST_WORDS = 8  #: of a statement, in the list of what was left open
NO_STOP: State = {
    "block": "",
    "title": "",
    "is_through": False,
    "left": [],
    "others": [],
    "many": 0,
    "next": None,
    "back": "",
    "on": "",
}


def at_stop(state: State, at: str) -> State:
    """The state as seen from one stop of her own list, with at most one round; as it is where no block is open.

    `at`: "12" a statement, "after-12" what follows it, "end-3" the end of a topic, "topic-3" a topic; whatever else is
    asked for is where she would go on by herself.
    """
    if state.get("answering") != "open":
        return state
    if not state["blocks"]:
        return {**state, "rounds": [], "stop": {**NO_STOP, "screen": "waiting"}}
    own = [round for round in state["rounds"] if round["block"] == state["here"]]
    chosen = _chosen(own, state["here"], at)
    place = own.index(chosen) + 1 if chosen else 0
    rounds = [chosen] if chosen else []
    return {**state, "rounds": rounds, "position": place, "total": len(own), "stop": _stop(state, own, chosen)}


def block_at(given: Sequence[State], at: str) -> int | None:
    """The block that a stop lies in, of those that were given out; None where it names none."""
    kind, number = _read(at)
    if kind in ("end", "topic"):
        return number
    return next((block["id"] for block in given for round in block["rounds"] if round["id"] == number), None)


def is_done(round: State) -> bool:
    """Whether nothing is left to do with a statement: it was answered whole, or skipped."""
    mine = round["mine"]
    if not mine:
        return False
    return bool(mine["abstained"] or mine["skipped"]) or None not in (mine["plausibility"], mine["relevance"])


def _read(at: str) -> tuple[str, int]:
    kind, _, number = at.rpartition("-")
    return (kind, int(number)) if number.isascii() and number.isdecimal() and len(number) < 10 else ("", 0)


def _chosen(own: Sequence[State], here: int, at: str) -> State | None:
    kind, number = _read(at)
    if (kind, number) == ("end", here):
        return None
    named = next((place for place, round in enumerate(own) if round["id"] == number), None)
    if named is not None and kind in ("", "after"):
        place = named + (kind == "after")
        return own[place] if place < len(own) else None
    undone = next((round for round in own if not is_done(round)), None)
    return undone or (own[0] if (kind, number) == ("topic", here) else None)


def _stop(state: State, own: Sequence[State], chosen: State | None) -> State:
    blocks = state["blocks"]
    place = next(place for place, block in enumerate(blocks) if block["id"] == state["here"])
    following = blocks[place + 1] if place + 1 < len(blocks) else None
    left = [_left(number, round) for number, round in enumerate(own, start=1) if not is_done(round)]
    others = [] if following else [_other(block) for block in blocks[:place] if block["done"] < block["total"]]
    before = f"end-{blocks[place - 1]['id']}" if place else ""
    return {
        "screen": "statement" if chosen else "topic",
        "block": state["here"],
        "title": blocks[place]["title"],
        "is_through": following is None,
        "left": left,
        "others": others,
        "many": len(left) + sum(other["many"] for other in others),
        "next": following,
        "back": _back(own, chosen, before),
        "on": _on(own, chosen, state["here"], following),
    }


def _back(own: Sequence[State], chosen: State | None, before: str) -> str:
    if chosen is None:
        return str(own[-1]["id"])
    place = own.index(chosen)
    return str(own[place - 1]["id"]) if place else before


def _on(own: Sequence[State], chosen: State | None, here: int, following: State | None) -> str:
    if chosen is None:
        return f"topic-{following['id']}" if following else ""
    place = own.index(chosen) + 1
    return str(own[place]["id"]) if place < len(own) else f"end-{here}"


def _left(number: int, round: State) -> State:
    statement = round["statement"]
    words = " · ".join([part["text"] for part in statement["parts"]] or [statement["wording"]]).split()
    text = " ".join(words[:FIRST_WORDS]) + (" …" if len(words) > FIRST_WORDS else "")
    return {"at": str(round["id"]), "number": number, "text": text, "lang": statement["lang"]}


def _other(block: State) -> State:
    return {"at": f"topic-{block['id']}", "title": block["title"], "many": block["total"] - block["done"]}
