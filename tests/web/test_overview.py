"""The results of a whole review: several workshops together, the order of the table, accepting together."""

import dataclasses

import pytest

from app.core.protocol import Protocol
from app.core.statements import Origin
from app.services import lineage, protocols, reviews, rounds
from app.services.condensed_texts import NewText
from app.storage.statements import StatementVersion
from tests.builders import LATER, NOON, Room, Second
from tests.web.team import signed_in

pytestmark = pytest.mark.usefixtures("clock")

TWO = {"first_name": "B. Example", "second_name": "C. Example"}
YES, NO, SPLIT = [5] * 10, [1] * 10, [1] * 5 + [5] * 5


def seat(room, counsellors, nurses=0):
    for place in range(counsellors + nurses):
        room.join(group=int(place >= counsellors))
    return room


@pytest.fixture
def room(database):
    """Ten people of two groups judged three statements: yes, no, divided."""
    with database.writing() as db:
        room = seat(Room(db), 5, 5)
        for round, ratings in zip(room.rounds, (YES, NO, SPLIT), strict=True):
            room.judge(round, ratings)
        return room


@pytest.fixture
def asha(app, database, room):
    with database.writing() as db:
        return signed_in(app, db, "asha")


def second(database, room, people, ratings, *, nurses=0):
    with database.writing() as db:
        other = seat(Second(db, room), people, nurses)
        other.judge(other.rounds[0], ratings)
        return other


def order(page):
    return sorted(("S-1", "S-2", "S-3"), key=page.index)


@pytest.mark.parametrize(("by", "first"), [
    ("sheet", ["S-1", "S-2", "S-3"]), ("class", ["S-1", "S-3", "S-2"]), ("contested", ["S-3", "S-1", "S-2"]),
    ("tier", ["S-1", "S-2", "S-3"]), ("nonsense", ["S-1", "S-2", "S-3"]),
])  # fmt: skip
def test_the_table_goes_by_what_is_asked_for(asha, room, by, first):
    page = asha.read(f"/reviews/{room.review}/results?by={by}")
    assert order(page) == first
    assert "Confirmed (10 of 10 yes, 0 no)" in page
    assert "The panel is divided (5 of 10 yes, 5 no)" in page


def test_what_has_no_flag_and_no_comment_is_accepted_together(asha, room):
    page = asha.get(f"/reviews/{room.review}/results").text
    assert page.count('name="statement"') == 3
    answer = asha.post(f"/reviews/{room.review}/accept", {**TWO, "statement": ["1", "2"]})
    assert (answer.status_code, answer.location) == (303, f"/reviews/{room.review}/results")
    page = asha.read(answer.location)
    assert "2 statements were accepted." in page
    assert "Decided: 2. Raised above what the rule suggests: 0. Lowered: 0." in page


@pytest.mark.parametrize(("change", "sentence"), [
    ({"second_name": "b. example"}, "A verdict needs two different people; this is the same name twice."),
    ({"first_name": " "}, "Please fill this in."),
])  # fmt: skip
def test_one_name_is_not_enough_and_what_was_ticked_stays(asha, room, change, sentence):
    answer = asha.post(f"/reviews/{room.review}/accept", {**TWO, **change, "statement": ["2"]})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert answer.text.count(" checked") == 1


@pytest.mark.parametrize("statement", ["999", "x", "", "99999999999999999999"])
def test_what_is_not_on_the_list_is_left_out(asha, room, statement):
    answer = asha.post(f"/reviews/{room.review}/accept", {**TWO, "statement": [statement]})
    assert answer.status_code == 303
    assert "Decided: 0." in asha.read(answer.location)


def test_an_observer_sees_the_table_and_accepts_nothing(app, database, room):
    with database.writing() as db:
        olga = signed_in(app, db, "olga", review=room.review, role="observer")
    assert "Accept these" not in olga.read(f"/reviews/{room.review}/results")
    assert olga.post(f"/reviews/{room.review}/accept", TWO).status_code == 404


def test_verdicts_raised_and_lowered_are_counted(asha, room):
    place = f"/reviews/{room.review}/statements/2/verdict"
    asha.post(place, {**TWO, "stands": "confirmed", "reason": "Only for towns."})
    page = asha.read(f"/reviews/{room.review}/results")
    assert "Decided: 1. Raised above what the rule suggests: 1. Lowered: 0." in page
    assert "1 tier would be another one." in page
    assert "S-2 A-C, by the rule alone B-D" in page


def test_places_and_groups_stand_beside_all_answers_together(asha, room, database):
    second(database, room, 5, YES, nurses=5)
    page = asha.read(f"/reviews/{room.review}/statements/1")
    assert "Confirmed (20 of 20 yes, 0 no)" in page
    for line in (
        "North hall: 10 ratings, the middle answer says yes",
        "South hall: 10 ratings, the middle answer says yes",
        "The places agree: their middle answers lie in the same third.",
        "Counsellors: 10 ratings, the middle answer says yes",
        "Health workers: 10 ratings, the middle answer says yes",
    ):
        assert line in page


