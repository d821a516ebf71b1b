"""Planning a workshop, and its page."""

import pytest

from app.core.workshops import WorkshopMove, WorkshopState
from app.services import plans, reviews
from app.storage.statements import StatementVersion
from tests.builders import NOON, Group, Room, a_plan, a_review
from tests.web.team import signed_in, text

pytestmark = pytest.mark.usefixtures("clock")

TYPED = {
    "title": "Talk in May",
    "site": "Pune",
    "minutes": "90",
    "organisation": "The North Office",
    "team": "B. Example",
    "about": "violence at home, its effects, and help",
    "questions_to": "B. Example, 000 111",
    "ethics": "",
    "withdraw_until": "2026-04-30",
    "groups": "Nurses, 3\nDoctors, 3\nCounsellors, 9",
    "help_name": "",
    "help_phone": "",
}
CONTACT = {"help_name": "D. Example", "help_phone": "000 222", "help_tried": "y"}


@pytest.fixture
def mine(app, database):
    """Asha's browser, and her review of four statements in two families."""
    with database.writing() as db:
        review, _ = a_review(db, statements=4)
        return signed_in(app, db, "asha"), review


@pytest.fixture
def draft(mine, database):
    """Asha's browser, and a plan of hers that is ready but for the contact."""
    browser, review = mine
    with database.writing() as db:
        plan = a_plan(db, review, groups=(Group("Nurses", 3), Group("Doctors", 3)), help_tried=False, help_name="")
        return browser, plans.plan(db, review, plan, by=None, at=NOON)


def planned(database, workshop):
    with database.reading() as db:
        return plans.plan_of(db, workshop)


def made(answer):
    """The id of the workshop an answer leads to."""
    assert answer.status_code == 303, text(answer)
    return int(answer.location.rpartition("/")[2])


def test_a_plan_can_be_kept_without_a_contact(mine, database):
    browser, review = mine
    workshop = made(browser.post(f"/reviews/{review}/workshops/new", TYPED))
    plan = planned(database, workshop)
    assert (plan.title, plan.site, plan.help_tried, plan.versions) == ("Talk in May", "Pune", False, ())
    assert plan.groups == (Group("Nurses", 3), Group("Doctors", 3), Group("Counsellors", 9))


def test_the_page_says_how_small_groups_are_put_together(mine):
    browser, review = mine
    workshop = made(browser.post(f"/reviews/{review}/workshops/new", TYPED))
    page = browser.read(f"/workshops/{workshop}")
    assert "Nurses / Doctors: 6 expected together, because fewer than 5 were expected from one of them." in page
    assert "Counsellors: 9 expected." in page


def test_the_page_says_what_is_missing_before_doors_can_open(draft):
    browser, workshop = draft
    page = browser.read(f"/workshops/{workshop}")
    assert "One thing is missing before people can join: a person they can turn to today." in page


def test_doors_stay_closed_without_a_contact_and_lead_to_where_one_is_named(draft):
    browser, workshop = draft
    answer = browser.post(f"/desk/{workshop}/moves/doors", {"state": "draft"})
    assert (answer.status_code, answer.location) == (303, f"/workshops/{workshop}/plan#help")
    page = browser.get(f"/workshops/{workshop}/plan")
    assert 'id="help"' in page.text
    assert text(page).count("Add name and number, and tick that you have tried it.") == 1
    assert "Add name and number" not in browser.read(f"/workshops/{workshop}/plan")


def test_a_plan_without_statements_is_where_the_doors_lead_too(mine):
    browser, review = mine
    workshop = made(browser.post(f"/reviews/{review}/workshops/new", {**TYPED, **CONTACT}))
    answer = browser.post(f"/desk/{workshop}/moves/doors", {"state": "draft"})
    assert (answer.status_code, answer.location) == (303, f"/workshops/{workshop}/plan")
    assert "There are no statements in this workshop yet." in browser.read(f"/workshops/{workshop}/plan")


def test_a_program_is_told_with_json_what_the_doors_wait_for(draft):
    browser, workshop = draft
    answer = browser.client.post(f"/desk/{workshop}/moves/doors", json={"state": "draft"})
    assert (answer.status_code, answer.json["error"]) == (409, "no_help_contact")


def test_with_a_contact_the_doors_open_and_the_page_shows_the_way_in(draft, app):
    browser, workshop = draft
    page = browser.get(f"/workshops/{workshop}/plan").text
    ticked = [piece.partition('"')[0] for piece in page.split('name="versions" value="')[1:]]
    browser.post(f"/workshops/{workshop}/plan", {**TYPED, **CONTACT, "versions": ticked})
    assert browser.post(f"/desk/{workshop}/moves/doors", {"state": "draft"}).status_code == 303
    page = browser.read(f"/workshops/{workshop}")
    assert "How people join" in page
    assert "http://localhost/j/" in page


def test_statements_are_chosen_singly_or_by_the_whole_family(mine, database):
    browser, review = mine
    with database.reading() as db:
        first = reviews.statements_of(db, review)[0].version_id
    one = made(browser.post(f"/reviews/{review}/workshops/new", {**TYPED, "versions": [str(first)]}))
    every = made(browser.post(f"/reviews/{review}/workshops/new", {**TYPED, "families": ["0"]}))
    assert planned(database, one).versions == (first,)
    assert len(planned(database, every).versions) == 4


def test_statements_of_another_review_are_left_out(mine, database):
    browser, review = mine
    with database.writing() as db:
        other, _ = a_review(db, owner="ravi")
        foreign = reviews.statements_of(db, other)[0].version_id
    workshop = made(browser.post(f"/reviews/{review}/workshops/new", {**TYPED, "versions": [str(foreign), "x"]}))
    assert planned(database, workshop).versions == ()


