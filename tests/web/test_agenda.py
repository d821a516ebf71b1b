"""The page of an afternoon: three plans to choose from, the chosen one to change, and what is printed."""

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy import select

from app.core.panels import Group
from app.core.workshops import WorkshopMove, WorkshopState
from app.services import plans, workshops
from app.services.agenda_now import block_rows
from app.storage.workshops import Round
from tests.builders import NOON, a_plan
from tests.web.afternoons import Planned, hidden
from tests.web.team import text

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def planned(app, database):
    return Planned(app, database, 100)


@pytest.fixture
def short(app, database):
    return Planned(app, database, 28)


@pytest.fixture
def long(app, database):
    return Planned(app, database, 272)


def test_three_plans_say_what_they_let_one_conclude(long):
    page = long.asha.read(long.path)
    for words in (
        "72 statements, by everyone",
        "135 statements, 8 people each",
        "272 statements, 7 people each",
        "6.8 of 8 after abstaining and skipping; five or more in 98 of 100 statements.",
        "Groups mostly stay hidden",
        "minutes for each person, before the day.",
        "Planned with 50 seconds for a statement at one’s own pace, 75 voted on together, 255 with talk.",
    ):
        assert words.replace("135", str(planned_classes(page))) in page


def planned_classes(page: str) -> int:
    """Whole mechanisms leave gaps: as many as fit, at most 135."""
    found = int(re.search(r"(\d+) statements, 8 people each", page)[1])
    assert 120 <= found <= 135
    return found


def test_what_does_not_fit_is_said_before_anything_is_chosen(long):
    page = long.asha.read(long.path)
    assert (
        "272 statements need 227 minutes of answering; you have 60. With 15 people each would get 4 answers; "
        "at least 5 are needed. Choose" in page
    )
    assert "minutes by link before the day, or a second workshop." in page


def test_the_chosen_plan_is_a_list_with_times_that_sum_to_the_afternoon(long):
    assert long.choose("everyone", begins="13:30").status_code == 303
    assert long.items() == [
        ("13:30–13:45", "Welcome, joining, practice"),
        ("13:45–14:15", "Answering, at one’s own pace"),
        ("14:15–14:30", "Break"),
        ("14:30–15:00", "Answering, at one’s own pace"),
        ("15:00–16:20", "Talking first about what divides"),
        ("16:20–16:30", "Closing"),
    ]
    page = long.asha.read(long.path)
    assert "Over at 16:30. 180 of 180 minutes." in page
    assert "200 statements do not fit" in page
    assert page.index("On to the doors") < page.index("Welcome, joining, practice"), "not below a long list"
    head = long.asha.read(f"/workshops/{long.id}")
    assert "Statements 72 laid out in the afternoon; 200 more wait behind them." in head


def test_a_long_list_leads_from_the_plan_to_the_afternoon_and_a_short_one_does_not(app, database):
    for statements, leads_to in ((80, "/agenda"), (12, "")):
        planned = Planned(app, database, statements)
        form = hidden(planned.asha.get(f"/workshops/{planned.id}/plan").text)
        fields = {name: value for name, value in PLAN.items() if name not in form}
        answer = planned.asha.post(f"/reviews/{planned.review}/workshops/new", fields | {"everything": "y"})
        assert re.fullmatch(rf"/workshops/\d+{leads_to}", answer.location)


PLAN = {
    "title": "Practice talk",
    "site": "Pune",
    "minutes": "180",
    "organisation": "The North Office",
    "team": "B. Example",
    "about": "violence at home",
    "questions_to": "B. Example, 000 111",
    "withdraw_until": "2099-01-01",
    "groups": "Counsellors, 8\nHealth workers, 7",
}


def test_wishes_are_tried_out_without_keeping_anything(long):
    page = long.asha.read(f"{long.path}?begins=09:00&answering=100&breaks=1&workshops=1&seed=1&managers=")
    assert "120 statements, by everyone" in page
    assert "All of them, for a talk list" not in page
    assert "Choose one of these plans" in long.asha.read(long.path)


