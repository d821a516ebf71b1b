"""Joining: looking creates nothing, agreeing does, and one phone is one person."""

import re
from datetime import date

import pytest
from sqlalchemy import func, select

from app.core.workshops import WorkshopMove, WorkshopState
from app.services import judging, panels, results, workshops
from app.storage.workshops import Panellist
from tests.web.rooms import Hall


@pytest.fixture
def hall(app):
    return Hall(app)


def people(hall):
    return hall.do(lambda room: room.db.scalar(select(func.count()).select_from(Panellist)))


def test_opening_the_link_creates_nothing_and_agreeing_does(hall):
    asha = hall.browser()
    asha.get(f"/j/{hall.token}")
    assert "Before you start" in asha.page
    asha.submit("/join")
    assert "Which group do you speak from?" in asha.page
    assert people(hall) == 0
    asha.submit("/phone/consent", group=hall.do(lambda room: group_of(room, 0)))
    assert people(hall) == 1


def test_the_notice_says_who_asks_who_reads_and_who_helps(hall):
    asha = hall.browser()
    asha.get(f"/j/{hall.token}")
    for words in (
        "The North Office asks people who do this work",
        "about 90 minutes",
        "Only the review team (B. Example and C. Example) reads what you write",
        "until 1 April 2026",
        "Help today: D. Example, 000 222.",
        "Questions or complaints: B. Example, 000 111.",
        "I agree and want to take part",
        "No, thank you",
    ):
        assert words in asha.page
    assert "Ethics approval" not in asha.page  # a rehearsal has none, so its sentence is left out


@pytest.mark.parametrize("typed", ["{0}", "{0:.3} {1}", " {0:.3}-{1} "], ids=["digits", "as spoken", "with a dash"])
def test_six_digits_lead_to_the_notice(hall, typed):
    asha = hall.browser()
    asha.get("/")
    asha.submit("/join", code=typed.format(hall.digits, hall.digits[3:]))
    assert "Before you start" in asha.page


def test_the_code_is_shown_once_with_what_it_is_for(hall):
    asha = hall.browser()
    asha.join()
    assert asha.screen == "code"
    assert "you can have your answers removed until 1 April 2026" in asha.page
    asha.get("/phone")
    assert asha.screen == "code"  # a page that was loaded again has not been read yet
    asha.get("/phone?noted=yes")
    assert asha.screen == "lobby"
    asha.get("/phone")
    assert asha.screen == "lobby"


def test_agreeing_twice_with_the_same_phone_is_one_person(hall):
    asha = hall.browser()
    asha.join()
    asha.join()
    assert people(hall) == 1


def test_a_second_tap_on_agree_is_one_person_with_the_same_code(hall):
    asha = hall.browser()
    asha.get(f"/j/{hall.token}")
    asha.submit("/join")
    form = asha.hidden("/phone/consent") | {"group": hall.do(lambda room: group_of(room, 0))}
    first = asha.client.post("/phone/consent", data=form)
    asha.client.delete_cookie("plumbline_phone")  # the second tap left before the first answer came
    second = asha.client.post("/phone/consent", data=form)
    assert people(hall) == 1
    assert cookie_of(first) == cookie_of(second)
    asha.get("/phone")
    assert asha.screen == "code"


def test_two_phones_are_two_people(hall):
    hall.browser().join()
    hall.browser().join()
    assert people(hall) == 2


def test_a_program_joins_with_json(hall):
    asha = hall.browser()
    door = asha.client.get(f"/j/{hall.token}", headers={"Accept": "application/json"}).get_json()
    fields = {"token": hall.token, "group": door["groups"][0]["id"], "language": "en", "version": door["version"]}
    said = asha.send("/phone/consent", **fields).get_json()
    assert said["ok"]
    assert said["workshop"] == door["workshop"]
    assert len(said["code"]) == 8
    assert asha.state["workshop"]["people"] == 1


