"""Translations at the review desk: the sheet goes out, comes back and is kept as a whole; one text, read back by another."""

import io
import re

import openpyxl
import pytest

from app.services import accounts, reviews, translations, workshops
from app.storage.statements import StatementPart
from tests.builders import NOON, Room
from tests.web.team import Browser, signed_in, text

PARTS = ("शहर से दूर औरतें", "पास एक कमरा", "पहुँच में लगता है", "ज़्यादा औरतें आती हैं")


class Team:
    """Asha owns a review with a running workshop; Meera is of the team."""

    def __init__(self, app, database) -> None:
        self.database = database
        with database.writing() as db:
            room = Room(db, statements=2)
            self.review, self.workshop = room.review, room.id
            self.asha = Browser(app, accounts.start(db, room.owner, at=NOON))
            self.meera = signed_in(app, db, "meera", review=room.review, role="analyst")
            self.line = reviews.statements_of(db, room.review)[0]
        self.page = f"/reviews/{self.review}/translations"
        self.one = f"/reviews/{self.review}/statements/{self.line.id}/translations/hi"

    def book(self, **asked):
        answer = self.asha.get(f"{self.page}.xlsx", query_string=asked)
        assert answer.status_code == 200, text(answer)
        return openpyxl.load_workbook(io.BytesIO(answer.data))

    def fill(self, book, **cells) -> bytes:
        """The book with Hindi for the first statement, as people save it."""
        for row, words in enumerate(PARTS, start=2):
            book.active.cell(row=row, column=6, value=words)
        for place, value in cells.items():
            book.active[place] = value
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    def bring(self, data: bytes, *, by=None, name="filled.xlsx"):
        answer = (by or self.asha).post(self.page, file=(name, data))
        if answer.status_code != 303:
            return "", answer
        look = answer.location
        return look.split("kept=")[1], (by or self.asha).get(look)

    def spoken(self):
        with self.database.reading() as db:
            return translations.of_review(db, self.review, [self.line])[self.line.id].get("hi", translations.NOT_SPOKEN)

    def write(self, browser, *words, **fields):
        named = {f"part-{n}": each for n, each in enumerate(words, start=1)}
        return browser.post(self.one, {**named, "seen": "0", **fields})


@pytest.fixture
def team(app, database, clock):
    return Team(app, database)


def test_the_page_counts_statements_by_language_and_status(team):
    said = team.asha.read(team.page)
    assert "missing 2 2" in said
    team.write(team.asha, *PARTS)
    assert "draft 1 0" in team.asha.read(team.page)


def test_the_sheet_goes_out_comes_back_and_is_kept_once_it_was_looked_at(team):
    book = team.book(language="hi")
    assert [cell.value for cell in book.active[1]] == ["id", "version", "part", "kind", "text", "text_hi", "status_hi"]
    assert book.active.freeze_panes == "F2"
    token, looked = team.bring(team.fill(book))
    assert "Nothing has been kept yet." in text(looked)
    assert "Keep 1 translation" in text(looked)
    assert team.spoken().standing == "missing"
    assert team.asha.post(team.page, {"kept": token}).status_code == 303
    assert team.spoken().translation.parts == dict(enumerate(PARTS, start=1))
    again = team.book(language="hi")
    assert [again.active.cell(row=2, column=column).value for column in (6, 7)] == [PARTS[0], "draft"]
    _, looked = team.bring(team.fill(again))
    assert "There is nothing new in this sheet." in text(looked)


def test_the_same_sheet_is_the_same_file(team):
    first, second = (team.asha.get(f"{team.page}.xlsx") for _ in range(2))
    assert (first.status_code, first.data) == (200, second.data)


def test_a_sentence_that_begins_like_a_formula_goes_out_as_text(team):
    with team.database.writing() as db:
        db.query(StatementPart).filter_by(version_id=team.line.version_id, position=1).update(
            {"text": '=HYPERLINK("x")'}
        )
    cell = team.book().active["E2"]
    assert (cell.value, cell.data_type) == ('=HYPERLINK("x")', "s")


