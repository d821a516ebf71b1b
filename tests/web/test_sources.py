"""The page of sources: what each supports and contradicts, and what would fall without it."""

import re

import pytest
from sqlalchemy import update

from app.services import imports
from app.storage.statements import Evidence, Source
from tests.builders import NOON, a_review, a_statement
from tests.web.team import signed_in, text

pytestmark = pytest.mark.usefixtures("clock")

SHEET = (
    a_statement("WHE-01", sources=("13", "30")),
    a_statement("WHE-02", sources=("13", "9", "30")),
    a_statement("WHE-03", sources=("10",)),
    a_statement("WHE-04"),
)


@pytest.fixture
def review(database):
    """Four statements of which one has no source; source 30 is the only theory, and 9 contradicts."""
    with database.writing() as db:
        review, _ = a_review(db, statements=0)
        imports.import_statements(db, review, SHEET, at=NOON)
        ids = {row.label: row.id for row in db.query(Source)}
        db.execute(update(Evidence).values(driven="data", depth="thick"))
        db.execute(update(Evidence).where(Evidence.source_id == ids["30"]).values(driven="theory"))
        db.execute(update(Evidence).where(Evidence.source_id == ids["9"]).values(stance="contradicts"))
        return review


@pytest.fixture
def asha(app, database, review):
    """The browser of the review's owner."""
    with database.writing() as db:
        return signed_in(app, db, "asha")


def rows(page):
    """The rows of the table, as people read them."""
    found = re.findall(r"<tr>(.*?)</tr>", page.partition("<tbody>")[2], re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()).replace(" ,", ",") for row in found]


def test_what_hangs_on_most_comes_first_with_its_tiers(asha, review):
    assert rows(asha.get(f"/reviews/{review}/sources").text) == [
        "13 WHE-01 A-B → C-D, WHE-02 A-B → C-D – WHE-01, WHE-02 –",
        "30 WHE-01 A-B → C-D, WHE-02 A-B → C-D – WHE-01, WHE-02 –",
        "10 WHE-03 C-D → D – WHE-03 –",
        "9 – – – WHE-02",
    ]


def test_what_contradicts_is_named_apart_and_no_tier_hangs_on_it(asha, review):
    row = next(row for row in rows(asha.get(f"/reviews/{review}/sources").text) if row.startswith("9 "))
    assert row == "9 – – – WHE-02"


def test_from_what_to_what_a_tier_would_go(asha, review):
    row = next(row for row in rows(asha.get(f"/reviews/{review}/sources").text) if row.startswith("30 "))
    assert "WHE-01 A-B → C-D" in row


def test_statements_without_a_source_are_counted(asha, review):
    page = asha.read(f"/reviews/{review}/sources")
    assert "4 sources" in page
    assert "1 statement without a source" in page


def test_a_thin_source_whose_loss_would_raise_a_tier_says_so(asha, review, database):
    with database.writing() as db:
        ids = {row.label: row.id for row in db.query(Source)}
        db.execute(update(Evidence).values(depth="thin", stance="supports"))
        db.execute(update(Evidence).where(Evidence.source_id == ids["13"]).values(depth="thick"))
    row = next(row for row in rows(asha.get(f"/reviews/{review}/sources").text) if row.startswith("9 "))
    assert row == "9 – WHE-02 B-C → A-B WHE-02 –"


def test_a_review_without_sources_says_so(app, database):
    with database.writing() as db:
        review, _ = a_review(db, statements=0)
        browser = signed_in(app, db, "asha")
    assert "No statement has a source yet." in browser.read(f"/reviews/{review}/sources")


def test_invented_values_are_marked_where_a_tier_hangs_on_them(asha, review, database):
    assert "†" not in asha.read(f"/reviews/{review}/sources")
    with database.writing() as db:
        db.execute(update(Evidence).values(invented=True))
    page = asha.get(f"/reviews/{review}/sources")
    assert "† hangs on values invented for the example" in text(page)
