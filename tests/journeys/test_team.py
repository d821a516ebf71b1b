"""The review team's way: from a one-time link to open doors, and to a verdict, in a real browser."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from app.core.workshops import WorkshopMove, WorkshopState
from app.services import accounts, lineage, reviews
from app.services.condensed_texts import NewText
from app.services.lineage import Hand
from tests.builders import NOON, Room

pytestmark = pytest.mark.browser

EXAMPLE = Path(__file__).parents[2] / "examples/ipv/statements.csv"
SENTENCES = (
    "id,family,context,mechanism,outcome\n"
    "A-1,Where,Far from town,Women feel that they can come whenever it suits them,More come\n"
)
NEXT_MONTH = (datetime.now(UTC).date() + timedelta(days=30)).isoformat()
RATINGS = ([5, 5, 4, 4, 4, 5, 4, 5, 4, 3, 5, 4], [1, 1, 2, 2, 5, 5, 4, 5, 4, 3, 1, 5], [5, 5, 4, 2, 4, 4])


def link_for(database, name: str) -> str:
    with database.writing() as db:
        return "/first/" + accounts.new_link(db, accounts.create_account(db, name), at=datetime.now(UTC))


def cookie_for(database, name: str) -> str:
    with database.writing() as db:
        account = accounts.account_named(db, name) or accounts.create_account(db, name)
        return accounts.start(db, account, at=datetime.now(UTC))


@pytest.fixture
def judged(database) -> Room:
    """A workshop that has ended, with three statements judged."""
    with database.writing() as db:
        room = Room(db, statements=4, people=12)
        rounds = room.rounds
        room.move(WorkshopMove.START, WorkshopState.LOBBY)
        for round, ratings in zip(rounds, RATINGS, strict=False):
            room.judge(round, ratings)
        room.move(WorkshopMove.END, WorkshopState.LIVE)
        return room


@pytest.fixture
def condensed(database, judged) -> Room:
    """The same, with the first two statements merged into a text and the third dropped."""
    with database.writing() as db:
        one, two, three, _ = (line.id for line in reviews.statements_of(db, judged.review))
        text = NewText(one, ("Women far from town", "A room", "It feels near", "They come"))
        lineage.merge_anew(db, judged.review, [one, two], text, Hand(judged.owner, NOON, 0))
        lineage.drop(db, judged.review, [three], "Out of scope.", Hand(judged.owner, NOON, 1))
    return judged


def fill_plan(page: Page) -> None:
    """Fill in what every plan needs but the statements and the contact."""
    page.get_by_label("Title", exact=True).fill("Talk in May")
    page.get_by_label("Place", exact=True).fill("Pune")
    page.get_by_label("Groups, one per line").fill("Nurses, 3\nDoctors, 3\nCounsellors, 9")
    page.get_by_label("Who asks", exact=True).fill("The North Office")
    page.get_by_label("Who reads the comments", exact=True).fill("B. Example")
    page.get_by_label("What the statements are about", exact=True).fill("help after violence at home")
    page.get_by_label("Questions or complaints to", exact=True).fill("B. Example, 000 111")
    page.get_by_label("Answers can be removed until", exact=True).fill(NEXT_MONTH)


def add_contact(page: Page) -> None:
    page.get_by_label("Name", exact=True).fill("D. Example")
    page.get_by_label("Phone", exact=True).fill("000 222")
    page.get_by_label("I have tried it today").check()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_a_one_time_link_to_open_doors(open_browser, database, scripts):
    page = open_browser(java_script_enabled=scripts)
    page.goto(link_for(database, "asha"))
    page.get_by_role("button", name="Sign in on this computer").click()
    page.get_by_label("New password").fill("four words make one")
    page.get_by_label("The same once more").fill("four words make one")
    page.get_by_role("button", name="Keep this password").click()

    expect(page.get_by_role("heading", name="Drop your sheet here")).to_be_visible()
    page.get_by_label("Your sheet of statements").set_input_files(EXAMPLE)
    page.get_by_role("button", name="Begin, and look at the sheet").click()
    page.get_by_role("button", name="Import 71 statements").click()
    expect(page.get_by_role("status")).to_have_text("71 statements were imported.")

    page.get_by_role("link", name="Plan a workshop").click()
    fill_plan(page)
    page.locator("summary", has_text="Where").click()
    page.get_by_label("All of them" if scripts else "Add all 4 of this family").first.check()
    page.get_by_role("button", name="Save the plan").click()
    expect(page.get_by_text("Nurses / Doctors: 6 expected together")).to_be_visible()
    expect(page.get_by_text("One thing is missing before people can join")).to_be_visible()

    page.get_by_role("link", name="Change the plan").click()
    assert page.locator("input[name=versions]:checked").count() == 4
    add_contact(page)
    page.get_by_role("button", name="Save the plan").click()
    page.get_by_role("button", name="Open the doors").click()
    page.wait_for_url("**/desk/*")
    page.goto("/workshops/1")
    expect(page.get_by_role("heading", name="How people join")).to_be_visible()


def test_a_column_that_holds_sentences_is_asked_about(open_browser, database, tmp_path):
    sheet = tmp_path / "list.csv"
    sheet.write_text(SENTENCES)
    page = open_browser(cookie=cookie_for(database, "asha"))
    page.goto("/home")
    page.get_by_label("Your sheet of statements").set_input_files(sheet)
    page.get_by_role("button", name="Begin, and look at the sheet").click()
    expect(page.get_by_role("button", name="Import")).to_have_count(0)
    page.get_by_label("the mechanism, as a part of the statement").first.check()
    page.get_by_role("button", name="This is what it means").click()
    expect(page.get_by_role("button", name="Import 1 statement")).to_be_visible()


def test_the_box_of_a_family_follows_its_statements(open_browser, database, judged):
    page = open_browser(cookie=cookie_for(database, "asha"))
    page.goto(f"/reviews/{judged.review}/workshops/new")
    page.locator("summary").first.click()
    every, single = page.get_by_label("All of them"), page.locator("input[name=versions]")
    every.check()
    assert page.locator("input[name=versions]:checked").count() == 4
    expect(page.get_by_text("Chosen: 4")).to_be_visible()
    single.nth(1).uncheck()
    assert every.evaluate("box => [box.checked, box.indeterminate]") == [False, True]
    expect(page.get_by_text("3 of 4 chosen")).to_be_visible()


def test_two_people_decide_against_the_rule_and_must_say_why(open_browser, database, judged):
    page = open_browser(cookie=cookie_for(database, "asha"))
    page.goto(f"/workshops/{judged.id}/results")
    article = page.locator("#statement-1")
    article.get_by_text("Decide", exact=True).click()
    article.get_by_label("Not confirmed", exact=True).check()
    article.get_by_label("First person").fill("B. Example")
    article.get_by_label("Second person").fill("C. Example")
    article.get_by_role("button", name="Record this verdict").click()
    expect(page.get_by_text("This differs from what the rule suggests. Please give the reason.")).to_be_visible()
    assert page.get_by_label("First person").input_value() == "B. Example"
    page.get_by_label("Reason").fill("The comments say otherwise.")
    page.get_by_role("button", name="Record this verdict").click()
    expect(page.get_by_text("The team lowered what the rule suggests.")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_two_configurations_become_one_and_two_again(open_browser, database, judged, scripts):
    page = open_browser(cookie=cookie_for(database, "asha"), java_script_enabled=scripts)
    page.goto(f"/reviews/{judged.review}")
    page.get_by_role("link", name="Condensed list").click()
    expect(page.get_by_text("4 = 0 kept + 0 merged + 0 dropped + 4 open")).to_be_visible()
    page.get_by_label("S-1", exact=True).check()
    page.get_by_label("S-2", exact=True).check()
    page.get_by_role("button", name="Merge …").click()
    expect(page.get_by_label("The situation")).to_have_value("Women far from town")
    page.get_by_label("The situation").fill("Women in villages")
    page.get_by_role("button", name="Merge into this text").click()
    expect(page.get_by_text("4 = 0 kept + 2 merged into 1 + 0 dropped + 2 open")).to_be_visible()
    page.get_by_role("link", name="C-1", exact=True).click()
    expect(page.get_by_text("The panel is divided (inherited from 2 of 2)").first).to_be_visible()
    expect(page.get_by_text("Women in villages")).to_be_visible()
    page.go_back()
    page.get_by_role("button", name="Undo: S-1, S-2 merged into the new text C-1").click()
    expect(page.get_by_text("4 = 0 kept + 0 merged + 0 dropped + 4 open")).to_be_visible()


def test_the_summary_arrives_as_a_file(open_browser, database, judged):
    page = open_browser(cookie=cookie_for(database, "asha"))
    page.goto(f"/workshops/{judged.id}")
    with page.expect_download() as download:
        page.get_by_role("link", name="Summary for Word").click()
    assert download.value.suggested_filename.startswith("plumbline-summary-north-hall-")


PLACES = (
    "/home", "/account", "/reviews/1", "/reviews/1/import", "/reviews/1/workshops/new", "/workshops/1",
    "/workshops/1/results", "/reviews/1/weighting", "/reviews/1/weighting?by=family",
    "/reviews/1/weighting?method=swing&points_1=1&top=9", "/reviews/1/sources", "/reviews/1/statements/1",
    "/reviews/1/statements/1/evidence", "/reviews/1/lineage", "/reviews/1/lineage?only=open", "/reviews/1/lineage/drop?of=4",
    "/reviews/1/lineage/merge?of=4&of=1", "/reviews/1/statements/5", "/reviews/1/weighting?list=condensed",
    "/reviews/1/protocol", "/reviews/1/protocol/words/en", "/reviews/1/results", "/reviews/1/candidates",
    "/reviews/1/translations", "/reviews/1/letterhead", "/workshops/1/agenda", "/workshops/1/cards", "/workshops/1/paper",
    "/desk/1/people", "/desk/1/paper", "/desk/1/notes", "/desk/1/day", "/desk/1/preflight", "/desk/1/talk",
    "/desk/1/comments", "/desk/1/candidates/new",
)  # fmt: skip
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
COLOURS = {"runOnly": ["cat.color"], "resultTypes": ["violations"]}  # what is there is the same in both colours


def test_no_page_is_wider_than_its_screen_or_breaks_its_own_policy(open_browser, database, condensed):
    page = open_browser(cookie=cookie_for(database, "asha"))
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    for place in PLACES:
        assert page.goto(place).status == 200, place
        for width in (1366, 360, 320):
            page.set_viewport_size({"width": width, "height": 768})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, place
    assert said == []


def test_pages_hold_to_the_rules_of_accessibility(open_browser, database, condensed):
    page = open_browser(cookie=cookie_for(database, "asha"), reduced_motion="reduce")
    for place in ("/sign-in", *PLACES):
        page.goto(place)
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
        for scheme, rules in (("light", RULES), ("dark", COLOURS)):
            page.emulate_media(color_scheme=scheme)
            found = Axe().run(page, options=rules)
            assert found.violations_count == 0, (place, scheme, found.generate_report())
