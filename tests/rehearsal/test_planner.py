"""Plans read from the page as it is drawn, and the one that comes nearest to what was asked."""

import pytest

from app.rehearsal.planner import PlanWanted, read_offers
from app.services import accounts, plans
from app.web.parts import wall_clock
from tests.builders import NOON, Group, a_plan, a_review
from tests.web.team import Browser


@pytest.fixture
def page(app, database):
    """The afternoon's page for 272 statements, 15 people and an hour of answering."""
    with database.writing() as db:
        review, owner = a_review(db, statements=272)
        groups = (Group("Counsellors", 8), Group("Health workers", 7))
        workshop = plans.plan(db, review, a_plan(db, review, minutes=180, groups=groups), by=owner, at=NOON)
        browser = Browser(app, accounts.start(db, owner, at=wall_clock()))
    asked = "begins=13:00&answering=60&breaks=1&by_link=y&workshops=1&like=0&managers=&seed=1"
    return browser.get(f"/workshops/{workshop}/agenda?{asked}").text


def test_the_plans_of_a_page_are_read_as_its_cards_say(page):
    offers = read_offers(page)
    assert [offer.asked.each for offer in offers] == [None, 8, 7]
    assert offers[0].headline.endswith(" statements, by everyone")
    assert [dict(offer.form.fields)["aim"] for offer in offers] == ["everyone", "classes", "all"]


@pytest.mark.parametrize(("text", "asked"), [
    ("72 all", PlanWanted(72, None)),
    ("135 of 8", PlanWanted(135, 8)),
    (" 154 of 7 ", PlanWanted(154, 7)),
])  # fmt: skip
def test_a_plan_is_asked_for_in_two_words(text, asked):
    assert PlanWanted.read(text) == asked
    assert str(asked) == text.strip()


@pytest.mark.parametrize("text", ["", "72", "all", "72 of all", "of 8", "-3 all", "72 alle", "8 of 8 of 8"])
def test_what_is_no_plan_is_refused(text):
    with pytest.raises(ValueError):
        PlanWanted.read(text)
