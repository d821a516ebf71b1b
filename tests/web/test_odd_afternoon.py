"""What goes wrong of an afternoon and loses nothing: a laptop that is closed, a clock that is set, a text nobody changed."""

from datetime import timedelta

import pytest

from app.services import amendments, ballots
from app.storage.ballots import Ballot
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
