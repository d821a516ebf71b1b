"""Joining in a real browser: the way in can be gone back."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from app.storage.workshops import Panellist
from tests.journeys.phones import a_panellist

pytestmark = pytest.mark.browser


def test_going_back_leads_to_the_groups_and_asks_for_no_form_again(hall):
    phone = a_panellist(hall)
    phone.go_back()
    phone.go_back()
    expect(phone.get_by_role("heading", name="Which group do you speak from?")).to_be_visible()
    phone.get_by_role("button", name="Counsellors").click()
    phone.wait_for_url("**/phone")
    with hall.database.reading() as db:
        assert db.scalar(select(func.count()).select_from(Panellist)) == len(hall.room.people) + 1
