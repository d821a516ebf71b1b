"""From the code on the wall to leaving, on a small phone, another one and a tablet, with scripts and without."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.storage.ballots import Ballot
from tests.journeys.hall import Hall
from tests.journeys.phones import SAVED, a_phone, join, link_of, note
from tests.journeys.test_phone_sheet import written

pytestmark = pytest.mark.browser
ANDROID = "Mozilla/5.0 (Linux; Android 8.1.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36"
APPLE = (
    "Mozilla/5.0 ({0}; CPU OS 15_8 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/15.6 Safari/604.1"
)
DEVICES: dict[str, dict[str, Any]] = {
    "small Android": {"viewport": {"width": 320, "height": 568}, "device_scale_factor": 1.5, "user_agent": ANDROID},
    "iPhone": {
        "viewport": {"width": 375, "height": 667},
        "device_scale_factor": 2,
        "user_agent": APPLE.format("iPhone"),
    },
    "tablet": {
        "viewport": {"width": 768, "height": 1024},
        "device_scale_factor": 2,
        "user_agent": APPLE.format("iPad"),
    },
}


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_every_device_leads_from_the_wall_to_an_answer_and_out_again(live, scripts):
    for device in DEVICES.values():
        phone = a_phone(live, is_mobile=True, java_script_enabled=scripts, **device)
        join(phone, link_of(live))
        answers(phone)
        says(phone, "On the season.")
        leaves(phone)
    assert answered(live) == [(3, 5)] * len(DEVICES)
    assert [(each.part, each.text) for each in written(live)] == [(1, "On the season.")] * len(DEVICES)


def test_without_scripts_a_phone_moves_on_when_it_is_asked_to(live):
    phone = a_phone(live, java_script_enabled=False)
    join(phone, link_of(live))
    live.now(lambda room: room.close(live.rounds[0]))
    phone.get_by_role("link", name="Look again").click()
    expect(phone.get_by_role("heading", name="Closed. The group will talk about this now.")).to_be_visible()


def answers(phone: Page) -> None:
    phone.get_by_role("button", name="Sometimes it does").tap()
    phone.wait_for_timeout(400)
    phone.get_by_role("button", name="Very much").tap()
    expect(note(phone)).to_have_text(SAVED)


def says(phone: Page, text: str) -> None:
    phone.get_by_role("link", name="What does it depend on?").tap()
    phone.get_by_label("Please do not write names").fill(text)
    phone.get_by_role("button", name="Send").tap()
    expect(phone.locator("[data-offline]")).to_have_text("Your comment was sent.")


def leaves(phone: Page) -> None:
    """Out, and going back shows nothing of hers."""
    phone.get_by_text("Help", exact=True).tap()
    phone.get_by_role("link", name="Leave the workshop").tap()
    phone.get_by_role("button", name="Leave and clear this phone").tap()
    expect(phone.get_by_text("This phone is cleared.")).to_be_visible()
    phone.go_back()
    expect(phone.get_by_role("heading", name="Join the workshop")).to_be_visible()


def answered(hall: Hall) -> list[tuple[int | None, int | None]]:
    with hall.database.reading() as db:
        return [(each.plausibility, each.relevance) for each in db.scalars(select(Ballot))]
