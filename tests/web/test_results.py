"""Results, one statement with its working, verdicts by people, the weighting."""

import re

import pytest

from app.core.workshops import WorkshopMove, WorkshopState
from app.services import comments, imports, reviews
from app.services.comments import Written
from app.storage.statements import Coherence, Evidence
from tests.builders import NOON, Room, a_review, a_statement
from tests.web.team import signed_in, text

pytestmark = pytest.mark.usefixtures("clock")

TWO_NAMES = {"stands": "confirmed", "reason": "", "first_name": "B. Example", "second_name": "C. Example"}


@pytest.fixture
def room(database):
    """A workshop in which twelve, six and three people judged a statement each; the fourth is open, the fifth to come."""
    with database.writing() as db:
        room = Room(db, statements=5, people=12)
        rounds = room.rounds
        room.move(WorkshopMove.START, WorkshopState.LOBBY)
        room.judge(rounds[0], [5, 5, 4, 4, 4, 5, 4, 5, 4, 3, 5, 4])
        room.judge(rounds[1], [5, 5, 4, 2, 4, 4])
        room.judge(rounds[2], [5, 5, 4])
        room.open(rounds[3])
        for panellist in room.people:
            room.cast(panellist, rounds[3], 1)
        return room


@pytest.fixture
def asha(app, database, room):
    """The browser of the review's owner."""
    with database.writing() as db:
        return signed_in(app, db, "asha")


def part(page, start, end):
    """The piece of a page between two words."""
    return page.partition(start)[2].partition(end)[0]


def test_a_class_stands_with_its_counts(asha, room):
    page = asha.read(f"/workshops/{room.id}/results")
    assert "Confirmed (11 of 12 yes, 0 no)" in page
    assert "Most of the panel say it happens this way, and it matters for their work." in page


def test_six_answers_are_shown_as_thirds_and_flagged_as_few(asha, room):
    page = asha.get(f"/workshops/{room.id}/results").text
    article = part(page, 'id="statement-2"', "</article>")
    assert "Mostly yes or Yes" in article
    assert ">Mostly yes</th>" not in article
    assert "Only 6 people could judge this. Read it as a sign, not as a measurement." in article


def test_three_answers_are_not_shown_and_have_no_score(asha, room):
    article = part(asha.get(f"/workshops/{room.id}/results").text, 'id="statement-3"', "</article>")
    assert "Too few answers (3 of 12 judged it)" in article
    assert "Too few answers to show." in article
    assert "No score: there is too little to judge by." in article
    assert "bars__fill" not in article


def test_an_open_statement_shows_nothing_of_its_answers(asha, room, database):
    page = asha.read(f"/workshops/{room.id}/results")
    assert "S-4" in part(page, "Not put to the panel", "zzz")
    assert "It was not put to a panel yet." in asha.read(f"/reviews/{room.review}/statements/4")
    assert "not assessed" in asha.read(f"/reviews/{room.review}/weighting")


def test_a_verdict_by_two_people_stands_beside_the_suggestion(asha, room):
    place = f"/reviews/{room.review}/statements/1/verdict"
    answer = asha.post(place, {**TWO_NAMES, "stands": "contested", "reason": "The comments say otherwise."})
    assert answer.location == f"/reviews/{room.review}/statements/1"
    page = asha.read(answer.location)
    assert "The verdict is recorded." in page
    assert "The panel is divided (11 of 12 yes, 0 no)" in page
    assert "decided by B. Example and C. Example. The comments say otherwise." in page
    assert "The team lowered what the rule suggests." in page
    assert "So the rule suggests: Confirmed (11 of 12 yes, 0 no)." in page


def test_an_earlier_verdict_stays_in_the_history(asha, room):
    place = f"/reviews/{room.review}/statements/1/verdict"
    asha.post(place, {**TWO_NAMES, "stands": "contested", "reason": "At first."})
    asha.post(place, TWO_NAMES)
    page = asha.read(f"/reviews/{room.review}/statements/1")
    assert "At first." in part(page, "Earlier verdicts", "Each time it was put")


def test_a_verdict_from_the_results_leads_back_to_them(asha, room):
    answer = asha.post(f"/reviews/{room.review}/statements/1/verdict", {**TWO_NAMES, "workshop": str(room.id)})
    assert answer.location == f"/workshops/{room.id}/results#statement-1"
    assert "by two people" in asha.read(f"/workshops/{room.id}/results")


@pytest.mark.parametrize(("change", "sentence"), [
    ({"stands": "contested"}, "This differs from what the rule suggests. Please give the reason."),
    ({"second_name": "b. example "}, "A verdict needs two different people; this is the same name twice."),
    ({"second_name": ""}, "Please fill this in."),
    ({"stands": "certain"}, "Choose one of the classes."),
    ({"stands": ""}, "Please fill this in."),
    ({"stands": "contested", "reason": "x" * 2001}, "This is 2001 characters; at most 2000 fit."),
])  # fmt: skip
def test_an_incomplete_verdict_is_refused_and_what_was_typed_stays(asha, room, change, sentence):
    answer = asha.post(f"/reviews/{room.review}/statements/1/verdict", {**TWO_NAMES, **change})
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert 'value="B. Example"' in answer.text
    assert "Not decided yet." in text(answer)


def test_the_suggested_class_is_chosen_already(asha, room):
    page = asha.get(f"/reviews/{room.review}/statements/1").text
    assert page.count(" checked") == 1
    assert 'value="confirmed" id="stands-1-1" checked' in page


