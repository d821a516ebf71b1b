"""The remote: a phone that moves one workshop on, by script or plain form, and reaches nothing else."""

import re
from datetime import timedelta

import pytest

from tests.web.running import Running
from tests.web.team import TOKEN, Browser, text

LINK = re.compile(r"/remote/([\w-]+)")


@pytest.fixture
def running(app, database, keys, clock):
    return Running(app, database, keys)


@pytest.fixture
def link(running, monkeypatch):
    """Ask for a code at the desk; what is in it."""
    shown = []
    monkeypatch.setattr("app.web.desk_remote.qr", shown.append)
    running.asha.post(f"/desk/{running.id}/remote/code")
    return LINK.search(shown[0])[0]


def use(app, link):
    """Scan the link on a new phone and press its button."""
    phone = Browser(app)
    page = phone.get(link)
    assert page.status_code == 200
    return phone, phone.client.post(link, data={"csrf_token": TOKEN.search(page.text)[1]})


@pytest.fixture
def phone(app, running, link):
    phone, answer = use(app, link)
    assert (answer.status_code, answer.location) == (303, f"/desk/{running.id}/remote")
    return phone


def test_looking_makes_no_code_and_opening_its_link_uses_nothing_up(app, running, link):
    assert "Scan this with" not in running.asha.get(f"/desk/{running.id}/remote/code").text
    for _ in range(3):
        assert "Make this phone the remote?" in Browser(app).read(link)
    assert use(app, link)[1].status_code == 303


def test_a_code_works_once_and_for_a_minute(app, running, link, clock):
    assert use(app, link)[1].status_code == 303
    _, again = use(app, link)
    assert again.status_code == 404
    assert "This code was used already, or its minute is over. Ask for a new one at the desk." in text(again)


def test_an_old_code_is_over(app, running, link, clock):
    clock.now += timedelta(seconds=61)
    assert use(app, link)[1].status_code == 404


def test_the_remote_runs_the_room(running, phone):
    page = phone.read(f"/desk/{running.id}/remote")
    assert "People are joining" in page
    assert "Start" in page
    for wanted in ("live", "live", "paused"):
        name = "pause" if wanted == "paused" else "big"
        assert running.press(name, phone).json["state"]["workshop"]["state"] == wanted


def test_a_remote_without_scripts_stays_on_its_page(running, phone):
    running.press("big", phone)
    running.press("big", phone)
    action = running.state(phone)["actions"]["big"]
    answer = phone.client.post(
        action["url"], data=action["body"] | {"csrf_token": token(phone, running), "on": "remote"}
    )
    assert (answer.status_code, answer.location) == (303, f"/desk/{running.id}/remote")
    close = running.state(phone)["actions"]["big"]
    asked = phone.client.post(close["url"], data=close["body"] | {"csrf_token": token(phone, running)})
    assert "Only 0 of 10 are done. Close all the same?" in text(asked)
    assert f'href="/desk/{running.id}/remote"' in asked.text
    assert 'data-reading=""' in asked.text


def token(phone, running):
    return TOKEN.search(phone.get(f"/desk/{running.id}/remote").text)[1]


@pytest.mark.parametrize("path", [
    "/home", "/account", "/reviews/1", "/workshops/{id}", "/desk/{id}", "/desk/{id}/comments", "/desk/{id}/notes",
    "/desk/{id}/people", "/desk/{id}/remote/code", "/desk/{id}/screen", "/workshops/{id}/summary.docx",
])  # fmt: skip
def test_a_remote_reaches_nothing_else(running, phone, path):
    path = path.format(id=running.id)
    assert running.asha.get(path).status_code in (200, 303)
    assert phone.get(path).status_code == 404


def test_a_remote_is_of_one_workshop(app, database, keys, running, phone):
    other = Running(app, database, keys)
    assert running.asha.get(f"/desk/{other.id}/remote").status_code == 200
    for path in (f"/desk/{other.id}/remote", f"/desk/{other.id}/state"):
        assert phone.get(path).status_code == 404
    ticket = {"audience": "desk", "workshop": other.id}
    assert phone.client.post("/ticket", json=ticket).status_code == 404
    assert phone.client.post("/ticket", json=ticket | {"workshop": running.id}).status_code == 200


def test_a_remote_shows_no_counts_and_no_comments(running, phone):
    running.answered([4] * 8)
    running.comment("Rekha told me")
    page = phone.get(f"/desk/{running.id}/remote").text
    assert "bars__table" not in page
    assert "Rekha" not in page
    assert 'id="comments"' not in page


def test_whoever_is_signed_in_on_the_phone_needs_no_code(running):
    assert "Start" in running.member("rita", "facilitator").read(f"/desk/{running.id}/remote")
    assert running.member("omar", "observer").get(f"/desk/{running.id}/remote").status_code == 404


def test_a_lost_phone_is_no_remote_any_more_from_one_moment_to_the_next(app, running, link, phone, monkeypatch):
    waiting = []
    monkeypatch.setattr("app.web.desk_remote.qr", waiting.append)
    running.asha.post(f"/desk/{running.id}/remote/code")
    assert phone.get(f"/desk/{running.id}/state").status_code == 200
    ended = running.asha.post(f"/desk/{running.id}/remote/end")
    assert "1 remote was ended." in running.asha.read(ended.location)
    assert phone.client.get(f"/desk/{running.id}/state", headers={"Accept": "application/json"}).status_code == 401
    assert use(app, LINK.search(waiting[0])[0])[1].status_code == 404, "nor does a code that still waits make one"
    assert running.asha.get(f"/desk/{running.id}").status_code == 200
