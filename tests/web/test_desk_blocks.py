"""The desk while statements are answered at one's own pace: one stop of the afternoon, one button, counts and no names."""

import re

import pytest

from app.core.workshops import RoundMove, WorkshopMove, WorkshopState
from app.services import rounds
from app.storage.workshops import Round
from tests.builders import LATER
from tests.web.running import Running
from tests.web.team import text


@pytest.fixture
def running(app, database, keys, clock):
    """Two topics for parts of the panel, then a statement in plenary; ten people without a word yet."""
    running = Running(app, database, keys, statements=5, people=0)

    def lay_out(room):
        room.lay_out([0, 1], [2, 3], seats=(1, 2) * 5, given=[(1, 2, 3, 4, 5, 6), (7, 8, 9, 10)])
        for group in range(10):
            room.join(group=group)
        running.rounds, running.people = room.rounds, room.people

    running.now(lay_out)
    running.now(lambda room: room.move(WorkshopMove.START, WorkshopState.LOBBY))
    return running


def says(running, name="big"):
    """What a button says now; "" where it can do nothing."""
    action = running.state()["actions"][name]
    return action["text"] if action else ""


def states(running):
    """The states of all rounds in order."""
    return [round["state"] for round in running.state()["rounds"]]


def test_one_button_leads_through_blocks_and_on_to_the_plenary(running):
    assert says(running) == "Next statement"
    running.press("big")
    assert running.state()["answering"]["state"] == "queued"
    assert says(running) == "Open for answers"
    running.press("big")
    assert states(running) == ["open"] * 4 + ["queued"]
    assert says(running) == "Close ({done} of {present} are through)"
    assert (says(running, "next"), says(running, "back")) == ("", "")
    running.press("big")
    assert states(running) == ["closed"] * 4 + ["queued"]
    assert (says(running, "undo"), says(running, "reopen")) == ("Undo: go on answering", "Open once more")
    assert says(running) == "Next statement"
    running.press("big")
    assert running.state()["current"] == running.rounds[4]
    assert says(running) == "Open for answers"


def test_the_blocks_of_one_answering_are_one_stop(running):
    running.press("next")
    assert running.state()["current"] == running.rounds[0]
    running.press("next")
    assert running.state()["current"] == running.rounds[4]
    running.press("back")
    assert running.state()["current"] == running.rounds[0]
    assert says(running, "back") == ""


def test_closing_can_be_taken_back_and_done_again(running):
    for name in ("big", "big", "big", "undo"):
        assert running.press(name).status_code == 200
    assert states(running)[:4] == ["open"] * 4
    running.press("big")
    running.press("reopen")
    assert states(running)[:4] == ["open"] * 4


def test_an_opening_can_be_taken_back_and_its_note_says_for_how_long(running):
    running.press("big")
    running.press("big")
    undo = running.state()["actions"]["undo"]
    assert (undo["text"], undo["note"]) == ("Undo: do not open yet", "For five seconds, while nobody has answered.")
    assert running.press("undo").status_code == 200
    assert states(running) == ["queued"] * 5
    assert says(running) == "Open for answers"
    running.press("big")
    running.now(lambda room: room.cast(running.people[0], running.rounds[0]))
    assert says(running, "undo") == "Undo: do not open yet", "a button that vanished would tell that somebody answered"
    refused = running.press("undo")
    assert (refused.status_code, refused.json["error"]) == (409, "opening_stands")


def test_one_statement_of_an_open_block_is_taken_back_after_a_question(running):
    assert running.state()["actions"]["take_one"] is None
    running.press("big")
    running.press("big")
    page = running.asha.get(f"/desk/{running.id}").text
    chosen = f"{running.rounds[1]}:1"
    assert f'<option value="{chosen}">S-2 · Near by</option>' in page
    action = running.state()["actions"]["take_one"]
    asked = running.asha.post(action["url"], {"round": chosen})
    assert "Take S-2 back? It closes for everyone, and its answers will count nowhere." in text(asked)
    assert states(running)[1] == "open"
    assert running.asha.post(action["url"], {"round": chosen, "sure": "1"}).status_code == 303
    assert states(running) == ["open", "closed", "open", "open", "queued"]
    assert f'<option value="{chosen}">' not in running.asha.get(f"/desk/{running.id}").text
    again = running.asha.client.post(action["url"], json={"round": chosen})
    assert (again.status_code, again.json["error"]) == (409, "someone_was_faster")


@pytest.mark.parametrize(("chosen", "status"), [("", 422), ("x:1", 422), ("1", 422), ("999:1", 404)])
def test_a_choice_that_names_nothing_takes_nothing_back(running, chosen, status):
    running.press("big")
    running.press("big")
    url = running.state()["actions"]["take_one"]["url"]
    assert running.asha.client.post(url, json={"round": chosen}).status_code == status
    assert states(running) == ["open"] * 4 + ["queued"]


