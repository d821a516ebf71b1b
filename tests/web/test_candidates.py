"""What a panel proposes, on the pages of the desk and of the review; and the version of a text the team keeps."""

import re

import pytest

from app.core.statements import Origin
from app.services import amendments, reviews
from app.services.amendments import NewWords
from tests.builders import LATER
from tests.web.running import Running
from tests.web.team import text


@pytest.fixture
def hall(app, database, keys, clock) -> Running:
    made = Running(app, database, keys)
    made.answered([4] * 8)
    return made


def note(hall: Running, **fields: str):
    sent = {"title": "Fear", "context": "The way home is dark", "outcome": "Nobody comes"} | fields
    return hall.asha.post(f"/desk/{hall.id}/candidates/new", sent)


def page(hall: Running) -> str:
    return text(hall.asha.get(f"/reviews/{hall.room.review}/candidates"))


def test_a_proposal_from_a_comment_is_noted_beside_it_and_listed_on_the_reviews_page(hall: Running) -> None:
    said = hall.comment("Meera said the way home is dark.")
    form = hall.asha.get(f"/desk/{hall.id}/candidates/new?comment={said}").text
    assert "Meera said the way home is dark." in form
    assert "Look twice: Meera" in form
    assert note(hall, comment=str(said)).status_code == 303
    assert "Fear · not decided yet" in page(hall)
    assert "Proposed in “Afternoon workshop”, noted by asha." in page(hall)
    assert "Proposed by panels (1)" in text(hall.asha.get(f"/reviews/{hall.room.review}"))


def test_each_comment_leads_to_a_proposal_from_it(hall: Running) -> None:
    said = hall.comment("The way home is dark.")
    assert f"/desk/{hall.id}/candidates/new?comment={said}" in hall.asha.get(f"/desk/{hall.id}/comments").text


def test_adopted_it_can_be_planned_and_set_aside_it_cannot(hall: Running) -> None:
    note(hall)
    note(hall, title="Cost")
    review = hall.room.review
    assert hall.asha.post(f"/reviews/{review}/candidates/2/aside").status_code == 303
    assert "set aside" in page(hall)
    assert hall.asha.post(f"/reviews/{review}/candidates/1/adopt", {"family": ""}).status_code == 303
    assert "adopted as P-1" in page(hall)
    plan = text(hall.asha.get(f"/reviews/{review}/workshops/new"))
    assert "P-1 Fear" in plan
    assert "Cost" not in plan
    line = hall.now(lambda room: reviews.statements_of(room.db, review, Origin.PANEL)[0])
    assert hall.asha.get(f"/reviews/{review}/statements/{line.id}").status_code == 200


@pytest.mark.parametrize(("move", "status"), [("adopt", 409), ("aside", 409), ("burn", 404)])
def test_what_was_adopted_is_decided(hall: Running, move: str, status: int) -> None:
    note(hall)
    hall.asha.post(f"/reviews/{hall.room.review}/candidates/1/adopt")
    assert hall.asha.post(f"/reviews/{hall.room.review}/candidates/1/{move}").status_code == status


@pytest.mark.parametrize("where", ["desk/{workshop}/candidates/new", "reviews/{review}/candidates"])
def test_nothing_typed_is_lost_where_it_cannot_be_kept(hall: Running, where: str) -> None:
    path = "/" + where.format(workshop=hall.id, review=hall.room.review)
    answer = hall.asha.post(path, {"title": "A title", "context": "x" * 1_001})
    assert answer.status_code == 422
    assert "at most 1000 fit" in answer.text
    assert 'value="A title"' in answer.text
    assert "x" * 1_001 in answer.text


def test_an_observer_reads_what_was_proposed_and_decides_nothing(hall: Running) -> None:
    note(hall)
    looker = hall.member("noor", "observer")
    seen = looker.get(f"/reviews/{hall.room.review}/candidates").text
    assert "The way home is dark" in seen
    assert "<form" not in seen.split('id="candidate-1"')[1]
    assert hall.member("omar", "analyst").get(f"/desk/{hall.id}/candidates/new").status_code == 200


def test_a_comment_of_another_workshop_cannot_be_read_through_the_form(hall: Running, keys) -> None:
    assert hall.asha.get(f"/desk/{hall.id}/candidates/new?comment=999").status_code == 404


# The version that is kept


def changed(hall: Running) -> int:
    def change(room) -> None:
        first = hall.rounds[0]
        seen = amendments.to_amend(room.db, room.id, first).seen
        words = NewWords(("Women far from town", "A safe room", "It is near", "More come"), why="It was unclear.")
        amendments.amend(room.db, room.id, first, words, seen=seen, by=room.owner, at=LATER)

    hall.now(change)
    return hall.now(lambda room: reviews.statements_of(room.db, room.review)[0].id)


def test_the_statements_page_shows_its_versions_what_is_different_and_which_is_kept(hall: Running) -> None:
    path = f"/reviews/{hall.room.review}/statements/{changed(hall)}"
    page = hall.asha.get(path).text
    assert "Changed in a workshop from version 1: It was unclear." in text(hall.asha.get(path))
    assert "<del>room near the market</del>" in page or "<ins>safe</ins>" in page
    assert re.search(r"Version 1</strong> · <strong>kept", page)
    assert hall.asha.post(f"{path}/version", {"number": "2", "reason": "It says the same."}).status_code == 303
    assert re.search(r"Version 2</strong> · <strong>kept", hall.asha.get(path).text)
    assert "version 2 is kept. It says the same." in text(hall.asha.get(path))


@pytest.mark.parametrize(("fields", "status"), [({"number": "2"}, 303), ({"number": "9", "reason": "r"}, 404)])
def test_a_choice_without_a_reason_or_of_no_version_changes_nothing(hall: Running, fields, status: int) -> None:
    path = f"/reviews/{hall.room.review}/statements/{changed(hall)}"
    assert hall.asha.post(f"{path}/version", fields).status_code == status
    assert re.search(r"Version 1</strong> · <strong>kept", hall.asha.get(path).text)
