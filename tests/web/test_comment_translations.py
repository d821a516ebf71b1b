"""The page on which approved comments are put into English: who reads it, what it keeps, and what the results show."""

import re

import pytest
from sqlalchemy import update

from app.services import accounts, comments
from app.storage.workshops import Panellist
from tests.builders import NOON, Room
from tests.web.team import Browser, signed_in, text

pytestmark = pytest.mark.usefixtures("clock")

RAW, HINDI, ENGLISH = "सिर्फ़ सुनीता के साथ", "सिर्फ़ [नाम] के साथ", "Only with [name]"


class Team:
    """Asha owns a review, Meera analyses it, Olga looks on; six of eleven people read Hindi, and one of them wrote."""

    def __init__(self, app, database, keys) -> None:
        with database.writing() as db:
            room = Room(db, statements=1, people=11)
            db.execute(update(Panellist).where(Panellist.id.in_(room.people[:6])).values(language="hi"))
            room.judge(room.rounds[0], [4] * 11)
            written = comments.Written("c", room.rounds[0], None, RAW, seen=False, may_show=False)
            self.comment = comments.write(db, keys, room.people[0], written, at=NOON)
            comments.approve(db, room.id, self.comment, text=HINDI)
            self.asha = Browser(app, accounts.start(db, room.owner, at=NOON))
            self.meera = signed_in(app, db, "meera", review=room.review, role="analyst")
            self.olga = signed_in(app, db, "olga", review=room.review, role="observer")
        self.place, self.results = f"/workshops/{room.id}/comments", f"/workshops/{room.id}/results"

    def send(self, browser, act, **fields):
        seen = re.search(r'name="seen" value="(\w+)"', browser.get(self.place).text)[1]
        return browser.post(f"{self.place}/{self.comment}/{act}", {"seen": seen, **fields})


@pytest.fixture
def team(app, database, keys):
    return Team(app, database, keys)


def test_from_the_results_to_a_translation_that_somebody_else_checked(team):
    assert "Comments in English : 0 of 1 comments in another language" in team.asha.read(team.results)
    assert "no translation yet" in team.asha.read(team.place)
    assert team.send(team.asha, "english", text=ENGLISH).status_code == 303
    page = team.asha.get(team.place)
    assert "Translated by asha on 2026-03-02, not checked yet." in text(page)
    assert ENGLISH not in team.olga.read(team.results), "a draft stays with those who make it"
    refused = team.send(team.asha, "checked")
    assert (refused.status_code, "You wrote this translation." in text(refused)) == (422, True)
    assert team.send(team.meera, "checked").status_code == 303
    assert "Translated by asha, checked by meera on 2026-03-02." in team.asha.read(team.place)
    shown = team.olga.get(team.results).text
    assert f'<q lang="hi" dir="auto">{HINDI}</q>' in shown
    assert f'<q class="quotes__english" lang="en">{ENGLISH}</q>' in shown
    assert "1 of 1 comments in another language" in team.asha.read(team.results)


def test_the_page_holds_approved_words_only_and_an_observer_has_none(team):
    assert RAW not in team.asha.get(team.place).text
    assert team.olga.get(team.place).status_code == 404
    assert "Comments in English" not in team.olga.read(team.results)


def test_what_was_refused_stays_in_its_box_beside_the_reason(team):
    answer = team.send(team.asha, "english", text="Only with Sunita")
    assert answer.status_code == 422
    said = "Covered by [brackets] in the comment: 1; in this text: 0. Please cover the same here."
    assert said in text(answer)
    assert ">Only with Sunita</textarea>" in answer.text
    assert "no translation yet" in team.meera.read(team.place)


def test_of_two_at_once_the_second_keeps_her_words_and_sees_what_stands(team):
    old = re.search(r'name="seen" value="(\w+)"', team.meera.get(team.place).text)[1]
    team.send(team.asha, "english", text=ENGLISH)
    answer = team.meera.post(f"{team.place}/{team.comment}/english", {"seen": old, "text": "With [name] alone"})
    assert answer.status_code == 409
    assert ">With [name] alone</textarea>" in answer.text
    assert f"What stands now: {ENGLISH}" in text(answer)


def test_names_in_a_translation_are_pointed_at_before_it_is_checked(team):
    team.send(team.asha, "english", text="Only with [name] from Wadala")
    assert "Look twice: Wadala" in team.meera.read(team.place)
