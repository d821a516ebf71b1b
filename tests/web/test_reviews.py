"""Reviews: the home page, bringing a sheet, what a review holds."""

import io
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from app.services import reviews
from tests.builders import NOON, a_review
from tests.web.team import signed_in, text

pytestmark = pytest.mark.usefixtures("clock")

EXAMPLE = Path(__file__).parents[2] / "examples/ipv/statements.csv"
GOOD = b"id,family,context,mechanism_text,outcome,sources\nA-1,Where,Far from town,Women trust it,More come,18-29\n"
PROBLEMS = b"id,context,mechanism_text,outcome,sources\nA-1,Far,Trust,=1+1,3\nA-1,,Trust,More come,18-29\nA-3,Far,Trust,More,1529\n"
SENTENCES = (
    b"id,context,mechanism,outcome\nA-1,Far from town,Women feel that they can come whenever it suits them,More come\n"
)


@pytest.fixture
def mine(app, database):
    """Asha's browser, and her review without statements."""
    with database.writing() as db:
        review, _ = a_review(db, statements=0)
        return signed_in(app, db, "asha"), f"/reviews/{review}", review


def bring(browser, review, name, data):
    """Bring a sheet; where the page with its reading is."""
    answer = browser.post(f"{review}/import", file=(name, data))
    assert answer.status_code == 303, text(answer)
    return answer.location


def kept(place):
    return place.partition("kept=")[2]


def statements(database, review):
    with database.reading() as db:
        return reviews.counts_of(db, review)["statements"]


def test_an_empty_home_offers_one_thing(app, database):
    with database.writing() as db:
        browser = signed_in(app, db, "asha")
    page = browser.read("/home")
    assert "Drop your sheet here" in page
    assert "Your reviews" not in page


def test_a_home_lists_only_the_reviews_somebody_belongs_to(app, database):
    with database.writing() as db:
        a_review(db, owner="ravi")
        review, _ = a_review(db, owner="asha", statements=4)
        browser = signed_in(app, db, "asha")
    page = browser.get("/home").text
    assert page.count('"/reviews/') == 1
    assert f"/reviews/{review}" in page
    assert "4 statements" in page


def test_from_an_empty_home_to_imported_statements_in_two_steps(app, database):
    with database.writing() as db:
        browser = signed_in(app, db, "asha")
    place = browser.post("/reviews", {"title": "Safe places"}, file=("list.csv", GOOD)).location
    assert "Nothing has been imported yet." in browser.read(place)
    done = browser.post(place.partition("?")[0], {"kept": kept(place), "do": "import"})
    assert "1 statement was imported." in browser.read(done.location)
    assert "Safe places" in browser.read("/home")


def test_a_review_without_a_title_is_called_like_its_sheet(app, database):
    with database.writing() as db:
        browser = signed_in(app, db, "asha")
    place = browser.post("/reviews", {"title": " "}, file=("Safe places.csv", GOOD)).location
    assert "Safe places" in browser.read(place.partition("/import")[0])


def test_a_review_needs_a_title_or_a_sheet(app, database):
    with database.writing() as db:
        browser = signed_in(app, db, "asha")
    answer = browser.post("/reviews", {"title": ""})
    assert answer.status_code == 422
    assert "Choose a sheet, or write what the review is called." in text(answer)


def test_the_example_is_read_with_its_known_counts(mine):
    browser, review, _ = mine
    page = browser.read(bring(browser, review, "statements.csv", EXAMPLE.read_bytes()))
    for counted in (
        "statements 71",
        "families 10",
        "tell of harm (constraining) 22",
        "name their sources 53",
        "different sources 55",
    ):
        assert counted in page


def test_nothing_is_imported_before_the_button_and_the_sheet_goes_with_it(mine, database, settings):
    browser, review, id = mine
    place = bring(browser, review, "list.csv", GOOD)
    browser.read(place)
    assert statements(database, id) == 0
    browser.post(f"{review}/import", {"kept": kept(place), "do": "import"})
    assert statements(database, id) == 1
    assert list((settings.data / "uploads").iterdir()) == []
    assert browser.get(place).status_code == 404


def test_every_problem_is_shown_and_nothing_can_be_imported(mine, database):
    browser, review, id = mine
    place = bring(browser, review, "list.csv", PROBLEMS)
    page = browser.read(place)
    for piece in (
        "this cell holds a formula",
        "row 2 has the same id",
        "this cell is empty",
        "1529",
        "Did you mean 15-29?",
    ):
        assert piece in page
    assert "Import " not in page
    answer = browser.post(f"{review}/import", {"kept": kept(place), "do": "import"})
    assert answer.status_code == 422
    assert statements(database, id) == 0


def test_a_mechanism_that_holds_sentences_is_asked_about_first(mine, database):
    browser, review, id = mine
    place = bring(browser, review, "list.csv", SENTENCES)
    assert "Is it part of each statement, or a label for a group of statements?" in browser.read(place)
    assert browser.post(f"{review}/import", {"kept": kept(place), "do": "import"}).status_code == 422
    said = {"kept": kept(place), "do": "answer", "heading-1": "mechanism", "means-1": "mechanism_text"}
    page = browser.read(browser.post(f"{review}/import", said).location)
    assert "Import 1 statement" in page
    browser.post(f"{review}/import", {"kept": kept(place), "do": "import"})
    with database.reading() as db:
        assert [part.kind.value for part in reviews.statements_of(db, id)[0].parts] == [
            "context",
            "mechanism",
            "outcome",
        ]


