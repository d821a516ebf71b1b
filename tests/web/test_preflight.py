"""Before the doors: the test phone is heard, the Wi-Fi goes to the wall, and what lacks is said."""

import re

import pytest

from tests.web.running import Running
from tests.web.team import TOKEN, Browser


@pytest.fixture
def running(app, database, keys, clock):
    return Running(app, database, keys)


def link_of(running):
    return re.search(r"http://localhost(/hello/[\w.]+)", running.asha.get(f"/desk/{running.id}/preflight").text)[1]


def said(running):
    page = running.asha.get(f"/desk/{running.id}/preflight", headers={"Accept": "application/json"})
    return page.json["said"]


def test_a_phone_that_was_here_is_heard_with_its_way_and_time(app, running):
    assert "No phone was here yet." in running.asha.read(f"/desk/{running.id}/preflight")
    phone = Browser(app)
    assert "This phone reaches Plumbline" in phone.read(link_of(running))
    assert said(running) == "", "looking tells nothing, for previews look too"
    assert phone.client.post(link_of(running), json={"ms": 120}).json == {"ok": True}
    assert said(running) == "A phone was here: 120 ms there and back, at 12:00 UTC."
    assert "120 ms there and back" in running.asha.read(f"/desk/{running.id}/preflight")


def test_a_phone_without_scripts_presses_a_button(app, running):
    phone, link = Browser(app), link_of(running)
    sent = {"csrf_token": TOKEN.search(phone.get(link).text)[1]}
    assert "The laptop has heard of it." in phone.client.post(link, data=sent).text
    assert said(running) == "A phone was here at 12:00 UTC."


@pytest.mark.parametrize("ms", ["120", None, -5, 1e9, True, [1]])
def test_a_way_that_is_no_number_of_milliseconds_is_left_out(app, running, ms):
    assert Browser(app).client.post(link_of(running), json={"ms": ms}).status_code == 200
    assert said(running) == "A phone was here at 12:00 UTC."


def test_a_made_up_link_leads_nowhere(app, running):
    wrong = link_of(running)[:-2] + "zz"
    assert Browser(app).get(wrong).status_code == 404
    assert Browser(app).client.post(wrong, json={}).status_code == 404


def test_the_wifis_name_goes_to_the_wall_of_those_whose_page_does_not_open(running):
    url = f"/desk/{running.id}/preflight"
    assert running.asha.post(f"/desk/{running.id}/wifi", {"wifi": "Hall <2>"}).status_code == 303
    assert 'value="Hall &lt;2&gt;"' in running.asha.get(url).text
    wall = running.asha.get(f"/desk/{running.id}/screen")
    key = wall.location.split("key=")[1]
    screen = Browser(running.app)
    page = screen.get(f"/screen?key={key}", follow_redirects=True).text
    assert "Join the Wi-Fi &#34;Hall &lt;2&gt;&#34;." in page


def test_the_page_says_what_is_free_on_the_disk_and_what_to_copy(running):
    page = running.asha.read(f"/desk/{running.id}/preflight")
    assert re.search(r"[\d.]+ GB are free where the answers are kept", page)
    assert "Plumbline makes no copies by itself. Stop the server and copy its whole DATA folder" in page


def test_the_wifis_name_is_typed_once_for_wall_and_cards(running):
    running.asha.post(f"/desk/{running.id}/wifi", {"wifi": "Hall two"})
    assert 'value="Hall two"' in running.asha.get(f"/workshops/{running.id}/cards").text
    running.asha.post(f"/workshops/{running.id}/cards", {"many": "4", "seen": "0", "wifi": "Hall three"})
    assert 'value="Hall three"' in running.asha.get(f"/desk/{running.id}/preflight").text
