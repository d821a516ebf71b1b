"""Simulated practitioners answer blocks at their own pace, topic after topic, on a real server."""

import dataclasses
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from time import sleep

import pytest
from sqlalchemy import func, select

from app.core.rehearsal import panel
from app.core.workshops import RoundMove, WorkshopMove, WorkshopState
from app.factory import create_app
from app.rehearsal.phone import Phone
from app.rehearsal.practitioner import Practitioner
from app.rehearsal.scratch import free_port
from app.services import figures, workshops
from app.storage.ballots import Ballot
from tests.builders import Room
from tests.journeys.hall import served

PEOPLE = 4
WITHIN = 600  # looks of a tenth of a second


@pytest.fixture
def room(settings, database):
    """A server with a room of three topics: one for all, two for two seats each."""
    port = free_port()
    app = create_app(dataclasses.replace(settings, origin=f"http://127.0.0.1:{port}", port=port))
    with database.writing() as db:
        room = Room(db, statements=6)
        room.lay_out([0, 1], [2, 3], [4, 5], seats=(1, 2, 1, 2), given=[(), (1, 2), (3, 4)])
        room.token = workshops.head(db, room.id).token
    room.app, room.url = app, app.extensions["plumbline"].settings.origin
    with served(app, port):
        yield room


def now(room, database, do):
    """Let a facilitator do something, and everyone hear of it."""
    with database.writing() as db:
        room.db = db
        do(room)
    room.app.extensions["plumbline"].broadcast.changed(room.id)


def is_through(room, database):
    """Whether everybody is through."""
    with database.reading() as db:
        found = figures.progress(db, room.id, at=datetime.now(UTC))
    return found["done"] == PEOPLE


def test_everybody_gets_through_her_own_list(room, database):
    people = [Practitioner(person, Phone(room.url), 1, 3000.0) for person in panel(1, PEOPLE)]
    for number, each in enumerate(people):
        each.phone.join(f"/j/{room.token}", group=number)
    now(room, database, lambda room: room.answering(RoundMove.OPEN))
    with ThreadPoolExecutor(PEOPLE) as pool:
        taking_part = [pool.submit(each.take_part) for each in people]
        for _ in range(WITHIN):
            if is_through(room, database):
                break
            sleep(0.1)
        else:
            pytest.fail("somebody did not get through")
        now(room, database, lambda room: room.answering(RoundMove.CLOSE))
        now(room, database, lambda room: room.move(WorkshopMove.END, WorkshopState.LIVE))
        for each in taking_part:
            each.result(60)
    with database.reading() as db:
        kept = db.scalar(select(func.count()).select_from(Ballot))
    assert kept == sum(len(each.phone.saved) for each in people) > PEOPLE
    assert all(each.phone.sent == set(each.phone.saved) for each in people)
