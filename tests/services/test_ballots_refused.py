"""Ballots that are refused: each with its sentence, and never to the harm of its neighbours."""

import math
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.errors import NotHere, Removed, RoundClosed, RoundNotOpen, WorkshopError
from app.core.workshops import PanellistId, RoundId
from app.services import ballots, panels
from app.storage.ballots import Ballot, BallotEvent, Skip
from tests.builders import NOON, Room

BAD: list[tuple[dict[str, Any], str]] = [
    ({"round": None}, "unreadable"),
    ({"round": "1"}, "unreadable"),
    ({"round": True}, "unreadable"),
    ({"round": [1]}, "unreadable"),
    ({"round": 0}, "unreadable"),
    ({"round": -1}, "unreadable"),
    ({"round": 10**40}, "unreadable"),
    ({"round": 2**63}, "unreadable"),
    ({"round": 999}, "not_here"),
    ({"epoch": 10**40}, "unreadable"),
    ({"epoch": 7}, "not_open"),
    ({"seq": 10**40}, "unreadable"),
    ({"seq": "1"}, "unreadable"),
    ({"key": None}, "unreadable"),
    ({"key": {"$ne": 1}}, "unreadable"),
    ({"key": "k" * 9000}, "unreadable"),
    ({"plausibility": 6}, "unreadable"),
    ({"plausibility": 10**40}, "unreadable"),
    ({"plausibility": math.inf}, "unreadable"),
    ({"relevance": "4"}, "unreadable"),
    ({"abstained": "outside"}, "unreadable"),
    ({"parts": [9]}, "unreadable"),
    ({"parts": [10**40]}, "unreadable"),
    ({"parts": "all"}, "unreadable"),
    ({"panellist": 1}, "unreadable"),
    ({"late": False}, "unreadable"),
    ({"\ud800": 1}, "unreadable"),
]


@pytest.mark.parametrize(("fields", "error"), BAD, ids=[f"{fields!a:.40}" for fields, _ in BAD])
def test_a_bad_ballot_is_refused_and_never_harms_its_neighbours(
    db: Session, fields: dict[str, Any], error: str
) -> None:
    room = Room(db, people=3)
    round = room.rounds[0]
    room.open(round)
    asha, bela, chitra = room.people
    batch = [(asha, room.sent(round)), (bela, room.sent(round) | fields), (chitra, room.sent(round))]
    first, refused, last = ballots.cast_ballots(db, batch, channel="http", at=NOON)
    assert first.ok
    assert last.ok
    assert (refused.ok, refused.error) == (False, error)
    assert refused.say
    assert set(db.scalars(select(Ballot.panellist_id))) == {asha, chitra}
    assert db.scalar(select(func.count()).select_from(BallotEvent)) == 2


def test_a_refusal_names_the_ballot_it_is_about(db: Session) -> None:
    room = Room(db, people=1)
    room.open(room.rounds[0])
    told = room.cast(room.people[0], room.rounds[0], 6, key="k7", seq=3)
    assert (told.key, told.seq) == ("k7", 3)
    assert told.say == (
        "We could not read this answer: a rating is from 1 to 5. Nothing was changed; please answer once more."
    )


def test_nobody_answers_in_another_workshop(db: Session) -> None:
    north, south = Room(db, people=1), Room(db)
    south.open(south.rounds[0])
    assert north.cast(north.people[0], south.rounds[0]).error == "not_here"
    with pytest.raises(NotHere):
        ballots.skip(db, north.people[0], south.rounds[0])


def test_nobody_answers_without_having_joined(db: Session) -> None:
    room = Room(db)
    room.open(room.rounds[0])
    assert room.cast(PanellistId(77), room.rounds[0]).error == "removed"


@pytest.mark.parametrize("retired_by", ["herself", "the desk"])
def test_who_is_out_answers_nothing_even_in_the_batch_she_was_retired_before(db: Session, retired_by: str) -> None:
    room = Room(db, people=2)
    asha, bela = room.people
    room.open(room.rounds[0])
    sent = [(asha, room.sent(room.rounds[0])), (bela, room.sent(room.rounds[0]))]
    if retired_by == "herself":
        panels.leave(db, asha, at=NOON)
    else:
        panels.remove(db, room.id, asha, at=NOON)
    first, second = ballots.cast_ballots(db, sent, channel="socket", at=NOON)
    assert (first.error, second.ok) == ("removed", True)
    with pytest.raises(Removed):
        ballots.skip(db, asha, room.rounds[0])


@pytest.mark.parametrize(("state", "refusal"), [("queued", RoundNotOpen), ("closed", RoundClosed)])
def test_only_an_open_statement_can_be_skipped(db: Session, state: str, refusal: type[WorkshopError]) -> None:
    room = Room(db, people=1)
    if state == "closed":
        room.judge(room.rounds[0], [])
    with pytest.raises(refusal):
        ballots.skip(db, room.people[0], room.rounds[0])
    assert not db.scalars(select(Skip)).all()


@pytest.mark.parametrize("round", [None, "1", 10**40, -1, 999], ids=ascii)
def test_a_form_that_names_no_round_is_refused_too(db: Session, round: object) -> None:
    room = Room(db, people=1)
    assert not ballots.cast_form(db, room.people[0], {"round": round, "epoch": 1, "plausibility": 3}, at=NOON).ok
    with pytest.raises(WorkshopError):
        ballots.skip(db, room.people[0], RoundId(10**40))
