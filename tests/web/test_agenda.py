"""The page of an afternoon: three plans to choose from, the chosen one to change, and what is printed."""

import re
from html import unescape

import pytest

from app.core.workshops import WorkshopMove, WorkshopState
from app.services import imports, plans, workshops
from tests.builders import NOON, a_plan, a_review, a_statement
from tests.web.team import Browser, signed_in, text

pytestmark = pytest.mark.usefixtures("clock")


class Planned:
    """A draft of three hours for fifteen people, and the facilitator who plans it."""

    def __init__(self, app, database, statements: int, **plan) -> None:
        self.database = database
        with database.writing() as db:
            self.review, self.owner = a_review(db, statements=0)
            sheet = [
                a_statement(f"S-{at}", family=f"Topic {at // 4 % 7}", mechanism=f"Mechanism {at // 4}")
                for at in range(statements)
            ]
            imports.import_statements(db, self.review, sheet, at=NOON)
            made = a_plan(db, self.review, **({"minutes": 180} | plan))
            self.id = plans.plan(db, self.review, made, by=self.owner, at=NOON)
            self.asha: Browser = signed_in(app, db, "asha")
        self.path = f"/workshops/{self.id}/agenda"

    def choose(self, plan: str, **changed):
        """Press the button on the card of this plan, as its form stands."""
        page = unescape(self.asha.get(self.path).text)
        card = next(each for each in page.split('<li class="card plan">') if f'value="{plan}"' in each)
        return self.asha.post(self.path, hidden(card) | changed)

    def items(self) -> list[tuple[str, str]]:
        """The times and names of the chosen afternoon."""
        page = unescape(self.asha.get(self.path).text)
        times = re.findall(r'course__time">\s*([^<]*?)\s*<', page)
        return list(zip(times, re.findall(r'course__name">([^<]+)<', page), strict=True))

    def ids(self) -> list[str]:
        return re.findall(r'id="item-(\d+)"', self.asha.get(self.path).text)

    def change(self, item: str, **fields):
        page = self.asha.get(self.path).text
        seen = re.search(r'name="seen" value="(\d+)"', page)[1]
        return self.asha.post(f"{self.path}/items/{item}", {"seen": seen} | fields)


def hidden(form: str) -> dict[str, str]:
    """The hidden fields of a form, whatever the order of their attributes."""
    tags = [dict(re.findall(r'(\w+)="([^"]*)"', tag)) for tag in re.findall(r"<input[^>]+>", form)]
    return {tag["name"]: tag.get("value", "") for tag in tags if tag.get("type") == "hidden"}


@pytest.fixture
def planned(app, database):
    return Planned(app, database, 272)


def test_three_plans_say_what_they_let_one_conclude(planned):
    page = planned.asha.read(planned.path)
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


def test_what_does_not_fit_is_said_before_anything_is_chosen(planned):
    page = planned.asha.read(planned.path)
    assert (
        "272 statements need 227 minutes of answering; you have 60. With 15 people each would get 4 answers; "
        "at least 5 are needed. Choose" in page
    )
    assert "minutes by link before the day, or a second workshop." in page


def test_the_chosen_plan_is_a_list_with_times_that_sum_to_the_afternoon(planned):
    assert planned.choose("everyone", begins="13:30").status_code == 303
    assert planned.items() == [
        ("13:30–13:45", "Welcome, joining, practice"),
        ("13:45–14:15", "Answering, at one’s own pace"),
        ("14:15–14:30", "Break"),
        ("14:30–15:00", "Answering, at one’s own pace"),
        ("15:00–16:20", "Talking first about what divides"),
        ("16:20–16:30", "Closing"),
    ]
    page = planned.asha.read(planned.path)
    assert "Over at 16:30. 180 of 180 minutes." in page
    assert "200 statements do not fit" in page


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


def test_wishes_are_tried_out_without_keeping_anything(planned):
    page = planned.asha.read(f"{planned.path}?begins=09:00&answering=100&breaks=1&workshops=1&seed=1&managers=")
    assert "120 statements, by everyone" in page
    assert "All of them, for a talk list" not in page
    assert "Choose one of these plans" in planned.asha.read(planned.path)


