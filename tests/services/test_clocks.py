"""How far a workshop is behind its plan."""

from datetime import timedelta

from app.core.workshops import WorkshopMove, WorkshopState
from app.services import clocks, workshops
from app.storage.agendas import AgendaItem
from app.storage.blocks import Block
from app.storage.workshops import Round
from tests.builders import NOON, Room

MINUTES = timedelta(minutes=1)


def behind(room, minutes):
    return clocks.minutes_behind(room.db, room.id, at=NOON + minutes * MINUTES)


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
    block = Block(workshop_id=room.id, position=1, title="Where", seats=[], before_the_day=False)
    for position, (kind, minutes) in enumerate((("link", 40), ("welcome", 5), ("answering", 20), ("break", 10)), 1):
        item = AgendaItem(workshop_id=room.id, position=position, kind=kind, minutes=minutes, title="")
        db.add(item)
        db.flush()
        if kind == "answering":
            block.agenda_item_id = item.id
    db.add(AgendaItem(workshop_id=room.id, position=5, kind="plenary", minutes=30, title=""))
    db.add(block)
    db.flush()
    for id in room.rounds[:2]:
        db.get_one(Round, id).block_id = block.id
    db.flush()
    room.move(WorkshopMove.START, WorkshopState.LOBBY)
    assert (behind(room, 25), behind(room, 28)) == (0, 3), "a block is over as a whole, or not"
    for id in room.rounds[:2]:
        db.get_one(Round, id).state = "closed"
    db.flush()
    assert (behind(room, 20), behind(room, 40), behind(room, 52)) == (-5, 0, 2)
