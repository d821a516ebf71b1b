"""A phone with scripts in its own language: what is on the screen is what each answer says it was read in."""

from playwright.sync_api import expect
from sqlalchemy import select

from app.services import panels, translations
from app.storage.ballots import Ballot
from app.storage.translations import StatementTranslation
from app.web.access import PHONE_COOKIE
from tests.journeys import phones
from tests.journeys.hall import Hall
from tests.services.test_texts import PARTS, translate


def a_phone(hall: Hall, language: str):
    """The first panellist's phone, who chose this language."""
    hall.now(lambda room: panels.speak(room.db, room.people[0], language))
    page = phones.a_phone(hall)
    page.context.add_cookies([{"name": PHONE_COOKIE, "value": hall.room.cookies[0], "url": hall.origin}])
    page.goto("/phone")
    return page


def write(room) -> int:
    """A text in Hindi comes while the statement is open."""
    text = translate(room)
    translations.tell_rooms(room.db, [room.db.get_one(StatementTranslation, text).version_id])
    return text


def read_in(hall: Hall):
    with hall.database.reading() as db:
        return db.execute(select(Ballot.lang, Ballot.translation_id, Ballot.chosen)).all()


def test_a_text_that_comes_late_is_shown_and_the_next_answer_says_so(live: Hall) -> None:
    phone = a_phone(live, "hi")
    note = phone.get_by_text("There is no text in हिन्दी of this one yet.").first
    expect(note).to_be_visible()
    phone.get_by_role("button", name="Mostly yes").click()
    phone.get_by_role("button", name="Very much").wait_for()
    expect(phone.locator("[data-line-state]").first).to_have_text("Saved")
    assert read_in(live) == [("en", None, "hi")]
    text = live.now(write)
    shown = phone.locator('[data-screen="statement"] [data-statement]')
    expect(shown).to_contain_text(PARTS[1])
    expect(shown).to_have_attribute("lang", "hi")
    expect(note).to_be_hidden()
    phone.wait_for_timeout(400)  # as a thumb does: a tap right after the question changed is taken for a tremble
    phone.get_by_role("button", name="Very much").click()
    expect(phone.get_by_role("link", name="Very much Saved")).to_be_visible()
    assert read_in(live) == [("hi", text, "hi")]
