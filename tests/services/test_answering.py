"""Answering at one's own pace: blocks open and close together, each for those it was given to."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.blocks import BlockId
from app.core.errors import MoveNotPossible, NotHere, OneRoundAtATime, SomeoneWasFaster, UndoTooLate
from app.core.errors_blocks import AnsweredTogether, GivenToOthers, StillAnswering
from app.core.errors_desk import OpeningStands
from app.core.workshops import PanellistId, RoundId, RoundMove, RoundState, WorkshopMove, WorkshopState
from app.services import answering, ballots, panels, rounds, verification, workshops
from app.storage.ballots import Ballot, Skip
from app.storage.workshops import Move, Panellist, Round
from tests.builders import LATER, NOON, Room, Second

OPEN, CLOSE, UNDO, REOPEN = RoundMove.OPEN, RoundMove.CLOSE, RoundMove.UNDO, RoundMove.REOPEN
SEATS = (1, 2, 1, 2)


@pytest.fixture
def room(db: Session) -> Room:
    """Two blocks of two statements for two of four seats each, one statement in plenary, four people."""
    room = Room(db, statements=5)
    room.lay_out([0, 1], [2, 3], seats=SEATS, given=[(1, 2), (3, 4)])
    for group in (0, 1, 0, 1):
        room.join(group=group)
    return room


def states(room: Room) -> list[str]:
    """The states of the rounds in order."""
    return list(room.db.scalars(select(Round.state).where(Round.workshop_id == room.id).order_by(Round.position)))


def standing(room: Room, panellist: PanellistId, round: RoundId) -> int | None:
    """What stands of somebody in a round."""
    mine = Ballot.panellist_id == panellist, Ballot.round_id == round
    return room.db.scalar(select(Ballot.plausibility).where(*mine))


def test_one_move_opens_all_blocks_and_one_closes_them(room: Room) -> None:
    room.answering(OPEN)
    assert states(room) == ["open"] * 4 + ["queued"]
    assert workshops.head(room.db, room.id).state is WorkshopState.LIVE
    room.answering(CLOSE, 1, at=LATER)
    assert states(room) == ["closed"] * 4 + ["queued"]


def test_every_rounds_move_stands_in_the_record(room: Room) -> None:
    room.answering(OPEN)
    room.answering(CLOSE)
    moves = room.db.execute(select(Move.round_id, Move.move, Move.before, Move.after, Move.epoch))
    paced = [tuple(row) for row in moves if row[0] is not None]
    assert paced == [(id, "open", "queued", "open", 1) for id in room.rounds[:4]] + [
        (id, "close", "open", "closed", 1) for id in room.rounds[:4]
    ]


def test_the_slower_of_two_facilitators_is_told(room: Room) -> None:
    room.answering(OPEN)
    with pytest.raises(SomeoneWasFaster):
        answering.move(room.db, room.id, room.blocks[0], OPEN, seen=(0, RoundState.QUEUED), by=room.owner, at=NOON)
    assert states(room)[0] == "open"


def test_nothing_is_moved_from_where_it_does_not_stand(room: Room) -> None:
    with pytest.raises(MoveNotPossible):
        room.answering(CLOSE)
    room.answering(OPEN)
    with pytest.raises(MoveNotPossible):
        room.answering(RoundMove.REVEAL)


def test_a_block_of_another_workshop_is_not_here(room: Room) -> None:
    other = Second(room.db, room)
    with pytest.raises(NotHere):
        answering.move(room.db, other.id, room.blocks[0], OPEN, seen=(0, RoundState.QUEUED), by=None, at=NOON)
    with pytest.raises(NotHere):
        answering.move(room.db, room.id, BlockId(99), OPEN, seen=(0, RoundState.QUEUED), by=None, at=NOON)


def test_only_those_it_was_given_to_can_answer_or_skip(room: Room) -> None:
    room.answering(OPEN)
    first, last = room.rounds[0], room.rounds[3]
    assert room.cast(room.people[0], first).ok
    refused = room.cast(room.people[0], last)
    assert (refused.ok, refused.error) == (False, GivenToOthers.code)
    with pytest.raises(GivenToOthers):
        ballots.skip(room.db, room.people[0], last)
    assert standing(room, room.people[0], last) is None
    ballots.skip(room.db, room.people[3], last)


def test_a_block_for_everyone_is_answered_by_everyone_with_a_seat_or_without(db: Session) -> None:
    room = Room(db, people=2)
    room.lay_out([0, 1])
    room.answering(OPEN)
    assert all(room.cast(each, room.rounds[0]).ok for each in room.people)


def test_present_are_those_it_was_given_to(room: Room) -> None:
    panels.touch(room.db, room.people, at=NOON)
    room.answering(OPEN)
    room.cast(room.people[2], room.rounds[2])
    room.answering(CLOSE, at=LATER)
    present = list(room.db.scalars(select(Round.present).where(Round.block_id.is_not(None)).order_by(Round.position)))
    assert present == [2, 2, 2, 2]


def test_of_those_who_left_only_who_answered_was_present(room: Room) -> None:
    room.answering(OPEN)
    room.cast(room.people[0], room.rounds[0])
    for panellist in room.people[:2]:
        panels.leave(room.db, panellist, at=NOON)
    room.answering(CLOSE, at=LATER)
    assert [room.db.get_one(Round, id).present for id in room.rounds[:2]] == [1, 0]


def test_skips_are_forgotten_at_closing(room: Room) -> None:
    room.answering(OPEN)
    ballots.skip(room.db, room.people[0], room.rounds[0])
    room.answering(CLOSE)
    assert room.db.scalars(select(Skip)).all() == []


def test_closing_can_be_taken_back_for_five_seconds_and_counts_what_came(room: Room) -> None:
    room.answering(OPEN)
    room.answering(CLOSE, at=NOON)
    late = room.cast(room.people[0], room.rounds[0], 5)
    assert late.error == "closed"
    room.answering(UNDO, at=NOON + timedelta(seconds=4))
    assert states(room) == ["open"] * 4 + ["queued"]
    assert standing(room, room.people[0], room.rounds[0]) == 5
    room.answering(CLOSE, at=LATER)
    with pytest.raises(UndoTooLate):
        room.answering(UNDO, at=LATER + timedelta(seconds=5))


def test_an_opening_nobody_has_used_is_taken_back_as_a_whole(room: Room) -> None:
    meant = None
    room.answering(OPEN, at=NOON)
    meant = room.sent(room.rounds[0])
    room.answering(UNDO, at=NOON + timedelta(seconds=4))
    assert states(room) == ["queued"] * 5
    assert {room.db.get_one(Round, id).opened_at for id in room.rounds[:4]} == {None}
    assert workshops.workshop_row(room.db, room.id).current_round_id == room.rounds[0], "the desk is where it was"
    room.answering(OPEN, at=LATER)
    late = ballots.cast_ballots(room.db, [(room.people[0], meant)], channel="http", at=LATER)[0]
    assert late.error == "reopened", "no answer meant for the first opening lands in the next"
    assert {room.db.get_one(Round, id).reopened for id in room.rounds[:4]} == {0}
    for id in room.rounds[:4]:
        moves = [row.move for row in room.db.scalars(select(Move).where(Move.round_id == id).order_by(Move.id))]
        assert moves == ["open", "undo", "open"]


def test_once_anybody_has_begun_or_five_seconds_are_over_an_opening_of_blocks_stands(room: Room) -> None:
    room.answering(OPEN, at=NOON)
    with pytest.raises(OpeningStands):
        room.answering(UNDO, at=NOON + timedelta(seconds=5))
    ballots.skip(room.db, room.people[3], room.rounds[3])
    with pytest.raises(OpeningStands):
        room.answering(UNDO, at=NOON + timedelta(seconds=1))
    assert states(room) == ["open"] * 4 + ["queued"]


def test_an_opening_by_link_is_taken_back_into_the_lobby(db: Session) -> None:
    room = Room(db, people=2)
    room.lay_out([0], before_the_day=True)
    room.answering(OPEN, at=NOON)
    room.answering(UNDO, at=NOON)
    row = workshops.workshop_row(db, room.id)
    assert (row.state, row.current_round_id, states(room)[0]) == ("lobby", None, "queued")
    assert answering.ahead(db, row) is not None


def test_a_statement_taken_back_from_an_open_block_comes_back_with_no_later_move(room: Room) -> None:
    room.answering(OPEN)
    room.cast(room.people[0], room.rounds[0])
    room.step(room.rounds[0], RoundMove.TAKE_BACK, at=LATER)
    assert states(room) == ["closed", *["open"] * 3, "queued"]
    with pytest.raises(OpeningStands):
        room.answering(UNDO, at=NOON)
    for move in (CLOSE, UNDO, CLOSE, REOPEN):
        room.answering(move, at=LATER)
        assert states(room)[0] == "closed"
    assert room.db.get_one(Round, room.rounds[0]).taken_back_at is not None
    room.answering(CLOSE, at=LATER)
    assert not any(each.differences for each in verification.verify(room.db, room.review))


def test_a_workshop_whose_opening_was_taken_back_verifies(room: Room) -> None:
    for move in (OPEN, UNDO, OPEN):
        room.answering(move)
    room.cast(room.people[0], room.rounds[0])
    room.answering(CLOSE, at=LATER)
    assert not any(each.differences for each in verification.verify(room.db, room.review))


def test_closed_blocks_can_be_opened_once_more_and_the_report_says_so(room: Room) -> None:
    room.answering(OPEN)
    room.answering(CLOSE)
    room.answering(REOPEN, at=LATER)
    assert states(room) == ["open"] * 4 + ["queued"]
    assert {room.db.get_one(Round, id).reopened for id in room.rounds[:4]} == {1}
    assert {room.db.get_one(Round, id).epoch for id in room.rounds[:4]} == {2}


def test_a_statement_is_not_moved_apart_from_its_block(room: Room) -> None:
    for move in (OPEN, CLOSE, REOPEN, UNDO):
        row = room.db.get_one(Round, room.rounds[0])
        allowed = {"queued": OPEN, "open": CLOSE}.get(row.state)
        with pytest.raises((AnsweredTogether, MoveNotPossible)):
            room.step(room.rounds[0], allowed or move)
    room.answering(OPEN)
    with pytest.raises(AnsweredTogether):
        room.step(room.rounds[0], CLOSE)


def test_one_thing_is_open_at_a_time(room: Room) -> None:
    room.answering(OPEN)
    with pytest.raises(StillAnswering):
        room.open(room.rounds[4])
    with pytest.raises(StillAnswering):
        rounds.show(room.db, room.id, room.rounds[4])
    room.answering(CLOSE)
    room.open(room.rounds[4])
    with pytest.raises(OneRoundAtATime):
        room.answering(REOPEN)


def test_a_statement_of_a_block_is_shown_and_asked_again_in_plenary(room: Room) -> None:
    room.answering(OPEN)
    for panellist in room.people[:2]:
        room.cast(panellist, room.rounds[0])
    room.answering(CLOSE)
    first = room.rounds[0]
    rounds.show(room.db, room.id, first)
    room.reveal(first)
    second = rounds.again(room.db, room.id, first, by=room.owner, at=LATER)
    row = room.db.get_one(Round, second)
    assert (row.mode, row.block_id, row.number) == ("plenary", None, 2)
    room.open(second)
    assert all(room.cast(panellist, second).ok for panellist in room.people), "the second asking is for everyone"
    room.close(second)
    room.answering(REOPEN, at=LATER)
    assert states(room)[0] == "revealed", "what was on the wall stays as it is"


def test_nothing_opens_while_the_room_pauses_and_answers_count_meanwhile(room: Room) -> None:
    room.answering(OPEN)
    room.move(WorkshopMove.PAUSE, WorkshopState.LIVE)
    assert room.cast(room.people[0], room.rounds[0]).ok
    room.answering(CLOSE)
    with pytest.raises(MoveNotPossible):
        room.answering(REOPEN)


def test_the_end_closes_what_is_open_for_whom_it_was_given(room: Room) -> None:
    room.answering(OPEN)
    room.cast(room.people[0], room.rounds[0])
    room.move(WorkshopMove.END, WorkshopState.LIVE)
    assert states(room) == ["closed"] * 4 + ["queued"]
    with pytest.raises(MoveNotPossible):
        room.answering(REOPEN)


def test_somebody_who_joins_meanwhile_has_her_part_of_it(room: Room) -> None:
    room.answering(OPEN)
    panels.leave(room.db, room.people[2], at=NOON)
    new = room.join(group=0)
    assert room.db.get_one(Panellist, new).seat == 3
    assert room.cast(new, room.rounds[2]).ok
