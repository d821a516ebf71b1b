"""What goes wrong of an afternoon and loses nothing: a laptop that is closed, a clock that is set, a text nobody changed."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.workshops import RoundId
from app.services import amendments, ballots, snapshots
from app.storage.ballots import Ballot
from app.storage.blocks import Block
from tests.builders import NOON, an_afternoon
from tests.web.running import Running
from tests.web.team import text

HOUR = timedelta(hours=1)


@pytest.fixture
def running(app, database, keys, clock):
    """Two statements in a block for ten people, open; one for the room."""
    running = Running(app, database, keys, statements=3, people=0)

    def lay_out(room):
        room.lay_out([0, 1])
        for group in range(10):
            room.join(group=group)
        running.rounds, running.people = room.rounds, room.people

    running.now(lay_out)
    for _ in range(3):
        assert running.press("big").status_code == 200
    assert running.state()["answering"]["state"] == "open"
    return running


def answer(running, person, round=0):
    """Somebody answers, as her phone sends it. Whether it was kept."""
    return running.now(lambda room: room.cast(running.people[person], running.rounds[round]).ok)


def kept(running):
    return running.now(lambda room: room.db.query(Ballot).count())


def test_a_facilitator_closes_the_laptop_and_another_one_goes_on_from_where_the_room_is(running, clock):
    assert answer(running, 0)
    running.asha.post("/sign-out")
    clock.now += 2 * HOUR
    assert answer(running, 1), "phones go on without a desk"
    rita = running.member("rita", "facilitator")
    assert running.state(rita)["actions"]["big"]["text"].startswith("Close (")
    assert running.press("big", rita).status_code == 200
    assert (running.state(rita)["answering"]["state"], kept(running)) == ("closed", 2)


@pytest.mark.parametrize("jump", [-HOUR, HOUR, -24 * HOUR])
def test_a_clock_that_is_set_during_the_afternoon_moves_no_answer_and_closes_nothing(running, clock, jump):
    assert answer(running, 0)
    clock.now += jump
    state = running.state()
    assert (state["answering"]["state"], state["answering"]["undo_ms"] <= 5000) == ("open", True)
    assert state["drift"]
    assert answer(running, 1)
    assert running.press("big").status_code == 200
    assert running.state()["answering"]["state"] == "closed"
    assert running.state()["answering"]["undo_ms"] == 5000, "from the clock as it is now"
    assert running.press("undo").status_code == 200
    assert kept(running) == 2


def test_a_text_is_not_changed_while_its_block_is_open_nor_into_itself(running):
    url = f"/desk/{running.id}/rounds/{running.rounds[0]}/amend"
    ready = running.now(lambda room: amendments.to_amend(room.db, room.id, running.rounds[0]))
    said = {f"parts-{at}": part.text for at, part in enumerate(ready.parts)} | {"seen": ready.seen, "why": "Clearer."}
    answer(running, 0)
    assert "People are answering this text just now." in text(running.asha.post(url, said | {"parts-0": "Else"}))
    running.press("big")
    assert "Not a word is different yet" in text(running.asha.post(url, said))
    assert len(running.state()["rounds"]) == 3
    assert running.now(lambda room: ballots.current(room.db, running.people[0], running.rounds[0])) is not None


def chosen(room):
    """The afternoon of the room's block and its statement for all; the items' ids, as its page lists them."""
    kinds = ("welcome", 5), ("answering", 20), ("break", 10), ("plenary", 30)
    items = an_afternoon(room.db, room.id, *kinds, aim="everyone")
    room.db.query(Block).filter_by(workshop_id=room.id).update({"agenda_item_id": items[1].id})
    return [item.id for item in items]


def test_a_plan_is_edited_while_people_answer_and_every_answer_stays(running, clock):
    _, answering, rest, together = running.now(chosen)
    edit = f"/workshops/{running.id}/agenda/items/{{}}".format
    assert answer(running, 0)
    begun = running.asha.post(edit(answering), {"seen": "1", "minutes": "1"})
    assert (begun.status_code, "Something in this part of the afternoon was opened already" in text(begun)) == (
        409,
        True,
    )
    assert running.asha.post(edit(rest), {"seen": "1", "minutes": "0"}).status_code == 303
    assert running.asha.post(edit(together), {"seen": "2", "to": "0"}).status_code == 303
    old = running.asha.post(edit(together), {"seen": "2", "to": "3"})
    assert (old.status_code, "asha" in text(old)) == (409, True), "an older page changes nothing"
    assert (running.state()["answering"]["state"], running.state()["drift"]) == ("open", "On time")
    assert answer(running, 0, round=1)
    clock.now += timedelta(minutes=32)
    assert running.state()["drift"] == "7 min behind"
    assert running.press("big", sure=1).status_code == 200
    assert (running.state()["answering"]["state"], kept(running)) == ("closed", 2)


def test_whoever_comes_beyond_the_seats_shares_one_and_her_answers_count(app, database, keys, clock):
    running = Running(app, database, keys, statements=2, people=0)
    running.now(lambda room: room.lay_out([0], [1], seats=(1, 2, 1, 2), given=[(1, 2), (3, 4)]))
    people = running.now(lambda room: [room.join(group=group) for group in range(10)])
    for _ in range(3):
        running.press("big")
    lists = running.now(lambda room: [snapshots.phone_state(room.db, person, at=NOON)["rounds"] for person in people])
    assert [len(given) for given in lists] == [1] * 10, "nobody is without a statement"
    running.now(
        lambda room: [
            room.cast(person, RoundId(round["id"]))
            for person, given in zip(people, lists, strict=True)
            for round in given
        ]
    )
    counts = running.now(lambda room: Counter(room.db.scalars(select(Ballot.round_id))))
    assert sorted(counts.values()) == [4, 6], "ten people on four seats: three on each of the first two"
