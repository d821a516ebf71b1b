"""The page on which a review's words are written: whose they are, what is refused, and where they are read."""

import json
import re

import pytest

from app.core.canonical import canonical_json, sha256_of
from app.core.english import FIVE
from app.core.hindi import HINDI
from app.core.instrument import Status
from app.core.instrument_texts import texts_of
from app.services import protocols
from tests.web.rooms import Hall
from tests.web.rules import beside, versions
from tests.web.team import signed_in, text

pytestmark = pytest.mark.usefixtures("clock")

LONG = "w" * 100_000


def asked(database, review, language="en"):
    with database.reading() as db:
        return protocols.current(db, review).instruments[language]


def test_the_page_of_rules_leads_to_every_word(mine):
    browser, page, _ = mine
    assert f'href="{page}/words/en"' in browser.get(page).text
    answer = browser.get(f"{page}/words/en")
    for key, words in texts_of(FIVE).items():
        assert f'name="{key}"' in answer.text
        assert key.startswith("notice.") or words in text(answer) or f'value="{words}"' in answer.text
    assert "Help today: [name], [phone]." in answer.text


def test_a_word_is_changed_and_all_others_stay(mine, database):
    browser, page, review = mine
    sent = {"plausibility.page": "Is it so?", "notice.help": "Today: [name] ([phone]), 100 % here."}
    answer = browser.post(f"{page}/words/en", sent)
    assert answer.status_code == 303
    words = asked(database, review)
    changed = {key for key, said in texts_of(words).items() if said != texts_of(FIVE)[key]}
    assert changed == {"plausibility.page", "notice.help"}
    assert texts_of(words)["notice.help"] == "Today: %(name)s (%(phone)s), 100 % here."
    read = browser.read(page)
    assert "From now on panels are asked in these words." in read
    assert "Is it so?" in read
    assert versions(database, review) == 1


def test_the_status_says_how_far_the_words_have_come(mine, database):
    browser, page, review = mine
    browser.post(f"{page}/words/en", {"status": "draft"})
    assert asked(database, review).status is Status.DRAFT
    assert "English draft" in browser.read(page)


@pytest.mark.parametrize(
    ("key", "words", "sentence"),
    [
        ("plausibility.full", "", "This is empty, and people could not be asked without it."),
        ("plausibility.3.short", " \n ", "This is empty"),
        ("relevance.2.full", "", "This is empty"),
        ("plausibility.4.short", "Predominantly", "With “Predominantly” the answers do not fit in one row"),
        ("plausibility.4.short", LONG, "at most 24 fit"),
        ("notice.kept", LONG, "This is 100000 characters; at most 600 fit"),
        ("part.actor", "the SITUATION", "“the SITUATION” stands here twice"),
        ("notice.help", "Help: [name].", "This sentence needs [phone]"),
        ("notice.asks", "[organisation] [minutes] [seconds]", "[seconds] is nothing that a plan could fill in here."),
        ("reason", LONG, "This is 100000 characters; at most 300 fit."),
    ],
)
def test_what_nobody_could_be_asked_is_said_beside_its_text_and_nothing_is_lost(mine, database, key, words, sentence):
    browser, page, review = mine
    answer = browser.post(f"{page}/words/en", {"outside": "Not my field", key: words})
    assert answer.status_code == 422
    assert sentence in beside(answer.text, f"{key}-error")
    assert 'value="Not my field"' in answer.text
    assert words.strip() in answer.text
    assert "One thing needs another look." in text(answer)
    assert asked(database, review) == FIVE


def test_what_is_typed_is_only_ever_text(mine, database):
    browser, page, review = mine
    hostile = "<b>%(n)s</b> {x} {{ 7*7 }}"
    browser.post(f"{page}/words/en", {"depends": hostile})
    assert asked(database, review).depends == hostile
    assert "<b>%(n)s" not in browser.get(page).text
    assert "&lt;b&gt;%(n)s&lt;/b&gt; {x} {{ 7*7 }}" in browser.get(page).text


def test_after_the_first_answer_a_word_needs_its_reason_and_is_listed_as_a_deviation(answered, database):
    browser, page, review = answered
    answer = browser.post(f"{page}/words/en", {"part.context": "Where and when"})
    assert answer.status_code == 422
    assert "Say in a sentence why you change this." in beside(answer.text, "reason-error")
    assert 'value="Where and when"' in answer.text
    browser.post(f"{page}/words/en", {"part.context": "Where and when", "reason": "People stumbled."})
    read = browser.read(page)
    assert "Version 2 of the rules has these words." in read
    assert "Name of the part “context” The situation Where and when People stumbled." in read
    assert versions(database, review) == 2


