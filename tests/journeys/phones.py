"""Phones in a hall: small screens, one hand, sometimes without scripts, sometimes without a network."""

from typing import Any

from playwright.sync_api import Page

from app.services import workshops
from tests.journeys.hall import Hall

SMALL = {"width": 360, "height": 640}
SMALLEST = {"width": 320, "height": 568}


def a_phone(hall: Hall, **more: Any) -> Page:
    """A phone nobody has used for this workshop yet."""
    context = hall.browser.new_context(base_url=hall.origin, **({"viewport": SMALL, "has_touch": True} | more))
    context.set_default_timeout(8000)
    hall.contexts.append(context)
    return context.new_page()


def a_panellist(hall: Hall, **more: Any) -> Page:
    """A phone that has scanned the code on the wall, agreed, chosen a group and noted its code."""
    phone = a_phone(hall, **more)
    phone.goto(link_of(hall))
    phone.get_by_role("button", name="I agree and want to take part").click()
    phone.get_by_role("button", name="Counsellors").click()
    phone.get_by_role("link", name="I have it. Go on").click()
    phone.wait_for_url("**/phone")
    return phone


def link_of(hall: Hall) -> str:
    """The link behind the code on the wall."""
    with hall.database.reading() as db:
        return f"/j/{workshops.head(db, hall.id).token}"


def answer(phone: Page, plausibility: str, relevance: str) -> None:
    """Answer both questions, the second after a moment, as a thumb does."""
    phone.get_by_role("button", name=plausibility, exact=True).click()
    phone.wait_for_timeout(400)
    phone.get_by_role("button", name=relevance, exact=True).click()
