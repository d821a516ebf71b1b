"""Where somebody stands in her own list; the same table holds static/phone/block.js in tests/js/phone_block.test.js."""

import json
from pathlib import Path

import pytest

from app.web.phone_blocks import at_stop, block_at
from app.web.phone_view import NOTHING_YET

TABLE = json.loads((Path(__file__).parents[1] / "js" / "phone_stops.json").read_text(encoding="utf-8"))
DONE = {**NOTHING_YET, "seq": 1, "plausibility": 4, "relevance": 4}
STATEMENT = {"lang": "en", "parts": [], "wording": "a b c d e f g h i"}


def a_state(here, all_done=False):
    rounds = [
        {
            "id": each["id"],
            "block": each["block"],
            "mine": DONE if each["done"] or all_done else None,
            "statement": STATEMENT,
        }
        for each in TABLE["rounds"]
    ]
    blocks = [{**block, "done": block["total"] if all_done else block["done"]} for block in TABLE["blocks"]]
    return {"answering": "open", "blocks": blocks, "here": here, "rounds": rounds}


@pytest.mark.parametrize("wanted", TABLE["cases"], ids=[case["name"] for case in TABLE["cases"]])
def test_where_she_stands_in_her_own_list(wanted):
    state = a_state(wanted["here"], wanted.get("all_done", False))
    # As the server does it: `here` is the block that a stop lies in.
    shown = at_stop(state, wanted["at"])
    stop = shown["stop"]
    assert (shown["rounds"][0]["id"] if shown["rounds"] else None) == wanted["round"]
    assert f"{shown['position']} of {shown['total']}" == wanted["place"]
    assert (stop["screen"], stop["back"], stop["on"]) == (wanted["screen"], wanted["back"], wanted["on"])
    if wanted["screen"] == "topic":
        following = stop["next"]["title"] if stop["next"] else None
        assert (stop["many"], stop["is_through"], following) == (wanted["many"], wanted["through"], wanted["next"])


def test_what_was_left_open_is_named_by_its_number_and_its_first_words():
    left = at_stop(a_state(1), "end-1")["stop"]["left"]
    assert left[0] == {"at": "12", "number": 2, "text": "a b c d e f g h …", "lang": "en"}


def test_a_phone_to_which_nothing_was_given_waits():
    shown = at_stop({"answering": "open", "blocks": [], "rounds": [], "here": None}, "")
    assert (shown["stop"]["screen"], shown["rounds"]) == ("waiting", [])


def test_in_plenary_nothing_changes():
    plenary = {"answering": None, "rounds": [{"id": 1}]}
    assert at_stop(plenary, "12") is plenary


@pytest.mark.parametrize(("at", "block"), [
    ("12", 1),
    ("after-21", 2),
    ("end-2", 2),
    ("topic-1", 1),
    ("99", None),
    ("", None),
    ("nonsense", None),
    ("12; drop", None),
    ("9" * 40, None),
    ("after-", None),
])  # fmt: skip
def test_a_stop_lies_in_a_block_or_nowhere(at, block):
    given = [{"id": 1, "rounds": [{"id": 11}, {"id": 12}]}, {"id": 2, "rounds": [{"id": 21}]}]
    assert block_at(given, at) == block
