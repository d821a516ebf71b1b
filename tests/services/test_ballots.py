"""Casting ballots: the last one stands, repeats change nothing, and late ones are kept apart."""

import secrets

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.workshops import RoundId, RoundMove, WorkshopMove, WorkshopState
from app.services import ballots, protocols, tallies
from app.storage.ballots import Ballot, BallotEvent, Skip
from app.storage.workshops import Workshop
from tests.builders import LATER, NOON, Room


@pytest.fixture
def room(db: Session) -> Room:
    """Two people in a room with its first statement open."""
    room = Room(db, people=2)
    room.open(room.rounds[0])
    return room


def stands(room: Room, *, round: int = 0) -> tuple[int | None, int | None, str | None]:
    """What stands for the first panellist."""
    row = ballots.current(room.db, room.people[0], room.rounds[round])
    assert row is not None
    return row.plausibility, row.relevance, row.abstained


def test_a_second_ballot_replaces_the_first_entirely(room: Room) -> None:
    asha, round = room.people[0], room.rounds[0]
    assert room.cast(asha, round, 2, parts=[1], if_changed=[2]).ok
    assert room.cast(asha, round, None, relevance=None, abstained="outside", seq=2).ok
    row = room.db.scalars(select(Ballot)).one()
    assert (row.plausibility, row.relevance, row.abstained, row.parts, row.if_changed) == (
        None,
        None,
        "outside",
        [],
        [],
    )
    assert len(room.db.scalars(select(BallotEvent)).all()) == 2


def test_a_blank_is_not_a_zero(room: Room) -> None:
    assert room.cast(room.people[0], room.rounds[0], None, relevance=3).ok
    assert stands(room) == (None, 3, None)
    assert tallies.done(room.db, room.rounds[0]) == 0


def test_an_earlier_ballot_that_arrives_late_does_not_replace_a_later_one(room: Room) -> None:
    asha, round = room.people[0], room.rounds[0]
    assert room.cast(asha, round, 5, seq=2).ok
    assert room.cast(asha, round, 1, seq=1).ok, "it was kept, so its phone may forget it"
    assert stands(room) == (5, 4, None)


def test_of_two_with_the_same_order_the_first_to_arrive_stands(room: Room) -> None:
    asha, round = room.people[0], room.rounds[0]
    assert room.cast(asha, round, 5).ok
    assert room.cast(asha, round, 1).ok
    assert stands(room) == (5, 4, None)


def test_the_same_key_and_body_get_the_same_answer_even_after_the_close(room: Room) -> None:
    asha, round = room.people[0], room.rounds[0]
    sent = room.sent(round, 5)
    first = ballots.cast_ballots(room.db, [(asha, sent)], channel="http", at=NOON)
    again = ballots.cast_ballots(room.db, [(asha, sent), (asha, sent)], channel="socket", at=NOON)
    room.close(round)
    after = ballots.cast_ballots(room.db, [(asha, sent)], channel="http", at=LATER)
    assert first[0].ok
    assert [*again, *after] == first * 3
    assert len(room.db.scalars(select(BallotEvent)).all()) == 1


def test_a_late_answer_repeated_is_told_the_same_again_even_when_opened_once_more(room: Room) -> None:
    asha, round = room.people[0], room.rounds[0]
    sent = room.sent(round, 5)
    room.close(round)
    late = ballots.cast_ballots(room.db, [(asha, sent)], channel="http", at=LATER)
    room.step(round, RoundMove.REOPEN)
    again = ballots.cast_ballots(room.db, [(asha, sent)], channel="http", at=LATER)
    assert late == again
    assert late[0].error == "closed"


def test_the_same_key_with_another_body_is_refused_and_the_first_stands(room: Room) -> None:
    asha, round = room.people[0], room.rounds[0]
    assert room.cast(asha, round, 5, key="k").ok
    refused = room.cast(asha, round, 1, key="k")
    assert (refused.ok, refused.error, refused.key) == (False, "key_used", "k")
    assert stands(room) == (5, 4, None)


def test_two_people_may_use_the_same_key(room: Room) -> None:
    for panellist in room.people:
        assert room.cast(panellist, room.rounds[0], key="k").ok


def test_a_late_ballot_is_kept_apart_and_told_so(room: Room) -> None:
    asha, round = room.people[0], room.rounds[0]
    assert room.cast(asha, round, 2).ok
    room.close(round)
    count = room.db.get_one(Workshop, room.id).count
    late = room.cast(asha, round, 5, seq=2)
    assert (late.ok, late.error) == (False, "closed")
    assert late.say == (
        "This was closed before your answer arrived, so it is not counted. Your earlier answers are safe."
    )
    assert stands(room) == (2, 4, None)
    assert [(row.plausibility, row.late) for row in room.db.scalars(select(BallotEvent))] == [(2, False), (5, True)]
    assert room.db.get_one(Workshop, room.id).count == count