@pytest.mark.parametrize(
    ("wishes", "sentence"),
    [
        ({"answering": "-1"}, "Write a whole number from 0 to 480."),
        ({"answering": "0"}, "Nobody would answer anything: write minutes, or tick that people can answer by link."),
        ({"answering": "many"}, "Write a whole number from 0 to 480."),
        ({"breaks": "9"}, "Write a whole number from 0 to 3."),
        ({"begins": "25:99"}, "Write a time such as 13:30."),
        ({"workshops": "-1"}, "Write a whole number from 1 to 12."),
        ({"seed": str(2**40)}, "Write a whole number from 0 to 2147483647."),
    ],
)
def test_wishes_that_cannot_be_are_said_and_stay(short, wishes, sentence):
    usual = {"begins": "13:00", "answering": "60", "breaks": "1", "workshops": "1", "seed": "1", "managers": ""}
    answer = short.asha.get(short.path, query_string=usual | wishes)
    assert answer.status_code == 200
    assert sentence in text(answer)
    assert all(f'value="{value}"' in answer.text for value in wishes.values())


def test_more_answering_than_the_afternoon_holds_is_said(long):
    wishes = "begins=13:00&answering=170&breaks=1&by_link=y&workshops=1&seed=1&managers="
    page = long.asha.read(f"{long.path}?{wishes}")
    assert "180 minutes are too few for welcome, breaks and closing, which take 210 here." in page


def test_a_short_list_is_put_to_a_panel_by_link_alone(app, database):
    planned = Planned(app, database, 12, minutes=20)
    alone = "begins=13:00&answering=0&breaks=0&by_link=y&workshops=1&seed=1&managers="
    page = unescape(planned.asha.get(f"{planned.path}?{alone}").text)
    assert "10 minutes for each person, whenever they like." in page
    assert planned.asha.post(planned.path, hidden(page.split('<li class="card plan">')[1])).status_code == 303
    assert planned.items() == [("", "By link, at one’s own pace")]
    chosen = planned.asha.read(planned.path)
    assert "By link alone: 10 minutes for each person." in chosen
    assert "The notice tells people 20 minutes." in chosen
    token = hidden(planned.asha.get(f"/workshops/{planned.id}").text)
    assert planned.asha.post(f"/desk/{planned.id}/moves/doors", token).status_code == 303
    desk = planned.asha.get(f"/desk/{planned.id}/state").json
    assert (desk["actions"]["ahead"]["text"], len(desk["answering"]["blocks"])) == ("Open by link", 1)


def test_a_plan_without_classes_needs_a_tick(long):
    alone = {
        "begins": "13:00",
        "answering": "60",
        "breaks": "1",
        "workshops": "1",
        "seed": "1",
        "like": "0",
        "managers": "",
    }
    refused = long.asha.post(long.path, alone | {"aim": "talk", "seen": "0"})
    assert refused.status_code == 422
    assert "No classes from this plan; tonight's list is a talk list." in text(refused)
    assert long.asha.post(long.path, alone | {"aim": "talk", "seen": "0", "knowing": "y"}).status_code == 303


def test_the_slower_facilitator_is_told_and_sees_what_stands(planned):
    planned.choose("everyone")
    refused = planned.choose("all", seen="0")
    assert refused.status_code == 409
    assert "asha changed this a moment ago. Nothing was lost" in text(refused)
    assert "Everyone judges the same: 72 statements" in text(refused)


@pytest.mark.parametrize("broken", [{"aim": "best"}, {"aim": ""}, {"begins": ""}, {"breaks": "x"}, {"like": "77"}])
def test_a_broken_form_chooses_nothing(short, broken):
    assert short.choose("everyone", **broken).status_code in (409, 422)
    assert short.items() == []


def test_items_move_by_button_and_minutes_change(planned):
    planned.choose("everyone")
    talk = planned.ids()[4]
    assert planned.change(talk, to="3").location.endswith(f"#item-{talk}")
    assert [name for _time, name in planned.items()][3] == "Talking first about what divides"
    planned.change(talk, minutes="60")
    assert "Over at 15:40. 160 of 180 minutes." in planned.asha.read(planned.path)


@pytest.mark.parametrize("minutes", ["", "-5", "a while", "99999"])
def test_minutes_that_cannot_be_read_change_nothing(short, minutes):
    short.choose("everyone")
    refused = short.change(short.ids()[4], minutes=minutes)
    assert refused.status_code == 422
    assert "Write the minutes as a whole number" in text(refused)


