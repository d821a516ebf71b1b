"""Documents of a whole review: who can take them along, and that they say what the pages say."""

import hashlib
import io
import json

import docx
import pytest

from tests.builders import Room
from tests.web.team import signed_in

pytestmark = pytest.mark.usefixtures("clock")

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def room(database):
    """Eight people who judged the first of two statements."""
    with database.writing() as db:
        room = Room(db, statements=2, people=8)
        room.judge(room.rounds[0], [5, 5, 4, 4, 4, 5, 4, 1])
        return room


@pytest.fixture
def asha(app, database, room):
    with database.writing() as db:
        return signed_in(app, db, "asha")


def test_the_page_of_results_offers_them_and_they_open(asha, room):
    page = asha.get(f"/reviews/{room.review}/results")
    assert "7 of 8 yes, 1 no" in page.text
    report = asha.get(f"/reviews/{room.review}/documents/report.json")
    assert json.loads(report.data)["long"]["statements"][0]["result"] == "Confirmed (7 of 8 yes, 1 no)"
    for name in ("summary.docx", "methods.docx", "plain-mr.docx"):
        path = f"/reviews/{room.review}/documents/{name}"
        assert f'href="{path}"' in page.text
        answer = asha.get(path)
        assert (answer.status_code, answer.mimetype) == (200, DOCX)
        assert answer.headers["Cache-Control"] == "no-store"
        about = docx.Document(io.BytesIO(answer.data)).core_properties
        assert hashlib.sha256(report.data).hexdigest() in about.comments


def test_a_file_is_named_by_review_and_day_in_plain_letters(asha, room):
    answer = asha.get(f"/reviews/{room.review}/documents/report.json")
    assert (
        answer.headers["Content-Disposition"]
        == 'attachment; filename="plumbline-review-report-a-review-2026-03-02.json"'
    )


@pytest.mark.parametrize("name", ["plain-xx.docx", "..%2Freport.json", "summary.pdf"])
def test_what_is_no_document_is_not_there(asha, room, name):
    assert asha.get(f"/reviews/{room.review}/documents/{name}").status_code == 404


def test_an_observer_is_offered_none(app, database, room):
    with database.writing() as db:
        browser = signed_in(app, db, "olga", review=room.review, role="observer")
    assert "/documents/" not in browser.get(f"/reviews/{room.review}/results").text
    assert browser.get(f"/reviews/{room.review}/documents/report.json").status_code == 404


def test_the_terminal_writes_the_same_report(app, room, tmp_path):
    run = app.test_cli_runner().invoke
    ended = run(args=["write", str(room.review), "report.json", str(tmp_path / "r.json")])
    assert (ended.exit_code, ended.output) == (
        0,
        f"{tmp_path / 'r.json'}: {(tmp_path / 'r.json').stat().st_size:,} bytes\n",
    )
    assert json.loads((tmp_path / "r.json").read_text())["review"] == "A review"
    assert "There is no review with the number 99." in run(args=["write", "99", "report.json"]).output
    assert "cannot be written" in run(args=["write", "1", "report.json", str(tmp_path / "no" / "r.json")]).output