def test_a_sheet_with_something_to_mend_is_not_kept(team):
    token, looked = team.bring(team.fill(team.book(language="hi"), F3=None))
    assert "this cell is empty" in text(looked)
    assert "Keep 1 translation" not in text(looked)
    assert team.asha.post(team.page, {"kept": token}).status_code == 409
    assert team.spoken().standing == "missing"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("x.xlsx", b"PK\x03\x04nonsense", "damaged"),
        ("x.xlsx", b"", "empty"),
        ("x.docx", b"words", "Plumbline reads .xlsx and .csv."),
        ("x.csv", b"a,b\n1,2\n", "there is no column for id, version, part"),
    ],
)
def test_a_file_that_is_no_such_sheet_is_told_so(team, name, data, said):
    _, answer = team.bring(data, name=name)
    assert said in text(answer)


def test_another_one_of_the_team_checks_by_the_sheet(team):
    team.write(team.asha, *PARTS)
    checked = team.fill(
        team.book(language="hi"), G2="back-checked", G3="back-checked", G4="back-checked", G5="back-checked"
    )
    _, looked = team.bring(checked)
    assert "you wrote this translation" in text(looked)
    token, _ = team.bring(checked, by=team.meera)
    team.meera.post(team.page, {"kept": token})
    assert team.spoken().standing == "back_checked"


def test_a_room_that_is_open_hears_of_it(team):
    with team.database.reading() as db:
        before = workshops.version_of(db, team.workshop)
    team.write(team.asha, *PARTS)
    with team.database.reading() as db:
        assert workshops.version_of(db, team.workshop) == before + 1


def test_half_of_it_is_not_kept_and_what_was_written_stays(team):
    answer = team.write(team.asha, "शहर से दूर औरतें")
    assert answer.status_code == 422
    assert "Half a statement is shown to nobody" in text(answer)
    assert "शहर से दूर औरतें</textarea>" in answer.text
    assert team.spoken().standing == "missing"


def test_two_who_write_at_once_lose_nothing(team):
    team.write(team.asha, *PARTS)
    answer = team.write(team.meera, "गाँव की औरतें", *PARTS[1:])
    assert answer.status_code == 409
    assert "गाँव की औरतें</textarea>" in answer.text
    assert "शहर से दूर औरतें." in text(answer)
    assert team.spoken().translation.parts[1] == PARTS[0]


def test_its_author_leaves_the_status_to_somebody_else(team):
    team.write(team.asha, *PARTS)
    seen = re.search(r'name="seen" value="(\d+)"', team.asha.get(team.one).text)[1]
    own = team.asha.post(f"{team.one}/status", {"status": "back_checked", "seen": seen})
    assert (own.status_code, "Somebody else of the team" in text(own)) == (422, True)
    assert team.meera.post(f"{team.one}/status", {"status": "back_checked", "seen": seen}).status_code == 303
    assert team.spoken().standing == "back_checked"
    assert team.meera.post(f"{team.one}/status", {"status": "done", "seen": seen}).status_code == 422
    assert team.meera.post(f"{team.one}/status", {"status": "approved", "seen": seen}).status_code == 409


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "{{ 7*7 }}", "=cmd|'/c calc'!A0", "a\u202eb\x00c"])
def test_hostile_words_are_words(team, words):
    assert team.write(team.asha, words, *PARTS[1:]).status_code == 303
    assert "<script>alert" not in team.asha.get(team.one).text.replace("&lt;", "&")
    assert "\u202e" not in team.spoken().translation.parts[1]


def test_a_page_longer_than_a_cell_is_refused_and_stays(team):
    answer = team.write(team.asha, "x" * 5001, *PARTS[1:])
    assert answer.status_code == 422
    assert "x" * 5001 in answer.text


def test_a_language_nobody_knows_is_not_there(team):
    assert team.asha.get(team.one.replace("/hi", "/xx")).status_code == 404
