"""Rehearsing a plan from its page: two buttons to a room full of simulated people, and one that wipes it."""

import pytest

from app.core.workshops import WorkshopMove, WorkshopState
from app.services import plans, workshops
from tests.builders import NOON, Room, a_plan, a_review
from tests.web.team import signed_in, text

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def draft(app, database):
    """Asha's browser, and a plan of hers that has no contact yet."""
    with database.writing() as db:
        review, owner = a_review(db)
        plan = a_plan(db, review, help_tried=False)
        return signed_in(app, db, "asha"), plans.plan(db, review, plan, by=owner, at=NOON)


@pytest.fixture
def pilot(app, database):
    """Asha's browser, and a rehearsal with six people who have answered one statement."""
    with database.writing() as db:
        room = Room(db, people=6, pilot=True)
        room.move(WorkshopMove.START, WorkshopState.LOBBY)
        room.judge(room.rounds[0], [5, 5, 4, 4, 2, 1])
        yield_to = signed_in(app, db, "asha"), room.id
    yield yield_to
    app.extensions["plumbline"].sittings.end(room.id)


def rehearsed(browser, workshop):
    """The rehearsal that the first button leads to."""
    answer = browser.post(f"/workshops/{workshop}/rehearse")
    assert answer.status_code == 303, text(answer)
    return int(answer.location.split("/")[2])


def test_two_buttons_lead_from_a_plan_to_a_desk_with_simulated_people(draft, app):
    browser, workshop = draft
    assert "Rehearse this plan" in browser.read(f"/workshops/{workshop}")
    copy = rehearsed(browser, workshop)
    page = browser.read(f"/workshops/{copy}/rehearsal")
    assert "Nothing said here is ever counted in the review." in page
    answer = browser.post(f"/workshops/{copy}/rehearsal/begin", {"people": "15", "speed": "20"})
    assert (answer.status_code, answer.location) == (303, f"/desk/{copy}")
    assert app.extensions["plumbline"].sittings.of(copy).is_here
    assert "15 simulated people were invited" in browser.read(f"/workshops/{copy}/rehearsal")
    browser.post(f"/workshops/{copy}/rehearsal/stop")
    assert app.extensions["plumbline"].sittings.of(copy) is None


def test_the_real_plan_stays_a_draft_and_its_copy_is_called_a_rehearsal(draft, database):
    browser, workshop = draft
    copy = rehearsed(browser, workshop)
    with database.reading() as db:
        made, real = workshops.head(db, copy), workshops.head(db, workshop)
    assert (made.title, made.pilot, made.state) == ("Rehearsal: Afternoon workshop", True, "lobby")
    assert (real.title, real.pilot, real.state) == ("Afternoon workshop", False, "draft")


def test_a_plan_without_statements_says_so_and_no_copy_is_made(app, database):
    with database.writing() as db:
        review, owner = a_review(db)
        workshop = plans.plan(db, review, a_plan(db, review, versions=()), by=owner, at=NOON)
        browser = signed_in(app, db, "asha")
    answer = browser.post(f"/workshops/{workshop}/rehearse")
    assert answer.location == f"/workshops/{workshop}"
    assert "There are no statements in this workshop yet." in browser.read(answer.location)
    with database.reading() as db:
        assert len(workshops.lines(db, review)) == 1


def test_the_same_people_cannot_come_in_twice(pilot):
    browser, workshop = pilot
    wanted = {"people": "5", "speed": "4"}
    browser.post(f"/workshops/{workshop}/rehearsal/begin", wanted)
    again = browser.post(f"/workshops/{workshop}/rehearsal/begin", wanted)
    assert again.status_code == 409
    assert "Simulated people are here already." in text(again)


@pytest.mark.parametrize(("typed", "said"), [
    ({"people": "4", "speed": "4"}, "Write a whole number of people, from 5 to 60."),
    ({"people": "61", "speed": "4"}, "Write a whole number of people, from 5 to 60."),
    ({"people": "", "speed": "4"}, "Write a whole number of people, from 5 to 60."),
    ({"people": "many", "speed": "4"}, "Write a whole number of people, from 5 to 60."),
    ({"people": "9", "speed": "1000"}, "Choose one of these."),
    ({"people": "9", "speed": "<b>"}, "Choose one of these."),
])  # fmt: skip
def test_what_is_no_panel_is_said_beside_the_field(pilot, app, typed, said):
    browser, workshop = pilot
    answer = browser.post(f"/workshops/{workshop}/rehearsal/begin", typed)
    assert answer.status_code == 422
    assert said in text(answer)
    assert app.extensions["plumbline"].sittings.of(workshop) is None


def test_nobody_comes_in_through_a_locked_door(pilot, app):
    browser, workshop = pilot
    browser.post(f"/desk/{workshop}/lock", {"locked": "1"})
    assert "Let them come in" not in browser.read(f"/workshops/{workshop}/rehearsal")
    answer = browser.post(f"/workshops/{workshop}/rehearsal/begin", {"people": "5", "speed": "4"})
    assert answer.status_code == 409
    assert "open the doors first, and unlock them" in text(answer)
    assert app.extensions["plumbline"].sittings.of(workshop) is None


def test_one_button_wipes_a_rehearsal_and_says_what_is_gone(pilot, database):
    browser, workshop = pilot
    answer = browser.post(f"/workshops/{workshop}/rehearsal/wipe")
    page = browser.read(answer.location)
    assert "The rehearsal is wiped: 6 ballots and 0 comments are gone." in page
    assert "Wiped on 2026-03-02 by asha." in page
    assert "This rehearsal has ended." in page
    assert "Wipe it" not in page


def test_a_real_workshop_has_no_such_page_and_no_button_of_it_does_anything(app, database):
    with database.writing() as db:
        room = Room(db, people=6)
        room.move(WorkshopMove.START, WorkshopState.LOBBY)
        room.judge(room.rounds[0], [5] * 6)
        browser = signed_in(app, db, "asha")
    page = browser.get(f"/workshops/{room.id}/rehearsal")
    assert (page.status_code, page.location) == (303, f"/workshops/{room.id}")
    for button in ("begin", "stop", "wipe"):
        answer = browser.post(f"/workshops/{room.id}/rehearsal/{button}", {"people": "5", "speed": "4"})
        assert answer.status_code == 409
        assert "This is a real workshop, not a rehearsal." in text(answer)
    assert "6 ballots" not in text(browser.get(f"/workshops/{room.id}"))
    with database.reading() as db:
        assert workshops.head(db, room.id).state == "live"


def test_a_rehearsal_is_marked_in_the_list_of_workshops_and_at_its_desk(pilot, database):
    browser, workshop = pilot
    with database.reading() as db:
        review = workshops.head(db, workshop).review
    assert "North hall · Rehearsal" in browser.read(f"/reviews/{review}")
    assert f'href="/workshops/{workshop}/rehearsal"' in browser.get(f"/desk/{workshop}").text
