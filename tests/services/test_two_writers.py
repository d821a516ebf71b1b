"""Two real processes write at the same time: no acknowledged ballot is lost, and closed is closed."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.core.ballots import Recorded
from app.core.blocks import BlockId
from app.core.errors import SomeoneWasFaster
from app.core.protocol import Protocol
from app.core.statements import Origin
from app.core.workshops import (
    AccountId,
    PanellistId,
    ReviewId,
    RoundId,
    RoundMove,
    RoundState,
    StatementId,
    VersionId,
    WorkshopId,
)
from app.services import answering, ballots, judgements, lineage, reviews, rounds
from app.services.condensed_texts import NewText
from app.services.lineage import Hand
from app.storage.ballots import Ballot, BallotEvent
from app.storage.engine import Database
from app.storage.workshops import Move, Round
from tests.builders import LATER, NOON, Room

T = TypeVar("T")
BALLOTS, BATCH = 200, 4
OPEN = (1, RoundState.OPEN)


def kept(database: Database, write: Callable[[Session], T]) -> T:
    """One transaction; tried again while the other process holds the database, as phones do."""
    while True:
        try:
            with database.writing() as db:
                return write(db)
        except OperationalError as problem:
            if "locked" not in str(problem):
                raise


def vote(database: Database, round: RoundId, people: list[PanellistId]) -> list[dict[str, object]]:
    """One process casts a ballot for each of these people, a few in each transaction; what it was told."""
    told: list[Recorded] = []
    sent = {"seq": 1, "round": round, "epoch": 1, "plausibility": 5, "relevance": 5}
    for place in range(0, len(people), BATCH):
        batch = [(panellist, sent | {"key": f"of {panellist}"}) for panellist in people[place : place + BATCH]]
        told += kept(database, lambda db, batch=batch: ballots.cast_ballots(db, batch, channel="socket", at=NOON))
    return [{"key": said.key, "ok": said.ok, "error": said.error} for said in told]


def close(database: Database, workshop: WorkshopId, round: RoundId, after: int) -> str:
    """One process closes the round as soon as so many ballots are in; what it was told."""
    while arrived(database) < after:
        time.sleep(0.002)
    move = partial(rounds.move, workshop=workshop, round=round, move=RoundMove.CLOSE, seen=OPEN, by=None, at=LATER)
    try:
        kept(database, move)
    except SomeoneWasFaster:
        return "slower"
    return "closed"


def close_blocks(database: Database, workshop: WorkshopId, block: BlockId, after: int) -> str:
    """One process closes what is answered at one's own pace as soon as so many ballots are in; what it was told."""
    while arrived(database) < after:
        time.sleep(0.002)
    move = partial(answering.move, workshop=workshop, block=block, move=RoundMove.CLOSE, seen=OPEN, by=None, at=LATER)
    try:
        kept(database, move)
    except SomeoneWasFaster:
        return "slower"
    return "closed"


def condense(database: Database, review: ReviewId, by: AccountId, statement: StatementId) -> str:
    """One process merges a configuration into a text of its own, as it saw the list at first; what it was told."""
    text, hand = NewText(statement, ("Both",)), Hand(by, NOON, 0)
    try:
        kept(database, lambda db: lineage.merge_anew(db, review, [statement], text, hand))
    except SomeoneWasFaster:
        return "slower"
    return "merged"


def arrived(database: Database) -> int:
    """How many ballots are in."""
    with database.reading() as db:
        return db.scalar(select(func.count()).select_from(Ballot)) or 0


def main(task: str) -> object:
    """What the other process does."""
    given = json.loads(task)
    database = Database(given["url"])
    round = RoundId(given["round"])
    print("ready", flush=True)
    sys.stdin.readline()
    if given["do"] == "vote":
        return vote(database, round, given["people"])
    if given["do"] == "condense":
        return condense(database, ReviewId(given["review"]), AccountId(given["by"]), StatementId(given["statement"]))
    if given["do"] == "close_blocks":
        return close_blocks(database, WorkshopId(given["workshop"]), BlockId(given["block"]), given["after"])
    return close(database, WorkshopId(given["workshop"]), round, given["after"])


def start(**task: object) -> subprocess.Popen[str]:
    """Another Python, which waits for its start."""
    command = [sys.executable, "-m", "tests.services.test_two_writers", json.dumps(task)]
    where = Path(__file__).parents[2]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=where)


