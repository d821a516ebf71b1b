"""Which ballots count: the final round, who is carried forward, and what comes of late ones."""

from dataclasses import replace

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.core.protocol import Protocol
from app.core.workshops import RoundId, RoundMove, VersionId
from app.services import judgements, rounds
from app.services.judgements import Counted
from app.storage.workshops import Round
from tests.builders import LATER, Room

PROTOCOL = Protocol()


def version_of(room: Room) -> VersionId:
    """The version of the first round."""
    return VersionId(room.db.get_one(Round, room.rounds[0]).version_id)


def counted(room: Room, protocol: Protocol = PROTOCOL) -> list[Counted]:
    """The ballots that count for the first statement, by panellist."""
    found, _ = judgements.counted(room.db, room.id, version_of(room), protocol)
    return sorted(found, key=lambda ballot: ballot.panellist)


def said(room: Room, protocol: Protocol = PROTOCOL) -> dict[int, int | None]:
    """The counted plausibility per place in the room."""
    return {room.people.index(each.panellist): each.judgement.plausibility for each in counted(room, protocol)}  # type: ignore[arg-type]


def asked_again(room: Room, before: list[int], after: list[int]) -> RoundId:
    """The first statement is judged, talked about, and judged again."""
    room.judge(room.rounds[0], before)
    again = rounds.again(room.db, room.id, room.rounds[0], by=None, at=LATER)
    room.judge(again, after)
    return again


def test_nothing_counts_before_the_first_close(db: Session) -> None:
    room = Room(db, people=3)
    room.open(room.rounds[0])
    assert room.cast(room.people[0], room.rounds[0]).ok
    assert judgements.counted(db, room.id, version_of(room), PROTOCOL) == ([], 0)


def test_the_final_round_counts_and_who_answered_only_before_is_carried_and_marked(db: Session) -> None:
    room = Room(db, people=3)
    asked_again(room, [1, 1, 1], [5, 5])
    assert said(room) == {0: 5, 1: 5, 2: 1}
    assert [ballot.carried for ballot in counted(room)] == [False, False, True]


def test_a_protocol_can_drop_who_answered_only_before(db: Session) -> None:
    room = Room(db, people=3)
    asked_again(room, [1, 1, 1], [5, 5])
    assert said(room, replace(PROTOCOL, carry_first_round=False)) == {0: 5, 1: 5}


def test_while_the_second_asking_is_open_the_first_counts(db: Session) -> None:
    room = Room(db, people=2)
    room.judge(room.rounds[0], [1, 1])
    again = rounds.again(db, room.id, room.rounds[0], by=None, at=LATER)
    room.open(again)
    assert room.cast(room.people[0], again, 5).ok
    assert said(room) == {0: 1, 1: 1}


def test_a_reopened_round_counts_only_when_closed_again(db: Session) -> None:
    room = Room(db, people=2)
    room.judge(room.rounds[0], [1, 1])
    room.step(room.rounds[0], RoundMove.REOPEN)
    assert said(room) == {}
    assert room.cast(room.people[0], room.rounds[0], 5, seq=2).ok
    room.close(room.rounds[0])
    assert said(room) == {0: 5, 1: 1}


@pytest.mark.parametrize(("rule", "counts"), [("leave_out", {0: 2}), ("count", {0: 5, 1: 4})])
def test_late_ballots_follow_the_protocol(db: Session, rule: str, counts: dict[int, int]) -> None:
    room = Room(db, people=2)
    room.judge(room.rounds[0], [2])
    assert room.cast(room.people[0], room.rounds[0], 5, seq=2).error == "closed"
    assert room.cast(room.people[1], room.rounds[0], 4).error == "closed"
    protocol = replace(PROTOCOL, late=rule)  # type: ignore[arg-type]
    assert said(room, protocol) == counts
    assert {ballot.late for ballot in counted(room, protocol)} == {rule == "count"}


def test_where_late_ballots_count_an_older_one_never_replaces_a_newer_one(db: Session) -> None:
    room = Room(db, people=2)
    asha, bela = room.people
    first = room.rounds[0]
    room.open(first)
    assert room.cast(asha, first, 3, seq=5).ok
    room.close(first)
    assert room.cast(asha, first, 1, seq=4).error == "closed"
    assert room.cast(bela, first, 1, seq=9).error == "closed"
    room.step(first, RoundMove.REOPEN)
    assert room.cast(bela, first, 4, seq=1).ok
    room.close(first)
    assert said(room, replace(PROTOCOL, late="count")) == {0: 3, 1: 4}


def test_present_is_never_fewer_than_the_ballots_that_count(db: Session) -> None:
    room = Room(db, people=3)
    room.judge(room.rounds[0], [5, 5, 5])
    db.execute(update(Round).values(present=1))
    db.expire_all()
    assert judgements.counted(db, room.id, version_of(room), PROTOCOL)[1] == 3


@pytest.mark.parametrize(("small", "named"), [(5, True), (4, False)])
def test_groups_are_named_only_where_every_one_is_large_enough(db: Session, small: int, named: bool) -> None:
    room = Room(db)
    for place in range(6 + small):
        room.join(group=int(place >= 6))
    room.judge(room.rounds[0], [4] * (6 + small))
    groups = {ballot.judgement.group for ballot in counted(room)} | {ballot.group for ballot in counted(room)}
    assert groups == ({"Counsellors", "Health workers"} if named else {""})


def two_groups_of_five(db: Session) -> Room:
    """Five counsellors and five health workers."""
    room = Room(db)
    for place in range(10):
        room.join(group=int(place >= 5))
    return room


def test_a_group_is_not_named_where_too_few_of_it_gave_a_rating(db: Session) -> None:
    room = two_groups_of_five(db)
    first = room.rounds[0]
    room.open(first)
    for panellist in room.people[:9]:
        assert room.cast(panellist, first).ok
    assert room.cast(room.people[9], first, None, relevance=None, abstained="outside").ok
    room.close(first)
    assert {ballot.group for ballot in counted(room)} == {""}


def test_one_round_never_names_the_groups_another_hides(db: Session) -> None:
    room = two_groups_of_five(db)
    asked_again(room, [4] * 9, [4] * 10)
    version = version_of(room)
    lists = judgements.by_round(judgements.read(db, [room.id], [version])[room.id, version], PROTOCOL)
    assert [len(ballots) for ballots in lists.values()] == [9, 10]
    assert {ballot.judgement.group for ballots in lists.values() for ballot in ballots} == {""}
