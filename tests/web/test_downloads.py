"""What leaves: the summary for Word and the tables."""

import csv
import io
import zipfile

import docx
import pytest

from app.core.workshops import WorkshopMove, WorkshopState
from tests.builders import Room
from tests.web.team import signed_in

pytestmark = pytest.mark.usefixtures("clock")

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def room(database):
    """A workshop at a place with an awkward name: one statement judged by eight, one still open."""
    with database.writing() as db:
        room = Room(db, statements=2, people=8, site='Nörth / "hall"\n../etc')
        rounds = room.rounds
        room.move(WorkshopMove.START, WorkshopState.LOBBY)
        room.judge(rounds[0], [5, 5, 4, 4, 4, 5, 4, 5])
        room.open(rounds[1])
        for panellist in room.people:
            room.cast(panellist, rounds[1], 1)
        return room


@pytest.fixture
def asha(app, database, room):
    with database.writing() as db:
        return signed_in(app, db, "asha")


def test_the_summary_opens_in_word(asha, room):
    answer = asha.get(f"/workshops/{room.id}/summary.docx")
    assert (answer.status_code, answer.mimetype) == (200, DOCX)
    assert answer.headers["Cache-Control"] == "no-store"
    said = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(answer.data)).paragraphs)
    assert "Afternoon workshop" in said


def test_the_tables_come_with_the_script_that_recounts_them(asha, room):
    answer = asha.get(f"/workshops/{room.id}/tidy.zip")
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    names = [name.rpartition("/")[2] for name in zipfile.ZipFile(io.BytesIO(answer.data)).namelist()]
    assert {"recount.py", "ballots.csv", "confirmations.csv", "protocol.json"} <= set(names)


def test_an_open_statement_is_in_the_tables_without_its_answers(asha, room):
    archive = zipfile.ZipFile(io.BytesIO(asha.get(f"/workshops/{room.id}/tidy.zip").data))
    name = next(name for name in archive.namelist() if name.endswith("ballots.csv"))
    ballots = list(csv.DictReader(io.StringIO(archive.read(name).decode())))
    assert len(ballots) == 8
    assert {row["plausibility"] for row in ballots} == {"4", "5"}


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("summary.docx", "plumbline-summary-north-hall-etc-2026-03-02.docx"),
        ("tidy.zip", "plumbline-tidy-north-hall-etc-2026-03-02.zip"),
    ],
)
def test_a_file_is_named_by_place_and_day_in_plain_letters(asha, room, path, name):
    answer = asha.get(f"/workshops/{room.id}/{path}")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize("path", ["summary.docx", "tidy.zip"])
@pytest.mark.parametrize(("role", "status"), [("facilitator", 200), ("analyst", 200), ("observer", 404)])
def test_who_may_download(app, database, room, path, role, status):
    with database.writing() as db:
        browser = signed_in(app, db, "olga", review=room.review, role=role)
    assert browser.get(f"/workshops/{room.id}/{path}").status_code == status


@pytest.mark.parametrize("path", ["summary.docx", "tidy.zip"])
def test_a_foreign_workshop_gives_nothing(app, database, room, path):
    with database.writing() as db:
        browser = signed_in(app, db, "ravi")
    assert browser.get(f"/workshops/{room.id}/{path}").status_code == 404
