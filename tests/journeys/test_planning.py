"""From a sheet of 272 rows to open doors in a real browser, counted; and the afternoon moved by keyboard and by drag."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.journeys.test_team import add_contact, cookie_for, fill_plan

pytestmark = pytest.mark.browser

AT_MOST = 12


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A sheet of 272 statements in mechanisms of four and seven families."""
    path = tmp_path / "statements.csv"
    rows = ["id,family,mechanism,context,mechanism_resource,mechanism_reasoning,outcome"]
    rows += [
        f"S-{at},Family {at // 4 % 7},Mechanism {at // 4},Far from town {at},A room near {at},It feels near,More come"
        for at in range(272)
    ]
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


class Hand:
    """A facilitator's hand that counts what it does: a press, a file chosen, a form filled in."""

    def __init__(self, page: Page) -> None:
        self.page, self.actions = page, 0

    def press(self, name: str, *, nth: int = 0) -> None:
        """Press a button or follow a link."""
        self.actions += 1
        found = self.page.get_by_role("button", name=name).or_(self.page.get_by_role("link", name=name, exact=True))
        found.nth(nth).click()

    def choose_file(self, path: Path) -> None:
        """Choose the sheet."""
        self.actions += 1
        self.page.get_by_label("Your sheet of statements").set_input_files(path)

    def fill_form(self) -> None:
        """Fill in the one form: the day, the people, all statements, the notice, somebody to turn to."""
        self.actions += 1
        fill_plan(self.page)
        self.page.get_by_label("Minutes", exact=True).fill("180")
        self.page.get_by_label("All statements.").check()
        add_contact(self.page)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_272_statements_come_to_open_doors_in_a_dozen_actions(open_browser, database, sheet, scripts):
    page = open_browser(cookie=cookie_for(database, "asha"), java_script_enabled=scripts)
    page.goto("/home")
    hand = Hand(page)
    hand.choose_file(sheet)
    hand.press("Begin, and look at the sheet")
    hand.press("Import 272 statements")
    hand.press("Plan a workshop")
    hand.fill_form()
    hand.press("Save the plan")
    expect(page.get_by_text("272 statements need 227 minutes of answering; you have 60.")).to_be_visible()
    expect(page.get_by_role("button", name="Choose this plan").nth(1)).to_be_in_viewport(ratio=1)
    hand.press("Choose this plan", nth=1)
    expect(page.get_by_text("180 of 180 minutes.")).to_be_visible()
    hand.press("On to the doors")
    hand.press("Open the doors")
    page.wait_for_url("**/desk/*")
    assert hand.actions <= AT_MOST


@pytest.fixture
def planner(open_browser, database, sheet) -> Page:
    """A facilitator's browser at the afternoon she has chosen."""
    page = open_browser(cookie=cookie_for(database, "asha"))
    page.goto("/home")
    hand = Hand(page)
    hand.choose_file(sheet)
    hand.press("Begin, and look at the sheet")
    hand.press("Import 272 statements")
    hand.press("Plan a workshop")
    hand.fill_form()
    hand.press("Save the plan")
    hand.press("Choose this plan")
    expect(page.get_by_text("180 of 180 minutes.")).to_be_visible()
    page.wait_for_load_state()  # with the script that moves items
    return page


def names(page: Page) -> list[str]:
    return page.locator(".course__name").all_inner_texts()


def item(page: Page, name: str) -> Locator:
    return page.locator("[data-item]", has_text=name).first


def test_alt_and_an_arrow_move_an_item_and_the_focus_stays_with_it(planner):
    talk, before = "Talking first about what divides", names(planner)
    item(planner, talk).locator("[data-up]").focus()
    for key, place in (("Up", 3), ("Up", 2), ("Down", 3), ("Down", 4)):
        planner.keyboard.press(f"Alt+Arrow{key}")
        planner.keyboard.press(f"Alt+Arrow{key}")  # a finger that trembles
        expect(planner.locator(".course__name").nth(place)).to_have_text(talk)
        expect(item(planner, talk)).to_be_focused()
    assert names(planner) == before


def test_an_item_is_dragged_to_another_place(planner):
    item(planner, "Break").drag_to(item(planner, "Talking first about what divides"))
    expect(planner.locator(".course__name").nth(4)).to_have_text("Break")
    assert "180 of 180 minutes." in planner.inner_text("main")


def test_the_afternoon_fits_a_narrow_screen_and_a_screen_reader(planner):
    planner.set_viewport_size({"width": 320, "height": 640})
    assert planner.evaluate("document.documentElement.scrollWidth") <= 320
    serious = [each for each in Axe().run(planner).response["violations"] if each["impact"] in ("serious", "critical")]
    assert serious == []