@pytest.mark.parametrize(
    ("fields", "status", "error"),
    [
        ({"token": "not-a-token"}, 404, "wrong_code"),
        ({"token": "", "code": "111111"}, 404, "wrong_code"),
        ({"token": "", "code": ""}, 404, "wrong_code"),
        ({"group": 999}, 422, "group_unknown"),
        ({"group": None}, 422, "group_unknown"),
        ({"group": "1"}, 422, "unreadable"),
        ({"version": "an older one"}, 409, "notice_changed"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(hall, fields, status, error):
    asha = hall.browser()
    door = asha.client.get(f"/j/{hall.token}", headers={"Accept": "application/json"}).get_json()
    right = {"token": hall.token, "group": door["groups"][0]["id"], "language": "en", "version": door["version"]}
    answer = asha.send("/phone/consent", **(right | fields))
    assert (answer.status_code, answer.get_json()["error"]) == (status, error)
    assert answer.get_json()["say"]
    assert people(hall) == 0


def test_a_wrong_code_says_what_to_check_and_keeps_what_was_typed(hall):
    asha = hall.browser()
    asha.get("/")
    answer = asha.submit("/join", code="482913")
    assert answer.status_code == 404
    assert "We could not find 482 913. Check the six digits on the wall, or scan your card." in asha.page
    assert 'value="482913"' in asha.page


def test_a_locked_door_says_whom_to_ask(hall):
    hall.do(lambda room: workshops.lock(room.db, room.id, locked=True))
    asha = hall.browser()
    asha.get("/")
    answer = asha.submit("/join", code=hall.digits)
    assert answer.status_code == 403
    assert "Joining is closed just now. Please ask at the front" in asha.page


def test_after_the_end_the_digits_lead_nowhere(hall):
    hall.do(lambda room: room.move(WorkshopMove.END, WorkshopState.LOBBY))
    asha = hall.browser()
    asha.get("/")
    assert asha.submit("/join", code=hall.digits).status_code in (403, 404)


def test_guessing_makes_typed_codes_wait_while_the_link_goes_on(hall):
    guesser = hall.browser()
    guesser.get("/")
    for guess in range(10):
        assert guesser.submit("/join", code=f"11111{guess}").status_code == 404
    assert guesser.submit("/join", code=hall.digits).status_code == 429
    assert "Please wait a minute" in guesser.page
    assert guesser.get(f"/j/{hall.token}").status_code == 200


def test_the_groups_are_a_page_to_come_back_to_and_looking_creates_nothing(hall):
    asha = hall.browser()
    asha.get(f"/j/{hall.token}")
    answer = asha.client.post("/join", data=asha.hidden("/join"))
    assert (answer.status_code, answer.location) == (303, "/groups")
    asha.get("/groups")
    asha.get("/groups")
    assert "Which group do you speak from?" in asha.page
    assert people(hall) == 0
    asha.submit("/phone/consent", group=hall.do(lambda room: group_of(room, 0)))
    assert asha.screen == "code"
    asha.get("/groups")
    assert people(hall) == 1


def test_the_groups_are_for_who_has_just_agreed(hall):
    stranger = hall.browser()
    stranger.get("/groups")
    assert "Join the workshop" in stranger.page


def test_saying_no_keeps_nothing(hall):
    asha = hall.browser()
    asha.get("/no-thanks")
    assert "Nothing was kept." in asha.page
    assert people(hall) == 0


def test_a_code_removes_all_that_was_answered(app):
    hall = Hall(app, withdraw_until=date(2100, 1, 1))
    asha = hall.browser()
    asha.join()
    code = re.search(r'class="code" translate="no">(\w{8})<', asha.page)[1]
    hall.do(lambda room: results.of_review(room.db, room.review))
    assert judging.judge.cache_info().currsize
    asha.get("/withdraw")
    asha.submit("/withdraw", code=f" {code[:4].lower()}-{code[4:]} ")
    assert "Your answers were removed." in asha.page
    assert judging.judge.cache_info().currsize == 0, "nor does the server remember them"


def test_a_code_nobody_has_removes_nothing(hall):
    asha = hall.browser()
    asha.get("/withdraw")
    assert asha.submit("/withdraw", code="AAAAAAAA").status_code == 404
    assert "We could not find this code" in asha.page


def group_of(room, number):
    return panels.find_door(room.db, token=workshops.head(room.db, room.id).token).groups[number][0]


def cookie_of(response):
    return next(line for line in response.headers.getlist("Set-Cookie") if line.startswith("plumbline_phone=")).split(
        ";"
    )[0]


@pytest.mark.parametrize(("by_link", "days"), [(False, 1), (True, 30)])
def test_a_phone_stays_hers_as_long_as_the_workshop_needs(app, by_link, days):
    hall = Hall(app)
    hall.do(lambda room: room.lay_out([0], before_the_day=by_link))
    asha = hall.browser()
    asha.get(f"/j/{hall.token}")
    asha.submit("/join")
    [group] = re.findall(r'name="group" value="(\d+)"', asha.page)[:1]
    answer = asha.client.post("/phone/consent", data=asha.hidden("/phone/consent") | {"group": group})
    kept = next(each for each in answer.headers.getlist("Set-Cookie") if each.startswith("plumbline_phone="))
    assert f"Max-Age={days * 24 * 3600};" in kept
