"""Before a round has closed nobody, on no surface, can tell anything about its answers but how many are done."""

import json
import random
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.core.workshops import PanellistId, RoundMove
from app.services import ballots, figures, rounds, snapshots, snapshots_desk, snapshots_screen, workshops
from tests.builders import LATER, NOON, Room

TELLING = frozenset({"plausibility", "relevance", "abstained", "values", "n", "detail", "ballots", "skips", "group"})
OWN = frozenset({"mine"})


def states(room: Room) -> dict[str, Any]:
    """Everything every phone, the desk and the projector are told, the phones' own answers apart."""
    phones = [snapshots.phone_state(room.db, panellist, at=NOON) for panellist in room.people]
    for phone in phones:
        for round in phone["rounds"]:
            round.pop("mine")
    desk = snapshots_desk.desk_state(room.db, room.id, at=NOON)
    screen = snapshots_screen.screen_state(room.db, room.id, at=NOON)
    return {"phones": phones, "desk": desk, "screen": screen, "frame": figures.progress(room.db, room.id, at=NOON)}


def keys_in(state: Any) -> set[str]:
    """All keys anywhere in a state."""
    if isinstance(state, dict):
        return set(state) | set().union(*map(keys_in, state.values()))
    return set().union(*map(keys_in, state)) if isinstance(state, list) else set()


def answers(room: Room, how: str, chance: random.Random) -> None:
    """Everyone is done with the open statement, in one of several ways."""
    for place, panellist in enumerate(room.people):
        say(room, panellist, how if how != "mixed" else ("yes", "no", "outside", "any")[place % 4], chance)


def say(room: Room, panellist: PanellistId, how: str, chance: random.Random) -> None:
    """One person is done with the open statement."""
    round = room.rounds[0]
    match how:
        case "outside":
            assert room.cast(panellist, round, None, relevance=None, abstained="outside").ok
        case "yes" | "no":
            assert room.cast(panellist, round, 5 if how == "yes" else 1, parts=[1, 2] if how == "no" else []).ok
        case _:
            assert room.cast(panellist, round, chance.randint(1, 5), relevance=chance.randint(1, 5)).ok


def alike(room: Room) -> str:
    """All states as text, with this room's own numbers and links replaced."""
    text = json.dumps(states(room), sort_keys=True)
    head = workshops.workshop_row(room.db, room.id)
    for own in (head.token, head.digits or ""):
        text = text.replace(own, "OWN")
    place = {number: order for order, number in enumerate(room.rounds)}
    found = json.loads(text)
    return json.dumps(renumbered(found, place, room.id), sort_keys=True)


def renumbered(state: Any, rounds: dict[Any, int], workshop: int) -> Any:
    """The state with the ids of rounds and of the workshop told by their place."""
    if isinstance(state, list):
        return [renumbered(each, rounds, workshop) for each in state]
    if not isinstance(state, dict):
        return state
    made = {name: renumbered(value, rounds, workshop) for name, value in state.items()}
    if "epoch" in made:
        made["id"] = rounds[made["id"]]
    elif made.get("id") == workshop:
        made["id"] = "workshop"
    if made.get("current"):
        made["current"] = rounds[made["current"]]
    return made


@pytest.mark.parametrize("how", ["yes", "no", "outside", "mixed", "any"])
def test_rooms_whose_answers_differ_look_the_same_until_the_close(db: Session, how: str) -> None:
    rooms = [Room(db, people=9), Room(db, people=9)]
    for room, way in zip(rooms, ("yes", how), strict=True):
        room.open(room.rounds[0])
        answers(room, way, random.Random(5))
    assert alike(rooms[0]) == alike(rooms[1])


def test_skipping_looks_like_answering(db: Session) -> None:
    skipped, answered = Room(db, people=9), Room(db, people=9)
    for room in (skipped, answered):
        room.open(room.rounds[0])
    for panellist in skipped.people:
        ballots.skip(db, panellist, skipped.rounds[0])
    answers(answered, "no", random.Random(1))
    assert alike(skipped) == alike(answered)


def test_skipping_shows_nowhere_after_the_close(db: Session) -> None:
    skipped, silent = Room(db, people=9), Room(db, people=9)
    for room in (skipped, silent):
        room.open(room.rounds[0])
    for panellist in skipped.people[:4]:
        ballots.skip(db, panellist, skipped.rounds[0])
    for room in (skipped, silent):
        room.close(room.rounds[0])
        room.reveal(room.rounds[0])
    told = [json.loads(alike(room)) for room in (skipped, silent)]
    for each in told:  # how many were done was on the wall while it was open, and raised this
        each["desk"].pop("count"), each["screen"].pop("count"), each["frame"].pop("count")
    assert told[0] == told[1]


def test_no_key_anywhere_tells_of_answers_while_a_statement_is_open(db: Session) -> None:
    room = Room(db, people=9)
    room.open(room.rounds[0])
    answers(room, "mixed", random.Random(2))
    assert not keys_in(states(room)) & (TELLING | OWN)


def test_a_phone_sees_its_own_answer_and_nobody_elses(db: Session) -> None:
    room = Room(db, people=2)
    room.open(room.rounds[0])
    assert room.cast(room.people[0], room.rounds[0], 5, parts=[2]).ok
    mine, other = (snapshots.phone_state(db, each, at=NOON)["rounds"][0]["mine"] for each in room.people)
    assert mine == {
        "seq": 1,
        "skipped": False,
        "plausibility": 5,
        "relevance": 4,
        "abstained": None,
        "parts": [2],
        "if_changed": [],
    }
    assert other is None


def test_reopening_takes_the_counts_off_every_surface(db: Session) -> None:
    room = Room(db, people=9)
    room.judge(room.rounds[0], [5] * 9)
    room.reveal(room.rounds[0])
    assert keys_in(states(room)) & TELLING
    room.step(room.rounds[0], RoundMove.REOPEN)
    assert not keys_in(states(room)) & TELLING


def test_while_it_is_asked_again_the_answers_before_are_nowhere(db: Session) -> None:
    room = Room(db, people=9)
    room.judge(room.rounds[0], [5] * 9)
    room.reveal(room.rounds[0])
    again = rounds.again(db, room.id, room.rounds[0], by=None, at=LATER)
    assert not keys_in(states(room)) & TELLING
    room.open(again)
    assert not keys_in(states(room)) & TELLING
