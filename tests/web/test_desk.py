from datetime import timedelta

import pytest

from app.live.audiences import Audience, Listener
from app.services import panels
from app.storage.workshops import Panellist
from tests.builders import NOON
from tests.web.running import Running
from tests.web.team import text


@pytest.fixture
def running(app, database, keys, clock):
    return Running(app, database, keys)


def big(running):
    return running.state()["actions"]["big"]["text"]


def test_the_big_button_leads_through_a_statement_and_on_to_the_next(running):
    said = []
    for _ in range(6):
        said.append(big(running))
        assert running.press("big").status_code == 200
    assert said == [
        "Start",
        "Next statement",
        "Open for answers",
        "Close ({done} of {present} done)",
        "Show the answers",
        "Next statement",
    ]
    assert running.state()["current"] == running.rounds[1]


def test_after_the_last_statement_the_big_button_ends_the_workshop_and_asks_first(running):
    running.answered([4] * 8, shown=True, round=2)
    action = running.state()["actions"]["big"]
    assert (action["text"], action["asks"]) == ("End the workshop", "end")


def test_showing_the_answers_says_that_it_cannot_be_taken_back(running):
    running.answered([4] * 8)
    assert running.state()["actions"]["big"]["note"] == "This cannot be taken back."
    assert "This cannot be taken back." in running.asha.read(f"/desk/{running.id}")


def test_while_a_statement_is_open_the_desk_says_how_many_are_done_and_nothing_of_the_answers(running):
    running.now(lambda room: room.open(running.rounds[0]))
    before = running.state()
    running.now(lambda room: [room.cast(person, running.rounds[0], 5) for person in running.people[:8]])
    after = running.state()
    assert after["rounds"][0]["done"] == 8
    assert "8 of 10 are done" in running.asha.read(f"/desk/{running.id}")
    assert after["actions"]["undo"] == before["actions"]["undo"]
    after["rounds"][0]["done"] = before["rounds"][0]["done"]
    after["count"] = before["count"]
    assert after == before


def test_after_closing_the_desk_alone_sees_the_counts(running):
    running.answered([1, 2, 3, 4, 4, 4, 5, 5])
    bars = running.state()["bars"][0]
    assert [(row["label"], row["n"]) for row in bars["rows"]] == [
        ("No", 1),
        ("Mostly no", 1),
        ("Sometimes", 1),
        ("Mostly yes", 3),
        ("Yes", 2),
    ]
    assert "Only the desk sees this until the answers are shown." in running.asha.read(f"/desk/{running.id}")


@pytest.mark.parametrize(
    ("people", "rows"),
    [
        (4, []),
        (5, [("No or Mostly no", 0), ("Sometimes", 0), ("Mostly yes or Yes", 5)]),
        (7, [("No or Mostly no", 0), ("Sometimes", 0), ("Mostly yes or Yes", 7)]),
    ],
)
def test_a_small_panel_shows_thirds_or_nothing(running, people, rows):
    running.answered([4] * people)
    assert [(row["label"], row["n"]) for row in running.state()["bars"][0]["rows"]] == rows


def test_two_facilitators_press_close_and_the_second_hears_that_the_first_was_faster(running):
    rita = running.member("rita", "facilitator")
    running.now(lambda room: room.open(running.rounds[0]))
    seen = running.state()["actions"]["big"]
    assert running.asha.client.post(seen["url"], json=seen["body"]).status_code == 200
    late = rita.client.post(seen["url"], json=seen["body"])
    assert late.status_code == 409
    assert late.json["say"] == "asha changed this a moment ago. Nothing was lost; this is how it stands now."
    assert late.json["state"]["rounds"][0]["state"] == "closed"


def test_two_facilitators_with_plain_forms_get_the_sentence_on_the_page(running):
    seen = running.state()["actions"]["big"]
    running.press("big")
    late = running.asha.post(seen["url"], seen["body"])
    assert late.status_code == 409
    assert "asha changed this a moment ago." in text(late)


def test_every_button_works_as_a_plain_form(running):
    for _ in range(3):
        action = running.state()["actions"]["big"]
        answer = running.asha.post(action["url"], action["body"])
        assert (answer.status_code, answer.location) == (303, f"/desk/{running.id}")
    assert running.state()["rounds"][0]["state"] == "open"


