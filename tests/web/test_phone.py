"""The phone as plain pages: every answer, comment, skip, pause and leaving works without a script."""

import re

import pytest
from sqlalchemy import func, select

from app.core.workshops import WorkshopMove, WorkshopState
from app.services import comments, rounds
from app.storage.ballots import Ballot, Skip
from app.storage.workshops import Panellist
from tests.builders import NOON
from tests.web.rooms import Hall


@pytest.fixture
def hall(app):
    hall = Hall(app, people=8)
    hall.start()
    return hall


@pytest.fixture
def asha(hall):
    return hall.panellist()


def test_the_lobby_says_that_she_is_in(app):
    asha = Hall(app).panellist()
    assert asha.screen == "lobby"
    assert "You are in." in asha.page
    assert "This one is sent nowhere." in asha.page
    assert "Nothing to do until the group begins." in asha.page
    assert "by itself" not in asha.page.split('<ul id="words"')[0]


def test_a_statement_stands_in_its_published_order_with_one_question(hall, asha):
    hall.open()
    asha.get("/phone")
    assert asha.screen == "statement"
    labels = ["The situation", "What is there, or missing", "How people respond", "What comes of it"]
    assert [label for _, label in sorted((asha.page.index(label), label) for label in labels)] == labels
    assert "1 of 3" in asha.page
    assert shown(asha, "plausibility")
    assert not shown(asha, "relevance")


def test_relevance_takes_the_place_of_plausibility(hall, asha):
    round = hall.open()
    asha.get("/phone")
    asha.submit("/phone/ballots", plausibility="4")
    assert shown(asha, "relevance")
    assert not shown(asha, "plausibility")
    asha.submit("/phone/ballots", relevance="5")
    assert (asha.mine["plausibility"], asha.mine["relevance"]) == (4, 5)
    assert not shown(asha, "relevance")
    assert "Saved. You can change it while this is open." in asha.page
    assert standing(hall, round) == 1


def test_an_answer_can_be_changed_while_it_is_open(hall, asha):
    hall.open()
    asha.get("/phone")
    asha.submit("/phone/ballots", plausibility="4")
    asha.submit("/phone/ballots", relevance="5")
    asha.get("/phone?change=plausibility")
    assert shown(asha, "plausibility")
    asha.submit("/phone/ballots", plausibility="1")
    assert (asha.mine["plausibility"], asha.mine["relevance"]) == (1, 5)


@pytest.mark.parametrize("abstained", ["outside", "unclear"])
def test_abstaining_takes_ratings_back_and_rating_takes_it_back(hall, asha, abstained):
    hall.open()
    asha.get("/phone")
    asha.submit("/phone/ballots", plausibility="4")
    asha.submit("/phone/ballots", abstained=abstained)
    assert (asha.mine["plausibility"], asha.mine["abstained"]) == (None, abstained)
    asha.submit("/phone/ballots", plausibility="2")
    assert (asha.mine["plausibility"], asha.mine["abstained"]) == (2, None)


def test_sometimes_asks_what_it_depends_on(hall, asha):
    hall.open()
    asha.get("/phone")
    assert 'data-depends data-show="comment" data-at="1" href="/phone?show=comment&at=1" hidden' in asha.page
    asha.submit("/phone/ballots", plausibility="3")
    assert 'href="/phone?show=comment&at=1">What does it depend on?' in asha.page


def test_skipping_counts_while_it_is_open_and_is_kept_nowhere(hall, asha):
    hall.open()
    asha.get("/phone")
    asha.submit("/phone/skip")
    assert "You skipped this one." in asha.page
    hall.close()
    assert hall.do(lambda room: room.db.scalar(select(func.count()).select_from(Skip))) == 0


def test_a_comment_is_for_the_team_alone_unless_she_says_otherwise(hall, asha):
    hall.open()
    asha.get("/phone?show=comment")
    assert asha.screen == "comment"
    assert "Please do not write names of people or places." in asha.page
    asha.submit("/phone/comments", text="The room is far for most.")
    assert "data-offline>Your comment was sent.</p>" in asha.page
    asha.get("/phone?show=comment")
    assert "data-offline hidden></p>" in asha.page
    assert "For the review team only. They may quote it without my name." in asha.page
    asha.submit("/phone/comments", text="It needs a bus.", parts=["2"], changed="yes", seen="yes", may_show="yes")
    second, first = written(hall)
    assert (first.part, first.seen, first.may_show) == (None, False, False)
    assert (second.part, second.seen, second.may_show) == (2, True, True)
    assert (asha.mine["parts"], asha.mine["if_changed"]) == ([2], [2])


def test_what_it_depends_on_is_written_beside_the_situation(hall, asha):
    hall.open()
    asha.get("/phone?show=comment&at=1")
    asha.submit("/phone/comments", text="On the season.")
    assert [comment.part for comment in written(hall)] == [1]
    assert asha.mine is None  # no objection was made


def test_an_objection_needs_no_words(hall, asha):
    hall.open()
    asha.get("/phone?show=comment")
    asha.submit("/phone/comments", text="", parts=["1", "4"])
    assert asha.mine["parts"] == [1, 4]
    assert not written(hall)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("   ", "There is nothing in the comment yet."), ("x" * 10_000, "This is 10000 characters; at most 600 fit.")],
    ids=["empty", "too long"],
)
def test_a_comment_that_cannot_be_kept_stays_on_the_page(hall, asha, text, sentence):
    hall.open()
    asha.get("/phone?show=comment")
    answer = asha.submit("/phone/comments", text=text, seen="yes")
    assert answer.status_code == 422
    assert asha.screen == "comment"
    assert sentence in asha.page
    assert text in asha.page
    assert 'name="seen" value="yes" checked' in asha.page