def test_a_language_is_added_as_the_draft_that_is_brought(mine, database):
    browser, page, review = mine
    assert "This language is not there yet." in browser.read(f"{page}/words/hi")
    browser.post(f"{page}/words/hi", {"notice.about": "ये बातें घर में होने वाली हिंसा के बारे में हैं।"})
    hindi = asked(database, review, "hi")
    assert (hindi.language, hindi.status, hindi.plausibility) == ("hi", Status.DRAFT, HINDI["five"].plausibility)
    assert hindi.notice[2] == "ये बातें घर में होने वाली हिंसा के बारे में हैं।"
    assert asked(database, review) == FIVE
    assert "Hindi draft" in browser.read(page)
    assert "a draft by a non-native hand: have it translated back before you use it." in browser.read(page)


def test_a_language_nobody_speaks_here_is_not_found(mine):
    browser, page, _ = mine
    assert browser.get(f"{page}/words/xx").status_code == 404


def test_numbers_stay_numbers_and_their_words_change(mine, database):
    browser, page, review = mine
    browser.post(page, {"scale-value": "nine", "scale-reason": "Our panels know it."})
    assert 'name="plausibility.1.short"' not in browser.get(f"{page}/words/en").text
    browser.post(f"{page}/words/en", {"plausibility.third.2": "It varies", "plausibility.1.short": "One"})
    words = asked(database, review).plausibility
    assert (words.thirds, words.said(5), words.labels[0].short) == (("No", "It varies", "Yes"), "5 It varies", "1")


def test_nobody_undoes_anothers_words_unawares(mine, database):
    browser, page, review = mine
    seen = browser.get(f"{page}/words/en").text.partition('name="seen" value="')[2].partition('"')[0]
    browser.post(f"{page}/words/en", {"depends": "On what?"})
    late = browser.post(f"{page}/words/en", {"seen": seen, "outside": "Not my field"})
    assert late.status_code == 409
    assert "asha changed this a moment ago." in text(late)
    assert 'value="Not my field"' in late.text
    assert asked(database, review).depends == "On what?"


@pytest.mark.parametrize("role", ["facilitator", "observer"])
def test_others_of_the_team_read_the_words_with_the_rules(app, database, mine, role):
    _, page, review = mine
    with database.writing() as db:
        browser = signed_in(app, db, "meera", review=review, role=role)
    assert "/words/en" not in browser.get(page).text
    assert browser.get(f"{page}/words/en").status_code == 404
    assert browser.post(f"{page}/words/en", {"depends": "On what?"}).status_code == 404


def test_a_panel_reads_the_words_of_its_own_rules_everywhere(app, database):
    words = {
        "plausibility.page": "Is it so?", "plausibility.5.short": "Sure", "part.context": "Where and when",
        "notice.title": "Before we begin", "notice.agree": "I take part", "outside": "Not my field",
    }  # fmt: skip
    hall = Hall(app, people=8, words=words)
    phone = hall.browser()
    phone.get(f"/j/{hall.token}")
    assert "<h1>Before we begin</h1>" in phone.page
    assert ">I take part</button>" in phone.page
    phone.join()
    phone.get("/phone?noted=yes")
    hall.start()
    hall.open()
    phone.get("/phone")
    assert all(said in phone.page for said in ("Is it so?", "Sure", "Where and when", "Not my field"))
    hall.do(lambda room: [room.cast(person, hall.rounds[0], 5) for person in room.people[:8]])
    hall.close()
    hall.reveal()
    with database.writing() as db:
        browser = signed_in(app, db, "asha")
    for page in (
        f"/desk/{hall.room.id}",
        f"/workshops/{hall.room.id}/results",
        f"/reviews/{hall.room.review}/statements/1",
    ):
        assert "Is it so?" in browser.read(page)
        assert "Sure" in browser.read(page)


def test_the_file_of_the_rules_holds_the_words_and_their_hash(mine):
    browser, page, _ = mine
    browser.post(f"{page}/words/en", {"depends": "On what?"})
    body = json.loads(browser.get(f"{page}.json").text)
    assert body["instrument"]["en"]["depends"] == "On what?"
    assert sha256_of(canonical_json(body["instrument"])) == body["instrument_hash"]


def test_what_another_person_wrote_meanwhile_is_said_beside_the_text_that_would_replace_it(mine, database):
    browser, page, review = mine
    seen = re.search(r'name="seen" value="([^"]+)"', browser.get(f"{page}/words/en").text)[1]
    browser.post(f"{page}/words/en", {"plausibility.page": "Is it so?", "seen": seen})
    mine_now = {"plausibility.page": "Does it happen like this?", "relevance.page": "Does it matter?", "seen": seen}
    forgot = browser.post(f"{page}/words/en", mine_now | {"relevance.page": ""})
    assert forgot.status_code == 422
    assert f'name="seen" value="{seen}"' in forgot.text, "asked again, she has seen nothing newer"
    slower = browser.post(f"{page}/words/en", mine_now)
    assert slower.status_code == 409
    assert "In force by now: “Is it so?”. What you typed replaces it." in text(slower)
    assert "Does it matter?" in slower.text
    assert asked(database, review).plausibility.page == "Is it so?"