def test_reading_the_columns_again_does_not_answer_the_question(mine):
    browser, review, _ = mine
    page = browser.get(bring(browser, review, "list.csv", SENTENCES)).text
    columns = page.partition("How the columns were understood")[2]
    assert "Please answer the question above." in columns
    assert 'name="heading-2" value="context"' in columns
    assert 'name="heading-3"' not in columns


def test_an_answer_that_names_no_column_changes_nothing(mine):
    browser, review, _ = mine
    place = bring(browser, review, "list.csv", SENTENCES)
    said = {"kept": kept(place), "do": "answer", "heading-1": "mechanism", "means-1": "<script>"}
    assert "One question" in browser.read(browser.post(f"{review}/import", said).location)


def test_an_excel_sheet_is_read_as_well(mine):
    browser, review, _ = mine
    book = openpyxl.Workbook()
    for line in GOOD.decode().splitlines():
        book.active.append(line.split(","))
    saved = io.BytesIO()
    book.save(saved)
    assert "Import 1 statement" in browser.read(bring(browser, review, "list.xlsx", saved.getvalue()))


@pytest.mark.parametrize(("name", "data", "sentence"), [
    ("list.ods", b"PK", "Plumbline reads .xlsx and .csv."),
    ("list", b"id", "Plumbline reads .xlsx and .csv."),
    ("list.csv", b"x" * (5 * 1024 * 1024 + 1), "This file is larger than 5 MB."),
])  # fmt: skip
def test_a_file_that_cannot_be_taken_is_refused_beside_the_field(mine, name, data, sentence):
    browser, review, _ = mine
    answer = browser.post(f"{review}/import", file=(name, data))
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert 'id="sheet-error"' in answer.text


@pytest.mark.parametrize(
    ("name", "data"), [("list.xlsx", b"not a workbook"), ("list.csv", b""), ("list.xlsx", b"PK\x03\x04 cut off")]
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(mine, name, data, settings):
    browser, review, _ = mine
    answer = browser.get(bring(browser, review, name, data))
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert list((settings.data / "uploads").iterdir()) == []


def test_choosing_no_file_says_so(mine):
    browser, review, _ = mine
    answer = browser.post(f"{review}/import")
    assert answer.status_code == 422
    assert "Choose a file first." in text(answer)


def test_something_far_too_large_is_stopped_before_it_is_read(mine):
    browser, review, _ = mine
    answer = browser.post(f"{review}/import", file=("list.csv", b"x" * (7 * 1024 * 1024)))
    assert answer.status_code == 413
    assert "5 MB" in text(answer)


def test_statements_that_are_there_already_are_not_imported_twice(mine, database):
    browser, review, id = mine
    for _ in range(2):
        place = bring(browser, review, "list.csv", GOOD)
        answer = browser.post(f"{review}/import", {"kept": kept(place), "do": "import"})
    assert answer.status_code == 409
    assert "These statements are in the review already: A-1. Nothing has been imported." in text(answer)
    assert statements(database, id) == 1


def test_a_kept_sheet_opens_for_nobody_else(mine, app, database):
    browser, review, id = mine
    place = bring(browser, review, "list.csv", GOOD)
    with database.writing() as db:
        ravi = signed_in(app, db, "ravi", review=id, role="facilitator")
    answer = ravi.get(place)
    assert answer.status_code == 404
    assert "This sheet was kept here for one hour only." in text(answer)


def test_a_kept_sheet_is_gone_after_an_hour(mine, clock):
    browser, review, _ = mine
    place = bring(browser, review, "list.csv", GOOD)
    clock.now = NOON + timedelta(minutes=61)
    assert browser.get(place).status_code == 404


def test_hostile_words_in_a_sheet_stay_words(mine):
    browser, review, _ = mine
    sheet = GOOD.replace(b"Far from town", b"<script>alert(1)</script>").replace(b"list", b"l")
    place = bring(browser, review, "<img src=x>.csv", sheet)
    page = browser.get(place).text
    browser.post(f"{review}/import", {"kept": kept(place), "do": "import"})
    for shown in (page, browser.get(review).text):
        assert "<script>alert" not in shown
        assert "<img" not in shown
        assert "&lt;script&gt;alert(1)" in shown


def test_an_observer_looks_and_brings_nothing(app, database):
    with database.writing() as db:
        review, _ = a_review(db, owner="ravi")
        browser = signed_in(app, db, "olga", review=review, role="observer")
    page = browser.read(f"/reviews/{review}")
    assert "S-1" in page
    assert "Bring another sheet" not in page
    assert "Plan a workshop" not in page
    assert browser.get(f"/reviews/{review}/import").status_code == 404
    assert browser.post(f"/reviews/{review}/import", file=("list.csv", GOOD)).status_code == 404


def test_a_foreign_review_and_one_that_is_not_there_answer_alike(app, database):
    with database.writing() as db:
        review, _ = a_review(db, owner="ravi")
        browser = signed_in(app, db, "asha")
    answers = [browser.get(f"/reviews/{each}") for each in (review, 999)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert text(answers[0]) == text(answers[1])


def test_a_review_lists_its_statements_by_their_parts(app, database):
    with database.writing() as db:
        review, _ = a_review(db)
        browser = signed_in(app, db, "asha")
    page = browser.read(f"/reviews/{review}")
    assert "The situation Women far from town" in page
    assert "What comes of it More women come" in page
    assert browser.get(f"/reviews/{review}/statements").location == f"/reviews/{review}#statements"
