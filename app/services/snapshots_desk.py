"""What the desk shows, as a pure function of the database and the time: the whole agenda, the round on show in full."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from app.core.workshops import RoundId, RoundState, VersionId, WorkshopId
from app.services import comments, tallies
from app.services.answering_desk import answering_shown
from app.services.askings import amended_in, on_the_agenda
from app.services.changes import amended
from app.services.instruments import asked_of
from app.services.shown import State, counts_of, room_of, statement_of, with_pieces, with_text
from app.services.undoing import left
from app.services.workshops import workshop_row
from app.storage.blocks import Block
from app.storage.comments import Comment
from app.storage.statements import Family, Statement, StatementVersion
from app.storage.workshops import Round, Workshop


class _Line(NamedTuple):
    """One asking on the agenda: columns and not objects, for there are hundreds, and one alone is read in full."""

    id: int
    epoch: int
    number: int
    state: str
    position: int
    block: int | None
    reopened: int
    present: int | None
    taken_back: bool
    version: int
    title: str
    lang: str
    statement: int
    code: str
    mechanism: str
    family: str


def desk_state(db: Session, workshop: WorkshopId, *, at: datetime) -> State:
    """What the desk shows: the whole agenda, the round on show in full, and how many comments wait."""
    room, changed = workshop_row(db, workshop), set(db.scalars(amended_in(workshop)))
    lines = [_Line(**line) for line in db.execute(_AGENDA, {"workshop": workshop}).mappings()]
    topics = _topics(db, workshop, lines)
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
            _for_desk(db, room, line, at) | {"changed": line.version in changed, "topic": topic}
            for line, topic in zip(lines, topics, strict=True)
        ],
        "comments": comments.counts(db, workshop),
    }


def _topics(db: Session, workshop: WorkshopId, lines: Sequence[_Line]) -> list[str]:
    """Under which heading each round stands: its block, its family; asked after the talk, where it was asked first."""
    titles = dict(db.execute(select(Block.id, Block.title).where(Block.workshop_id == workshop)).all())
    in_blocks = {line.statement: titles[line.block] for line in lines if line.block}
    return [in_blocks.get(line.statement, line.family) for line in lines]


def _for_desk(db: Session, room: Workshop, line: _Line, at: datetime) -> State:
    # Of a block how many are through is told, never how many are done with one of its statements.
    is_open = line.state == RoundState.OPEN and line.block is None
    return {
        "id": line.id,
        "epoch": line.epoch,
        "number": line.number,
        "state": line.state,
        "position": line.position,
        "code": line.code,
        "family": line.family,
        "block": line.block,
        "mechanism": line.mechanism,
        "title": line.title,
        "taken_back": line.taken_back,
        "lang": line.lang,
        "reopened": line.reopened,
        "done": tallies.done(db, RoundId(line.id)) if is_open else None,
        "present": tallies.around(db, WorkshopId(room.id), RoundId(line.id), at=at) if is_open else line.present,
        **(_in_full(db, room, RoundId(line.id), at) if line.id == room.current_round_id else _NOT_ON_SHOW),
    }


def _in_full(db: Session, room: Workshop, round: RoundId, at: datetime) -> State:
    """What the desk shows of the round on show alone."""
    row = with_text(db, round)
    assert row is not None  # it stands on the agenda
    after_close = row.state in (RoundState.CLOSED, RoundState.REVEALED)
    changed = amended(db, VersionId(row.version_id), WorkshopId(room.id))
    statement = with_pieces(statement_of(row, asked_of(room)), changed)
    return {
        "wording": row.version.wording,
        "pieces": statement.get("pieces"),
        "parts": statement["parts"],
        "why": changed.why if changed else "",
        "undo_ms": left(db, row, at=at) // timedelta(milliseconds=1),
        "counts": counts_of(db, room, row) if after_close else None,
        "comments": _how_many_comments(db, row),
    }


def _how_many_comments(db: Session, row: Round) -> int:
    return db.scalar(select(func.count()).select_from(Comment).where(Comment.round_id == row.id)) or 0


_NOT_ON_SHOW: State = dict.fromkeys(("wording", "pieces", "parts", "counts", "comments")) | {"why": "", "undo_ms": 0}
_AGENDA = (
    select(Round.id, Round.epoch, Round.number, Round.state, Round.position, Round.reopened, Round.present)
    .add_columns(Round.block_id.label("block"), Round.taken_back_at.is_not(None).label("taken_back"))
    .add_columns(StatementVersion.id.label("version"), StatementVersion.title, StatementVersion.lang)
    .add_columns(Statement.id.label("statement"), Statement.code, Statement.mechanism, Family.name.label("family"))
    .join(StatementVersion, StatementVersion.id == Round.version_id)
    .join(Statement, Statement.id == StatementVersion.statement_id)
    .join(Family, Family.id == Statement.family_id)
    .where(Round.workshop_id == bindparam("workshop"), on_the_agenda())
    .order_by(Round.position)
)
