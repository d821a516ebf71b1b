"""What snapshots of all audiences are made of: the room, the round on show, its text and its counts.

Before a round has closed nothing about its answers is in here.
"""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, Select, bindparam, exists, func, select
from sqlalchemy.orm import Session, joinedload

from app.core.disclosure import shown_abstained
from app.core.instrument import in_language
from app.core.protocol import Protocol
from app.core.scales import Scale
from app.core.workshops import RUNNING, RoundId, RoundState, VersionId, WorkshopId, WorkshopState
from app.services import comments, tallies
from app.services.askings import asked_before
from app.services.changes import Amended, amended
from app.services.instruments import Asked, asked_of
from app.storage.ballots import Ballot
from app.storage.ready import answers_in, first_answer_in
from app.storage.statements import Statement, StatementVersion
from app.storage.workshops import Round, Workshop

State = dict[str, Any]

# A round's text in two queries instead of one for each table it stands in.
TEXT = (
    joinedload(Round.version).joinedload(StatementVersion.statement).joinedload(Statement.family),
    joinedload(Round.version).selectinload(StatementVersion.parts),
)


def room_of(db: Session, room: Workshop, at: datetime) -> State:
    """The workshop as everyone sees it, with how many people are here."""
    people = tallies.people_here(db, WorkshopId(room.id), at=at)
    open_door = room.state in RUNNING and not room.locked
    return {"id": room.id, "state": room.state, "title": room.title, "people": people, "open_door": open_door}


def place_of(db: Session, room: Workshop, row: Round | None) -> dict[str, int]:
    """Which statement of how many in plenary a round is about; one of a block has no place: 0.

    Asked again, in whichever words, a statement keeps its place.
    """
    statement = row.version.statement_id if row else None
    ((total, position),) = answers_in(db, _PLACE, in_workshop=room.id, of_statement=statement)
    return {"position": position, "total": total}


def judged(db: Session, room: Workshop) -> int:
    """Of how many statements somebody's answer counts; what was taken back is not among them."""
    rated = Ballot.plausibility.is_not(None), Round.workshop_id == room.id, Round.taken_back_at.is_(None)
    each = select(func.count(StatementVersion.statement_id.distinct())).join_from(StatementVersion, Round)
    return db.scalar(each.join(Ballot, Ballot.round_id == Round.id).where(*rated)) or 0


def on_show(db: Session, room: Workshop) -> Round | None:
    """The round on show with its text; None before the first and after the end."""
    if room.current_round_id is None or room.state in (WorkshopState.DRAFT, WorkshopState.ENDED):
        return None
    return with_text(db, RoundId(room.current_round_id))


def with_text(db: Session, round: RoundId) -> Round | None:
    """A round with all that is read in it, in one question; None where there is no such round."""
    return db.scalars(_WITH_TEXT, {"round": round}).unique().one_or_none()


def answering_state(db: Session, room: Workshop, row: Round | None) -> str | None:
    """How what is answered at one's own pace stands, where the room is at it: queued, open or closed; else None."""
    if row is not None:
        return row.state if row.block_id and row.state in (RoundState.QUEUED, RoundState.OPEN) else None
    if room.state not in (WorkshopState.LIVE, WorkshopState.PAUSED):
        return None
    closed = Round.workshop_id == room.id, Round.block_id.is_not(None), Round.state != RoundState.QUEUED.value
    return RoundState.CLOSED.value if db.scalar(select(exists().where(*closed))) else None


def for_all(db: Session, room: Workshop, row: Round) -> State:
    """A round as phones and the projector show it."""
    shown = comments.on_wall(db, RoundId(row.id))
    return public(db, room, row) | {"topic_is_new": topic_is_new(db, row), "comments": shown}


def public(db: Session, room: Workshop, row: Round) -> State:
    """What everyone in the room may see of a round; its counts only once they are revealed."""
    revealed, waits = row.state == RoundState.REVEALED, row.state == RoundState.QUEUED
    changed = amended(db, VersionId(row.version_id), WorkshopId(room.id))
    statement = statement_of(row, asked_of(room))
    return {
        "id": row.id,
        "epoch": row.epoch,
        "number": row.number,
        "state": row.state,
        "changed": changed is not None,
        "asked_earlier": changed is not None and asked_before(db, row) is not None,
        "taken_back": row.taken_back_at is not None,
        # While people answer they read the text as it is now.
        "statement": with_pieces(statement, changed if waits else None),
        "counts": counts_of(db, room, row) if revealed else None,
    }