def race(*processes: subprocess.Popen[str]) -> list[object]:
    """Start them at the same moment, when all are ready; what each came back with."""
    try:
        assert [process.stdout and process.stdout.readline() for process in processes] == ["ready\n"] * len(processes)
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        return [json.loads(process.communicate(timeout=120)[0]) for process in processes]
    finally:
        for process in processes:
            process.kill()


@pytest.fixture
def room(database: Database) -> Room:
    """Two hundred people and an open statement, committed."""
    with database.writing() as db:
        room = Room(db, people=BALLOTS)
        room.open(room.rounds[0])
        return room


@pytest.mark.parametrize("after", [0, 60])
def test_closing_races_two_hundred_ballots(database: Database, room: Room, after: int) -> None:
    round, url = 1, str(database.engine.url)
    told, closed = race(
        start(do="vote", url=url, round=round, people=room.people),
        start(do="close", url=url, round=round, workshop=room.id, after=after),
    )
    assert isinstance(told, list)
    acknowledged = {said["key"] for said in told if said["ok"]}
    with database.reading() as db:
        events = {row.key: row.late for row in db.scalars(select(BallotEvent))}
        row = db.get_one(Round, round)
        counted, present = judgements.counted(db, room.id, VersionId(row.version_id), Protocol())
        assert (closed, row.state, len(told)) == ("closed", "closed", BALLOTS)
        assert {key for key, late in events.items() if not late} == acknowledged, "what was acknowledged is kept"
        assert {said["error"] for said in told if not said["ok"]} <= {"closed"}
        assert len(events) == BALLOTS, "late ones are kept apart"
        assert len(counted) == len(acknowledged) == len(db.scalars(select(Ballot)).all()), "none counts after the close"
        assert present == row.present
        last = max((row.id for row in db.scalars(select(BallotEvent).where(~BallotEvent.late))), default=0)
        assert all(row.id > last for row in db.scalars(select(BallotEvent).where(BallotEvent.late)))
        assert len(acknowledged) >= after


def test_of_two_processes_that_close_one_round_one_is_told_it_was_slower(database: Database, room: Room) -> None:
    url = str(database.engine.url)
    given = {"do": "close", "url": url, "round": 1, "workshop": room.id, "after": 0}
    assert sorted(map(str, race(start(**given), start(**given)))) == ["closed", "slower"]
    with database.reading() as db:
        assert len(db.scalars(select(Move).where(Move.move == "close")).all()) == 1


@pytest.mark.parametrize("after", [0, 60])
def test_closing_blocks_races_two_hundred_ballots(database: Database, after: int) -> None:
    with database.writing() as db:
        room = Room(db, people=BALLOTS)
        room.lay_out([0, 1], [2])
        room.answering(RoundMove.OPEN)
        given = {"url": str(database.engine.url), "round": room.rounds[1], "workshop": room.id, "block": room.blocks[1]}
    told, first, second = race(
        start(do="vote", people=room.people, **given),
        start(do="close_blocks", after=after, **given),
        start(do="close_blocks", after=after, **given),
    )
    assert isinstance(told, list)
    acknowledged = {said["key"] for said in told if said["ok"]}
    with database.reading() as db:
        events = {row.key: row.late for row in db.scalars(select(BallotEvent))}
        assert sorted([str(first), str(second)]) == ["closed", "slower"]
        assert {row.state for row in db.scalars(select(Round).where(Round.block_id.is_not(None)))} == {"closed"}
        assert {key for key, late in events.items() if not late} == acknowledged, "what was acknowledged is kept"
        assert len(db.scalars(select(Ballot)).all()) == len(acknowledged) >= after
        assert len(db.scalars(select(Move).where(Move.move == "close")).all()) == 3, "each round was closed once"


def test_of_two_processes_that_merge_one_configuration_one_is_told_it_was_slower(
    database: Database, room: Room
) -> None:
    with database.reading() as db:
        statement = reviews.statements_of(db, room.review)[0].id
    url = str(database.engine.url)
    given = {"do": "condense", "url": url, "round": 1, "review": room.review, "by": room.owner, "statement": statement}
    assert sorted(map(str, race(start(**given), start(**given)))) == ["merged", "slower"]
    with database.reading() as db:
        assert lineage.lineage_of(db, room.review).condensed() == {"C-1": ("S-1",)}
        assert len(reviews.statements_of(db, room.review, Origin.CONDENSED)) == 1


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1])))