@pytest.mark.parametrize(("change", "sentence"), [
    ({"title": "  "}, "Please fill this in."),
    ({"title": "x" * 81}, "This is 81 characters; at most 80 fit."),
    ({"minutes": "soon"}, "Write a whole number of minutes, from 10 to 480."),
    ({"minutes": "0"}, "Write a whole number of minutes, from 10 to 480."),
    ({"withdraw_until": ""}, "Choose the last day on which people can have their answers removed."),
    ({"withdraw_until": "2026-02-31"}, "Choose the last day on which people can have their answers removed."),
    ({"withdraw_until": "2026-03-01"}, "This day is over already."),
    ({"groups": "Nurses, 6\nDoctors"}, 'Line 2: we read "Doctors". Write a name, a comma and a number, such as "Nurses, 6".'),
    ({"groups": "Nurses, many"}, "Line 1: we read"),
    ({"groups": "Nurses, 0"}, "Line 1: write how many people you expect, from 1 to 500."),
    ({"groups": "Nurses, 99999999999999999999"}, "Line 1: write how many people you expect, from 1 to 500."),
    ({"groups": "Nurses, 6\nnurses, 4"}, "The group nurses is here twice."),
    ({"groups": "\n".join(f"Group {n}, 6" for n in range(13))}, "At most 12 groups fit on a phone's page."),
])  # fmt: skip
def test_what_does_not_fit_is_said_beside_the_field_and_everything_typed_stays(mine, change, sentence):
    browser, review = mine
    answer = browser.post(f"/reviews/{review}/workshops/new", {**TYPED, "site": "Poona camp", **change})
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert 'value="Poona camp"' in answer.text
    assert f'aria-describedby="{next(iter(change))}-hint {next(iter(change))}-error"' in answer.text
    assert "One thing needs another look. It is marked below." in text(answer)


def test_ticked_statements_stay_ticked_when_something_else_is_refused(mine, database):
    browser, review = mine
    with database.reading() as db:
        first = reviews.statements_of(db, review)[0].version_id
    answer = browser.post(f"/reviews/{review}/workshops/new", {**TYPED, "title": "", "versions": [str(first)]})
    assert f'value="{first}" id="version-{first}" checked' in answer.text


def test_a_plan_shows_itself_again_to_be_changed(draft):
    browser, workshop = draft
    page = browser.get(f"/workshops/{workshop}/plan").text
    assert 'value="Afternoon workshop"' in page
    assert "Nurses, 3\nDoctors, 3</textarea>" in page
    assert 'value="2026-04-01"' in page
    assert page.count(" checked") == 4


def test_a_draft_keeps_the_text_it_chose_though_the_statement_was_changed_and_can_take_the_newer_one(draft, database):
    browser, workshop = draft
    before = planned(database, workshop).versions
    with database.writing() as db:
        older = db.get_one(StatementVersion, before[0])
        newer = StatementVersion(number=2, title="", wording="A newer text", lang="en", created_at=NOON)
        older.statement.versions.append(newer)
        db.flush()
        other = newer.id
    page = browser.get(f"/workshops/{workshop}/plan").text
    assert "1 statement was changed since it was chosen here." in page
    assert "Ask it as it stands now: A newer text" in page
    assert page.count(" checked") == 4
    ticked = {**TYPED, "versions": [str(each) for each in before], "newer": ""}
    assert made(browser.post(f"/workshops/{workshop}/plan", ticked)) == workshop
    assert planned(database, workshop).versions == before
    browser.post(f"/workshops/{workshop}/plan", {**ticked, "newer": f"{before[0]}:{other}"})
    assert planned(database, workshop).versions == (other, *before[1:])
    assert "was changed since" not in browser.get(f"/workshops/{workshop}/plan").text


def test_once_the_doors_are_open_the_plan_stays(app, database):
    with database.writing() as db:
        room = Room(db)
        browser = signed_in(app, db, "asha")
    for answer in (browser.get(f"/workshops/{room.id}/plan"), browser.post(f"/workshops/{room.id}/plan", TYPED)):
        assert answer.status_code == 409
        assert "The doors are open, so this plan can no longer be changed." in text(answer)


@pytest.mark.parametrize(
    ("role", "sees_plan", "sees_files"),
    [("facilitator", True, True), ("analyst", False, True), ("observer", False, False)],
)
def test_each_role_is_offered_what_it_may_do(app, database, role, sees_plan, sees_files):
    with database.writing() as db:
        room = Room(db)
        draft = plans.plan(db, room.review, a_plan(db, room.review), by=None, at=NOON)
        room.move(WorkshopMove.END, WorkshopState.LOBBY)
        browser = signed_in(app, db, "olga", review=room.review, role=role)
    assert ("Change the plan" in browser.read(f"/workshops/{draft}")) is sees_plan
    assert (browser.get(f"/workshops/{draft}/plan").status_code == 200) is sees_plan
    assert ("Summary for Word" in browser.read(f"/workshops/{room.id}")) is sees_files


def test_a_workshop_of_a_foreign_review_is_not_found(app, database):
    with database.writing() as db:
        room = Room(db)
        browser = signed_in(app, db, "ravi")
    missing = browser.get(f"/workshops/{room.id}")
    assert missing.status_code == 404
    assert "Not found" in text(missing)
    assert browser.post(f"/workshops/{room.id}/plan", TYPED).status_code == 404
