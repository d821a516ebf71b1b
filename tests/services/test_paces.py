"""How far a hall has come with its blocks, counted quickly eight times a second, beside the plain way to count it."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.seats import is_given_to
from app.core.workshops import RoundMove
from app.services import ballots, paces, panels
from app.services.tallies import HERE_FOR
from app.storage.ballots import Ballot, Skip
from app.storage.blocks import Block
from app.storage.workshops import Panellist, Round
from tests.builders import NOON, Room

LATER = NOON + HERE_FOR - timedelta(seconds=1)
GIVEN: list[Sequence[int]] = [(1, 2, 3, 4, 5, 6), (5, 6, 7, 8, 9), ()]


def a_hall(db: Session, chance: Random) -> Room:
    """Some fifteen people with three blocks: whole and half answers, abstentions, skips, some gone, some asleep."""
    room = Room(db, statements=8)
    room.lay_out([0, 1], [2, 3, 4], [5, 6], seats=(1, 2) * 5, given=GIVEN)
    for group in range(14):
        room.join(group=group)
    room.answering(RoundMove.OPEN)
    for person in room.people:
        for round in room.rounds[:7]:
            act(room, person, round, chance)
    for person in chance.sample(room.people, 3):
        panels.leave(db, person, at=NOON)
    for row in db.scalars(select(Panellist)):
        row.seen_at = NOON - timedelta(minutes=chance.choice([0, 0, 5]))
    room.step(room.rounds[0], RoundMove.TAKE_BACK)
    db.flush()
    return room


def act(room: Room, person: int, round: int, chance: Random) -> None:
    """One person does something with one statement, or nothing; not all of them were given it."""
    what = chance.choice(["answer", "answer", "half", "outside", "skip", "nothing"])
    row, seat = room.db.get_one(Round, round), room.db.get_one(Panellist, person).seat
    if what == "nothing" or not is_given_to(seat, room.db.get_one(Block, row.block_id).seats):
        return
    if what == "skip" or chance.random() < 0.2:
        ballots.skip(room.db, person, round)  # type: ignore[arg-type]
    if what != "skip":
        said = {"half": {"relevance": None}, "outside": {"plausibility": None, "relevance": None, "abstained": what}}
        assert room.cast(person, round, **said.get(what, {})).ok  # type: ignore[arg-type]


def is_done(db: Session, person: Panellist, round: Round) -> bool:
    """Whether somebody is done with a statement, by looking at what she did with it."""
    mine = db.scalar(select(Ballot).where(Ballot.round_id == round.id, Ballot.panellist_id == person.id))
    whole = mine and (mine.abstained or (mine.plausibility is not None and mine.relevance is not None))
    return bool(whole or db.get(Skip, (round.id, person.id)))


@pytest.mark.parametrize("seed", range(6))
def test_counted_quickly_it_is_what_one_counts_person_by_person(db: Session, seed: int) -> None:
    room = a_hall(db, Random(seed))
    found = paces.progress_of(db, room.id, at=LATER)
    blocks = db.scalars(select(Block).order_by(Block.position)).all()
    open_in = {each.id: [row for row in each.rounds if row.state == "open"] for each in blocks}
    around, through, begun = [], 0, 0
    for person in db.scalars(select(Panellist)):
        own = [row for each in blocks if is_given_to(person.seat, each.seats) for row in open_in[each.id]]
        done = sum(is_done(db, person, row) for row in own)
        is_here = person.seen_at > LATER - HERE_FOR
        if (done == len(own)) if person.left_at else (is_here or done):
            around.append(person)
            through, begun = through + (done == len(own)), begun + (done > 0)
    assert (found.through, found.around, found.begun) == (through, len(around), begun)
    for part, block in zip(found.parts, blocks, strict=True):
        given = [person for person in around if is_given_to(person.seat, block.seats)]
        whole = sum(all(is_done(db, person, row) for row in open_in[block.id]) for person in given)
        assert part == ((block.id, whole, len(given)) if len(given) >= 5 else (block.id, None, None))
