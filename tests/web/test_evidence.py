"""The page on which the team notes evidence and coherence: as plain forms, every refusal beside what was typed."""

import pytest
from sqlalchemy import select

from app.storage.statements import Evidence, Source
from tests.builders import Room
from tests.web.team import TOKEN, Browser, signed_in, text

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def room(database) -> Room:
    with database.writing() as db:
        return Room(db, people=6)


@pytest.fixture
def asha(app, database, room) -> Browser:
    """The browser of the review's owner."""
    with database.writing() as db:
        return signed_in(app, db, "asha")


def place(room: Room, rest: str = "evidence") -> str:
    return f"/reviews/{room.review}/statements/1/{rest}"


def noted(database) -> list[tuple[str, str, str | None, str | None]]:
    rows = select(Source.label, Evidence.stance, Evidence.driven, Evidence.depth).join(Evidence)
    with database.reading() as db:
        return [tuple(row) for row in db.execute(rows.where(Evidence.statement_id == 1).order_by(Evidence.id))]


def fields(**more: str) -> dict[str, str]:
    return {"sources": "30-31", "stance": "supports", "driven": "data", "depth": "thick"} | more


def test_sources_are_noted_as_a_sheet_lists_them(asha, room, database):
    before = len(noted(database))
    assert asha.post(place(room), fields()).status_code == 303
    assert noted(database)[before:] == [("30", "supports", "data", "thick"), ("31", "supports", "data", "thick")]
    assert "source 30, for it: not there → data, thick" in asha.read(place(room))


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"sources": ""}, "Please fill this in."),
        (
            {"sources": "9-3"},
            "We read “9-3”, but a range goes from the smaller to the larger number. Did you mean 3-9?",
        ),
        ({"sources": "COVID19"}, "We read “COVID19”, but a number is glued to other signs"),
        ({"sources": "1" * 300}, "This is 300 characters; at most 200 fit."),
        ({"sources": "\x00\u202e7 8", "stance": "sideways"}, "One thing needs another look."),
    ],
)
def test_what_cannot_be_noted_comes_back_with_its_sentence(asha, room, database, typed, says):
    before = noted(database)
    answer = asha.post(place(room), fields(**typed))
    assert answer.status_code == 422
    assert says in text(answer)
    assert noted(database) == before


def test_a_source_noted_twice_stays_typed_beside_its_sentence(asha, room):
    asha.post(place(room), fields())
    answer = asha.post(place(room), fields(sources="31, 44"))
    assert answer.status_code == 409
    assert "Noted for this statement already, the same way: 31." in text(answer)
    assert 'value="31, 44"' in answer.text


def test_a_source_is_noted_anew_and_taken_away(asha, room, database):
    asha.post(place(room), fields(sources="30"))
    link = max(_ids(database))
    seen = {"link": str(link), f"{link}-seen_driven": "data", f"{link}-seen_depth": "thick"}
    anew = {f"{link}-driven": "theory", f"{link}-depth": ""}
    assert asha.post(place(room, "evidence/noted"), seen | anew).status_code == 303
    assert noted(database)[-1] == ("30", "supports", "theory", None)
    late = asha.post(place(room, "evidence/noted"), seen | anew)
    assert late.status_code == 409
    assert "Somebody has changed a source meanwhile" in text(late)
    now = {f"{link}-seen_driven": "theory"}
    assert asha.post(place(room, f"evidence/{link}/take-away"), now).status_code == 303
    assert "30" not in {row[0] for row in noted(database)}


def test_what_the_slower_of_two_chose_stays_beside_what_stands_now(asha, room, database):
    asha.post(place(room), fields(sources="30, 31", driven="", depth=""))
    first, second = sorted(_ids(database))[-2:]
    asha.post(place(room, "evidence/noted"), {"link": str(second), f"{second}-driven": "data"})
    chosen = {f"{first}-driven": "theory", f"{second}-driven": "theory"}
    late = asha.client.post(
        place(room, "evidence/noted"),
        data={"csrf_token": _token(asha), "link": [str(first), str(second)], **chosen},
    )
    assert late.status_code == 409
    assert noted(database)[-2:] == [("30", "supports", None, None), ("31", "supports", "data", None)]
    assert late.text.count('value="theory" selected') >= 2
    assert "now: not assessed" in text(late)
    assert "now: data" in text(late)


def test_a_row_that_nobody_touched_here_may_have_changed_meanwhile(asha, room, database):
    asha.post(place(room), fields(sources="30, 31", driven="", depth=""))
    first, second = sorted(_ids(database))[-2:]
    asha.post(place(room, "evidence/noted"), {"link": str(second), f"{second}-driven": "data"})
    sent = {"csrf_token": _token(asha), "link": [str(first), str(second)], f"{first}-driven": "theory"}
    assert asha.client.post(place(room, "evidence/noted"), data=sent).status_code == 303
    assert [row[2] for row in noted(database)[-2:]] == ["theory", "data"]


@pytest.mark.parametrize("link", ["", "x", "-1", "1.5", "9" * 400, "²"])
def test_a_list_that_no_page_sent_is_refused(asha, room, database, link):
    before = noted(database)
    assert asha.post(place(room, "evidence/noted"), {"link": link, f"{link}-driven": "data"}).status_code == 422
    assert noted(database) == before


@pytest.mark.parametrize("value", ["0", "6", "4.5", "many", "9" * 400])
def test_a_mark_outside_one_to_five_is_not_kept(asha, room, value):
    assert asha.post(place(room, "coherence"), {"value": value}).status_code == 422
    assert "Keep my mark" in asha.read(place(room))


def test_marks_far_apart_ask_for_a_talk_here_and_on_the_statements_page(app, asha, room, database):
    with database.writing() as db:
        meera = signed_in(app, db, "meera", review=room.review, role="analyst")
    asha.post(place(room, "coherence"), {"value": "5"})
    assert "talk about them" not in asha.read(place(room))
    meera.post(place(room, "coherence"), {"value": "3"})
    page = asha.read(place(room))
    assert "asha: 5 · meera: 3" in page
    assert "These marks are two or more apart. Please talk about them before the mean is used." in page
    assert "two or more apart" in asha.read(f"/reviews/{room.review}/statements/1")
    meera.post(place(room, "coherence"), {"value": ""})
    assert "meera: 3 → not there" not in page
    assert "coherence: 3 → not there" in asha.read(place(room))


def _ids(database) -> list[int]:
    with database.reading() as db:
        return list(db.scalars(select(Evidence.id)))


def _token(browser: Browser) -> str:
    return TOKEN.search(browser.get("/sign-in").text)[1]