def test_after_closing_a_form_is_told_that_it_came_late(hall, asha):
    hall.open()
    asha.get("/phone")
    hall.close()
    answer = asha.submit("/phone/ballots", plausibility="4")
    assert answer.status_code == 409
    assert "This was closed before your answer arrived, so it is not counted." in asha.page
    assert 'href="/phone"' in asha.page


def test_a_closed_statement_waits_for_the_talk_and_a_revealed_one_shows_counts(hall, asha):
    round = hall.open()
    hall.do(lambda room: [room.cast(person, round, 5) for person in room.people])
    asha.get("/phone")
    asha.submit("/phone/ballots", plausibility="3")
    hall.close()
    asha.get("/phone")
    assert asha.screen == "closed"
    assert "<table" not in asha.page
    hall.reveal()
    asha.get("/phone")
    assert asha.screen == "revealed"
    assert 'class="bars__n">8</td>' in asha.page
    assert "Show my answer" in asha.page
    assert "Sometimes" in asha.page


def test_a_pause_of_the_room_shows_whom_to_turn_to(hall, asha):
    hall.open()
    hall.do(lambda room: room.move(WorkshopMove.PAUSE, WorkshopState.LIVE))
    asha.get("/phone")
    assert asha.screen == "paused"
    assert "D. Example" in asha.page
    assert "000 222" in asha.page


def test_a_pause_of_her_own_is_known_to_nobody(hall, asha):
    hall.open()
    asha.get("/phone")
    before = hall.do(lambda room: rows(room.db))
    asha.submit("/phone/pause")
    assert asha.screen == "rest"
    assert hall.do(lambda room: rows(room.db)) == before
    asha.get("/phone")
    assert asha.screen == "statement"


def test_a_new_topic_is_announced_before_it_opens(hall, asha):
    hall.do(lambda room: rounds.show(room.db, room.id, hall.rounds[0], at=NOON))
    asha.get("/phone")
    assert asha.screen == "waiting"
    assert "Next: Where. Skip or pause whenever you like." in asha.page


def test_a_topic_that_nothing_announced_is_named_on_its_first_statement_until_she_answers(hall, asha):
    line = '<p class="note" data-opening>Next: Where. Skip or pause whenever you like.</p>'
    hall.open()
    asha.get("/phone")
    assert line in asha.page
    asha.submit("/phone/ballots", plausibility="4")
    assert line not in asha.page
    hall.close()
    hall.open(1)
    asha.get("/phone")
    assert (asha.screen, line in asha.page) == ("statement", False)


def test_the_same_statement_once_more_is_announced_as_that(hall, asha):
    round = hall.open()
    hall.close()
    hall.reveal()
    hall.do(lambda room: rounds.again(room.db, room.id, round, by=None, at=NOON))
    asha.get("/phone")
    assert asha.screen == "waiting"
    assert "<h2 data-next>The same statement once more, after the talk.</h2>" in asha.page
    assert "<p data-next-more>Your first answer stays unless you give another.</p>" in asha.page


def test_the_end_says_until_when_the_code_removes(hall, asha):
    hall.do(lambda room: room.move(WorkshopMove.END, WorkshopState.LIVE))
    asha.get("/phone")
    assert asha.screen == "ended"
    assert "have everything removed until 1 April 2026" in asha.page


def test_leaving_clears_the_phone_and_keeps_what_was_answered(hall, asha):
    round = hall.open()
    asha.get("/phone")
    asha.submit("/phone/ballots", plausibility="4")
    asha.get("/phone?show=leave")
    asha.submit("/phone/leave")
    assert "This phone is cleared." in asha.page
    assert asha.client.get_cookie("plumbline_phone") is None
    assert standing(hall, round) == 1
    asha.get("/phone")
    assert "Join the workshop" in asha.page


def test_a_hidden_screen_shows_nothing_of_the_statement(hall, asha):
    hall.open()
    asha.get("/phone?show=hidden")
    assert asha.screen == "hidden"
    assert "<title>Plumbline</title>" in asha.page


def test_a_page_never_reloads_itself_under_what_she_types(hall, asha):
    hall.open()
    asha.get("/phone?show=comment")
    assert "http-equiv" not in asha.page
    assert "Look again" in asha.page


def test_no_cache_keeps_her_page(hall, asha):
    hall.open()
    assert asha.get("/phone").headers["Cache-Control"] == "no-store"


def test_being_there_is_noted_without_a_write_for_every_look(hall, asha):
    def seen():
        return hall.do(lambda room: room.db.scalar(select(func.max(Panellist.seen_at))))

    first = seen()
    asha.get("/phone")
    assert seen() == first


def shown(browser, question):
    form = browser.page.split(f'data-question="{question}"')[1].split(">")[0]
    return not form.endswith("hidden")


def standing(hall, round):
    return hall.do(lambda room: room.db.scalar(select(func.count()).where(Ballot.round_id == round)))


def written(hall):
    keys = hall.app.extensions["plumbline"].keys
    return hall.do(lambda room: comments.waiting(room.db, keys, room.id))


def rows(db):
    person = db.scalar(select(Panellist).order_by(Panellist.id.desc()))
    return person.left_at, person.removed_at, db.scalar(select(func.count()).select_from(Skip))


def test_answers_that_wait_on_a_phone_wait_for_her_who_gave_them(hall):
    def shelf(panellist):
        return re.search(r'data-shelf="([0-9a-f]{16})"', panellist.page).group(1)

    asha, meera = hall.panellist(), hall.panellist()
    assert shelf(asha) == shelf(asha) != shelf(meera)
