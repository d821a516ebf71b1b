import pytest

from tests.web.running import Running
from tests.web.team import text

RAW = "Rekha from Dharavi told me on 98200 12345"


@pytest.fixture
def running(app, database, keys, clock):
    made = Running(app, database, keys)
    made.now(lambda room: room.open(made.rounds[0]))
    return made


def move(running, comment, name, browser=None, **body):
    client = (browser or running.asha).client
    return client.post(f"/desk/{running.id}/comments/{comment}/{name}", json=body)


def read(running, browser=None):
    answer = (browser or running.asha).get(f"/desk/{running.id}/comments", headers={"Accept": "application/json"})
    return answer.json["comments"]


def test_a_comment_stays_covered_until_somebody_asks_for_it(running):
    running.comment(RAW)
    assert "Rekha" not in running.asha.get(f"/desk/{running.id}").text
    assert "Rekha" not in running.asha.get(f"/desk/{running.id}/state").text
    assert running.state()["comments"]["new"] == 1
    assert read(running)[0]["text"] == RAW


def test_the_page_of_comments_works_without_scripts(running):
    comment = running.comment(RAW)
    page = running.asha.get(f"/desk/{running.id}/comments")
    assert RAW in text(page)
    assert 'maxlength="600"' in page.text
    for line in (
        "Look twice: ",
        "Cover names with [brackets] before you approve.",
        "May be shown on the wall, without a name.",
        "Approved comments may be quoted in the report.",
    ):
        assert text(page).count(line) == 1
    answer = running.asha.post(f"/desk/{running.id}/comments/{comment}/approve", {"text": "[Someone] told me"})
    assert answer.status_code == 303
    assert read(running)[0]["shown_text"] == "[Someone] told me"


def test_names_are_covered_before_a_comment_is_approved_and_shown(running):
    comment = running.comment(RAW)
    assert move(running, comment, "approve", text="[Someone] told me").status_code == 200
    waits = move(running, comment, "wall")
    assert (waits.status_code, waits.json["error"]) == (409, "statement_still_open")
    running.now(lambda room: room.close(running.rounds[0]))
    assert move(running, comment, "wall").status_code == 200
    assert move(running, comment, "wall").json["state"]["comments"] == {
        "new": 0,
        "approved": 1,
        "parked": 0,
        "hidden": 0,
    }
    assert read(running)[0]["on_wall"] is True


def test_a_comment_for_the_team_only_never_goes_to_the_wall(running):
    comment = running.comment(RAW, may_show=False)
    move(running, comment, "approve", text="[Someone] told me")
    answer = move(running, comment, "wall")
    assert (answer.status_code, answer.json["error"]) == (409, "author_keeps_it")
    assert read(running)[0]["on_wall"] is False


@pytest.mark.parametrize(("name", "state"), [("park", "parked"), ("hide", "hidden")])
def test_parking_or_hiding_takes_a_comment_off_the_wall(running, name, state):
    comment = running.comment(RAW)
    running.now(lambda room: room.close(running.rounds[0]))
    move(running, comment, "approve", text="short")
    move(running, comment, "wall")
    assert move(running, comment, name).status_code == 200
    assert [(each["state"], each["on_wall"]) for each in read(running)] == [(state, False)]


@pytest.mark.parametrize(
    ("name", "body", "status"),
    [
        ("approve", {"text": ""}, 422),
        ("approve", {}, 422),
        ("approve", {"text": "x" * 10_000}, 422),
        ("wall", {}, 404),
        ("burn", {}, 404),
    ],
)
def test_what_cannot_be_done_with_a_new_comment(running, name, body, status):
    comment = running.comment(RAW)
    assert move(running, comment, name, **body).status_code == status
    assert read(running)[0]["state"] == "new"


def test_a_comment_of_another_workshop_is_not_here(running, app, database, keys):
    other = Running(app, database, keys)
    other.now(lambda room: room.open(other.rounds[0]))
    assert move(running, other.comment(RAW), "hide").status_code == 404


def test_an_analyst_reads_but_does_not_act_and_an_observer_does_neither(running):
    comment = running.comment(RAW)
    anil, omar = running.member("anil", "analyst"), running.member("omar", "observer")
    assert read(running, anil)[0]["text"] == RAW
    assert "data-move" not in anil.get(f"/desk/{running.id}/comments").text
    assert omar.get(f"/desk/{running.id}/comments").status_code == 404
    assert [move(running, comment, "hide", person).status_code for person in (anil, omar)] == [404, 404]


def test_what_people_write_is_text_and_nothing_else(running):
    running.comment("<script>alert(1)</script>")
    assert "<script>alert" not in running.asha.get(f"/desk/{running.id}/comments").text
