"""Answering by link before the day: while people still join, and apart from what the afternoon brings."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.core.errors_blocks import StillAnswering
from app.core.workshops import RoundMove, WorkshopState
from app.services import answering, workshops
from app.storage.workshops import Round
from tests.builders import NOON, Room
from tests.services.test_answering import states

OPEN, CLOSE = RoundMove.OPEN, RoundMove.CLOSE


def test_before_the_day_it_is_answered_by_link_while_people_join(db: Session) -> None:
    room = Room(db, people=2)
    room.lay_out([0], before_the_day=True)
    room.answering(OPEN)
    assert workshops.head(db, room.id).state is WorkshopState.LOBBY
    assert room.cast(room.people[0], room.rounds[0]).ok
    late = room.join()
    assert room.cast(late, room.rounds[0]).ok
    room.answering(CLOSE, at=NOON + timedelta(days=2))
    assert room.db.get_one(Round, room.rounds[0]).present == 3
    assert workshops.head(db, room.id).state is WorkshopState.LOBBY


def test_what_is_answered_before_the_day_is_opened_apart_from_the_rest(db: Session) -> None:
    room = Room(db, statements=4, people=1)
    room.lay_out([0, 1], [2, 3])
    first = workshops.workshop_row(db, room.id)
    assert len(answering.answerings_of(db, room.id)) == 1
    for block in answering.answerings_of(db, room.id)[0].blocks[:1]:
        block.before_the_day = True
    db.flush()
    before, on_the_day = answering.answerings_of(db, room.id)
    assert before.is_before_the_day
    assert not on_the_day.is_before_the_day
    room.answering(OPEN)
    assert states(room) == ["open", "open", "queued", "queued"]
    with pytest.raises(StillAnswering):
        room.answering(OPEN, 1)
    assert first.current_round_id == room.rounds[0]
