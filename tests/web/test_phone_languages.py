"""Languages on a phone without scripts: chosen at the door, changed later, and kept with each answer as it was read."""

import pytest
from sqlalchemy import select

from app.services import translations
from app.storage.ballots import Ballot
from app.storage.translations import StatementTranslation
from tests.services.test_texts import PARTS, translate
from tests.web.rooms import Hall


@pytest.fixture
def hall(app) -> Hall:
    hall = Hall(app)
    hall.text = hall.do(translate)
    hall.start()
    return hall


def at_the_groups(hall):
    meera = hall.browser()
    meera.get(f"/j/{hall.token}")
    meera.submit("/join")
    return meera


def come_in(hall, language):
    meera = at_the_groups(hall)
    group = meera.page.split('name="group" value="')[1].split('"')[0]
    answer = meera.submit("/phone/consent", group=group, language=language)
    meera.get("/phone?noted=yes")
    return meera, answer


def write_anew(room):
    newer = translate(room, parts={**PARTS, 1: "गाँव की औरतें"})
    translations.tell_rooms(room.db, [room.db.get_one(StatementTranslation, newer).version_id])
    return newer


def read_in(hall):
    with hall.database.reading() as db:
        return db.execute(select(Ballot.lang, Ballot.translation_id, Ballot.chosen)).all()


def test_the_languages_are_offered_in_their_own_scripts(hall):
    page = at_the_groups(hall).page
    assert '<span lang="hi" dir="ltr">हिन्दी</span>' in page
    assert "मराठी" not in page


def test_with_one_language_nothing_more_is_asked(app):
    assert 'name="language"' not in at_the_groups(Hall(app)).page


def test_she_reads_hindi_and_her_answer_says_so(hall):
    meera, _ = come_in(hall, "hi")
    hall.open()
    meera.get("/phone")
    assert PARTS[1] in meera.page
    assert 'data-statement tabindex="-1" lang="hi"' in meera.page
    assert '<bdi data-topic lang="en">Where</bdi>' in meera.page, "the team's own words are read as what they are"
    assert f'name="read" data-read value="{hall.text}"' in meera.page
    meera.submit("/phone/ballots", plausibility="4")
    assert read_in(hall) == [("hi", hall.text, "hi")]


def test_what_counts_is_what_was_on_her_screen_when_she_pressed(hall):
    meera, _ = come_in(hall, "hi")
    hall.open()
    meera.get("/phone")
    newer = hall.do(write_anew)
    meera.submit("/phone/ballots", plausibility="4")
    assert read_in(hall) == [("hi", hall.text, "hi")]
    meera.submit("/phone/ballots", relevance="5")
    assert read_in(hall) == [("hi", newer, "hi")]


def test_a_statement_without_her_language_is_shown_in_english_with_a_word_about_it(hall):
    meera, _ = come_in(hall, "hi")
    hall.open(1)
    meera.get("/phone")
    assert "यह बात अभी हिन्दी में नहीं है।" in meera.page
    assert '<p class="note" data-wanting>' in meera.page
    meera.submit("/phone/ballots", plausibility="4")
    assert read_in(hall) == [("en", None, "hi")]


def test_she_changes_her_language_and_keeps_her_answer(hall):
    meera, _ = come_in(hall, "en")
    hall.open()
    meera.get("/phone")
    meera.submit("/phone/ballots", plausibility="4")
    meera.submit("/phone/language", language="hi")
    assert PARTS[1] in meera.page
    assert meera.mine["plausibility"] == 4
    assert read_in(hall) == [("en", None, "en")]


@pytest.mark.parametrize("language", ["mr", "xx", "<b>", "en-GB"])
def test_a_language_the_workshop_does_not_have_is_refused_with_a_sentence(hall, language):
    _, answer = come_in(hall, language)
    assert answer.status_code == 422
    said = "या कार्यशाळेत ही भाषा नाही" if language == "mr" else "does not have that language"
    assert said in answer.get_data(as_text=True)
    noor = hall.panellist()
    assert noor.send("/phone/language", language=language).status_code == 422
    assert noor.state["language"] == "en"
