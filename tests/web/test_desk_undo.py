"""The desk's undo: a closing is taken back while it is fresh, by script or plain form, and by one of two."""

from datetime import timedelta

import pytest

from tests.web.running import Running


@pytest.fixture
def running(app, database, keys, clock):
    """A statement that was closed just now, by its desk."""
    running = Running(app, database, keys)
    running.now(lambda room: room.open(running.rounds[0]))
    running.press("big")
    return running


def later(clock, **span):
    clock.now += timedelta(**span)


def test_undo_is_offered_for_five_seconds(running, clock):
    assert running.state()["actions"]["undo"]["text"] == "Undo: go on answering"
    assert running.state()["rounds"][0]["undo_ms"] == 5000
    later(clock, seconds=4.9)
    assert running.state()["actions"]["undo"]
    later(clock, seconds=0.2)
    assert running.state()["actions"]["undo"] is None


def test_undo_goes_on_with_the_same_opening(running):
    before = running.state()["rounds"][0]["epoch"]
    said = running.press("undo").json
    assert said["ok"]
    assert (said["state"]["rounds"][0]["state"], said["state"]["rounds"][0]["epoch"]) == ("open", before)
    assert said["state"]["rounds"][0]["reopened"] == 0
    assert said["state"]["actions"]["undo"] is None


def test_undo_works_as_a_plain_form(running):
    page = running.asha.read(f"/desk/{running.id}")
    assert "Undo: go on answering" in page
    action = running.state()["actions"]["undo"]
    answer = running.asha.post(action["url"], action["body"])
    assert (answer.status_code, answer.location) == (303, f"/desk/{running.id}")
    assert running.state()["rounds"][0]["state"] == "open"


def test_whoever_presses_too_late_reads_why_and_what_else_there_is(running, clock):
    action = running.state()["actions"]["undo"]
    later(clock, seconds=6)
    said = running.asha.client.post(action["url"], json=action["body"])
    assert said.status_code == 409
    assert said.json["say"] == (
        "The closing can be taken back for five seconds, and they are over. You can still open it once more."
    )
    assert said.json["state"]["rounds"][0]["state"] == "closed"
    assert "they are over" in running.asha.post(action["url"], action["body"]).get_data(as_text=True)


def test_of_two_who_undo_at_once_the_second_hears_that_the_first_did(running):
    rita = running.member("rita", "facilitator")
    action = running.state()["actions"]["undo"]
    assert running.asha.client.post(action["url"], json=action["body"]).status_code == 200
    late = rita.client.post(action["url"], json=action["body"])
    assert (late.status_code, late.json["error"]) == (409, "someone_was_faster")
    assert late.json["state"]["rounds"][0]["state"] == "open"


def test_a_colleague_at_another_desk_undoes_too(running):
    rita = running.member("rita", "facilitator")
    assert running.press("undo", rita).status_code == 200


def test_an_observer_is_offered_no_undo(running):
    watching = running.member("wanda", "observer")
    assert running.state(watching)["actions"] == {}


def test_shown_answers_are_not_taken_back(running):
    action = running.state()["actions"]["undo"]
    running.press("big")
    assert running.state()["rounds"][0]["state"] == "revealed"
    assert running.state()["actions"]["undo"] is None
    assert running.asha.client.post(action["url"], json=action["body"]).status_code == 409