def test_an_answer_to_one_opening_never_lands_in_the_next(room: Room) -> None:
    asha, round = room.people[0], room.rounds[0]
    offline = room.sent(round, 5)
    room.close(round)
    room.step(round, RoundMove.REOPEN)
    told = ballots.cast_ballots(room.db, [(asha, offline)], channel="http", at=LATER)[0]
    assert told.error == "reopened"
    assert ballots.current(room.db, asha, round) is None


@pytest.mark.parametrize(("which", "epoch"), [(0, 2), (1, 1), (1, 5)])
def test_what_is_not_open_yet_takes_no_answer(room: Room, which: int, epoch: int) -> None:
    told = room.cast(room.people[0], room.rounds[which], epoch=epoch)
    assert told.error == "not_open"
    assert not room.db.scalars(select(BallotEvent)).all()


def test_an_open_statement_takes_answers_while_the_room_is_paused(room: Room) -> None:
    room.move(WorkshopMove.PAUSE, WorkshopState.LIVE)
    assert room.cast(room.people[0], room.rounds[0]).ok


def test_a_rehearsals_ballot_freezes_nothing(db: Session) -> None:
    room = Room(db, people=1, pilot=True)
    room.open(room.rounds[0])
    assert room.cast(room.people[0], room.rounds[0]).ok
    assert protocols.newest_protocol(db, room.review).frozen_at is None


def test_the_first_ballot_freezes_the_rules(room: Room) -> None:
    protocol = protocols.newest_protocol(room.db, room.review)
    refused = room.cast(room.people[0], room.rounds[0], 9)
    assert (refused.ok, protocol.frozen_at) == (False, None)
    assert room.cast(room.people[0], room.rounds[0]).ok
    room.db.refresh(protocol)
    assert protocol.frozen_at == NOON
    ballots.cast_ballots(room.db, [(room.people[1], room.sent(room.rounds[0]))], channel="http", at=LATER)
    room.db.refresh(protocol)
    assert protocol.frozen_at == NOON


WAYS_TO_GET_DONE = {
    "rating twice": lambda room, who, round: [
        room.cast(who, round, 4, relevance=None),
        room.cast(who, round, 4, seq=2),
    ],
    "changing one's mind": lambda room, who, round: [room.cast(who, round, 4), room.cast(who, round, 5, seq=2)],
    "abstaining": lambda room, who, round: room.cast(who, round, None, relevance=None, abstained="outside"),
    "skipping": lambda room, who, round: ballots.skip(room.db, who, round),
    "skipping, then rating": lambda room, who, round: [ballots.skip(room.db, who, round), room.cast(who, round)],
}


@pytest.mark.parametrize("way", WAYS_TO_GET_DONE)
def test_the_count_rises_by_one_whichever_way_somebody_gets_done(room: Room, way: str) -> None:
    before = room.db.get_one(Workshop, room.id).count
    WAYS_TO_GET_DONE[way](room, room.people[0], room.rounds[0])
    room.db.expire_all()
    assert room.db.get_one(Workshop, room.id).count == before + 1


def test_a_plain_form_carries_no_order_so_the_last_to_arrive_stands(room: Room) -> None:
    asha, round = room.people[0], room.rounds[0]
    for rating in (2, 5, 3):
        form = {"round": round, "epoch": 1, "plausibility": rating}
        assert ballots.cast_form(room.db, asha, form, at=NOON).ok
    assert stands(room) == (3, None, None)
    assert room.db.scalars(select(Ballot)).one().channel == "form"


def test_a_skip_is_taken_back_by_answering(room: Room) -> None:
    asha, round = room.people[0], room.rounds[0]
    ballots.skip(room.db, asha, round)
    ballots.skip(room.db, asha, round)
    assert tallies.done(room.db, round) == 1
    assert room.cast(asha, round).ok
    assert not room.db.scalars(select(Skip)).all()
    assert tallies.done(room.db, round) == 1


def test_a_batch_answers_each_in_order(room: Room) -> None:
    round: RoundId = room.rounds[0]
    keys = [secrets.token_hex(4) for _ in room.people]
    batch = [(who, room.sent(round, key=key)) for who, key in zip(room.people, keys, strict=True)]
    assert [each.key for each in ballots.cast_ballots(room.db, batch, channel="socket", at=NOON)] == keys