def test_an_edit_on_an_older_page_is_told_who_was_faster(short):
    short.choose("everyone")
    refused = short.change(short.ids()[4], minutes="60", seen="0")
    assert refused.status_code == 409
    assert "asha changed this a moment ago" in text(refused)


def test_with_open_doors_items_still_move_and_no_other_plan_is_offered(planned):
    planned.choose("everyone")
    with planned.database.writing() as db:
        workshops.move(db, planned.id, WorkshopMove.DOORS, state=WorkshopState.DRAFT, by=planned.owner, at=NOON)
    assert "Choose this plan" not in planned.asha.read(planned.path)
    assert planned.change(planned.ids()[4], minutes="60").status_code == 303


def test_other_people_than_planned_for_are_told_of(planned):
    planned.choose("everyone")
    sentence = "People or statements are others now than when this plan was chosen."
    assert sentence not in planned.asha.read(planned.path)
    with planned.database.writing() as db:
        kept = plans.plan_of(db, planned.id)
        plans.replan(db, planned.id, replace(kept, groups=(Group("Counsellors", 9),)), by=planned.owner, at=NOON)
    assert sentence in planned.asha.read(planned.path)


def test_a_plan_that_was_changed_leads_back_to_the_choice(planned):
    planned.choose("everyone")
    plan = f"/workshops/{planned.id}/plan"
    assert planned.asha.post(plan, PLAN | {"everything": "y"}).location == f"/workshops/{planned.id}"
    fewer = planned.asha.post(plan, PLAN | {"families": "0"})
    assert fewer.location == planned.path
    assert "The plan is kept. Choose how the afternoon takes these statements." in planned.asha.read(planned.path)


def test_another_workshop_takes_the_same_blocks_for_its_own_people(planned):
    planned.choose("classes", workshops="2")
    with planned.database.writing() as db:
        made = a_plan(db, planned.review, minutes=180, site="South hall", title="Second talk")
        second = plans.plan(db, planned.review, made, by=planned.owner, at=NOON)
    path = f"/workshops/{second}/agenda"
    assert "Afternoon workshop, North hall" in planned.asha.read(path)
    wishes = {"begins": "13:00", "answering": "70", "breaks": "1", "workshops": "2", "seed": "1", "managers": ""}
    wishes["like"] = str(planned.id)
    assert planned.asha.get(path, query_string=wishes).text.count("card plan") == 1
    assert planned.asha.post(path, wishes | {"aim": "classes", "seen": "0"}).status_code == 303
    with planned.database.reading() as db:
        titles = [[block.title for block in block_rows(db, each)] for each in (planned.id, second)]
    assert titles[0] == titles[1]


def test_a_review_that_measured_itself_says_so(planned):
    sentence = "This is what the workshops of this review took."
    assert sentence not in planned.asha.read(planned.path)
    with planned.database.writing() as db:
        for row in db.scalars(select(Round).where(Round.workshop_id == planned.id).limit(12)):
            row.opened_at, row.revealed_at = NOON, NOON + timedelta(seconds=40)
    page = planned.asha.read(planned.path)
    assert sentence in page
    assert "40 voted on together" in page


def test_a_line_manager_in_the_room_brings_advice(short):
    short.choose("everyone", managers="yes")
    assert "People sit with their own line manager. Invite managers to a workshop of their own" in short.asha.read(
        short.path
    )


def test_the_plan_for_the_wall_has_times_and_topics_and_no_figures(planned):
    planned.choose("everyone")
    page = planned.asha.read(f"{planned.path}/wall")
    assert "13:00 Welcome, joining, practice" in page
    assert "Topic 0" in page
    assert "S-1" not in page


def test_without_a_chosen_plan_there_is_nothing_for_the_wall(short):
    assert short.asha.get(f"{short.path}/wall").status_code == 404


@pytest.mark.parametrize(
    ("plan", "sentence"),
    [({"versions": ()}, "There are no statements in this workshop yet."), ({"groups": ()}, "Nobody is expected yet.")],
)
def test_what_is_missing_for_a_plan_is_said(app, database, plan, sentence):
    assert sentence in (planned := Planned(app, database, 20, **plan)).asha.read(planned.path)
