"""Talk first and a changed text, as facilitators meet them: pages of forms, and the desk's buttons in between."""

import re

import pytest

from app.core.workshops import RoundMove
from app.services.snapshots import phones_state
from app.services.snapshots_screen import screen_state
from tests.builders import LATER
from tests.web.running import Running
from tests.web.team import text

DIVIDED, YES, FEW = [1, 1, 1, 2, 2, 4, 4, 5, 5, 5], [5] * 10, [1] * 4


@pytest.fixture
def hall(app, database, keys, clock) -> Running:
    """Ten people judged three of four statements: yes, divided, and one that four of them answered."""
    made = Running(app, database, keys, statements=4)
    for round, ratings in enumerate((YES, DIVIDED, FEW)):
        made.answered(ratings, round=round)
    return made


def talk(hall: Running, query: str = "") -> str:
    return hall.asha.get(f"/desk/{hall.id}/talk{query}").text


def codes(page: str) -> list[str]:
    return re.findall(r"<b>(S-\d)</b>", page)


def ticked(page: str) -> list[str]:
    lines = page.split("data-topic>")[1:]
    return [
        code for line in lines for code in re.findall(r"<b>(S-\d)</b>", line) if "checked" in line.split("<label")[0]
    ]


def chosen(hall: Running, *numbers: int, **more: str):
    """Choose rounds by their place in the plan, with what the page said was chosen before."""
    seen = re.search(r'name="seen" value="([^"]*)"', talk(hall))[1]
    fields = {"seen": seen, "round": [str(hall.rounds[number]) for number in numbers]} | more
    return hall.asha.post(f"/desk/{hall.id}/talk", fields)


def test_what_divides_stands_first_with_its_counts_and_what_few_answered_last_without(hall: Running) -> None:
    page = talk(hall)
    assert codes(page) == ["S-2", "S-1", "S-3"]
    assert "5 of 10 do not say yes" in page
    last = page.split("<b>S-3</b>")[1]
    assert "Too few to say." in last
    assert "of 4" not in last


def test_as_many_are_proposed_as_fit_into_the_minutes_typed(hall: Running) -> None:
    assert ticked(talk(hall, "?minutes=9")) == ["S-2", "S-1"]
    assert ticked(talk(hall, "?minutes=5")) == ["S-2"]
    assert ticked(talk(hall, "?minutes=5&each=75")) == ["S-2", "S-1"]
    assert ticked(talk(hall, "?minutes=0")) == []
    assert "1 chosen; 1 fit." in talk(hall, "?minutes=5")


@pytest.mark.parametrize("minutes", ["", "-5", "many", "1e9", "९", "99999999999999999999", "5; DROP TABLE round"])
def test_minutes_that_cannot_be_read_are_no_trouble(hall: Running, minutes: str) -> None:
    answer = hall.asha.client.get(f"/desk/{hall.id}/talk", query_string={"minutes": minutes})
    assert answer.status_code == 200


def test_what_is_chosen_comes_next_in_that_order_and_the_first_of_it_is_on_show(hall: Running) -> None:
    answer = chosen(hall, 0, 1, **{f"place-{hall.rounds[0]}": "2", f"place-{hall.rounds[1]}": "1"})
    assert answer.status_code == 303
    state = hall.state()
    assert [(each["code"], each["number"]) for each in state["rounds"]][3:] == [("S-2", 2), ("S-1", 2), ("S-4", 1)]
    assert state["current"] == hall.rounds[1]
    assert ticked(talk(hall)) == ["S-2", "S-1"]


def test_phones_and_wall_see_nothing_of_the_list(hall: Running) -> None:
    def seen(room):
        at = LATER
        return phones_state(room.db, room.id, at=at), screen_state(room.db, room.id, at=at)

    before = hall.now(seen)
    talk(hall)
    assert hall.now(seen) == before
    chosen(hall, 1)
    for state in hall.now(seen):
        assert not re.search("need|weight|questioned|outside|S-1|S-3", str(state))


