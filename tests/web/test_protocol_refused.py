"""What the page of rules refuses: beside its field, with everything that was typed still there."""

import pytest

from app.core.protocol import Protocol
from tests.web.rules import beside, rules_of, versions
from tests.web.team import text

pytestmark = pytest.mark.usefixtures("clock")


def test_a_rule_nobody_knows_is_refused(mine):
    browser, page, _ = mine
    answer = browser.post(f"{page}/profile", {"profile": "majority"})
    assert answer.status_code == 422
    assert "There is no rule of this name." in text(answer)


def test_a_changed_field_without_a_reason_is_sent_back_with_what_was_typed(mine, database):
    browser, page, review = mine
    sent = {"min_ratings-value": "7", "small_panel-value": "9", "small_panel-reason": "Ours are larger."}
    answer = browser.post(page, sent)
    assert answer.status_code == 422
    assert "Say in a sentence why you change this." in text(answer)
    assert 'value="7"' in answer.text
    assert 'value="Ours are larger."' in answer.text
    assert rules_of(database, review) == Protocol()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("min_ratings", "4", "“Ratings needed” takes a whole number from 5 to 15; this says 4."),
        ("min_ratings", "six", "“Ratings needed” takes a whole number from 5 to 15; this says 'six'."),
        ("min_ratings", "", "“Ratings needed” takes a whole number from 5 to 15; this says ''."),
        ("min_ratings", "5.5", "“Ratings needed” takes a whole number from 5 to 15; this says 5.5."),
        ("min_ratings", "9" * 5000, "“Ratings needed” takes a whole number from 5 to 15; this says '9999"),
        ("min_ratings", "１２", "“Ratings needed” takes a whole number from 5 to 15; this says"),
        ("min_ratings", "1" + "0" * 400, "“Ratings needed” takes a whole number from 5 to 15; this says '1000"),
        ("min_ratings", "x" * 100_000, "“Ratings needed” takes a whole number from 5 to 15; this says 'xxx"),
        ("moved_share", "1e400", "a number from 0 to 1; this says '1e400'."),
        ("moved_share", "-0.1", "a number from 0 to 1; this says -0.1."),
        ("moved_share", "15 %", "a number from 0 to 1; this says '15 %'."),
        ("moved_share", "inf", "a number from 0 to 1; this says 'inf'."),
        ("scale", "nine" * 25_000, "“Scale” takes one of five, nine, three; this says 'ninenine"),
        ("weight_cap", "nan", "“Most that one rating can count” takes a number from 1 to 5; this says 'nan'."),
        ("weight_cap", "1e1", "“Most that one rating can count” takes a number from 1 to 5; this says '1e1'."),
        (
            "weight_cap",
            "<b>2</b>",
            "“Most that one rating can count” takes a number from 1 to 5; this says '<b>2</b>'.",
        ),
        ("carry_first_round", "perhaps", "“Carry first answers forward” takes true or false; this says 'perhaps'."),
        ("rule", "majority", "“Rule of agreement” takes one of rand-ucla"),
        (
            "required",
            "relevance",
            "“Questions that must be met” takes plausibility alone, or plausibility and relevance",
        ),
        ("scale", "seven", "“Scale” takes one of five, nine, three; this says 'seven'."),
    ],
)
def test_a_value_that_cannot_be_is_answered_beside_its_field_and_nothing_is_lost(
    mine, database, field, value, sentence
):
    browser, page, review = mine
    sent = {f"{field}-value": value, f"{field}-reason": "I think so.", "late-reason": "Kept for later."}
    answer = browser.post(page, sent)
    assert answer.status_code == 422
    assert sentence in beside(answer.text, f"{field}-value-error")
    assert 'value="I think so."' in answer.text
    assert 'value="Kept for later."' in answer.text
    assert rules_of(database, review) == Protocol()


def test_a_reason_too_long_is_said_and_stays_where_it_was_typed(mine, database):
    browser, page, review = mine
    answer = browser.post(page, {"min_ratings-value": "6", "min_ratings-reason": "w" * 100_000})
    assert answer.status_code == 422
    assert "This is 100000 characters; at most 300 fit." in beside(answer.text, "min_ratings-reason-error")
    assert "w" * 100_000 in answer.text
    assert rules_of(database, review) == Protocol()


def test_the_scale_cannot_be_changed_once_people_have_answered(answered, database):
    browser, page, review = answered
    answer = browser.post(page, {"scale-value": "nine", "scale-reason": "Finer."})
    assert answer.status_code == 409
    assert "The scale stays as it is" in beside(answer.text, "scale-value-error")
    assert rules_of(database, review) == Protocol()


def test_a_reason_without_a_change_is_asked_about_after_the_first_answer(answered, database):
    browser, page, review = answered
    answer = browser.post(page, {"late-reason": "Just because."})
    assert answer.status_code == 422
    assert "This value is as it was." in text(answer)
    assert versions(database, review) == 1


def test_nobody_undoes_anothers_change_unawares(mine, database):
    browser, page, review = mine
    seen = browser.get(page).text.partition('name="seen" value="')[2].partition('"')[0]
    browser.post(page, {"min_ratings-value": "6", "min_ratings-reason": "Large panels."})
    late = browser.post(page, {"seen": seen, "small_panel-value": "9", "small_panel-reason": "Mine.", "min_ratings-value": "6"})  # fmt: skip
    assert late.status_code == 409
    assert "asha changed this a moment ago." in text(late)
    assert 'value="Mine."' in late.text
    assert rules_of(database, review) == Protocol(min_ratings=6)