def test_places_that_differ_are_told(asha, room, database):
    second(database, room, 5, NO, nurses=5)
    page = asha.read(f"/reviews/{room.review}/statements/1")
    assert "North hall and South hall do not agree; see the counts for each." in page
    assert "South hall: 10 ratings, the middle answer says no" in page
    assert "The places agree" not in page


@pytest.mark.parametrize("small", [1, 3, 4])
def test_a_small_second_panel_cannot_be_worked_out_from_all_together(asha, room, database, small):
    second(database, room, small, [2] * small)
    for page in (asha.read(f"/reviews/{room.review}/statements/1"), asha.read(f"/reviews/{room.review}/results")):
        assert f"({10 + small} ratings; with more said here, a small panel could be worked out)" in page
        assert f"10 of {10 + small} yes" not in page
    page = asha.read(f"/reviews/{room.review}/statements/1")
    assert "The score is not shown" in page
    assert "South hall:" not in page
    assert "Score ." not in page
    assert "The share of yes" not in page


def test_six_at_a_second_place_bring_all_together_down_to_thirds(asha, room, database):
    second(database, room, 6, [5] * 6)
    together = asha.get(f"/reviews/{room.review}/statements/1").text.partition("All answers together")[2]
    assert "Mostly yes or Yes" in together
    assert ">Mostly yes</th>" not in together
    assert "van der Eijk" not in together
    assert "95 %" not in together


def test_a_group_that_may_not_be_named_hides_all_groups(asha, room, database):
    second(database, room, 8, [5] * 10, nurses=2)
    page = asha.read(f"/reviews/{room.review}/statements/1")
    assert "Counsellors" not in page
    assert "By group" not in page


def test_the_shape_and_the_shift_are_information(asha, room, database):
    with database.writing() as db:
        room.db = db
        again = rounds.again(db, room.id, room.rounds[1], by=None, at=LATER)
        room.judge(again, [1, 1, 1, 1, 4, 4, 4, 4, 4, 5])
    page = asha.read(f"/reviews/{room.review}/statements/2")
    for line in (
        "Information; it decides nothing",
        "6 of 10 who rated both times changed third.",
        "6 came to yes and 0 left it; exact McNemar p = .03.",
        "exact Wilcoxon p = .03.",
        "The middle answer is “Mostly yes”; its exact 95 % interval goes from “No” to “Mostly yes”.",
        "van der Eijk's A",
        "6 of 10 changed their answer between before and after the talk.",
    ):
        assert line in page


def test_a_newer_text_that_nobody_judged_is_listed_beside_the_one_that_was(asha, room, database):
    with database.writing() as db:
        newer = {"number": 2, "title": "", "wording": "Another sentence.", "lang": "en", "created_at": NOON}
        db.add(StatementVersion(statement_id=1, **newer))
    page = asha.read(f"/reviews/{room.review}/statements/1")
    assert "Confirmed (10 of 10 yes, 0 no)" in page
    assert "Version 2 Another sentence." in page
    assert "Version 1 · kept" in page


def test_alpha_stands_once_on_the_results_of_a_workshop_with_what_it_means(asha, room):
    page = asha.read(f"/workshops/{room.id}/results")
    assert page.count("Krippendorff's alpha over 3 statements is") == 1
    assert "0 that answers differ as much within a statement as between any." in page


def test_a_verdict_asked_for_beside_other_workshops_leads_to_all_of_them(asha, room, database):
    other = second(database, room, 5, YES, nurses=5)
    page = asha.read(f"/workshops/{other.id}/results")
    assert "Record this verdict" not in page
    assert "Decide by all workshops together" in page
    assert (
        f'name="workshop" value="{other.id}"'
        in asha.get(f"/reviews/{room.review}/statements/1?workshop={other.id}").text
    )


def test_after_a_change_of_the_rule_both_results_are_shown(asha, room, database):
    stricter = dataclasses.replace(Protocol(), min_ratings=15)
    with database.writing() as db:
        why = {"min_ratings": "Our panels are large."}
        protocols.change(db, room.review, stricter, reasons=why, by=room.owner, at=NOON)
    page = asha.read(f"/reviews/{room.review}/statements/1")
    assert "Too few answers (10 of 10 judged it)" in page
    assert "Version 1 of the protocol : Confirmed (10 of 10 yes, 0 no)" in page
    assert "Decide by all workshops together" in asha.read(f"/workshops/{room.id}/results")


def test_a_text_of_the_condensed_list_that_a_panel_judged_stands_among_them(asha, room, database):
    with database.writing() as db:
        [first, second_one] = [line.id for line in reviews.statements_of(db, room.review)][:2]
        hand = lineage.Hand(room.owner, LATER, 0)
        lineage.merge_anew(db, room.review, [first, second_one], NewText(first, ("Women far out",)), hand)
        [written] = reviews.statements_of(db, room.review, Origin.CONDENSED)
        there = seat(Second(db, room, versions=(written.version_id,)), 9)
        there.judge(there.rounds[0], [5] * 9)
    page = asha.read(f"/reviews/{room.review}/results")
    assert "C-1" in page
    assert "Confirmed (9 of 9 yes, 0 no)" in page