def test_a_form_without_its_token_is_not_accepted(running):
    action = running.state()["actions"]["big"]
    assert running.asha.client.post(action["url"], data=action["body"]).status_code == 422
    assert running.state()["workshop"]["state"] == "lobby"


def test_closing_asks_only_when_few_are_done(running):
    running.now(lambda room: room.open(running.rounds[0]))
    close = running.state()["actions"]["big"]
    running.now(lambda room: [room.cast(person, running.rounds[0]) for person in running.people[:5]])
    asked = running.asha.post(close["url"], close["body"])
    assert asked.status_code == 200
    assert "Only 5 of 10 are done. Close all the same?" in text(asked)
    assert running.state()["rounds"][0]["state"] == "open"
    running.now(lambda room: room.cast(running.people[5], running.rounds[0]))
    assert running.asha.post(close["url"], close["body"]).status_code == 303


def test_closing_with_few_answers_goes_on_when_the_facilitator_is_sure(running):
    running.now(lambda room: room.open(running.rounds[0]))
    close = running.state()["actions"]["big"]
    assert running.asha.post(close["url"], close["body"] | {"sure": "1"}).status_code == 303
    assert running.state()["rounds"][0]["state"] == "closed"


def test_ending_asks_once(running):
    end = running.state()["actions"]["end"]
    asked = running.asha.post(end["url"], end["body"])
    assert "End the workshop for everyone?" in text(asked)
    assert running.asha.post(end["url"], end["body"] | {"sure": "1"}).status_code == 303
    page = running.asha.read(f"/desk/{running.id}")
    assert "This workshop has ended." in page
    assert running.state()["actions"]["big"] is None


def test_a_second_asking_after_the_talk_comes_right_after_the_first(running):
    running.answered([4] * 8, shown=True)
    assert running.press("again").status_code == 200
    state = running.state()
    assert [(row["code"], row["number"]) for row in state["rounds"]][:2] == [("S-1", 1), ("S-1", 2)]
    assert state["current"] == state["rounds"][1]["id"]
    assert state["place"] == "1 of 3"
    assert "Again, after the talk" in running.asha.read(f"/desk/{running.id}")


def test_a_second_asking_shows_before_and_after(running):
    running.answered([1] * 4 + [5] * 4, shown=True)
    running.press("again")
    second = running.state()["current"]
    running.now(lambda room: room.judge(second, [4] * 8))
    bars = running.state()["bars"][0]
    assert bars["twice"]
    assert [(row["before"], row["n"]) for row in bars["rows"]] == [(4, 0), (0, 0), (0, 0), (0, 8), (4, 0)]


def test_opening_once_more_says_that_the_report_tells_it(running):
    running.answered([4] * 8)
    assert running.state()["actions"]["reopen"]["note"] == "The report says that it was opened again."
    assert running.press("reopen").status_code == 200
    assert running.state()["rounds"][0]["reopened"] == 1
    assert "Opened again: 1" in running.asha.read(f"/desk/{running.id}")


def test_everyone_can_be_paused_and_led_on(running):
    running.press("big")
    assert running.press("pause").json["state"]["workshop"]["state"] == "paused"
    assert big(running) == "Go on"
    assert running.press("big").json["state"]["workshop"]["state"] == "live"


@pytest.mark.parametrize(
    ("button", "flag", "sentence"),
    [
        ("lock", "locked", "The door is locked: nobody new can join."),
        ("blank", "blanked", "The wall shows nothing."),
    ],
)
def test_the_door_and_the_wall_are_switched_and_switched_back(running, button, flag, sentence):
    assert running.press(button).json["state"]["workshop"][flag] is True
    assert sentence in running.asha.read(f"/desk/{running.id}")
    assert running.press(button).json["state"]["workshop"][flag] is False


