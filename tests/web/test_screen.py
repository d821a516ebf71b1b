import json
import re

import pytest

from app.core.workshops import RoundMove, WorkshopMove, WorkshopState
from app.services import workshops
from app.web.screen_page import fit
from tests.web.running import Running
from tests.web.team import text


@pytest.fixture
def running(app, database, keys, clock):
    return Running(app, database, keys)


@pytest.fixture
def wall(app, running):
    """A projector that opened its link."""
    link = running.asha.get(f"/desk/{running.id}/screen").location
    client = app.test_client()
    assert client.get(link).status_code == 303
    return client


def state(wall):
    return wall.get("/screen/state").json


def shown(wall):
    """What the page says in the picture that is on, as people read it."""
    page = wall.get("/screen").text
    page = re.sub(r'<ul id="words".*?</ul>', "", page, flags=re.DOTALL)
    return re.sub(r"<(section|p|div|ul|dl|h2)\b[^>]*\shidden>.*?</\1>", "", page, flags=re.DOTALL)


def test_the_link_gives_a_cookie_and_leaves_no_key_in_the_address(app, running):
    link = running.asha.get(f"/desk/{running.id}/screen").location
    answer = app.test_client().get(link)
    assert (answer.status_code, answer.location) == (303, "/screen")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("plumbline_screen=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


@pytest.mark.parametrize("key", ["", "1", "1.wrong", "99.abc", "x.y", "1.é", "9" * 30 + ".a"])
def test_a_wrong_key_shows_nothing(app, running, key):
    assert app.test_client().get("/screen", query_string={"key": key}).status_code == 404
    assert app.test_client().get("/screen").status_code == 404


def test_a_projector_can_do_nothing_but_look(running, wall):
    assert wall.get(f"/desk/{running.id}").status_code == 303
    assert wall.post(f"/desk/{running.id}/lock", json={"locked": 1}).status_code == 401


def test_the_title_says_nothing(wall):
    assert "<title>Plumbline</title>" in wall.get("/screen").text


def test_the_lobby_shows_the_way_in_and_help(running, wall):
    page = shown(wall)
    digits = running.state()["workshop"]["digits"]
    for wanted in (
        "localhost",
        f"{digits[:3]} {digits[3:]}",
        "Page does not open?",
        "Turn mobile data off until the end.",
    ):
        assert wanted in page
    assert 'class="qr__dark" d="M' in page
    assert "Wi-Fi" not in page


def test_a_locked_door_shows_neither_digits_nor_code(running, wall):
    digits = running.state()["workshop"]["digits"]
    running.press("lock")
    page = wall.get("/screen").text
    assert digits[:3] + " " + digits[3:] not in page
    assert "qr__dark" not in page
    assert "Joining is closed just now." in page


def test_before_a_statement_opens_the_wall_says_what_it_is_about(running, wall):
    running.press("big")
    running.press("big")
    assert state(wall)["picture"] == "queued"
    assert "Next: Where. Skip or pause whenever you like." in shown(wall)


def test_the_same_statement_once_more_is_announced_as_that(running, wall):
    running.answered([4] * 8, shown=True)
    running.press("again")
    assert state(wall)["picture"] == "queued"
    assert "The same statement once more, after the talk." in shown(wall)
    assert "Next: Where." not in shown(wall)


def test_an_open_statement_is_shown_with_how_many_are_done_and_no_bars(running, wall):
    running.now(lambda room: room.open(running.rounds[0]))
    running.now(lambda room: [room.cast(person, running.rounds[0], 5) for person in running.people[:8]])
    page = shown(wall)
    for wanted in ("The situation", "Women far from town", "8 of 10 are done", "1 of 3"):
        assert wanted in page
    assert "bars__table" not in page
    assert state(wall)["round"]["counts"] is None
    assert state(wall)["bars"] == []


def test_nothing_of_the_answers_reaches_the_wall_before_they_are_shown(running, wall):
    running.now(lambda room: room.open(running.rounds[0]))
    before = state(wall)
    running.now(lambda room: [room.cast(person, running.rounds[0], 1) for person in running.people[:8]])
    after = state(wall)
    assert after["done"] == 8
    assert after | {"done": before["done"], "count": before["count"]} == before


def test_a_closed_statement_stays_while_the_group_talks(running, wall):
    running.answered([4] * 8)
    assert "The group talks about this now." in shown(wall)
    assert state(wall)["bars"] == []


def test_shown_answers_come_as_words_numbers_and_bars(running, wall):
    running.answered([1, 2, 3, 4, 4, 4, 5, 5], shown=True)
    page = shown(wall)
    for wanted in ("Does it happen this way?", "Mostly yes", 'class="bars__fill" width="38"'):
        assert wanted in page
    assert [row["n"] for row in state(wall)["bars"][0]["rows"]] == [1, 1, 1, 3, 2]


def test_few_answers_are_not_shown(running, wall):
    running.answered([4] * 4, shown=True)
    assert "Too few answers to show." in shown(wall)
    assert "bars__fill" not in shown(wall)


def test_only_comments_that_were_put_there_are_on_the_wall(running, wall):
    running.now(lambda room: room.open(running.rounds[0]))
    first, second = running.comment("Rekha says so"), running.comment("Another one")
    running.now(lambda room: room.close(running.rounds[0]))
    running.now(lambda room: room.reveal(running.rounds[0]))
    url = f"/desk/{running.id}/comments"
    running.asha.client.post(f"{url}/{first}/approve", json={"text": "[Someone] says so"})
    running.asha.client.post(f"{url}/{second}/approve", json={"text": "Another one"})
    running.asha.client.post(f"{url}/{first}/wall", json={})
    assert state(wall)["round"]["comments"] == ["[Someone] says so"]
    assert "[Someone] says so" in shown(wall)
    assert "Rekha" not in json.dumps(state(wall)) + wall.get("/screen").text


@pytest.mark.parametrize(
    ("button", "picture", "words"),
    [
        ("pause", "paused", "We are taking a break."),
        ("blank", "dark", ""),
    ],
)
def test_pausing_and_blanking_take_the_statement_off_the_wall(running, wall, button, picture, words):
    running.now(lambda room: room.open(running.rounds[0]))
    running.press(button)
    assert state(wall)["picture"] == picture
    assert words in shown(wall)
    assert 'data-picture="' + picture in wall.get("/screen").text


def test_the_link_ends_with_the_workshop(running, wall):
    running.now(lambda room: room.move(WorkshopMove.END, WorkshopState.LOBBY))
    assert wall.get("/screen/state").status_code == 404


def test_a_revoked_link_shows_nothing(running, wall):
    running.now(lambda room: workshops.revoke_screens(room.db, running.id))
    assert wall.get("/screen").status_code == 404


REPLACED = "The link to this page was replaced by a new one. Please open the projector page again from the desk."


def test_a_new_link_ends_the_old_one_and_says_so_at_the_desk_and_on_the_wall(running, wall):
    answer = running.press("new_link").json
    assert answer["say"] == "The link is new. Open the projector page again on every screen that should show the room."
    assert wall.get("/screen/state", headers={"Accept": "application/json"}).json["error"] == "screen_link_replaced"
    page = wall.get("/screen").text
    assert f'<h1 class="wall__picture wall__calm">{REPLACED}</h1>' in page
    assert "/join" not in page
    assert wall.get(running.asha.get(f"/desk/{running.id}/screen").location).status_code == 303
    assert state(wall)["picture"] == "lobby"


def test_a_ticket_fetched_with_the_old_link_lets_nobody_listen(app, running, wall, clock):
    ticket = wall.post("/ticket", json={"workshop": running.id, "audience": "screen"}).json["ticket"]
    running.press("new_link")
    assert app.extensions["plumbline"].tickets.use(ticket, at=clock.now) is None


def test_a_new_link_is_made_without_scripts_too(running, wall):
    action = running.state()["actions"]["new_link"]
    assert running.asha.post(action["url"], action["body"]).location == f"/desk/{running.id}"
    page = running.asha.read(f"/desk/{running.id}")
    assert "Open the projector page again on every screen that should show the room." in page
    assert wall.get("/screen").status_code == 404


def test_a_wall_is_told_of_the_new_link_in_its_own_language(app, running):
    link = running.asha.get(f"/desk/{running.id}/screen?language=mr").location
    wall = app.test_client()
    wall.get(link)
    running.press("new_link")
    for page in (wall.get("/screen").text, app.test_client().get(link).text):
        assert '<html lang="mr"' in page
        assert REPLACED not in page


def test_where_nobody_can_join_there_is_no_link_to_be_replaced(running):
    running.press("end")
    assert running.state()["actions"]["new_link"] is None


def test_statements_are_text_and_nothing_else(running, wall):
    running.now(lambda room: room.open(running.rounds[0]))
    running.comment("<img src=x>")
    assert "<img" not in text(wall.get("/screen"))


def test_an_unchanged_wall_is_answered_shortly(wall):
    first = wall.get("/screen/state")
    assert wall.get("/screen/state", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize(("words", "step"), [(3, 1), (20, 1), (21, 2), (34, 2), (75, 4), (400, 7)])
def test_longer_statements_begin_in_smaller_type(words, step):
    assert fit({"parts": [], "wording": "words " * words}) == step


def test_a_script_of_short_words_and_marks_is_not_written_smaller_for_them():
    english = "Women feel unable to take part in interventions and treatment"
    hindi = "महिलाओं को लगता है कि कार्यक्रमों और इलाज में हिस्सा लेना उनके बस में नहीं"
    assert len(hindi.split()) > len(english.split())
    assert fit({"parts": [], "wording": f"{hindi} " * 3}) <= fit({"parts": [], "wording": f"{english} " * 3})


def test_labels_count_as_words_of_the_wall():
    parts = [{"label": "What comes of it", "text": "words " * 18}]
    assert fit({"parts": parts, "wording": ""}) == 2


def test_while_a_panel_answers_at_its_own_pace_the_wall_shows_how_many_are_through(running, wall):
    running.now(lambda room: room.lay_out([0, 1]))
    running.now(lambda room: room.move(WorkshopMove.START, WorkshopState.LOBBY))
    running.press("next")
    assert "Several statements are about to come." in shown(wall)
    running.press("big")
    first, second, _ = running.now(lambda room: room.rounds)
    running.now(lambda room: [room.cast(room.people[0], round) for round in (first, second)])
    assert "1 of 10 are through" in shown(wall)
    assert "Women far from town" not in shown(wall)
    assert state(wall)["picture"] == "paced-open"
    running.now(lambda room: room.answering(RoundMove.CLOSE))
    assert "Closed. The group talks about this now." in shown(wall)


def test_what_is_answered_by_link_while_people_join_is_not_for_the_wall(running, wall):
    running.now(lambda room: room.lay_out([0, 1], before_the_day=True))
    running.now(lambda room: room.answering(RoundMove.OPEN))
    assert state(wall)["picture"] == "lobby"