def statement_of(row: Round, asked: Asked) -> State:
    """What a panel reads in a round, part by part, with the labels of its language."""
    version = row.version
    labels = in_language(asked, version.lang).parts
    return {
        "id": version.statement.code,
        "version": version.number,
        "family": version.statement.family.name,
        "family_lang": version.lang,  # whoever wrote the statement named its family
        "title": version.title,
        "wording": version.wording,
        "lang": version.lang,
        "parts": [
            {
                "position": part.position,
                "kind": part.kind,
                "label": labels[part.kind],
                "text": f"{part.lead} {part.text}".strip(),
            }
            for part in version.parts
        ],
    }


def with_pieces(statement: State, changed: Amended | None) -> State:
    """The same text with what went and what came, part by part, or of its wording where it has no parts."""
    if changed is None:
        return statement
    pieces = {each.position: [asdict(piece) for piece in each.pieces] for each in changed.differences}
    parts = [{**part, "pieces": pieces.get(part["position"])} for part in statement["parts"]]
    return {**statement, "parts": parts, "pieces": pieces.get(0)}


def counts_of(db: Session, room: Workshop, row: Round) -> State:
    """What was answered in a round, as it may be shown."""
    scale = scale_of(room)
    judged, relevance, abstained = tallies.answered(db, RoundId(row.id), scale)
    return {
        "plausibility": asdict(judged),
        "relevance": asdict(relevance),
        "abstained": shown_abstained(judged.n, abstained),
        "before": _before(db, row, scale),
        "before_older": row.number == 1,  # where there is any: the answers to the text before this one
    }


def _before(db: Session, row: Round, scale: Scale) -> State | None:
    """The answers before the talk, once they were revealed themselves; of a changed text, those on the text before."""
    earlier = asked_before(db, row)
    if earlier is None or earlier.revealed_at is None or earlier.taken_back_at is not None:
        return None
    return asdict(tallies.plausibility(db, RoundId(earlier.id), scale))


def scale_of(room: Workshop) -> Scale:
    """The scale a workshop's protocol asks on."""
    return Protocol.from_json(room.protocol.body).of_scale


def topic_is_new(db: Session, row: Round) -> bool:
    """Whether the round before it in the afternoon was of another family."""
    before = first_answer_in(db, _FAMILY_BEFORE, workshop=row.workshop_id, position=row.position)
    return bool(before != row.version.statement.family_id)


def _place() -> Select[int, int]:
    each = (
        select(StatementVersion.statement_id, func.min(Round.position).label("begins"))
        .join(StatementVersion)
        .where(Round.workshop_id == bindparam("in_workshop"))
    )
    # Named, so that the database goes through the afternoon once though it is asked for twice.
    in_plenary = each.group_by(StatementVersion.statement_id).having(func.max(Round.block_id).is_(None)).cte()
    of_it = in_plenary.c.statement_id == bindparam("of_statement", type_=Integer)
    begins = select(in_plenary.c.begins).where(of_it).scalar_subquery()
    before = func.count().filter(in_plenary.c.begins <= begins)
    return select(func.count(), before).select_from(in_plenary)


# Made once: putting them together takes longer than their answers, and a room waits for them.
_PLACE = _place()
_ONE_TEXT = TEXT[0], joinedload(Round.version).joinedload(StatementVersion.parts)
_WITH_TEXT = select(Round).where(Round.id == bindparam("round")).options(*_ONE_TEXT)
_EARLIER = Round.workshop_id == bindparam("workshop"), Round.position < bindparam("position")
_BEFORE = select(func.max(Round.position)).where(*_EARLIER).scalar_subquery()
_FAMILY_BEFORE = (
    select(Statement.family_id)
    .join(StatementVersion, StatementVersion.statement_id == Statement.id)
    .join(Round, Round.version_id == StatementVersion.id)
    .where(Round.workshop_id == bindparam("workshop"), Round.position == _BEFORE)
)
