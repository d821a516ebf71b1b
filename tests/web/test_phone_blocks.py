"""A phone without scripts while blocks are open: one statement after another, back and on, and what was left open."""

import re
from time import sleep

import pytest
from sqlalchemy import func, select

from app.core.workshops import RoundMove
from app.storage.ballots import Ballot, Skip
from tests.web.rooms import Browser, Hall


@pytest.fixture
def hall(app):
    """Two topics of two statements for everyone, and one for others only; open."""
    hall = Hall(app, statements=5)
    hall.do(lambda room: room.lay_out([0, 1], [2, 3], [4], seats=(1, 2, 1, 2), given=[(), (), (4,)]))
    hall.rounds = hall.do(lambda room: room.rounds)
    return hall


@pytest.fixture
def asha(hall):
    """She sits on the first seat, and begins with the second topic."""
    asha = hall.panellist()
    hall.do(lambda room: room.answering(RoundMove.OPEN))
    asha.get("/phone")
    return asha


def go(phone: Browser, name: str) -> None:
    """Follow the first link of this name that is not hidden."""
    links = re.findall(r"<a ([^>]*)>(.*?)</a>", phone.page, re.DOTALL)
    shown = [attributes for attributes, text in links if text.strip() == name and not attributes.endswith(" hidden")]
    phone.get(re.search(r'href="([^"]*)"', shown[0])[1])


def judge(phone: Browser) -> None:
    """Answer both questions of the statement on the screen."""
    phone.submit("/phone/ballots", plausibility="4")
    phone.submit("/phone/ballots", relevance="5")


def place(phone: Browser) -> str:
    """Where the page says she is."""
    found = re.search(
        r"data-place>([^<]*)</span> <span class=\"top__topic\" dir=\"auto\"><span><bdi data-topic[^>]*>([^<]*)<",
        phone.page,
    )
    return f"{found[1]} · {found[2]}"


def test_one_statement_stands_on_each_screen_with_its_place_in_the_topic(asha):
    assert (asha.screen, place(asha)) == ("statement", "1 of 2 · Topic B")
    assert "data-opening>Next: Topic B. Skip or pause whenever you like.<" in asha.page
    judge(asha)
    assert "data-opening>" not in asha.page
    assert place(asha) == "1 of 2 · Topic B", "an answer leads nowhere by itself"
    go(asha, "Next")
    assert place(asha) == "2 of 2 · Topic B"
    go(asha, "Back")
    assert place(asha) == "1 of 2 · Topic B"
    assert asha.mine["plausibility"] == 4


def test_between_topics_stands_one_line_and_what_was_left_open(asha):
    judge(asha)
    go(asha, "Next")
    go(asha, "Next")
    assert (asha.screen, place(asha)) == ("topic", "Topic B · ")
    assert "You have come to the end of this topic." in asha.page
    assert "1 you left open:" in asha.page
    assert "Next: Topic A. Skip or pause whenever you like." in asha.page
    left = re.search(r'<a class="left__tap"[^>]*href="([^"]*)"', asha.page)
    asha.get(left[1])
    assert place(asha) == "2 of 2 · Topic B"


def test_she_goes_on_to_her_next_topic_and_is_through_at_the_end(hall, asha):
    for _ in range(2):
        judge(asha)
        go(asha, "Next")
    go(asha, "Go on")
    assert place(asha) == "1 of 2 · Topic A"
    judge(asha)
    go(asha, "Next")
    judge(asha)
    go(asha, "Next")
    assert asha.screen == "topic"
    assert "You are through." in asha.page
    assert ">Go on</a>" in asha.page
    assert "you left open" not in asha.page.split('<ul id="words"')[0].split("data-stop-open hidden")[0]
    for _ in range(100):  # what all phones show may be a second old
        asha.get("/phone")
        if "1 of 1 are through" in asha.page:
            break
        sleep(0.05)
    assert "1 of 1 are through" in asha.page
    assert "You are through." in asha.page
    with hall.database.reading() as db:
        assert db.scalar(select(func.count()).select_from(Ballot)) == 4


