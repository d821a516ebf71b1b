"""Paper: sheets typed in at the desk count like answers from phones, in time or late, and are corrected by typing again."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.ballots import Abstention, Answer
from app.core.days import Day
from app.core.errors import GroupUnknown, NotHere, RoundNotOpen
from app.core.errors_desk import SheetEmpty, SheetTypedAlready
from app.core.workshops import RoundMove, WorkshopMove, WorkshopState
from app.services import days, figures, late, memory, paper, reports, results, verification
from app.storage.ballots import Ballot, BallotEvent
from app.storage.workshops import Panellist, Round, StakeholderGroup
from tests.builders import LATER, NOON, Room

YES = Answer(5, 5)


@pytest.fixture
def room(db: Session) -> Room:
    """Five people on phones who have answered the first statement, which is still open."""
    room = Room(db, people=5)
    room.open(room.rounds[0])
    for person in room.people:
        assert room.cast(person, room.rounds[0], 4).ok
    return room


def group(room: Room) -> int:
    return room.db.scalars(select(StakeholderGroup.id).where(StakeholderGroup.workshop_id == room.id)).first() or 0


def batch(room: Room, *, handed_in: bool = False) -> int:
    return paper.new_batch(room.db, room.id, group=group(room), handed_in=handed_in, by=room.owner, at=LATER)


def type_in(room: Room, batch: int, sheet: int, *answers: Answer, correct: bool = False) -> None:
    typed = dict(zip(room.rounds, answers, strict=False))
    do = paper.correct_sheet if correct else paper.type_sheet
    do(room.db, room.id, batch, sheet, paper.Filled(typed), by=room.owner, at=LATER)


def stands(room: Room, round: int = 0) -> list[tuple[int | None, str]]:
    rows = select(Ballot.plausibility, Ballot.channel).where(Ballot.round_id == room.rounds[round])
    return [(rating, channel) for rating, channel in room.db.execute(rows.order_by(Ballot.id))]


def adds_up(room: Room) -> bool:
    memory.forget()
    return all(check.holds for check in verification.verify(room.db, room.review))


def test_a_sheet_counts_in_an_open_round_beside_the_phones(room: Room) -> None:
    type_in(room, batch(room), 1, YES)
    assert stands(room) == [(4, "http")] * 5 + [(5, "paper")]
    numbers = figures.progress(room.db, room.id, at=NOON)
    assert (numbers["done"], numbers["present"], numbers["people"]) == (6, 6, 5), "she has no phone that is here"
    room.close(room.rounds[0])
    assert room.db.get_one(Round, room.rounds[0]).present == 6
    assert adds_up(room)


def test_sheets_handed_in_before_the_answers_were_shown_count_after_closing_and_were_present(room: Room) -> None:
    room.close(room.rounds[0])
    room.reveal(room.rounds[0])
    before = results.of_workshop(room.db, room.id)[0].confirmation.n_plausibility
    type_in(room, batch(room, handed_in=True), 1, YES)
    assert stands(room)[-1] == (5, "paper")
    assert room.db.get_one(Round, room.rounds[0]).present == 6
    memory.forget()
    assert results.of_workshop(room.db, room.id)[0].confirmation.n_plausibility == before + 1
    assert adds_up(room)


def test_other_sheets_are_late_like_any_answer_after_closing(room: Room) -> None:
    room.close(room.rounds[0])
    type_in(room, batch(room), 1, YES)
    assert stands(room) == [(4, "http")] * 5
    assert late.many(room.db, room.id) == 1
    assert room.db.get_one(Round, room.rounds[0]).present == 5
    assert adds_up(room)


def test_who_answered_some_statements_on_paper_was_present_in_those_alone(room: Room) -> None:
    room.close(room.rounds[0])
    room.open(room.rounds[1])
    type_in(room, batch(room, handed_in=True), 1, YES)
    room.close(room.rounds[1])
    assert [room.db.get_one(Round, id).present for id in room.rounds[:2]] == [6, 5]


def test_the_same_sheet_is_not_typed_in_twice(room: Room) -> None:
    first, second = batch(room), batch(room)
    type_in(room, first, 3, YES)
    with pytest.raises(SheetTypedAlready) as refused:
        type_in(room, first, 3, Answer(1, 1))
    assert "Sheet 3 of batch 1" in refused.value.say
    type_in(room, second, 3, YES)
    assert len(stands(room)) == 7
    assert [(each.number, each.sheets) for each in paper.batches(room.db, room.id)] == [(2, (3,)), (1, (3,))]


def test_a_correction_is_appended_and_leaves_the_other_answers(room: Room) -> None:
    room.close(room.rounds[0])
    room.open(room.rounds[1])
    sheets = batch(room, handed_in=True)
    type_in(room, sheets, 1, Answer(1, 1), Answer(2, 2))
    type_in(room, sheets, 1, Answer(abstained=Abstention.OUTSIDE), correct=True)
    assert stands(room)[-1] == (None, "paper")
    assert stands(room, 1) == [(2, "paper")]
    said = select(BallotEvent.plausibility).where(
        BallotEvent.channel == "paper", BallotEvent.round_id == room.rounds[0]
    )
    assert list(room.db.scalars(said.order_by(BallotEvent.id))) == [1, None]
    assert room.db.get_one(Round, room.rounds[0]).present == 6, "she was counted once"
    room.close(room.rounds[1])
    assert adds_up(room)


def test_nothing_typed_is_no_sheet_and_leaves_nobody_behind(room: Room) -> None:
    sheets = batch(room)
    with pytest.raises(SheetEmpty):
        type_in(room, sheets, 1)
    assert len(room.db.scalars(select(Panellist)).all()) == 5


def test_paper_waits_for_the_first_opening_and_for_a_group_of_the_plan(db: Session) -> None:
    room = Room(db)
    with pytest.raises(RoundNotOpen):
        batch(room)
    room.open(room.rounds[0])
    with pytest.raises(GroupUnknown):
        paper.new_batch(db, room.id, group=999, handed_in=False, by=room.owner, at=NOON)


def test_a_statement_that_was_not_opened_and_a_foreign_batch_take_no_answer(room: Room) -> None:
    sheets, other = batch(room), Room(room.db)
    for workshop, round in ((room.id, room.rounds[1]), (room.id, other.rounds[0]), (other.id, other.rounds[0])):
        with pytest.raises(NotHere), room.db.begin_nested():
            paper.type_sheet(room.db, workshop, sheets, 1, paper.Filled({round: YES}), by=room.owner, at=LATER)
    with pytest.raises(NotHere):
        type_in(room, sheets, 9, YES, correct=True)


def test_paper_ends_a_sign_off(room: Room) -> None:
    room.close(room.rounds[0])
    room.move(WorkshopMove.END, WorkshopState.LIVE)
    days.keep(room.db, room.id, Day(came=6), seen=0, by=room.owner, at=LATER)
    days.sign_off(room.db, room.id, by=room.owner, at=LATER)
    type_in(room, batch(room, handed_in=True), 1, YES)
    assert days.day_of(room.db, room.id).signed_at is None
    assert adds_up(room)


def test_the_report_calls_it_paper_and_names_nobody(room: Room) -> None:
    type_in(room, batch(room), 1, YES)
    room.close(room.rounds[0])
    made = reports.report(room.db, room.id, at=LATER, software="Plumbline", salt="s")
    assert [each.channel for each in made.statements[0].rounds[0].ballots].count("paper") == 1
    assert made.workshop.attended == 6


def test_paper_in_a_reopened_round_goes_to_the_opening_that_stands(room: Room) -> None:
    room.close(room.rounds[0])
    room.step(room.rounds[0], RoundMove.REOPEN)
    type_in(room, batch(room), 1, YES)
    assert room.db.scalars(select(BallotEvent.epoch).where(BallotEvent.channel == "paper")).one() == 2
    room.close(room.rounds[0])
    assert adds_up(room)
