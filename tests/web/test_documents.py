"""Documents of a whole review: who can take them along, and that they say what the pages say."""

import hashlib
import io
import json
from time import monotonic, sleep

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
        assert f'href="{path}/making"' in page.text
        answer = asha.get(path)
        assert (answer.status_code, answer.mimetype) == (200, DOCX)
        assert answer.headers["Cache-Control"] == "no-store"
        about = docx.Document(io.BytesIO(answer.data)).core_properties
        assert hashlib.sha256(report.data).hexdigest() in about.comments


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("summary.docx", "Review summary"),
        ("methods.docx", "Methods and reporting"),
        ("plain-hi.docx", "Plain summary: हिन्दी"),
    ],
)
def test_a_page_says_how_far_it_is_and_then_hands_it_over(asha, room, settings, name, title):
    begun = asha.get(f"/reviews/{room.review}/documents/{name}/making")
    page, token = begun.location, begun.location.rpartition("/")[2]
    made = settings.data / "making" / f"{token}.docx"
    assert title in asha.get(page).text
    wait_for(made)
    answer = asha.get(page)
    assert "It is ready." in answer.text
    assert answer.headers["Refresh"] == f"0; url={page}.docx"
    given = asha.get(f"{page}.docx")
    assert given.data == asha.get(f"/reviews/{room.review}/documents/{name}").data
    assert name.removesuffix(".docx") in given.headers["Content-Disposition"]
    other = page.replace(name, "plain-mr.docx")
    assert asha.get(other).status_code == 409, "another document's page knows nothing of it"
    made.rename(made.with_suffix(".kept"))
    made.with_suffix(".progress").write_text("3 10")
    assert "step 3 of 10" in asha.get(page).text
    assert asha.get(f"{page}.docx").location == page


def wait_for(path):
    """Until a child process has put a file there."""
    until = monotonic() + 60
    while not path.exists() and monotonic() < until:
        sleep(0.05)
    assert path.exists()


def test_what_is_no_document_for_word_is_there_at_once(asha, room):
    path = f"/reviews/{room.review}/documents/report.json"
    assert asha.get(f"{path}/making").location == path
    assert asha.get(f"/reviews/{room.review}/documents/no.docx/making", follow_redirects=True).status_code == 404


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