@pytest.mark.parametrize(
    ("wishes", "sentence"),
    [
        ({"answering": "0"}, "Write a whole number from 1 to 480."),
        ({"answering": "many"}, "Write a whole number from 1 to 480."),
        ({"breaks": "9"}, "Write a whole number from 0 to 3."),
        ({"begins": "25:99"}, "Write a time such as 13:30."),
        ({"workshops": "-1"}, "Write a whole number from 1 to 12."),
        ({"seed": str(2**40)}, "Write a whole number from 0 to 2147483647."),
        ({"answering": "170"}, "180 minutes are too few for welcome, breaks and closing, which take 210 here."),
    ],
)
def test_wishes_that_cannot_be_are_said_and_stay(planned, wishes, sentence):
    usual = {"begins": "13:00", "answering": "60", "breaks": "1", "workshops": "1", "seed": "1", "managers": ""}
    answer = planned.asha.get(planned.path, query_string=usual | wishes)
    assert answer.status_code == 200
    assert sentence in text(answer)
    assert all(f'value="{value}"' in answer.text for value in wishes.values())


def test_a_plan_without_classes_needs_a_tick(planned):
    alone = {
        "begins": "13:00",
        "answering": "60",
        "breaks": "1",
        "workshops": "1",
        "seed": "1",
        "like": "0",
        "managers": "",
    }
    refused = planned.asha.post(planned.path, alone | {"aim": "talk", "seen": "0"})
    assert refused.status_code == 422
    assert "No classes from this plan; tonight's list is a talk list." in text(refused)
    assert planned.asha.post(planned.path, alone | {"aim": "talk", "seen": "0", "knowing": "y"}).status_code == 303


def test_the_slower_facilitator_is_told_and_sees_what_stands(planned):
    planned.choose("everyone")
    refused = planned.choose("all", seen="0")
    assert refused.status_code == 409
    assert "asha changed this a moment ago. Nothing was lost" in text(refused)
    assert "Everyone judges the same: 72 statements" in text(refused)


@pytest.mark.parametrize("broken", [{"aim": "best"}, {"aim": ""}, {"begins": ""}, {"breaks": "x"}, {"like": "77"}])
def test_a_broken_form_chooses_nothing(planned, broken):
    assert planned.choose("everyone", **broken).status_code in (409, 422)
    assert planned.items() == []


def test_items_move_by_button_and_minutes_change(planned):
    planned.choose("everyone")
    talk = planned.ids()[4]
    assert planned.change(talk, to="3").location.endswith(f"#item-{talk}")
    assert [name for _time, name in planned.items()][3] == "Talking first about what divides"
    planned.change(talk, minutes="60")
    assert "Over at 15:40. 160 of 180 minutes." in planned.asha.read(planned.path)


@pytest.mark.parametrize("minutes", ["", "-5", "a while", "99999"])
def test_minutes_that_cannot_be_read_change_nothing(planned, minutes):
    planned.choose("everyone")
    refused = planned.change(planned.ids()[4], minutes=minutes)
    assert refused.status_code == 422
    assert "Write the minutes as a whole number" in text(refused)


def test_an_edit_on_an_older_page_is_told_who_was_faster(planned):
    planned.choose("everyone")
    refused = planned.change(planned.ids()[4], minutes="60", seen="0")
    assert refused.status_code == 409
    assert "asha changed this a moment ago" in text(refused)


def test_with_open_doors_items_still_move_and_no_other_plan_is_offered(planned):
    planned.choose("everyone")
    with planned.database.writing() as db:
        workshops.move(db, planned.id, WorkshopMove.DOORS, state=WorkshopState.DRAFT, by=planned.owner, at=NOON)
    assert "Choose this plan" not in planned.asha.read(planned.path)
    assert planned.change(planned.ids()[4], minutes="60").status_code == 303


def test_a_line_manager_in_the_room_brings_advice(planned):
    planned.choose("everyone", managers="yes")
    assert "People sit with their own line manager. Invite managers to a workshop of their own" in planned.asha.read(
        planned.path
    )


def test_the_plan_for_the_wall_has_times_and_topics_and_no_figures(planned):
    planned.choose("everyone")
    page = planned.asha.read(f"{planned.path}/wall")
    assert "13:00 Welcome, joining, practice" in page
    assert "Topic 0" in page
    assert "S-1" not in page


def test_without_a_chosen_plan_there_is_nothing_for_the_wall(planned):
    assert planned.asha.get(f"{planned.path}/wall").status_code == 404


@pytest.mark.parametrize(
    ("plan", "sentence"),
    [({"versions": ()}, "There are no statements in this workshop yet."), ({"groups": ()}, "Nobody is expected yet.")],
)
def test_what_is_missing_for_a_plan_is_said(app, database, plan, sentence):
    assert sentence in (planned := Planned(app, database, 20, **plan)).asha.read(planned.path)