def test_the_big_button_leads_through_the_talk(hall: Running) -> None:
    chosen(hall, 1, 0)
    pressed = []
    for _ in range(9):
        action = hall.state()["actions"]["big"]
        pressed.append((action["url"].rsplit("/", 1)[-1], hall.state()["current"] == hall.rounds[0]))
        assert hall.press("big", sure=1).status_code == 200
    steps = [name for name, _ in pressed]
    assert steps == ["reveal", "again", "open", "close", "reveal", "show", "reveal", "again", "open"]
    assert pressed[6] == ("reveal", True), "before the next is asked again, the room talks about its first answers"


def test_next_goes_past_the_talk_without_showing_the_answers(hall: Running) -> None:
    chosen(hall, 1)
    assert hall.press("next").status_code == 200
    state = hall.state()
    on_show = next(each for each in state["rounds"] if each["id"] == state["current"])
    assert (on_show["code"], on_show["number"], on_show["state"]) == ("S-2", 2, "queued")


def test_somebody_faster_is_named_and_the_ticks_stay(hall: Running) -> None:
    page = talk(hall)
    seen = re.search(r'name="seen" value="([^"]*)"', page)[1]
    chosen(hall, 0)
    answer = hall.asha.post(f"/desk/{hall.id}/talk", {"seen": seen, "round": [str(hall.rounds[1])], "minutes": "20"})
    assert answer.status_code == 409
    assert "asha changed the list meanwhile" in answer.text
    assert ticked(answer.text) == ["S-2"]
    assert 'name="minutes" min="0" max="480" value="20"' in answer.text


@pytest.mark.parametrize("rounds", [["999"], ["x"], ["-1"], ["9" * 40]])
def test_a_round_that_is_none_chooses_nothing(hall: Running, rounds: list[str]) -> None:
    answer = hall.asha.post(f"/desk/{hall.id}/talk", {"seen": "", "round": rounds})
    assert answer.status_code in (303, 409)
    assert all(each["number"] == 1 for each in hall.state()["rounds"])


def test_before_anything_is_closed_the_page_says_so(app, database, keys, clock) -> None:
    made = Running(app, database, keys)
    assert "Nothing is closed yet" in talk(made)


# Changing a text

TEXTS = ["Women far from town", "A room near the market", "It feels within reach", "More women come"]


def amend_page(hall: Running, round: int = 1):
    return hall.asha.get(f"/desk/{hall.id}/rounds/{hall.rounds[round]}/amend")


def fields_of(page: str, parts: list[str], why: str = "Nobody comes who is afraid.") -> dict[str, str]:
    seen = re.search(r'name="seen"[^>]* value="(\d+)"', page)[1]
    return {f"parts-{at}": part for at, part in enumerate(parts)} | {"seen": seen, "why": why}


def change(hall: Running, parts: list[str], *, page: str | None = None, round: int = 1, why: str = "It was unclear."):
    fields = fields_of(page or amend_page(hall, round).text, parts, why)
    return hall.asha.post(f"/desk/{hall.id}/rounds/{hall.rounds[round]}/amend", fields)


def test_each_part_has_a_field_that_holds_what_it_says(hall: Running) -> None:
    page = amend_page(hall).text
    assert re.findall(r'<textarea[^>]*name="parts-\d"[^>]*>\s*([^<]*)</textarea>', page) == TEXTS
    assert "The situation" in page


def test_a_changed_text_goes_on_show_with_what_is_different(hall: Running) -> None:
    assert change(hall, [TEXTS[0], "A safe room near the bus", *TEXTS[2:]]).status_code == 303
    page = hall.asha.get(f"/desk/{hall.id}").text
    assert "A <ins>safe</ins> room near the <del>market</del> <ins>bus</ins>" in page
    assert "Why it was changed: It was unclear." in text(hall.asha.get(f"/desk/{hall.id}"))
    assert hall.state()["actions"]["big"]["url"].endswith("/open")


@pytest.mark.parametrize(
    ("parts", "why", "says"),
    [
        (TEXTS, "It was unclear.", "Not a word is different yet"),
        ([*TEXTS[:3], "All of them come"], "", "Please write why this was changed"),
        (["", *TEXTS[1:]], "It was unclear.", "Every part needs words"),
        (["x" * 2_001, *TEXTS[1:]], "It was unclear.", "at most 2000 fit"),
    ],
)
def test_what_cannot_be_kept_is_said_and_what_was_typed_stays(
    hall: Running, parts: list[str], why: str, says: str
) -> None:
    answer = change(hall, parts, why=why)
    assert answer.status_code == 422
    assert says in answer.text
    assert parts[3] in answer.text
    assert all(not each["changed"] for each in hall.state()["rounds"])


