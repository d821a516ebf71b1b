"""A batch means the same as its ballots one by one: the same answers, and the same database down to the last row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from app.core.ballots import Recorded
from app.core.workshops import PanellistId, RoundId, RoundMove, WorkshopId
from app.services import ballots, panels
from app.storage.ballots import Ballot, BallotEvent, Skip
from app.storage.engine import Database
from app.storage.protocols import ProtocolVersion
from app.storage.workshops import Workshop
from tests.builders import LATER, NOON, Room

STRANGER = PanellistId(999)
Sent = tuple[PanellistId, dict[str, object]]


@dataclass(frozen=True)
class House:
    """Two workshops: the people and rounds that ballots may name, and the database they are kept in."""

    database: Database
    people: Sequence[PanellistId]
    rounds: Sequence[RoundId]


class Undone(Exception):
    """Ends a transaction that is only looked at."""


@pytest.fixture
def house(database: Database) -> House:
    """A round opened twice, a closed one, one to come, another workshop's; someone has answered, skipped, left."""
    with database.writing() as db:
        room, other = Room(db, people=4), Room(db, people=1)
        again, closed, queued = room.rounds
        room.judge(closed, [])
        room.open(again)
        room.close(again)
        room.step(again, RoundMove.REOPEN)
        other.open(other.rounds[0])
        ballots.skip(db, room.people[1], again)
        ballots.skip(db, room.people[2], again)
        panels.leave(db, room.people[3], at=NOON)
        return House(
            database, [*room.people, *other.people, STRANGER], [again, closed, queued, other.rounds[0], RoundId(999)]
        )


def sent_by(house: House) -> st.SearchStrategy[Sent]:
    """A ballot of anyone in any round, often one that repeats, replaces or contradicts another."""
    rating = st.sampled_from([None, 1, 4, 5, 9])
    mostly = [house.rounds[0]] * 6
    fields: dict[str, st.SearchStrategy[object]] = {
        "key": st.sampled_from(["a", "b", "c", "d", "", None]),
        "seq": st.integers(1, 3),
        "round": st.sampled_from([*mostly, *house.rounds, None]),
        "epoch": st.sampled_from([2, 2, 2, 1, 3]),
        "plausibility": rating,
        "relevance": rating,
        "abstained": st.sampled_from([None, None, None, "outside"]),
        "parts": st.sampled_from([[], [1], [2, 1], [9]]),
    }
    return st.tuples(st.sampled_from(house.people), st.fixed_dictionaries(fields))


def told(database: Database, batches: Sequence[Sequence[Sent]]) -> tuple[list[Recorded], list[Any]]:
    """What is said back about these batches and what the tables then hold; afterwards all is as it was."""
    answers: list[Recorded] = []
    left: list[Any] = []
    try:
        with database.writing() as db:
            for batch in batches:
                answers += ballots.cast_ballots(db, batch, channel="socket", at=LATER)
            left += tables(db)
            raise Undone
    except Undone:
        return answers, left


def tables(db: Session) -> list[Any]:
    """Every row that a ballot can touch."""
    rows = [
        [tuple(row) for row in db.execute(select(*kind.__table__.columns).order_by(*kind.__table__.primary_key))]
        for kind in (BallotEvent, Ballot, Skip)
    ]
    counts = list(db.execute(select(Workshop.id, Workshop.count, Workshop.version)).all())
    return [*rows, counts, list(db.scalars(select(ProtocolVersion.frozen_at).order_by(ProtocolVersion.id)))]


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_batch_means_the_same_as_its_ballots_one_by_one(house: House, data: st.DataObject) -> None:
    sent = data.draw(st.lists(sent_by(house), max_size=12))
    cut = data.draw(st.integers(0, len(sent)))
    one_by_one = told(house.database, [[each] for each in sent])
    assert told(house.database, [sent]) == one_by_one
    assert told(house.database, [sent[:cut], sent[cut:]]) == one_by_one


@pytest.fixture
def asked(db: Session) -> Iterator[list[str]]:
    """The statements of SQL sent so far."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, sql: str, *_more: object) -> None:
        sent.append(sql)

    engine = db.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


def test_a_hundred_ballots_take_no_more_statements_than_one(db: Session, asked: list[str]) -> None:
    many = []
    for people in (1, 100):
        room = Room(db, people=people)
        room.open(room.rounds[0])
        batch = [(each, room.sent(room.rounds[0])) for each in room.people]
        asked.clear()
        assert all(each.ok for each in ballots.cast_ballots(db, batch, channel="socket", at=NOON))
        many.append(len(asked))
    assert many[0] == many[1] <= 10


def test_a_batch_never_reads_through_all_earlier_ballots(db: Session) -> None:
    """Else each ballot would take longer than the one before, all afternoon."""
    plans: list[str] = []

    def plan(_connection: object, cursor: Any, sql: str, parameters: Any, _context: object, many: bool) -> None:
        if not many and sql.startswith("SELECT"):
            plans.extend(step[3] for step in cursor.connection.execute(f"EXPLAIN QUERY PLAN {sql}", parameters))

    room = Room(db, people=30)
    room.open(room.rounds[0])
    batch = [(each, room.sent(room.rounds[0])) for each in room.people]
    engine = db.get_bind()
    event.listen(engine, "before_cursor_execute", plan)
    ballots.cast_ballots(db, batch, channel="socket", at=NOON)
    event.remove(engine, "before_cursor_execute", plan)
    assert any(step.startswith("SEARCH ballot_event USING INDEX") for step in plans)
    assert [step for step in plans if step.startswith("SCAN")] == []


def test_the_count_tells_how_many_of_a_batch_got_done(db: Session) -> None:
    room = Room(db, people=3)
    round = room.rounds[0]
    room.open(round)
    asha, bela, chitra = room.people
    half = room.sent(round, key="half") | {"relevance": None}
    batch = [(asha, room.sent(round)), (bela, half), (chitra, half), (bela, room.sent(round, seq=2))]
    ballots.cast_ballots(db, batch, channel="socket", at=NOON)
    db.expire_all()
    assert db.get_one(Workshop, WorkshopId(room.id)).count == 2
