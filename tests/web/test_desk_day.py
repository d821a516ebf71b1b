"""Closing the day: six fields, two who write at once, the sign-off, and what of it leaves."""

import csv
import io
import zipfile

import pytest
from docx import Document

from app.core.workshops import WorkshopMove, WorkshopState
from app.services import days
from tests.builders import NOON
from tests.web.running import Running
from tests.web.team import text

TYPED = {
    "invited": "22", "accepted": "16", "came": "14", "languages": "Hindi 9, Marathi 3, English 2",
    "interruptions": "A power cut.\nTen minutes.", "adverse_events": "One person went out with a colleague and came back.",
    "departures": "Two statements were left out.", "differently": "=Begin earlier",
}  # fmt: skip


@pytest.fixture
def running(app, database, keys, clock):
    running = Running(app, database, keys, people=6)
    running.answered([4] * 6)
    running.now(lambda room: room.move(WorkshopMove.END, WorkshopState.LIVE))
    return running


def url(running):
    return f"/desk/{running.id}/day"


def test_the_page_proposes_what_the_desk_knows(running):
    read = (("hi", 0), ("hi", 1), ("mr", 1))
    for language, round in read:
        running.now(
            lambda room, language=language, round=round: days.note_read_aloud(
                room.db, room.id, running.rounds[round], language, on=True, by=room.owner, at=NOON
            )
        )
    page = running.asha.get(url(running)).text
    assert 'value="Hindi: 2, Marathi: 1"' in page
    assert "6 joined on phones or paper." in page


def test_the_day_is_kept_signed_off_and_stands_in_word_and_the_tables(running):
    assert "Sign the day off" not in running.asha.read(url(running))
    assert running.asha.post(url(running), TYPED | {"seen": "0"}).status_code == 303
    assert running.asha.post(f"{url(running)}/sign-off").status_code == 303
    assert "Signed off by asha on" in running.asha.read(url(running))
    summary = Document(io.BytesIO(running.asha.get(f"/workshops/{running.id}/summary.docx").data))
    cells = [cell.text for table in summary.tables for row in table.rows for cell in row.cells]
    for said in (
        "22 invited, 16 accepted, 14 came",
        TYPED["adverse_events"],
        "A power cut.\nTen minutes.",
        "not written down",
    ):
        assert said in cells
    assert f'href="/workshops/{running.id}/summary"' in running.asha.get(url(running)).text, "over the page with a bar"
    assert any("signed off by asha on 2 March 2026" in each.text for each in summary.paragraphs)
    archive = zipfile.ZipFile(io.BytesIO(running.asha.get(f"/workshops/{running.id}/tidy.zip").data))
    (row,) = csv.DictReader(io.StringIO(archive.read("workshops.csv").decode()))
    assert (row["invited"], row["accepted"], row["attended"], row["came"]) == ("22", "16", "6", "14")
    assert (row["selection"], row["signed_off_at"]) == ("NA", "2026-03-02T12:00Z")
    assert row["differently"].lstrip("'") == "=Begin earlier"
    assert row["differently"] != "=Begin earlier", "a spreadsheet would take it for a formula"


def test_the_slower_of_two_sees_what_stands_beside_what_she_typed(running):
    rita = running.member("rita", "facilitator")
    rita.post(url(running), {"seen": "0", "interruptions": "Rain."})
    late = running.asha.post(url(running), TYPED | {"seen": "0"})
    assert late.status_code == 409
    said = text(late)
    assert "rita wrote this page down a moment ago." in said
    assert "Stands now: Rain." in said
    assert "Two statements were left out." in said
    seen = late.text.split('name="seen"')[1].split('value="')[1].split('"')[0]
    assert running.asha.post(url(running), TYPED | {"seen": seen}).status_code == 303
    assert "Two statements were left out." in running.asha.read(url(running))


@pytest.mark.parametrize(("typed", "said"), [
    ({"invited": "many"}, "Write a whole number of people, or leave it empty."),
    ({"came": "-1"}, "Write a whole number of people, or leave it empty."),
    ({"invited": "99999"}, "Write a whole number of people, or leave it empty."),
    ({"invited": "5", "accepted": "6"}, "More accepted than were invited. Please look at both numbers."),
    ({"languages": "x" * 301}, "This is 301 characters; at most 300 fit."),
])  # fmt: skip
def test_what_cannot_be_is_said_at_its_field_and_nothing_typed_is_lost(running, typed, said):
    answer = running.asha.post(url(running), TYPED | {"seen": "0"} | typed)
    assert answer.status_code == 422
    assert said in text(answer)
    assert "Two statements were left out." in text(answer)


def test_a_change_after_the_sign_off_ends_it(running):
    running.asha.post(url(running), TYPED | {"seen": "0"})
    running.asha.post(f"{url(running)}/sign-off")
    assert running.state()["signed_off"] is True
    number = running.now(lambda room: days.day_of(room.db, room.id).number)
    running.asha.post(url(running), TYPED | {"seen": str(number), "came": "15"})
    assert running.state()["signed_off"] is False
    assert "Sign the day off" in running.asha.read(url(running))


def test_deciding_about_a_comment_after_the_sign_off_ends_it(running):
    comment = running.comment("It depends on the road.")
    running.asha.post(url(running), TYPED | {"seen": "0"})
    running.asha.post(f"{url(running)}/sign-off")
    running.asha.client.post(f"/desk/{running.id}/comments/{comment}/approve", json={"text": "It depends on the road."})
    assert running.state()["signed_off"] is False


def test_an_unwritten_day_is_not_signed_off_and_who_only_looks_writes_nothing(running):
    answer = running.asha.post(f"{url(running)}/sign-off")
    assert answer.status_code == 409
    assert "The day is not written down yet." in text(answer)
    watching = running.member("omar", "observer")
    assert "Keep this page" not in watching.read(url(running))
    assert watching.post(url(running), TYPED).status_code == 404
