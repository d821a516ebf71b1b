"""What the desk shows, as a pure function of the database and the time: the whole agenda, the round on show in full."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.workshops import RoundId, RoundState, VersionId, WorkshopId
from app.services import comments, tallies
from app.services.answering_desk import answering_shown
from app.services.askings import amended_in, on_the_agenda
from app.services.changes import amended
from app.services.instruments import asked_of
from app.services.shown import TEXT, State, counts_of, room_of, statement_of, with_pieces
from app.services.undoing import left
from app.services.workshops import workshop_row
from app.storage.blocks import Block
from app.storage.comments import Comment
from app.storage.workshops import Round, Workshop


def desk_state(db: Session, workshop: WorkshopId, *, at: datetime) -> State:
    """What the desk shows: the whole agenda, the round on show in full, and how many comments wait."""
    room, changed = workshop_row(db, workshop), set(db.scalars(amended_in(workshop)))
    rows = _agenda(db, workshop)
    topics = _topics(db, workshop, rows)
    return {
        "version": room.version,
        "count": room.count,
        "workshop": room_of(db, room, at)
        | {
            "site": room.site,
            "locked": room.locked,
            "blanked": room.blanked,
            "digits": room.digits,
            "pilot": room.pilot,
        },
        "current": room.current_round_id,
        "answering": answering_shown(db, room, at=at),
        "rounds": [
            _for_desk(db, room, row, at) | {"changed": row.version_id in changed, "topic": topic}
            for row, topic in zip(rows, topics, strict=True)
        ],
        "comments": comments.counts(db, workshop),
    }


def _topics(db: Session, workshop: WorkshopId, rows: Sequence[Round]) -> list[str]:
    """Under which heading each round stands: its block, its family; asked after the talk, where it was asked first."""
    titles = dict(db.execute(select(Block.id, Block.title).where(Block.workshop_id == workshop)).all())
    in_blocks = {row.version.statement_id: titles[row.block_id] for row in rows if row.block_id}
    return [in_blocks.get(row.version.statement_id, row.version.statement.family.name) for row in rows]


def _agenda(db: Session, workshop: WorkshopId) -> list[Round]:
    rows = select(Round).where(Round.workshop_id == workshop, on_the_agenda()).order_by(Round.position)
    return list(db.scalars(rows.options(*TEXT)))


def _for_desk(db: Session, room: Workshop, row: Round, at: datetime) -> State:
    on_show = row.id == room.current_round_id
    # Of a block how many are through is told, never how many are done with one of its statements.
    is_open = row.state == RoundState.OPEN and row.block_id is None
    after_close = row.state in (RoundState.CLOSED, RoundState.REVEALED)
    changed = amended(db, VersionId(row.version_id), WorkshopId(room.id)) if on_show else None
    statement = with_pieces(statement_of(row, asked_of(room)), changed) if on_show else None
    return {
        "id": row.id,
        "epoch": row.epoch,
        "number": row.number,
        "state": row.state,
        "position": row.position,
        "code": row.version.statement.code,
        "family": row.version.statement.family.name,
        "block": row.block_id,
        "mechanism": row.version.statement.mechanism,
        "title": row.version.title,
        "wording": row.version.wording if on_show else None,
        "pieces": statement.get("pieces") if statement else None,
        "parts": statement["parts"] if statement else None,
        "why": changed.why if changed else "",
        "taken_back": row.taken_back_at is not None,
        "lang": row.version.lang,
        "reopened": row.reopened,
        "undo_ms": left(db, row, at=at) // timedelta(milliseconds=1) if on_show else 0,
        "done": tallies.done(db, RoundId(row.id)) if is_open else None,
        "present": tallies.around(db, WorkshopId(room.id), RoundId(row.id), at=at) if is_open else row.present,
        "counts": counts_of(db, room, row) if on_show and after_close else None,
        "comments": _how_many_comments(db, row) if on_show else None,
    }


def _how_many_comments(db: Session, row: Round) -> int:
    return db.scalar(select(func.count()).select_from(Comment).where(Comment.round_id == row.id)) or 0
