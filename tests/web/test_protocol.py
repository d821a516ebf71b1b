"""The page of a review's rules: read by all of its team, changed by owners and analysts."""

import json
from html import unescape

import pytest

from app.core.canonical import canonical_json, sha256_of
from app.core.protocol import Protocol, explained, protocol_hash
from tests.web.rules import rules_of, versions
from tests.web.team import signed_in, text

pytestmark = pytest.mark.usefixtures("clock")


def test_the_page_says_the_rule_in_six_lines_and_offers_one_button(mine):
    browser, page, _ = mine
    read = browser.read(page)
    assert "Enough answers: at least 5 ratings" in read
    assert "Two named people of the review team decide" in read
    assert browser.get(page).text.count(">Use this<") == 1
    assert "nobody of the team has chosen it yet" in read


def test_the_review_leads_to_its_rules(mine):
    browser, page, review = mine
    assert f'href="{page}"' in browser.get(f"/reviews/{review}").text


def test_using_the_rule_says_who_chose_it(mine, database):
    browser, page, review = mine
    answer = browser.post(f"{page}/profile", {"profile": "rand-ucla"})
    assert answer.status_code == 303
    read = browser.read(answer.location)
    assert "chosen by asha" in read
    assert "Use this" not in read
    assert rules_of(database, review) == Protocol()


@pytest.mark.parametrize("name", ["rand-ucla", "percent-70", "percent-75", "percent-80", "comet-70-15"])
def test_any_rule_can_be_read_before_it_is_used(mine, database, name):
    browser, page, review = mine
    assert browser.get(f"{page}?profile={name}").text.count(">Use this<") == 1
    assert rules_of(database, review) == Protocol()
    browser.post(f"{page}/profile", {"profile": name})
    assert rules_of(database, review) == Protocol(rule=name)


@pytest.mark.parametrize(
    ("scale", "answer"), [("nine", "9 Yes, it happens this way"), ("three", "Little or not at all")]
)
def test_another_scale_comes_with_its_words(mine, database, scale, answer):
    browser, page, review = mine
    browser.post(page, {"scale-value": scale, "scale-reason": "Our panels know it."})
    assert rules_of(database, review) == Protocol(scale=scale)
    assert answer in browser.read(page)


def test_a_rule_leaves_all_other_fields_as_they_are(mine, database):
    browser, page, review = mine
    browser.post(page, {"min_ratings-value": "6", "min_ratings-reason": "Large panels."})
    browser.post(f"{page}/profile", {"profile": "percent-75"})
    assert rules_of(database, review) == Protocol(rule="percent-75", min_ratings=6)
    assert "median of the shares that published Delphi studies" in browser.read(page)


def test_the_page_says_what_each_rule_would_confirm_at_the_planned_size(answered):
    browser, page, _ = answered
    read = browser.read(page)
    assert "panels of 15" in read
    assert "The newest plan expects 15 people." in read
    assert "85 % yes, 12 % in between, 3 % no 94 94 82 82 93" in read
    assert "45 % yes, 15 % in between, 40 % no 3 3 1 1 1" in read


@pytest.mark.parametrize(
    ("asked", "people"), [("8", 8), ("4", 5), ("51", 50), ("99999999999", 15), ("-1", 15), ("x", 15), ("", 15)]
)
def test_the_size_can_be_tried_within_what_can_be_reckoned(answered, asked, people):
    browser, page, _ = answered
    assert f"panels of {people} of them" in browser.read(f"{page}?n={asked}")


def test_every_field_stands_with_value_default_range_reason_and_source(mine):
    browser, page, _ = mine
    read = browser.read(page)
    for each in explained(Protocol()):
        assert each.name in read
        assert each.reason in read
        assert each.source in read
    assert "a whole number from 5 to 15" in read


