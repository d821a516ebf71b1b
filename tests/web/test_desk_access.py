import pytest

from tests.web.running import Running
from tests.web.team import Browser


@pytest.fixture
def running(app, database, keys, clock):
    return Running(app, database, keys)


def test_who_may_look_and_who_may_act(running):
    url = f"/desk/{running.id}"
    move = f"{url}/moves/start"
    for name, role, looks, acts, reads in [
        ("rita", "facilitator", 200, 200, 200),
        ("anil", "analyst", 200, 404, 200),
        ("omar", "observer", 200, 404, 404),
    ]:
        person = running.member(name, role)
        assert person.get(url).status_code == looks
        assert person.get(f"{url}/comments").status_code == reads
        assert person.client.post(f"{url}/lock", json={"locked": 1}).status_code == acts
        assert person.client.post(move, json={"state": "draft"}).status_code == (409 if acts == 200 else 404)
    stranger = running.stranger()
    assert [stranger.get(path).status_code for path in (url, f"{url}/state", f"{url}/comments", f"{url}/screen")] == [
        404
    ] * 4


def test_who_only_looks_sees_no_buttons(running):
    page = running.member("omar", "observer").get(f"/desk/{running.id}").text
    assert "data-act" not in page
    assert "Read the comments" not in page


def test_who_is_signed_in_finds_her_way_from_the_bare_address_to_the_desk(app, running):
    assert "Go to your reviews and workshops." in running.asha.read("/")
    page = running.asha.get("/home").text
    assert f'href="/desk/{running.id}"' in page
    assert "Doors are open" in page
    assert "to your reviews" not in Browser(app).read("/"), "panellists read of joining alone"


def test_somebody_who_is_not_signed_in_is_led_to_sign_in(app, running):
    somebody = app.test_client()
    assert somebody.get(f"/desk/{running.id}").status_code == 303
    assert somebody.get(f"/desk/{running.id}/state", headers={"Accept": "application/json"}).status_code == 401
