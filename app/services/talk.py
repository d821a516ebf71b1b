"""Talk first: which statements a room talks about before it is asked again, and in which order.

The list follows from the ballots of closed rounds, and says no more of them than the desk may show. Choosing from it
puts an asking of each chosen statement behind the one on show, in the order chosen, and the first of them on show.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.core.errors_talk import NotToTalkAbout, TalkListChanged
from app.core.protocol import Protocol
from app.core.talk import Need, in_talk_order, need_of
from app.core.workshops import AccountId, RoundId, RoundState, StatementId, VersionId, WorkshopId
from app.services import askings, clocks, workshops
from app.services.closed_rounds import CLOSED, read
from app.services.judgements import pool
from app.services.moves import record, who_was_last
from app.services.rounds import refuse_a_room_at_rest
from app.storage.statements import Statement, StatementVersion
from app.storage.workshops import Round, Workshop


@dataclass(frozen=True, slots=True)
class Topic:
    """A statement that was judged and not yet asked again. `round` is its asking, `place` from 1 if chosen."""

    statement: StatementId
    round: RoundId
    code: str
    family: str
    text: str
    lang: str
    need: Need
    place: int | None


@dataclass(frozen=True, slots=True)
class TalkList:
    """What can be talked about, in the order of the list. `seen` names what is chosen now, to compare with later.

    `minutes_left` are those the chosen afternoon has left for talk; without one, those the workshop has left.
    """

    topics: tuple[Topic, ...]
    seen: str
    minutes_left: int


def talk_list(db: Session, workshop: WorkshopId, *, at: datetime) -> TalkList:
    """What a workshop has judged and could talk about. Raises NotHere."""
    room = workshops.workshop_row(db, workshop)
    rows = _to_talk_about(db, workshop)
    chosen = _chosen(db, workshop)
    places = {id: place for place, id in enumerate(chosen, start=1)}
    needs = _needs(db, room, [VersionId(row.version_id) for row in rows.values()])
    listed = [_topic(row, needs.get(VersionId(row.version_id), Need()), places) for row in rows.values()]
    ordered = in_talk_order([(each, each.need) for each in listed])
    to_talk = clocks.minutes_to_talk(db, workshop, at=at)
    minutes = minutes_left(room, at) if to_talk is None else to_talk
    return TalkList(tuple(each for each, _ in ordered), _seen(chosen), minutes)


def choose(
    db: Session,
    workshop: WorkshopId,
    wanted: Sequence[RoundId],
    *,
    seen: str,
    by: AccountId | None,
    at: datetime,
) -> None:
    """Make these the statements that are talked about, in this order; those no longer chosen leave the agenda.

    Raises TalkListChanged where another choice was made meanwhile, NotToTalkAbout, MoveNotPossible.
    """
    room = workshops.workshop_row(db, workshop, lock=True)
    refuse_a_room_at_rest(room)
    if _seen(_chosen(db, workshop)) != seen:
        raise TalkListChanged(who=who_was_last(db, workshop))
    rows = {RoundId(row.id): row for row in _to_talk_about(db, workshop).values()}
    if len(set(wanted)) != len(wanted) or not rows.keys() >= set(wanted):
        raise NotToTalkAbout
    statements = [_statement(row) for row in rows.values()]
    waiting = askings.waiting_for(db, workshop, statements)
    for row in waiting.values():
        row.taken_back_at = row.taken_back_at or at
    made = [_asking(db, room, rows[each], waiting, by, at) for each in wanted]
    _put_behind_the_one_on_show(db, room, made)
    if wanted and not workshops.open_rounds(db, workshop):
        room.current_round_id = wanted[0]
    workshops.tell(room)
    db.flush()


def minutes_left(room: Workshop, at: datetime) -> int:
    """How many of its minutes a workshop has left, all before it began, none once they are over."""
    if room.started_at is None:
        return room.minutes
    gone = int((at - room.started_at).total_seconds() // 60)
    return min(room.minutes, max(0, room.minutes - gone))


def _to_talk_about(db: Session, workshop: WorkshopId) -> dict[StatementId, Round]:
    """The closed asking of each statement that was not asked after a talk yet, in the order of the afternoon."""
    text = joinedload(Round.version).joinedload(StatementVersion.statement).joinedload(Statement.family)
    mine = select(Round).where(Round.workshop_id == workshop).options(text).order_by(Round.position)
    rows = [row for row in db.scalars(mine) if not askings.is_untouched(row)]
    # A text changed before anybody was asked is a first asking like any other; later askings were made later.
    first = {_statement(row): row for row in sorted(rows, key=lambda row: -row.id)}
    over = {_statement(row) for row in rows if first[_statement(row)] is not row}
    closed = [row for row in rows if row.state in CLOSED and row.taken_back_at is None]
    return {_statement(row): row for row in closed if _statement(row) not in over}


def _chosen(db: Session, workshop: WorkshopId) -> list[StatementId]:
    """The statements whose asking after the talk waits on the agenda, in its order."""
    of = select(StatementVersion.statement_id).join(Round).where(Round.workshop_id == workshop).distinct()
    waiting = askings.waiting_for(db, workshop, [StatementId(id) for id in db.scalars(of)])
    on_it = sorted((row.position, id) for id, row in waiting.items() if row.taken_back_at is None)
    return [id for _, id in on_it]


def _seen(chosen: Sequence[StatementId]) -> str:
    return "-".join(map(str, chosen))


def _needs(db: Session, room: Workshop, versions: Sequence[VersionId]) -> dict[VersionId, Need]:
    protocol, workshop = Protocol.from_json(room.protocol.body), WorkshopId(room.id)
    record = read(db, [workshop], versions)
    return {
        version: need_of(pool(closed, protocol).judgements, protocol.of_scale)
        for (_, version), closed in record.items()
    }


def _topic(row: Round, need: Need, places: Mapping[StatementId, int]) -> Topic:
    version, id = row.version, _statement(row)
    text = version.title or version.wording
    family = version.statement.family.name
    return Topic(id, RoundId(row.id), version.statement.code, family, text, version.lang, need, places.get(id))


def _asking(
    db: Session,
    room: Workshop,
    first: Round,
    waiting: Mapping[StatementId, Round],
    by: AccountId | None,
    at: datetime,
) -> Round:
    row = waiting.get(_statement(first))
    if row is not None:
        row.taken_back_at = None
        return row
    row = askings.put_behind(db, first, first.version_id, first.number + 1)
    record(db, room, "again", before=first.state, after=RoundState.QUEUED.value, by=by, at=at, round=row)
    return row


def _put_behind_the_one_on_show(db: Session, room: Workshop, made: Sequence[Round]) -> None:
    """Order the agenda anew: what is chosen comes next, the rest keeps its order."""
    mine = select(Round).where(Round.workshop_id == room.id).order_by(Round.position, Round.id)
    every = list(db.scalars(mine.execution_options(populate_existing=True)))
    rest = [row for row in every if row not in made]
    last_closed = max((at for at, row in enumerate(rest) if row.state in CLOSED), default=-1)
    here = next((at for at, row in enumerate(rest) if row.id == room.current_round_id), last_closed) + 1
    for position, row in enumerate([*rest[:here], *made, *rest[here:]], start=1):
        row.position = position


def _statement(row: Round) -> StatementId:
    return StatementId(row.version.statement_id)