def test_blocks_are_folded_with_their_count_and_the_present_one_is_open(running):
    page = running.asha.get(f"/desk/{running.id}").text
    assert re.findall(r'<details class="agenda__fold" (open)?>', page) == [""] * 4  # the last: the template
    assert re.findall(r'<span data-slot="many">([^<]+)<', page) == ["2 statements", "2 statements", "1 statement"]
    running.press("big")
    page = running.asha.get(f"/desk/{running.id}").text
    assert re.findall(r'<details class="agenda__fold" (open)?>', page) == ["open", "", "", ""]


def test_an_asking_after_the_talk_stands_in_the_fold_of_its_block(running):
    for name in ("big", "big", "big"):
        running.press(name)
    first = running.rounds[0]
    running.now(lambda room: (rounds.show(room.db, room.id, first), room.reveal(first)))
    running.now(lambda room: rounds.again(room.db, room.id, first, by=room.owner, at=LATER))
    assert [round["topic"] for round in running.state()["rounds"]] == ["Topic A"] * 3 + ["Topic B"] * 2 + ["Where"]
    assert "2 statements" in running.asha.read(f"/desk/{running.id}")


def test_two_facilitators_at_once_close_once(running):
    running.press("big")
    running.press("big")
    action = running.state()["actions"]["big"]
    meena = running.member("meena", "facilitator")
    first = running.asha.client.post(action["url"], json=action["body"])
    second = meena.client.post(action["url"], json=action["body"])
    assert (first.status_code, second.status_code) == (200, 409)
    assert second.get_json()["say"] == "asha changed this a moment ago. Nothing was lost; this is how it stands now."
    assert second.get_json()["state"]["answering"]["state"] == "closed"


def test_without_scripts_closing_asks_first_while_few_are_through(running):
    running.press("big")
    running.press("big")
    close = running.state()["actions"]["big"]
    asked = running.asha.post(close["url"], close["body"])
    assert "Only 0 of 10 are done. Close all the same?" in text(asked)
    assert states(running)[0] == "open"
    assert running.asha.post(close["url"], close["body"] | {"sure": "1"}).status_code == 303
    assert states(running)[0] == "closed"


def test_the_page_shows_topics_for_whom_and_how_far_they_are(running):
    running.press("big")
    running.press("big")
    with running.database.writing() as db:
        running.room.db = db
        for round in running.rounds[:2]:
            running.room.cast(running.people[0], round)
    page = running.asha.read(f"/desk/{running.id}")
    assert "At their own pace" in page
    assert "2 statements" in page
    assert "for 6 seats" in page
    assert "1 of 10 are through" in page
    assert "1 of 10 have begun." in page
    assert "1 of 6 through" in page
    assert "of 4 through" not in page, "four people are too few to say anything of them"


def test_a_statement_of_a_closed_block_is_talked_about_in_plenary(running):
    for name in ("big", "big", "big"):
        running.press(name)
    shown = next(round for round in running.state()["rounds"] if round["id"] == running.rounds[2])
    assert running.asha.client.post(shown["show"], json={}).status_code == 200
    assert says(running) == "Show the answers"
    running.press("big")
    assert says(running, "again") == "Ask again, after the talk"
    running.press("again")
    assert says(running) == "Open for answers"


def test_before_the_day_it_is_opened_while_people_join(app, database, keys, clock):
    running = Running(app, database, keys, statements=3, people=0)
    running.now(lambda room: room.lay_out([0, 1], before_the_day=True))
    assert (says(running), says(running, "ahead")) == ("Start", "Open by link")
    running.press("ahead")
    assert running.state()["workshop"]["state"] == "lobby"
    assert says(running) == "Close ({done} of {present} are through)"
    running.press("big")
    assert says(running) == "Start"
    running.press("big")
    assert says(running) == "Next statement"
    running.press("big")
    assert running.state()["current"] == running.rounds[2]


def test_a_workshop_without_blocks_runs_as_before(app, database, keys, clock):
    running = Running(app, database, keys)
    running.now(lambda room: room.move(WorkshopMove.START, WorkshopState.LOBBY))
    running.press("big")
    assert running.state()["answering"] is None
    assert says(running) == "Open for answers"


@pytest.mark.parametrize(("path", "body", "status"), [
    ("{block}/open", {}, 422),
    ("{block}/open", {"epoch": "x", "state": "queued"}, 422),
    ("{block}/open", {"epoch": 0, "state": "nothing"}, 422),
    ("{block}/reveal", {"epoch": 0, "state": "queued"}, 409),
    ("{block}/dance", {"epoch": 0, "state": "queued"}, 404),
    ("999/open", {"epoch": 0, "state": "queued"}, 404),
])  # fmt: skip
def test_what_cannot_be_done_is_refused_and_changes_nothing(running, path, body, status):
    block = running.now(lambda room: room.blocks[0])
    answer = running.asha.client.post(f"/desk/{running.id}/blocks/{path.format(block=block)}", json=body)
    assert answer.status_code == status
    assert states(running) == ["queued"] * 5


def test_pausing_leaves_what_is_open_open(running):
    for name in ("big", "big", "pause"):
        running.press(name)
    assert says(running) == "Go on"
    running.press("big")
    assert says(running).startswith("Close (")
    assert running.now(lambda room: room.db.get_one(Round, running.rounds[0]).state) == "open"
    assert RoundMove.CLOSE in running.state()["actions"]["big"]["url"]
