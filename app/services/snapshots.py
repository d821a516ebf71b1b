"""Snapshots: all that a phone, a desk or a projector needs to show, as a pure function of the database and the time.

Before a round has closed nothing about its answers is in here but how many people are done.
"""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from app.core.disclosure import shown_abstained
from app.core.errors import NotHere
from app.core.instrument import in_language
from app.core.protocol import Protocol
from app.core.scales import Scale
from app.core.workshops import RUNNING, PanellistId, RoundId, RoundMove, RoundState, WorkshopId, WorkshopState
from app.services import comments, tallies
from app.services.ballots import current
from app.services.closing import undo_left
from app.services.instruments import Asked, asked_of
from app.services.moves import last_move
from app.services.workshops import workshop_row
from app.storage.ballots import Skip
from app.storage.comments import Comment
from app.storage.statements import Statement, StatementVersion
from app.storage.workshops import Panellist, Round, Workshop

State = dict[str, Any]

# A round's text in two queries instead of one for each table it stands in.
_TEXT = (
    joinedload(Round.version).joinedload(StatementVersion.statement).joinedload(Statement.family),
    joinedload(Round.version).selectinload(StatementVersion.parts),
)


def phone_state(db: Session, panellist: PanellistId, *, at: datetime) -> State:
    """What one phone shows: what every phone shows, with her own answer."""
    person = db.get_one(Panellist, panellist)
    return with_her_own(db, phones_state(db, WorkshopId(person.workshop_id), at=at), panellist)


def with_her_own(db: Session, state: State, panellist: PanellistId) -> State:
    """What every phone shows, with one panellist's own answer."""
    rounds = [{**round, "mine": _mine(db, RoundId(round["id"]), panellist)} for round in state["rounds"]]
    return {**state, "rounds": rounds}


def phones_state(db: Session, workshop: WorkshopId, *, at: datetime) -> State:
    """What every phone shows: the round on show, and counts once they are revealed. Nobody's answer is in it."""
    room = workshop_row(db, workshop)
    row = _on_show(db, room)
    return {
        "version": room.version,
        "workshop": _room(db, room, at),
        "help": {"name": room.help_name, "phone": room.help_phone},
        "withdraw_until": room.withdraw_until.date().isoformat(),
        **_place(db, room, row),
        "rounds": [_for_all(db, room, row)] if row else [],
    }


def phones_frame(db: Session, workshop: WorkshopId, *, at: datetime) -> State | None:
    """What every phone shows, without the version; None where a phone cannot know its own answer without asking.

    After a closing was undone, an answer that came too late may stand after all.
    """
    if last_move(db, workshop) == RoundMove.UNDO:
        return None
    state = phones_state(db, workshop, at=at)
    return {name: value for name, value in state.items() if name != "version"}


def screen_state(db: Session, workshop: WorkshopId, *, at: datetime) -> State:
    """What the projector shows. The digits only while people can join."""
    room = workshop_row(db, workshop)
    row = _on_show(db, room)
    may_join = room.state in RUNNING and not room.locked
    return {
        "version": room.version,
        "count": room.count,
        "workshop": _room(db, room, at)
        | {
            "blanked": room.blanked,
            "digits": room.digits if may_join else None,
            "token": room.token if may_join else None,
        },
        **_place(db, room, row),
        **{name: figure for name, figure in progress(db, workshop, at=at).items() if name in ("done", "present")},
        "round": _for_all(db, room, row) if row else None,
    }


def desk_state(db: Session, workshop: WorkshopId, *, at: datetime) -> State:
    """What the desk shows: the whole agenda, the round on show in full, and how many comments wait."""
    room = workshop_row(db, workshop)
    return {
        "version": room.version,
        "count": room.count,
        "workshop": _room(db, room, at)
        | {
            "site": room.site,
            "locked": room.locked,
            "blanked": room.blanked,
            "digits": room.digits,
            "pilot": room.pilot,
        },
        "current": room.current_round_id,
        "rounds": [_for_desk(db, room, row, at) for row in _agenda(db, workshop)],
        "comments": comments.counts(db, workshop),
    }


def progress(db: Session, workshop: WorkshopId, *, at: datetime) -> dict[str, int]:
    """The numbers of a frame: version, count, how many are done of those around, people here, comments new.

    A room that votes asks for this eight times a second, so it is two questions to the database.
    """
    shown = select(Workshop.version, Workshop.count, Round.id, Round.state)
    figures = shown.add_columns(tallies.here(workshop, at), comments.new_ones(workshop))
    found = db.execute(
        figures.outerjoin(Round, Round.id == Workshop.current_round_id).where(Workshop.id == workshop)
    ).one_or_none()
    if found is None:
        raise NotHere
    version, count, round, state, people, new = found
    done, present = 0, people
    if state == RoundState.OPEN:
        done, present = tallies.done_and_around(db, workshop, RoundId(round), at=at)
    return {"version": version, "count": count, "people": people, "done": done, "present": present, "comments": new}


def _room(db: Session, room: Workshop, at: datetime) -> State:
    people = tallies.people_here(db, WorkshopId(room.id), at=at)
    open_door = room.state in RUNNING and not room.locked
    return {"id": room.id, "state": room.state, "title": room.title, "people": people, "open_door": open_door}


