"""The fast lane: a ballot by socket is read, kept, refused and answered as one by HTTP."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from app.core.workshops import RoundMove
from app.live import lane as module
from app.live.audiences import Audience, Listener
from app.live.lane import FastLane
from app.services import panels, workshops
from app.storage.ballots import Ballot, BallotEvent
from tests.builders import NOON
from tests.live.halls import Hall
from tests.services.test_ballots_refused import BAD


@pytest.fixture
def hall(database):
    hall = Hall(database)
    hall.open_first()
    yield hall
    hall.stop()


@pytest.fixture
def phone(hall):
    client = hall.client()
    yield client
    client.disconnect()


def ballot(hall, **fields):
    return {"key": "k", "seq": 1, "round": hall.round, "epoch": 1, "plausibility": 4, "relevance": 5} | fields


def kept(hall):
    """What stands: whose place, and the answer."""
    with hall.database.reading() as db:
        rows = db.execute(select(Ballot.panellist_id, Ballot.plausibility, Ballot.relevance, Ballot.channel))
        return [(hall.room.people.index(who), *answer) for who, *answer in rows]


def test_a_ballot_by_socket_is_kept_and_answered(hall, phone):
    assert phone.call("ballot", ballot(hall), timeout=60) == {"ok": True, "key": "k", "seq": 1}
    assert kept(hall) == [(0, 4, 5, "socket")]


def test_sent_again_it_is_answered_the_same_and_counts_once(hall, phone):
    first = phone.call("ballot", ballot(hall), timeout=60)
    assert phone.call("ballot", ballot(hall), timeout=60) == first
    with hall.database.reading() as db:
        assert len(db.scalars(select(BallotEvent)).all()) == 1


def test_the_desk_hears_that_somebody_is_done(hall, phone):
    desk = hall.ear(Audience.DESK)
    desk.hear(60)
    phone.call("ballot", ballot(hall), timeout=60)
    assert desk.hear(60)["done"] == 1


@pytest.mark.parametrize(
    ("fields", "error"), [case for case in BAD if "\ud800" not in case[0]], ids=lambda case: f"{case!a:.30}"
)
def test_a_ballot_that_does_not_fit_is_refused_with_its_sentence(hall, phone, fields, error):
    told = phone.call("ballot", ballot(hall) | fields, timeout=60)
    assert (told["ok"], told["error"]) == (False, error)
    assert told["say"]
    assert kept(hall) == []


@pytest.mark.parametrize(
    "sent", [None, 7, "ballot", [1], ({}, {}), (), True, {"round": {"round": 1}}, b"\x00\x01"], ids=ascii
)
def test_what_is_no_ballot_is_told_so_and_the_phone_stays_connected(hall, phone, sent):
    told = phone.call("ballot", sent, timeout=60)
    assert (told["ok"], told["error"]) == (False, "unreadable")
    assert phone.call("ballot", ballot(hall), timeout=60)["ok"]


def test_a_late_ballot_is_told_the_version_of_the_room(hall, phone):
    late = ballot(hall)
    with hall.database.writing() as hall.room.db:
        hall.room.step(hall.round, RoundMove.CLOSE)
        version = workshops.head(hall.room.db, hall.room.id).version
    told = phone.call("ballot", late, timeout=60)
    assert (told["error"], told["version"]) == ("closed", version)


def test_who_was_let_go_after_she_connected_is_refused(hall, phone):
    with hall.database.writing() as db:
        panels.remove(db, hall.room.id, hall.room.people[0], at=NOON)
    assert phone.call("ballot", ballot(hall), timeout=60)["error"] == "removed"


@pytest.mark.parametrize("audience", [Audience.DESK, Audience.SCREEN])
def test_only_phones_answer(hall, audience):
    client = hall.client(audience)
    told = client.call("ballot", ballot(hall), timeout=60)
    assert (told["ok"], told["error"]) == (False, "not_accepted")
    assert kept(hall) == []
    client.disconnect()


@pytest.mark.parametrize("event", ["state", "message", "comment", "skip", "anything"])
def test_nothing_else_is_taken_from_a_socket(hall, phone, event):
    told = phone.call(event, ballot(hall), timeout=60)
    assert (told["ok"], told["error"]) == (False, "not_accepted")
    assert told["say"]


def test_nobody_answers_for_another(hall, phone):
    told = phone.call("ballot", ballot(hall, panellist=hall.room.people[1]), timeout=60)
    assert told["error"] == "unreadable"
    assert kept(hall) == []


def test_a_phone_gone_wild_is_told_to_wait_and_then_cut_off(hall, monkeypatch):
    monkeypatch.setattr(module, "BURST", 5)
    monkeypatch.setattr(module, "WILD_AFTER", 3)
    cut = []
    lane = FastLane(hall.committer, cut.append, clock=lambda: 100.0)
    asha, bela = (Listener(Audience.PHONE, hall.room.id, panellist=each) for each in hall.room.people)
    told = [lane.take("asha's", asha, "here", (ballot(hall, key=f"{n}", seq=n),)) for n in range(1, 10)]
    assert [each.get("error") for each in told] == [None] * 5 + ["too_much"] * 4
    assert cut == ["asha's"]
    assert lane.take("bela's", bela, "here", (ballot(hall),))["ok"]


def test_a_refusal_is_said_in_the_language_of_its_phone(hall):
    lane = FastLane(hall.committer, lambda sid: None, speak=lambda recorded, language: replace(recorded, say=language))
    meera = Listener(Audience.PHONE, hall.room.id, panellist=hall.room.people[0], language="hi")
    assert lane.take("meera's", meera, "here", ("no ballot",))["say"] == "hi"
    assert lane.take("meera's", meera, "here", (ballot(hall, epoch=9),))["say"] == "hi"
    assert lane.take("meera's", meera, "here", (ballot(hall),))["ok"]


def test_one_address_is_slowed_down_only_far_above_what_a_hall_sends(hall, monkeypatch):
    monkeypatch.setattr(module, "HERE_BURST", 1)
    lane = FastLane(hall.committer, lambda sid: None, clock=lambda: 100.0)
    asha, bela = (Listener(Audience.PHONE, hall.room.id, panellist=each) for each in hall.room.people)
    assert lane.take("asha's", asha, "here", (ballot(hall),))["ok"]
    assert lane.take("bela's", bela, "here", (ballot(hall),))["error"] == "too_much"
    assert lane.take("bela's", bela, "elsewhere", (ballot(hall),))["ok"]


def test_a_fault_is_answered_and_logged_without_what_was_said(caplog):
    class Broken:
        def cast(self, sent):
            raise ZeroDivisionError("her answer")

    lane = FastLane(Broken(), lambda sid: None)
    told = lane.take("sid", Listener(Audience.PHONE, 1, panellist=7), "", ({"key": "k"},))
    assert (told["ok"], told["error"]) == (False, "fault")
    assert "her answer" not in caplog.text
