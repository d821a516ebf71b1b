"""A bad network: ballots doubled, shuffled, and cut into batches leave the same database as a good one."""

import random
from collections.abc import Sequence

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.workshops import PanellistId
from app.services import ballots
from app.storage.ballots import Ballot, BallotEvent
from app.storage.base import Base
from tests.builders import NOON, Room

PEOPLE, CHANGES, COPIES = 10, 10, 10
Sent = tuple[int, dict[str, object]]


def all_sent(chance: random.Random) -> list[Sent]:
    """Everything the phones of ten people send: who (her place), and the ballot."""
    return [
        (
            who,
            {
                "key": f"{who}-{seq}",
                "seq": seq,
                "plausibility": chance.randint(1, 5),
                "relevance": chance.randint(1, 5),
            },
        )
        for who in range(PEOPLE)
        for seq in range(1, CHANGES + 1)
    ]


def cut(sent: Sequence[Sent], chance: random.Random) -> list[Sequence[Sent]]:
    """Batches of one to forty ballots."""
    batches, place = [], 0
    while place < len(sent):
        size = chance.randint(1, 40)
        batches.append(sent[place : place + size])
        place += size
    return batches


def rows(db: Session, room: Room, table: type[Base], *names: str) -> set[tuple[object, ...]]:
    """What a table says of this room, without ids."""
    found = db.scalars(select(table).where(table.round_id == room.rounds[0]))  # type: ignore[attr-defined]
    return {(room.people.index(row.panellist_id), *(getattr(row, name) for name in names)) for row in found}


def receive(db: Session, batches: Sequence[Sequence[Sent]]) -> tuple[Room, dict[str, set[object]]]:
    """A room that received these batches, and all that was said back per key."""
    room = Room(db, people=PEOPLE)
    room.open(room.rounds[0])
    said: dict[str, set[object]] = {}
    for batch in batches:
        place = {"round": room.rounds[0], "epoch": 1}
        made: list[tuple[PanellistId, dict[str, object]]] = [
            (room.people[who], fields | place) for who, fields in batch
        ]
        for recorded in ballots.cast_ballots(db, made, channel="socket", at=NOON):
            said.setdefault(recorded.key, set()).add(recorded)
    return room, said


@pytest.mark.parametrize("seed", [1, 2])
def test_a_thousand_shuffled_duplicates_leave_the_same_database(db: Session, seed: int) -> None:
    sent = all_sent(random.Random(seed))
    chance = random.Random(seed + 100)
    storm = sent * COPIES
    chance.shuffle(storm)
    calm, _ = receive(db, [sent])
    shaken, said = receive(db, cut(storm, chance))
    assert len(storm) == 1000
    for table, names in (
        (BallotEvent, ("key", "seq", "epoch", "plausibility", "relevance", "late")),
        (Ballot, ("seq", "plausibility", "relevance", "abstained")),
    ):
        assert rows(db, calm, table, *names) == rows(db, shaken, table, *names)
    assert all(len(answers) == 1 for answers in said.values()), "the same key always gets the same words"
    assert len(said) == PEOPLE * CHANGES
