"""How far a workshop is behind its plan."""

from datetime import timedelta

from app.core.workshops import WorkshopMove, WorkshopState
from app.services import agenda_edits, agenda_now, clocks, workshops
from app.storage.blocks import Block
from app.storage.workshops import Round
from tests.builders import NOON, Room, an_afternoon

MINUTES = timedelta(minutes=1)


def behind(room, minutes):
    return clocks.minutes_behind(room.db, room.id, at=NOON + minutes * MINUTES)


def chosen(room, *kinds):
    """An afternoon of these kinds and minutes; the first time of answering is that of the first two statements."""
    items = an_afternoon(room.db, room.id, *kinds)
    answering = next(item.id for item in items if item.kind == "answering")
    block = Block(
        workshop_id=room.id, position=1, title="Where", seats=[], before_the_day=False, agenda_item_id=answering
    )
    room.db.add(block)
    room.db.flush()
    for id in room.rounds[:2]:
        round = room.db.get_one(Round, id)
        round.block_id, round.mode = block.id, "self_paced"
    room.db.flush()


def be(room, state):
    """The first two statements are open, or closed."""
    for id in room.rounds[:2]:
        room.db.get_one(Round, id).state = state
    room.db.flush()


def test_there_is_no_clock_before_the_start_and_after_the_end(db):
    room = Room(db, minutes=90)
    assert behind(room, 5) is None
    room.move(WorkshopMove.START, WorkshopState.LOBBY)
    assert behind(room, 5) == 0
    room.move(WorkshopMove.END, WorkshopState.LIVE)
    assert behind(room, 5) is None


def test_three_statements_in_ninety_minutes_have_thirty_each(db):
    room = Room(db, minutes=90)
    room.open(room.rounds[0])
    assert (behind(room, 30), behind(room, 34)) == (0, 4)
    room.close(room.rounds[0])
    assert (behind(room, 20), behind(room, 34), behind(room, 66)) == (-10, 0, 6)


def test_a_second_asking_is_no_step_of_the_plan_and_a_pause_does_not_count(db):
    room = Room(db, minutes=90)
    room.open(room.rounds[0])
    workshops.move(db, room.id, WorkshopMove.PAUSE, state=WorkshopState.LIVE, by=room.owner, at=NOON + 10 * MINUTES)
    assert behind(room, 60) == 0
    workshops.move(db, room.id, WorkshopMove.RESUME, state=WorkshopState.PAUSED, by=room.owner, at=NOON + 60 * MINUTES)
    assert behind(room, 85) == 5


def test_a_chosen_afternoon_gives_each_time_of_answering_its_own_minutes(db):
    room = Room(db, statements=4, minutes=90)
    chosen(room, ("link", 40), ("welcome", 5), ("answering", 20), ("break", 10), ("plenary", 30))
    room.move(WorkshopMove.START, WorkshopState.LOBBY)
    assert (behind(room, 25), behind(room, 28)) == (0, 3), "a block is over as a whole, or not"
    be(room, "closed")
    assert (behind(room, 20), behind(room, 40), behind(room, 52)) == (-5, 0, 2)


def test_a_plan_that_is_edited_while_people_answer_moves_the_clock_of_what_is_to_come(db):
    room = Room(db, statements=4, minutes=90)
    chosen(room, ("welcome", 5), ("answering", 20), ("break", 10), ("plenary", 30), ("closing", 5))
    room.move(WorkshopMove.START, WorkshopState.LOBBY)
    be(room, "open")
    rest, together, ends = [item.id for item in agenda_now.item_rows(db, room.id)[2:]]
    agenda_edits.set_minutes(db, room.id, rest, 20, seen=1, by=None)
    assert behind(room, 40) == 15, "what comes later is longer; this should have been over all the same"
    be(room, "closed")
    assert (behind(room, 15), behind(room, 60), behind(room, 62)) == (-10, 0, 2), "25, the break of 20, and half of 30"
    agenda_edits.move_item(db, room.id, together, to=2, seen=2, by=None)
    assert (behind(room, 40), behind(room, 42)) == (0, 2), "the break comes after it now"
    agenda_edits.set_minutes(db, room.id, ends, 0, seen=3, by=None)
    assert behind(room, 42) == 2