def _place(db: Session, room: Workshop, row: Round | None) -> dict[str, int]:
    """Which statement of how many this is; a second asking keeps its place."""
    first = select(func.count()).where(Round.workshop_id == room.id, Round.number == 1)
    before = db.scalar(first.where(Round.position <= row.position)) if row else 0
    return {"position": before or 0, "total": db.scalar(first) or 0}


def _on_show(db: Session, room: Workshop) -> Round | None:
    if room.current_round_id is None or room.state in (WorkshopState.DRAFT, WorkshopState.ENDED):
        return None
    return db.scalar(select(Round).where(Round.id == room.current_round_id).options(*_TEXT))


def _agenda(db: Session, workshop: WorkshopId) -> list[Round]:
    rows = select(Round).where(Round.workshop_id == workshop).order_by(Round.position)
    return list(db.scalars(rows.options(*_TEXT)))


def _for_all(db: Session, room: Workshop, row: Round) -> State:
    """A round as phones and the projector show it."""
    shown = comments.on_wall(db, RoundId(row.id))
    return _public(db, room, row) | {"topic_is_new": _topic_is_new(db, row), "comments": shown}


def _public(db: Session, room: Workshop, row: Round) -> State:
    """What everyone in the room may see of a round; its counts only once they are revealed."""
    revealed = row.state == RoundState.REVEALED
    return {
        "id": row.id,
        "epoch": row.epoch,
        "number": row.number,
        "state": row.state,
        "statement": _statement(row, asked_of(room)),
        "counts": _counts(db, room, row) if revealed else None,
    }


def _for_desk(db: Session, room: Workshop, row: Round, at: datetime) -> State:
    on_show = row.id == room.current_round_id
    is_open = row.state == RoundState.OPEN
    after_close = row.state in (RoundState.CLOSED, RoundState.REVEALED)
    statement = _statement(row, asked_of(room)) if on_show else None
    return {
        "id": row.id,
        "epoch": row.epoch,
        "number": row.number,
        "state": row.state,
        "position": row.position,
        "code": row.version.statement.code,
        "family": row.version.statement.family.name,
        "mechanism": row.version.statement.mechanism,
        "title": row.version.title,
        "wording": row.version.wording if on_show else None,
        "parts": statement["parts"] if statement else None,
        "lang": row.version.lang,
        "reopened": row.reopened,
        "undo_ms": undo_left(row, at=at) // timedelta(milliseconds=1) if on_show else 0,
        "done": tallies.done(db, RoundId(row.id)) if is_open else None,
        "present": tallies.around(db, WorkshopId(room.id), RoundId(row.id), at=at) if is_open else row.present,
        "counts": _counts(db, room, row) if on_show and after_close else None,
        "comments": _how_many_comments(db, row) if on_show else None,
    }


def _statement(row: Round, asked: Asked) -> State:
    version = row.version
    labels = in_language(asked, version.lang).parts
    return {
        "id": version.statement.code,
        "version": version.number,
        "family": version.statement.family.name,
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


def _counts(db: Session, room: Workshop, row: Round) -> State:
    scale = scale_of(room)
    judged, abstained = tallies.plausibility(db, RoundId(row.id), scale), tallies.abstained(db, RoundId(row.id))
    return {
        "plausibility": asdict(judged),
        "relevance": asdict(tallies.relevance(db, RoundId(row.id), scale)),
        "abstained": shown_abstained(judged.n, abstained),
        "before": _before(db, row, scale),
    }


def _before(db: Session, row: Round, scale: Scale) -> State | None:
    """The answers before the talk, once they were revealed themselves."""
    earlier = db.scalar(
        select(Round).where(
            Round.workshop_id == row.workshop_id, Round.version_id == row.version_id, Round.number == row.number - 1
        )
    )
    if earlier is None or earlier.revealed_at is None:
        return None
    return asdict(tallies.plausibility(db, RoundId(earlier.id), scale))


def scale_of(room: Workshop) -> Scale:
    """The scale a workshop's protocol asks on."""
    return Protocol.from_json(room.protocol.body).of_scale


def _mine(db: Session, round: RoundId, panellist: PanellistId) -> State | None:
    ballot = current(db, panellist, round)
    skipped = db.get(Skip, (round, panellist)) is not None
    if ballot is None:
        return {"seq": 0, "skipped": True} | _NOTHING if skipped else None
    return {
        "seq": ballot.seq,
        "skipped": skipped,
        "plausibility": ballot.plausibility,
        "relevance": ballot.relevance,
        "abstained": ballot.abstained,
        "parts": ballot.parts,
        "if_changed": ballot.if_changed,
    }


_NOTHING: State = {"plausibility": None, "relevance": None, "abstained": None, "parts": [], "if_changed": []}


def _topic_is_new(db: Session, row: Round) -> bool:
    """Whether the round before it in the afternoon was of another family."""
    before = (
        select(Statement.family_id)
        .join(StatementVersion, StatementVersion.statement_id == Statement.id)
        .join(Round, Round.version_id == StatementVersion.id)
        .where(Round.workshop_id == row.workshop_id, Round.position < row.position)
        .order_by(Round.position.desc())
        .limit(1)
    )
    return db.scalar(before) != row.version.statement.family_id


def _how_many_comments(db: Session, row: Round) -> int:
    return db.scalar(select(func.count()).select_from(Comment).where(Comment.round_id == row.id)) or 0
