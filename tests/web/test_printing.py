"""Cards for the bowl and paper ballots: what is on them, and what a card does in a phone's hands."""

import re

import pytest

from app.services import cards
from app.storage.agendas import Card
from tests.builders import NOON
from tests.web.rooms import Hall
from tests.web.running import Running
from tests.web.spoken import ask_in
from tests.web.team import text

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def running(app, database, keys):
    return Running(app, database, keys, people=0)


def made(running, **fields):
    return running.asha.post(
        f"/workshops/{running.id}/cards", {"many": "4", "seen": "0", "wifi": "North hall"} | fields
    )


def test_cards_carry_a_link_letters_help_a_date_and_what_to_do(running):
    page = made(running)
    assert page.text.count('class="qr"') == 4
    assert len(set(re.findall(r'bowl__letters">(\w{4} \w{4})<', page.text))) == 4
    for words in (
        "Help today: D. Example, 000 222",
        "with its letters you can have all you said removed until 1 April 2026",
        "Page does not open? Join the Wi-Fi “North hall”.",
        "If the phone says “no internet”, choose to stay connected. Turn mobile data off until the end.",
        "not with a payment app",
    ):
        assert words in text(page)


def test_cards_are_shown_once_and_the_form_says_how_many_there_are(running):
    letters = re.findall(r'bowl__letters">(\w{4}) ', made(running).text)
    page = running.asha.read(f"/workshops/{running.id}/cards")
    assert "4 cards were made so far, 0 were used." in page
    assert not any(each in page for each in letters)


def test_a_form_sent_twice_makes_no_second_set(running):
    made(running)
    again = made(running)
    assert again.status_code == 409
    assert "There are 4 cards by now, so none were made this time." in text(again)


@pytest.mark.parametrize("fields", [{"many": "0"}, {"many": "501"}, {"many": "some"}, {"wifi": "x" * 41}])
def test_what_cannot_be_printed_is_said(running, fields):
    assert made(running, **fields).status_code == 422
    with running.database.reading() as db:
        assert db.query(Card).count() == 0


def test_the_wifi_is_escaped_like_all_that_people_type(running):
    assert "<b>x</b>" not in made(running, wifi="<b>x</b>").text


def test_paper_ballots_carry_their_ids_and_all_questions(running):
    page = running.asha.read(f"/workshops/{running.id}/paper?block=0")
    for words in (
        f"W{running.id} · S-1 · v1",
        "From what you know of this work, does it happen this way?",
        "Outside my experience",
        "Which part does not fit?",
        "Counsellors",
    ):
        assert words in page
    assert "Statements outside of any block : 3 statements" in running.asha.read(f"/workshops/{running.id}/paper")


def test_a_block_of_another_workshop_is_not_printed(running):
    assert running.asha.get(f"/workshops/{running.id}/paper?block=999").status_code == 404


class Bowl(Hall):
    """A hall with cards in a bowl."""

    def card(self):
        secret = self.app.extensions["plumbline"].settings.secret
        seen = self.do(lambda room: cards.counts(room.db, room.id).made)
        return self.do(lambda room: cards.make(room.db, room.id, 1, seen=seen, secret=secret, at=NOON))[0]


@pytest.fixture
def bowl(app):
    return Bowl(app)


def by(browser, card, group=0):
    """Scan a card, agree, and choose."""
    browser.get(f"/j/{card.token}")
    browser.submit("/join")
    return browser.submit("/phone/consent", group=re.findall(r'name="group" value="(\d+)"', browser.page)[group])


def test_a_card_leads_to_the_lobby_without_a_code_to_note(bowl):
    asha = bowl.browser()
    by(asha, bowl.card())
    assert asha.screen == "lobby"


def test_on_another_phone_she_goes_on_with_her_answers_and_the_first_is_told(bowl):
    card = bowl.card()
    first, second = bowl.browser(), bowl.browser()
    by(first, card, group=1)
    bowl.open()
    first.get("/phone")
    first.submit("/phone/ballots", plausibility=4)
    by_same = second.get(f"/j/{card.token}")
    assert by_same.status_code == 200
    second.submit("/join")
    assert "Go on with this phone?" in second.page
    second.submit("/phone/consent", group=re.findall(r'name="group" value="(\d+)"', second.page)[0])
    assert second.mine["plausibility"] == 4
    told = first.client.get("/phone")
    assert told.status_code == 401
    assert "Your card is now open on another phone, with all your answers." in told.get_data(as_text=True)
    assert (
        first.client.get("/phone/state", headers={"Accept": "application/json"}).get_json()["error"]
        == "on_another_phone"
    )


def test_the_letters_of_a_card_are_typed_where_scanning_does_not_work(bowl):
    asha, card = bowl.browser(), bowl.card()
    asha.get("/")
    assert "The eight letters on the card" in asha.page
    asha.submit("/join", code=f"{card.code[:4]} {card.code[4:]}".lower())
    assert "Before you start" in asha.page


def test_wrong_letters_count_as_guessing(bowl):
    answers = [bowl.browser().client.post("/join", json={"code": "ACDEFGHJ"}).status_code for _ in range(12)]
    assert answers[:10] == [404] * 10
    assert answers[-1] == 429


def test_cards_and_paper_are_printed_in_a_language_of_the_workshop(running):
    running.now(lambda room: ask_in(room, "mr"))
    assert '<option value="mr" lang="mr">मराठी</option>' in running.asha.get(f"/workshops/{running.id}/cards").text
    card = text(made(running, language="mr"))
    assert "वाय-फाय “North hall” जोडा." in card
    assert "1 एप्रिल 2026 पर्यंत" in card
    paper = running.asha.get(f"/workshops/{running.id}/paper?block=0&language=mr").text
    assert '<html lang="mr"' in paper
    assert "असं घडतं का?" in paper
    assert "तुमचं नाव लिहू नका." in paper
    english = running.asha.get(f"/workshops/{running.id}/paper?block=0&language=xx").text
    assert "does it happen this way?" in english
