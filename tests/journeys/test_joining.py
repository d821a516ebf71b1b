"""Joining in a real browser: the way in can be gone back."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from app.storage.workshops import Panellist
from tests.journeys.phones import a_panellist, a_phone, attends, link_of, ready, until

pytestmark = pytest.mark.browser


def people(hall):
    with hall.database.reading() as db:
        return db.scalar(select(func.count()).select_from(Panellist))


def test_going_back_from_her_code_leads_to_the_groups_and_asks_for_no_form_again(hall):
    phone = a_phone(hall)
    phone.goto(link_of(hall))
    phone.get_by_role("button", name="I agree and want to take part").click()
    phone.get_by_role("button", name="Counsellors").click()
    phone.get_by_role("link", name="I have it. Go on").wait_for()
    phone.go_back()
    expect(phone.get_by_role("heading", name="Which group do you speak from?")).to_be_visible()
    phone.get_by_role("button", name="Counsellors").click()
    phone.get_by_role("link", name="I have it. Go on").click()
    expect(phone.get_by_role("heading", name="You are in.")).to_be_visible()
    assert people(hall) == len(hall.room.people) + 1


def test_who_is_in_goes_back_to_the_room_and_not_to_its_door(hall):
    phone = a_panellist(hall)
    phone.go_back()
    phone.go_back()
    phone.wait_for_url("**/phone")
    expect(phone.locator("[data-phone]")).to_be_visible()
    assert people(hall) == len(hall.room.people) + 1


def test_nothing_moves_under_her_thumb_when_the_scripts_arrive_at_her_code(hall):
    phone, held = a_phone(hall), []
    phone.route("**/js/phone.js*", lambda route: held.append(route))  # noqa: PLW0108  # Playwright marks its handlers
    phone.goto(link_of(hall))
    phone.get_by_role("button", name="I agree and want to take part").click()
    phone.get_by_role("button", name="Counsellors").click(no_wait_after=True)
    go_on = phone.get_by_role("link", name="I have it. Go on")
    go_on.wait_for()
    phone.wait_for_function("() => document.styleSheets.length > 0")  # before it nothing is painted
    before = go_on.bounding_box()
    until(phone, lambda: held)
    with phone.expect_response("**/phone/state"):
        for route in held:
            route.continue_()
    phone.wait_for_timeout(200)
    assert go_on.bounding_box() == before


def test_her_code_opens_another_phone_and_the_one_before_says_so_by_itself(hall):
    before, after = a_phone(hall), a_phone(hall)
    before.goto(link_of(hall))
    before.get_by_role("button", name="I agree and want to take part").click()
    before.get_by_role("button", name="Counsellors").click()
    code = before.locator(".code").inner_text()
    before.get_by_role("link", name="I have it. Go on").click()
    attends(before)
    after.goto("/")
    after.get_by_text("I have a card or a personal code").click()
    after.locator("#letters").fill(code.lower())
    after.locator("#letters").press("Enter")
    after.get_by_role("button", name="I agree and want to take part").click()
    after.get_by_role("button", name="Go on here").click()
    expect(after.get_by_role("heading", name="You are in.")).to_be_visible()
    expect(before.get_by_role("heading", name="Your card is now open on another phone")).to_be_visible()
    expect(before.get_by_role("heading", name="This phone is not in the workshop any more.")).to_be_hidden()
    assert people(hall) == len(hall.room.people) + 1


@pytest.mark.parametrize("hall", [{"people": 0}], indirect=True)
def test_the_first_one_in_the_lobby_sees_others_come(hall):
    phone = ready(hall)
    expect(phone.locator("[data-people]")).to_have_text("You are the first one here.")
    a_panellist(hall)
    phone.clock.fast_forward(6_000)
    expect(phone.locator("[data-people]")).to_have_text("2 people are here.")