def test_at_the_end_she_is_told_of_what_she_left_open_in_every_topic(asha):
    for name in ("Next", "Next", "Go on", "Next", "Next"):
        go(asha, name)
    assert "4 you left open:" in asha.page
    assert "Topic B: 2" in asha.page
    back = re.search(r'href="([^"]*)">Topic B: 2<', asha.page)
    asha.get(back[1])
    assert place(asha) == "1 of 2 · Topic B"


def test_a_skip_leads_on_and_counts_as_done(hall, asha):
    asha.submit("/phone/skip")
    assert place(asha) == "2 of 2 · Topic B"
    go(asha, "Next")
    assert "1 you left open:" in asha.page
    with hall.database.reading() as db:
        assert db.scalar(select(func.count()).select_from(Skip)) == 1


def test_an_answer_can_be_changed_as_long_as_it_is_open(hall, asha):
    judge(asha)
    go(asha, "Next")
    go(asha, "Back")
    change = re.search(r'data-line="plausibility"[^>]*href="([^"]*)"', asha.page)
    asha.get(change[1])
    asha.submit("/phone/ballots", plausibility="1")
    assert asha.mine["plausibility"] == 1
    hall.do(lambda room: room.answering(RoundMove.CLOSE))
    refused = asha.client.post("/phone/ballots", data=asha.hidden("/phone/ballots") | {"plausibility": "5"})
    assert "This was closed before your answer arrived" in refused.get_data(as_text=True)


def test_a_comment_comes_back_to_its_statement(asha):
    go(asha, "Next")
    go(asha, "Comment")
    asha.submit("/phone/comments", text="It depends on the season.")
    assert (asha.screen, place(asha)) == ("statement", "2 of 2 · Topic B")
    assert "Your comment was sent." in asha.page
    go(asha, "Comment")
    asha.submit("/phone/comments", text="x" * 601)
    assert asha.screen == "comment"
    assert place(asha) == "2 of 2 · Topic B"
    assert "x" * 601 in asha.page, "nothing she wrote is lost"


def test_when_it_closes_the_group_talks_and_no_statement_stays(hall, asha):
    judge(asha)
    hall.do(lambda room: room.answering(RoundMove.CLOSE))
    asha.get("/phone")
    assert asha.screen == "closed"
    assert "Closed. The group will talk about this now." in asha.page
    assert "Women far from town" not in asha.page.split('data-screen="closed"')[1].split("</section>")[0]


def test_whoever_was_given_nothing_is_told_so(app):
    hall = Hall(app)
    hall.do(lambda room: room.lay_out([0], seats=(1, 2), given=[(2,)]))
    asha = hall.panellist()
    hall.do(lambda room: room.answering(RoundMove.OPEN))
    asha.get("/phone")
    assert asha.screen == "waiting"
    assert "Others are answering now. There is nothing for you to do." in asha.page
    told = asha.send("/phone/ballots", key="k", seq=1, round=hall.rounds[0], epoch=1, plausibility=4, relevance=4)
    assert told.status_code == 403
    assert told.get_json()["say"].startswith("This statement was given to others")


@pytest.mark.parametrize("stop", ["99999", "end-99999", "topic-0", "<script>", "after-", "1" * 50, "-1", "²"])
def test_a_stop_that_is_none_of_hers_leads_where_she_would_go_on(asha, stop):
    answer = asha.client.get("/phone", query_string={"stop": stop})
    assert answer.status_code == 200
    assert "1 of 2" in answer.get_data(as_text=True)
    assert asha.client.get("/phone/state", query_string={"stop": stop}).status_code == 200


def test_the_state_is_fetched_once_for_each_stop(asha):
    first = asha.client.get("/phone/state")
    again = asha.client.get("/phone/state", headers={"If-None-Match": first.headers["ETag"]})
    other = first.get_json()["blocks"][1]["id"]
    there = asha.client.get(f"/phone/state?stop=topic-{other}", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, there.status_code) == (304, 200)
    assert there.get_json()["here"] == other
    judge(asha)
    assert asha.client.get("/phone/state", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200