def test_nothing_else_is_put_on_show_while_a_statement_is_open(running):
    running.now(lambda room: room.open(running.rounds[0]))
    state = running.state()
    assert (state["actions"]["next"], state["actions"]["back"]) == (None, None)
    assert {row["show"] for row in state["rounds"]} == {""}
    pressed = running.asha.client.post(f"/desk/{running.id}/rounds/{running.rounds[2]}/show", json={})
    assert (pressed.status_code, pressed.json["error"]) == (409, "one_at_a_time")


def test_the_agenda_jumps_to_any_statement(running):
    running.press("big")
    line = running.state()["rounds"][2]
    assert running.asha.client.post(line["show"], json={}).json["state"]["current"] == line["id"]
    assert running.press("back").json["state"]["current"] == running.rounds[1]


@pytest.mark.parametrize(
    ("move", "sent", "status"),
    [
        ("close", {}, 422),
        ("close", {"epoch": "x", "state": "open"}, 422),
        ("close", {"epoch": None, "state": "open"}, 422),
        ("close", {"epoch": 1, "state": "half open"}, 422),
        ("close", {"epoch": [1], "state": "open"}, 422),
        ("close", ["epoch"], 422),
        ("close", {"epoch": 7, "state": "open"}, 409),
        ("reveal", {"epoch": 1, "state": "open"}, 409),
        ("burn", {"epoch": 1, "state": "open"}, 404),
    ],
)
def test_a_move_that_makes_no_sense_changes_nothing(running, move, sent, status):
    running.now(lambda room: room.open(running.rounds[0]))
    answer = running.asha.client.post(f"/desk/{running.id}/rounds/{running.rounds[0]}/{move}", json=sent)
    assert (answer.status_code, answer.json["ok"]) == (status, False)
    assert running.state()["rounds"][0]["state"] == "open"


def test_a_round_of_another_workshop_is_not_here(running, app, database, keys):
    other = Running(app, database, keys)
    answer = running.asha.client.post(
        f"/desk/{running.id}/rounds/{other.rounds[0]}/open", json={"epoch": 0, "state": "queued"}
    )
    assert answer.status_code == 404


def test_an_unchanged_state_is_answered_shortly(running):
    first = running.asha.get(f"/desk/{running.id}/state")
    again = running.asha.get(f"/desk/{running.id}/state", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    running.press("big")
    later = running.asha.get(f"/desk/{running.id}/state", headers={"If-None-Match": first.headers["ETag"]})
    assert later.status_code == 200


def test_the_door_card_shows_digits_link_and_code(running):
    page = running.asha.get(f"/desk/{running.id}").text
    digits = running.state()["workshop"]["digits"]
    assert f"{digits[:3]} {digits[3:]}" in page
    assert "http://localhost/j/" in page
    assert 'class="qr__dark" d="M' in page


def test_the_desk_is_marked_with_the_texts_its_script_needs(running):
    page = running.asha.get(f"/desk/{running.id}").text
    assert 'data-word="reconnecting"' in page
    assert "style=" not in page


def test_a_workshop_without_statements_says_so_calmly(app, database, keys, clock):
    with database.writing() as db:
        from app.services import plans
        from tests.builders import a_plan, a_review
        from tests.web.team import signed_in

        review, owner = a_review(db)
        workshop = plans.plan(db, review, a_plan(db, review, versions=()), by=owner, at=NOON)
        asha = signed_in(app, db, "asha")
    page = asha.read(f"/desk/{workshop}")
    assert "There are no statements in this workshop yet." in page
    assert asha.get(f"/desk/{workshop}/state").json["actions"]["big"] is None


def test_whoever_hears_an_opening_counts_as_here_and_so_does_who_hears_the_closing(running):
    heard, long_ago = running.app.extensions["plumbline"].broadcast._roll, NOON - timedelta(hours=1)
    running.now(lambda room: panels.touch(room.db, room.people, at=long_ago))
    for move, listener in (("start", 0), ("next", 1), ("open", 2), ("close", 3), ("reveal", 4)):
        heard.enter(move, Listener(Audience.PHONE, running.id, running.people[listener]))
        assert running.press("big").status_code == 200, move
        heard.leave(move)
    with running.database.reading() as db:
        seen = [db.get_one(Panellist, person).seen_at != long_ago for person in running.people[:5]]
    assert seen == [False, False, True, True, False]
