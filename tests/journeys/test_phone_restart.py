"""A server that ends in the middle of a round and comes back: phones go on without a tap."""

import os
import signal
from time import monotonic

import pytest
from playwright.sync_api import expect

from app.rehearsal.desk import Desk
from app.rehearsal.scratch import free_port
from tests.journeys.phones import SMALL, join
from tests.servers import server

pytestmark = pytest.mark.browser


@pytest.fixture
def context(browser):
    context = browser.new_context(viewport=SMALL, has_touch=True)
    yield context
    context.close()


def test_a_killed_server_comes_back_and_the_phones_with_it(browser, context, tmp_path):
    data, port = tmp_path / "data", free_port()
    with server(data, port) as first:
        desk = begun(Desk(first.desk))
        phone = context.new_page()
        join(phone, desk.join_link())
        phone.get_by_role("button", name="Mostly yes: Mostly it does").click()
        expect(phone.locator('[data-line="plausibility"]')).to_contain_text("Saved")
        phone.wait_for_timeout(400)  # as a thumb does
        os.kill(first.pid, signal.SIGKILL)
        phone.get_by_role("button", name="Very much", exact=True).click()
        expect(phone.locator("[data-note]")).to_have_text("Kept on this phone: 1. It will go by itself.")
    phone.evaluate("window.isTheSamePage = true")
    with server(data, port) as second:
        back = monotonic()
        expect(phone.locator("[data-note]")).to_have_text("Saved. You can change it while this is open.")
        print(f"saved {monotonic() - back:.1f} s after the server was back")
        again = Desk(second.desk)
        again.workshop = desk.workshop
        [opened] = [each for each in again.state()["rounds"] if each["state"] == "open"]
        again.move_round(opened, "close")
        expect(phone.get_by_role("heading", name="Closed. The group will talk about this now.")).to_be_visible()
        assert phone.evaluate("window.isTheSamePage")


def begun(desk):
    """A workshop of three statements, the first of them open."""
    desk.plan(statements=3, people=12, minutes=90)
    desk.move("doors", state="draft")
    desk.move("start", state="lobby")
    desk.move_round(desk.state()["rounds"][0], "open")
    return desk
