"""The desk on the day: the clock, who else is there, the way back, what was read aloud, notes."""

import re
from datetime import timedelta

import pytest

from tests.builders import NOON
from tests.web.running import Running


@pytest.fixture
def running(app, database, keys, clock):
    return Running(app, database, keys, minutes=90)


def test_the_desk_says_in_words_how_it_stands_against_the_clock(running, clock):
    assert running.state()["drift"] == ""
    running.now(lambda room: room.open(running.rounds[0], at=NOON))
    for minutes, said in ((0, "On time"), (30, "On time"), (34, "4 min behind")):
        clock.now = NOON + timedelta(minutes=minutes)
        assert running.state()["drift"] == said
    running.now(lambda room: room.close(running.rounds[0], at=NOON))
    clock.now = NOON + timedelta(minutes=20)
    assert running.state()["drift"] == "10 min ahead"
    assert "10 min ahead" in running.asha.read(f"/desk/{running.id}")


def test_a_plan_of_another_day_is_not_counted_in_minutes(running, clock):
    running.now(lambda room: room.open(running.rounds[0], at=NOON))
    clock.now = NOON + timedelta(days=3)
    assert running.state()["drift"] == "Planned for another day"


def test_an_opening_is_taken_back_by_its_button_and_as_a_plain_form(running, clock):
    running.press("big")
    running.press("next")
    running.press("big")
    action = running.state()["actions"]["undo"]
    assert (action["text"], action["note"]) == (
        "Undo: do not open yet",
        "For five seconds, while nobody has answered.",
    )
    assert running.asha.post(action["url"], action["body"]).status_code == 303
    assert running.state()["rounds"][0]["state"] == "queued"
    running.press("big")
    running.now(lambda room: room.cast(running.people[0], running.rounds[0]))
    said = running.press("undo")
    assert said.status_code == 409
    assert said.json["say"].startswith("Somebody has begun to answer, or five seconds are over, so this stays open.")


def test_a_step_to_the_next_statement_is_taken_back_for_five_seconds(running, clock):
    running.press("big")
    running.press("next")
    running.press("next")
    assert running.state()["current"] == running.rounds[1]
    action = running.state()["actions"]["undo"]
    assert (action["text"], action["note"]) == ("Undo: back to S-1", "For five seconds.")
    assert running.press("undo").json["state"]["current"] == running.rounds[0]
    assert running.state()["actions"]["undo"] is None
    running.press("next")
    clock.now += timedelta(seconds=6)
    assert running.state()["actions"]["undo"] is None


def test_a_reading_is_noted_for_the_statement_on_show_and_taken_back(running):
    running.press("big")
    assert running.state()["actions"]["aloud_hi"] is None
    running.press("next")
    assert running.state()["actions"]["aloud_hi"]["text"] == "Hindi"
    said = running.press("aloud_hi").json["state"]
    assert (said["aloud"], said["actions"]["aloud_hi"]["text"]) == ("Hindi", "Not in Hindi after all")
    assert "Read aloud: Hindi" in running.asha.read(f"/desk/{running.id}")
    assert running.press("aloud_hi").json["state"]["aloud"] == ""
    assert running.press("aloud_hi", language="xx").status_code == 422
    assert running.press("aloud_hi", round=999).status_code == 404


def test_a_note_is_kept_beside_its_statement_for_the_team_alone(running):
    url = f"/desk/{running.id}/notes"
    sent = running.asha.client.post(url, json={"round": running.rounds[1], "text": "They laughed <b>here</b>."})
    (note,) = sent.json["notes"]
    assert (note["code"], note["by"], note["text"]) == ("S-2", "asha", "They laughed <b>here</b>.")
    page = running.asha.get(url).text
    assert "They laughed &lt;b&gt;here&lt;/b&gt;." in page
    assert running.member("anil", "analyst").get(url).status_code == 200
    assert running.member("omar", "observer").get(url).status_code == 404
    assert "They laughed" not in str(running.state())
    running.asha.post(f"{url}/{note['id']}/take-away")
    assert "No notes yet." in running.asha.read(url)


def test_a_note_that_is_too_long_comes_back_whole_with_what_to_do(running):
    assert re.findall(r'maxlength="(\d+)"', running.asha.get(f"/desk/{running.id}").text) == ["2000", "600"]
    text = "a long note " * 200
    answer = running.asha.post(f"/desk/{running.id}/notes", {"round": running.rounds[0], "text": text})
    assert answer.status_code == 422
    assert "at most 2000 fit. It is still here; please shorten it." in answer.text
    assert text.strip() in answer.text


def test_what_is_no_note_is_refused_with_a_sentence(running):
    for fields in ({"round": "x", "text": "a"}, {"text": "a"}, {"round": running.rounds[0], "text": " "}):
        answer = running.asha.client.post(f"/desk/{running.id}/notes", json=fields)
        assert (answer.status_code, bool(answer.json["say"])) == (422, True)
