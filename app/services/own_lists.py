"""Own lists: what one phone shows of the blocks that are open, out of what is given to anybody.

She gets the rounds of the block she is at and of the next one, whole, so that she can go on where the network is gone;
of the others how far she has come.
"""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.blocks import own_list
from app.core.workshops import PanellistId, RoundState, WorkshopId
from app.services.instruments import asked_of
from app.services.shown import TEXT, State, statement_of
from app.services.texts import with_translations
from app.storage.ballots import Ballot, Skip
from app.storage.blocks import Block
from app.storage.workshops import Panellist, Round, Workshop

NOTHING: State = {"plausibility": None, "relevance": None, "abstained": None, "parts": [], "if_changed": []}
ROUNDS_AT_HAND = 2  #: blocks whose rounds a phone holds: the one she is at and the next


def given_out(db: Session, room: Workshop) -> list[State]:
    """The open blocks with their rounds, and whom each is given to. Nobody's answer is in it."""
    rows = select(Block, Round).join(Round, Round.block_id == Block.id).options(*TEXT)
    are_open = rows.where(Round.workshop_id == room.id, Round.state == RoundState.OPEN.value)
    found = list(db.execute(are_open.order_by(Block.position, Round.position)))
    shown = with_translations(db, room, [(row, _public(room, row)) for _, row in found])
    blocks: dict[int, State] = {}
    for (block, row), state in zip(found, shown, strict=True):
        made = {"id": block.id, "title": block.title, "seats": block.seats, "calm": True, "rounds": []}
        given = blocks.setdefault(block.id, made)
        given["rounds"].append(state)
        given["calm"] &= not row.version.statement.distress
    return list(blocks.values())


def own_blocks(db: Session, given: list[State], panellist: PanellistId, *, at: int | None = None) -> State:
    """Her own list, beginning at the first block where something is left, unless she is `at` another of hers."""
    person = db.get_one(Panellist, panellist)
    turn = person.seat or person.id
    own = own_list(given, lambda block: list(block["seats"]), person.seat, turn, lambda block: bool(block["calm"]))
    answers = answers_of(db, panellist, WorkshopId(person.workshop_id))
    blocks = [_line(block, answers) for block in own]
    here = next((place for place, block in enumerate(blocks) if block["id"] == at), _first_undone(blocks))
    at_hand = own[here : here + ROUNDS_AT_HAND]
    rounds = [
        {**round, "block": block["id"], "mine": answers.get(round["id"])}
        for block in at_hand
        for round in block["rounds"]
    ]
    return {"blocks": blocks, "here": blocks[here]["id"] if blocks else None, "rounds": rounds}


def answers_of(db: Session, panellist: PanellistId, workshop: WorkshopId) -> dict[int, State]:
    """Her answers by round, skips among them."""
    in_it = select(Round.id).where(Round.workshop_id == workshop, Round.state == RoundState.OPEN.value)
    skips = set(db.scalars(select(Skip.round_id).where(Skip.panellist_id == panellist, Skip.round_id.in_(in_it))))
    mine = select(Ballot).where(Ballot.panellist_id == panellist, Ballot.round_id.in_(in_it))
    # Batches write past the session, so what it remembers of a ballot may be old.
    found = db.scalars(mine, execution_options={"populate_existing": True})
    answers = {ballot.round_id: answer_in(ballot, skipped=ballot.round_id in skips) for ballot in found}
    return dict.fromkeys(skips, {"seq": 0, "skipped": True} | NOTHING) | answers


def answer_in(ballot: Ballot, *, skipped: bool) -> State:
    """What a ballot says, as her phone shows it."""
    return {
        "seq": ballot.seq,
        "skipped": skipped,
        "plausibility": ballot.plausibility,
        "relevance": ballot.relevance,
        "abstained": ballot.abstained,
        "parts": ballot.parts,
        "if_changed": ballot.if_changed,
    }


def _public(room: Workshop, row: Round) -> State:
    return {
        "id": row.id,
        "epoch": row.epoch,
        "number": row.number,
        "state": row.state,
        "changed": False,
        "taken_back": False,
        "statement": statement_of(row, asked_of(room)),
        "counts": None,
        "topic_is_new": False,
        "comments": [],
    }


def _line(block: State, answers: dict[int, State]) -> State:
    done = sum(_is_done(answers.get(round["id"])) for round in block["rounds"])
    return {"id": block["id"], "title": block["title"], "done": done, "total": len(block["rounds"])}


def _is_done(mine: dict[str, Any] | None) -> bool:
    if mine is None:
        return False
    return bool(mine["abstained"] or mine["skipped"]) or None not in (mine["plausibility"], mine["relevance"])


def _first_undone(blocks: list[State]) -> int:
    """The first block where something is left; the last one where nothing is."""
    return next(
        (place for place, block in enumerate(blocks) if block["done"] < block["total"]), max(0, len(blocks) - 1)
    )
