"""The team brings its letterhead, and fetches a summary that is written on it, on a page that says how far it is."""

import io
import time

import docx
import pytest

from app.core.workshops import WorkshopMove, WorkshopState
from exports.word import sample
from tests.builders import Room
from tests.web.team import signed_in, text

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def room(database):
    with database.writing() as db:
        room = Room(db, statements=1, people=8)
        room.move(WorkshopMove.START, WorkshopState.LOBBY)
        room.judge(room.rounds[0], [5, 5, 4, 4, 4, 5, 4, 5])
        return room


@pytest.fixture
def asha(app, database, room):
    with database.writing() as db:
        return signed_in(app, db, "asha")


def bring(asha, room, data, name="ours.docx"):
    return asha.post(f"/reviews/{room.review}/letterhead", file=(name, data))


def test_a_summary_is_made_on_the_letterhead_while_a_page_says_how_far_it_is(asha, room):
    assert bring(asha, room, sample.render()).status_code == 303
    begun = asha.get(f"/workshops/{room.id}/summary")
    page = asha.get(begun.location)
    assert "It is being written" in page.text
    assert page.headers["Refresh"] == "1"
    assert asha.get(f"{begun.location}.docx").status_code == 303
    until = time.monotonic() + 60
    while "It is ready." not in page.text and time.monotonic() < until:
        time.sleep(0.1)
        page = asha.get(begun.location)
    assert page.headers["Refresh"].endswith(".docx")
    file = asha.get(page.headers["Refresh"].partition("url=")[2])
    assert file.headers["Content-Disposition"].startswith('attachment; filename="plumbline-summary-')
    first = docx.Document(io.BytesIO(file.data)).paragraphs[0].text
    assert first == "Workshop summary: Afternoon workshop"
    assert docx.Document(io.BytesIO(file.data)).sections[0].footer.paragraphs[0].text.startswith("Workshop summary: ")


def test_a_letterhead_that_is_refused_changes_nothing(asha, room):
    page = f"/reviews/{room.review}/letterhead"
    assert "In use is Plumbline's own." in text(asha.get(page))
    for data, said in ((b"PK\x03\x04", "This is no .docx"), (b"x" * (5 * 1024**2 + 1), "larger than 5 MB")):
        refused = bring(asha, room, data)
        assert (refused.status_code, said in text(refused)) == (422, True)
    assert "Choose a file first." in text(asha.post(page))
    assert "In use is Plumbline's own." in text(asha.get(page))


def test_one_can_take_it_along_and_go_back_to_plumbline_s_own(asha, room):
    page = f"/reviews/{room.review}/letterhead"
    own = asha.get(f"{page}.docx").data
    assert own == sample.render()
    assert bring(asha, room, own).status_code == 303
    assert "SHA-256" in asha.get(page).text
    assert asha.post(page, {"own": "1"}).status_code == 303
    assert "SHA-256" not in asha.get(page).text


def test_a_document_that_is_gone_says_how_to_have_it_again(asha, room):
    gone = asha.get(f"/workshops/{room.id}/summary/{'A' * 22}")
    assert (gone.status_code, "it is kept for an hour" in gone.text) == (409, True)
