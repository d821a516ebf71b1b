"""Given to: which seats a round is for. A round in plenary is for everyone."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.storage.blocks import Block
from app.storage.workshops import Round


def seats_of(db: Session, rounds: Sequence[Round]) -> Mapping[int, frozenset[int]]:
    """The seats each round is given to, by the round's id; empty for everyone."""
    blocks = {round.block_id for round in rounds if round.block_id is not None}
    found = dict(db.execute(select(Block.id, Block.seats).where(Block.id.in_(blocks))).all()) if blocks else {}
    return {round.id: frozenset(found.get(round.block_id or 0, ())) for round in rounds}