def test_the_slower_of_two_gets_the_fresh_text_and_keeps_what_she_typed(hall: Running) -> None:
    page = amend_page(hall).text
    change(hall, [TEXTS[0], "A safe room", *TEXTS[2:]])
    answer = change(hall, [TEXTS[0], "A quiet room", *TEXTS[2:]], page=page)
    assert answer.status_code == 409
    assert "asha changed this statement meanwhile" in answer.text
    assert "A quiet room</textarea>" in answer.text
    assert "As it stands now:" in answer.text
    assert ">A safe room<" in answer.text
    # Having seen it she may go on, and hers is the newest then.
    assert change(hall, [TEXTS[0], "A quiet room", *TEXTS[2:]], page=answer.text).status_code == 303
    (waits,) = [each for each in hall.state()["rounds"] if each["changed"]]
    assert waits["parts"][1]["text"] == "A quiet room"


def test_markup_in_a_changed_text_stays_text(hall: Running) -> None:
    change(hall, ["<script>alert(1)</script> & <ins>", *TEXTS[1:]], why="<b>why</b>")
    page = hall.asha.get(f"/desk/{hall.id}").text
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    assert "<b>why</b>" not in page


def test_people_who_are_answering_are_not_given_another_text(hall: Running) -> None:
    hall.now(lambda room: room.open(hall.rounds[3]))
    assert hall.state()["actions"]["amend"] is None
    answer = change(hall, [*TEXTS[:3], "All come"], round=3)
    assert answer.status_code == 409
    assert "Close it first" in answer.text


# Taking a statement back


def test_taking_back_asks_first_and_closes_then(hall: Running) -> None:
    hall.now(lambda room: room.open(hall.rounds[3]))
    action = hall.state()["actions"]["take_back"]
    assert action["text"] == "Take this statement back"
    asked = hall.asha.post(action["url"], action["body"])
    assert "Take this statement back?" in asked.text
    assert hall.state()["rounds"][3]["state"] == "open"
    assert hall.asha.post(action["url"], action["body"] | {"sure": "1"}).status_code == 303
    row = hall.state()["rounds"][3]
    assert (row["state"], row["taken_back"]) == ("closed", True)
    assert hall.state()["actions"]["again"] is None
    assert not hall.state()["actions"]["big"]["url"].endswith("/reveal")


def test_what_was_taken_back_can_be_opened_once_more(hall: Running) -> None:
    hall.now(lambda room: room.open(hall.rounds[3]))
    hall.now(lambda room: room.step(hall.rounds[3], RoundMove.TAKE_BACK))
    assert hall.press("reopen").status_code == 200
    assert hall.state()["rounds"][3]["taken_back"] is False


# After statements that were answered at one's own pace


def test_after_a_block_the_big_button_leads_through_the_talk_too(app, database, keys, clock) -> None:
    made = Running(app, database, keys, statements=3, people=0)
    made.now(lambda room: room.lay_out([0, 1, 2]))
    made.people = made.now(lambda room: [room.join() for _ in range(8)] and room.people)
    made.rounds = made.now(lambda room: room.rounds)
    made.now(lambda room: room.answering(RoundMove.OPEN))
    for round, ratings in zip(made.rounds, ([5] * 8, [1, 2, 1, 2, 5, 5, 5, 5], [1] * 8), strict=True):
        pairs = zip(made.people, ratings, strict=True)
        made.now(lambda room, round=round, pairs=pairs: [room.cast(who, round, rating) for who, rating in pairs])
    made.now(lambda room: room.answering(RoundMove.CLOSE))
    assert codes(talk(made)) == ["S-3", "S-2", "S-1"]
    chosen(made, 2, 1)
    said = []
    for _ in range(8):
        action = made.state()["actions"]["big"]
        said.append(action["url"].rsplit("/", 1)[-1])
        assert made.press("big", sure=1).status_code == 200
    assert said == ["reveal", "again", "open", "close", "reveal", "show", "reveal", "again"]
    assert [(each["code"], each["number"], each["block"]) for each in made.state()["rounds"]][-2:] == [
        ("S-3", 2, None),
        ("S-2", 2, None),
    ]