def test_a_field_is_changed_with_its_reason(mine, database):
    browser, page, review = mine
    answer = browser.post(page, {"weight_cap-value": "1,5", "weight_cap-reason": "Two would be much."})
    assert answer.status_code == 303
    assert rules_of(database, review) == Protocol(weight_cap=1.5)
    assert "Two would be much. (set by the review team)" in browser.read(page)
    assert versions(database, review) == 1


def test_a_reason_may_hold_signs_that_mean_something_to_programs(mine):
    browser, page, _ = mine
    browser.post(page, {"min_ratings-value": "6", "min_ratings-reason": "100 % sure: %(n)s {n} <b>&"})
    assert "100 % sure: %(n)s {n} <b>& (set by the review team)" in unescape(
        browser.get(page).text.replace('<span class="aside">', "")
    )


def test_a_choice_and_both_questions_are_changed_by_their_words(mine, database):
    browser, page, review = mine
    sent = {
        "required-value": "plausibility", "required-reason": "Relevance is known.",
        "carry_first_round-value": "false", "carry_first_round-reason": "We ask everyone again.",
    }  # fmt: skip
    assert browser.post(page, sent).status_code == 303
    assert rules_of(database, review) == Protocol(required=("plausibility",), carry_first_round=False)


def test_after_the_first_answer_a_change_is_listed_with_who_when_and_why(answered, database):
    browser, page, review = answered
    answer = browser.post(page, {"min_ratings-value": "6", "min_ratings-reason": "Some came late."})
    read = browser.read(answer.location)
    assert "Version 2 of the rules is in force. It is listed as a deviation below." in read
    assert "Ratings needed 5 6 Some came late." in read
    assert "Fixed since the first answer on 2 March 2026." in read
    assert "Workshops judged by it: Afternoon workshop" in read
    assert versions(database, review) == 2


def test_after_the_first_answer_another_rule_needs_its_reason_too(answered, database):
    browser, page, review = answered
    assert 'name="reason"' in browser.get(f"{page}?profile=percent-80").text
    answer = browser.post(f"{page}/profile", {"profile": "percent-80"})
    assert answer.status_code == 422
    assert "Say in a sentence why you change the rule." in text(answer)
    browser.post(f"{page}/profile", {"profile": "percent-80", "reason": "The funder asked for it."})
    assert rules_of(database, review) == Protocol(rule="percent-80")
    assert "80 % yes The funder asked for it." in browser.read(page)


@pytest.mark.parametrize("role", ["facilitator", "observer"])
def test_others_of_the_team_read_and_do_not_change(app, database, mine, role):
    _, page, review = mine
    with database.writing() as db:
        browser = signed_in(app, db, "meera", review=review, role=role)
    read = browser.get(page).text
    assert "Use this" not in read
    assert "Keep these rules" not in read
    assert browser.post(page, {"min_ratings-value": "6"}).status_code == 404


def test_the_words_people_are_asked_stand_with_the_rules(mine):
    browser, page, _ = mine
    read = browser.read(page)
    assert "Until then every one of them can be changed." in read
    assert "From what you know of this work, does it happen this way?" in read
    assert "Only the review team (%(team)s) reads what you write." in read


def test_the_file_carries_the_hash_in_its_head_and_body(answered):
    browser, page, _ = answered
    browser.post(page, {"min_ratings-value": "6", "min_ratings-reason": "Some came late."})
    answer = browser.get(f"{page}.json")
    body = json.loads(answer.text)
    assert answer.headers["Protocol-Hash"] == body["hash"] == protocol_hash(Protocol(min_ratings=6))
    assert sha256_of(canonical_json(body["protocol"])) == body["hash"]
    assert sha256_of(canonical_json(body["instrument"])) == body["instrument_hash"]
    assert body["first_ballot_at"].startswith("2026-03-02")
    (deviation,) = body["deviations"]
    assert deviation["changes"] == [{"field": "min_ratings", "before": 5, "after": 6, "reason": "Some came late."}]