def test_the_working_names_every_rule_with_its_numbers(asha, room):
    page = asha.read(f"/reviews/{room.review}/statements/1")
    for line in (
        "Present 12: 12 said whether it happens, 12 how much it matters, 0 could not judge it.",
        "0 no and 11 yes; 4 or more at each end would be divided; so not divided.",
        "The middle answer says yes.",
        "11 of 12 in the top third; at most 3 may be outside; so agreement.",
        "It matters for their work",
        "The share of yes is .96, in between counting half.",
        "a score of .85, with an interval from",
    ):
        assert line in page


def test_approved_comments_stand_beside_a_result_and_others_do_not(app, database, keys, room):
    with database.writing() as db:
        room.db = db
        rounds = room.rounds
        browser = signed_in(app, db, "asha")
        for panellist, words in zip(room.people, ("Only with a bus.", "Never shown."), strict=False):
            written = Written(key="a", round=rounds[0], part=2, text=words, seen=True, may_show=True)
            comments.write(db, keys, panellist, written, at=NOON)
        comments.approve(db, room.id, 1, text="Only with a [vehicle].")
    page = browser.read(f"/workshops/{room.id}/results")
    assert "Only with a [vehicle]. about “What is there, or missing” · has seen this" in page
    assert "Never shown." not in page
    assert "Only with a [vehicle]." in browser.read(f"/reviews/{room.review}/statements/1")


def test_the_weighting_says_not_assessed_and_never_zero(asha, room):
    page = asha.get(f"/reviews/{room.review}/weighting").text
    assert "not assessed" in page
    assert ">.00<" not in page.replace(" ", "")
    assert "not assessed: not shown" in page
    assert "not assessed: too few answers" in page
    assert "A-D" in text(asha.get(f"/reviews/{room.review}/weighting"))


def test_the_weighting_goes_by_rank_or_by_family(app, database):
    with database.writing() as db:
        review, _ = a_review(db, statements=0)
        sheet = [
            a_statement("B-1", family="Who", sources=("1",)),
            a_statement("A-1", family="Where", sources=("1", "2", "3")),
        ]
        imports.import_statements(db, review, sheet, at=NOON)
        browser = signed_in(app, db, "asha")
    by_rank = browser.read(f"/reviews/{review}/weighting?by=rank")
    by_family = browser.read(f"/reviews/{review}/weighting?by=family")
    assert by_rank.index("A-1") < by_rank.index("B-1")
    assert by_family.index("Who") < by_family.index("B-1") < by_family.index("Where") < by_family.index("A-1")


def test_invented_values_are_marked_wherever_they_stand(app, database):
    with database.writing() as db:
        review, _ = a_review(db, statements=1)
        for link in db.query(Evidence):
            link.driven, link.depth, link.invented = "data", "thick", True
        db.add(Coherence(statement_id=1, rater="A", value=4, invented=True))
        browser = signed_in(app, db, "asha")
    for page in (browser.read(f"/reviews/{review}/weighting"), browser.read(f"/reviews/{review}/statements/1")):
        assert "† invented for the example" in page


@pytest.mark.parametrize(
    ("role", "status"), [("owner", 303), ("facilitator", 303), ("analyst", 303), ("observer", 404)]
)
def test_who_may_decide(app, database, room, role, status):
    with database.writing() as db:
        browser = signed_in(app, db, "olga", review=room.review, role=role)
    assert browser.get(f"/workshops/{room.id}/results").status_code == 200
    assert browser.post(f"/reviews/{room.review}/statements/1/verdict", TWO_NAMES).status_code == status
    offered = "Record this verdict" in browser.read(f"/workshops/{room.id}/results")
    assert offered is (status == 303)


def test_a_statement_of_another_review_is_not_found_through_ones_own(app, database, room):
    with database.writing() as db:
        review, _ = a_review(db, owner="ravi", statements=1)
        foreign = reviews.statements_of(db, review)[0].id
        browser = signed_in(app, db, "asha")
    assert browser.get(f"/reviews/{room.review}/statements/{foreign}").status_code == 404
    assert browser.post(f"/reviews/{room.review}/statements/{foreign}/verdict", TWO_NAMES).status_code == 404


def test_what_is_certain_leads_the_weighting(app, database, room):
    with database.writing() as db:
        browser = signed_in(app, db, "asha")
    page = browser.read(f"/reviews/{room.review}/weighting")
    # S-1 is confirmed and S-5 was never shown, so S-5 has the higher number of the two and the wider tier.
    assert page.index("S-1") < page.index("S-5")
    by_rank = browser.read(f"/reviews/{room.review}/weighting?by=rank")
    assert by_rank.index("S-5") < by_rank.index("S-1")


def test_no_page_says_how_many_of_two_could_not_judge_it(database, asha, room):
    with database.writing() as db:
        room.db = db
        room.close(room.rounds[3])
        room.open(room.rounds[4])
        room.cast(room.people[0], room.rounds[4], 5)
        room.cast(room.people[1], room.rounds[4], None, relevance=None, abstained="unclear")
        room.close(room.rounds[4])
    pages = [asha.get(f"/workshops/{room.id}/results").text]
    pages += [asha.get(link).text for link in set(re.findall(r"/reviews/\d+/statements/\d+", pages[0]))]
    assert len(pages) > 4
    assert not any(re.search(r"ould not judge it: 1|1 could not judge it", page) for page in pages)
