"""Casting ballots: checked and kept inside the writing transaction, each answered for itself."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.core.ballots import Answer, Recorded, SentBallot, is_number, read_ballot
from app.core.errors import (
    AnswerUnreadable,
    KeyUsed,
    NotHere,
    Removed,
    RoundClosed,
    RoundNotOpen,
    RoundReopened,
    WorkshopError,
)
from app.core.protocol import Protocol
from app.core.workshops import PanellistId, RoundId, RoundState, WorkshopId
from app.services.tallies import is_done
from app.services.tokens import new_token
from app.services.workshops import raise_count
from app.storage.ballots import Ballot, BallotEvent, Skip
from app.storage.protocols import ProtocolVersion
from app.storage.statements import StatementPart
from app.storage.workshops import Panellist, Round

Batch = Sequence[tuple[PanellistId, Mapping[str, object]]]


def cast_ballots(db: Session, batch: Batch, *, channel: str, at: datetime) -> list[Recorded]:
    """Keep a batch of ballots; what is said back to each, in order. A refused ballot never harms its neighbours.

    The same key with the same body gets the same answer; late ballots are kept apart and told so.
    """
    recorded = [_answered(db, panellist, fields, channel, at) for panellist, fields in batch]
    db.flush()
    return recorded


def cast_form(db: Session, panellist: PanellistId, fields: Mapping[str, object], *, at: datetime) -> Recorded:
    """Keep an answer sent as a plain form, which carries no key and no order: the last to arrive stands."""
    standing = current(db, panellist, fields.get("round"))
    made = {"key": new_token(), "seq": standing.seq + 1 if standing else 1}
    return cast_ballots(db, [(panellist, {**fields, **made})], channel="form", at=at)[0]


def current(db: Session, panellist: PanellistId, round: object) -> Ballot | None:
    """The ballot that stands for a panellist in a round, if any."""
    if not is_number(round):
        return None
    return db.scalar(select(Ballot).where(Ballot.round_id == round, Ballot.panellist_id == panellist))


def skip(db: Session, panellist: PanellistId, round: RoundId) -> None:
    """Skip an open round: done while it is open, kept nowhere afterwards. Raises RoundNotOpen and RoundClosed."""
    row = _own_round(db, _own_panellist(db, panellist), round)
    if row.state == RoundState.QUEUED:
        raise RoundNotOpen
    if row.state != RoundState.OPEN:
        raise RoundClosed
    with _counting(db, row, panellist):
        if db.get(Skip, (round, panellist)) is None:
            db.add(Skip(round_id=round, panellist_id=panellist))


def _answered(
    db: Session, panellist: PanellistId, fields: Mapping[str, object], channel: str, at: datetime
) -> Recorded:
    try:
        return _cast(db, panellist, fields, channel, at)
    except WorkshopError as refused:
        key, seq = fields.get("key"), fields.get("seq")
        return Recorded(
            False,
            key[:64] if isinstance(key, str) else "",
            seq if type(seq) is int else 0,
            refused.code,
            refused.say,
        )


def _cast(db: Session, panellist: PanellistId, fields: Mapping[str, object], channel: str, at: datetime) -> Recorded:
    person = _own_panellist(db, panellist)
    row = _own_round(db, person, fields.get("round"))
    sent = read_ballot(fields, points=_protocol(db, row).of_scale.points, positions=_positions(db, row))
    if repeated := _repeated(db, panellist, sent):
        return repeated
    if sent.epoch > row.epoch or row.state == RoundState.QUEUED:
        raise RoundNotOpen
    if sent.epoch < row.epoch:
        raise RoundReopened
    late = row.state != RoundState.OPEN
    recorded = _said(sent, late)
    event = _event(row, person, sent, recorded, channel=channel, late=late, at=at)
    db.add(event)
    db.flush()
    if not late:
        with _counting(db, row, panellist):
            _stand(db, row, person, event, sent)
    return recorded


@contextmanager
def _counting(db: Session, row: Round, panellist: PanellistId) -> Iterator[None]:
    """Raise the workshop's count when someone gets done, or is no longer.

    Not with every ballot: judging takes two, skipping none, and the difference would tell who skipped.
    """
    round = RoundId(row.id)
    before = is_done(db, round, panellist)
    yield
    db.flush()
    if is_done(db, round, panellist) is not before:
        raise_count(db, WorkshopId(row.workshop_id))


def _own_panellist(db: Session, panellist: PanellistId) -> Panellist:
    """Membership is read again for every ballot: someone may have been retired since the phone connected."""
    person = db.get(Panellist, panellist)
    if person is None or person.removed_at or person.left_at:
        raise Removed
    return person


def _own_round(db: Session, person: Panellist, round: object) -> Round:
    if not is_number(round):
        raise AnswerUnreadable(what="it names no round")
    row = db.scalar(select(Round).where(Round.id == round, Round.workshop_id == person.workshop_id).with_for_update())
    if row is None:
        raise NotHere
    return row


def _protocol(db: Session, row: Round) -> Protocol:
    version = row.workshop.protocol
    return Protocol.from_json(version.body)


def _positions(db: Session, row: Round) -> frozenset[int]:
    return frozenset(db.scalars(select(StatementPart.position).where(StatementPart.version_id == row.version_id)))


def _repeated(db: Session, panellist: PanellistId, sent: SentBallot) -> Recorded | None:
    earlier = db.scalar(select(BallotEvent).where(BallotEvent.panellist_id == panellist, BallotEvent.key == sent.key))
    if earlier is None:
        return None
    if earlier.digest != sent.digest:
        raise KeyUsed
    return Recorded(**earlier.answer)


def _said(sent: SentBallot, late: bool) -> Recorded:
    if late:
        return Recorded(False, sent.key, sent.seq, RoundClosed.code, RoundClosed.sentence())
    return Recorded(True, sent.key, sent.seq)


def _event(
    row: Round, person: Panellist, sent: SentBallot, recorded: Recorded, *, channel: str, late: bool, at: datetime
) -> BallotEvent:
    return BallotEvent(
        round_id=row.id,
        panellist_id=person.id,
        key=sent.key,
        digest=sent.digest,
        seq=sent.seq,
        epoch=sent.epoch,
        channel=channel,
        lang=row.version.lang,
        late=late,
        answer={name: getattr(recorded, name) for name in ("ok", "key", "seq", "error", "say")},
        at=at,
        **_columns(sent.answer),
    )


def _stand(db: Session, row: Round, person: Panellist, event: BallotEvent, sent: SentBallot) -> None:
    """Make this the answer that stands, unless a later one of the phone's came before it."""
    standing = current(db, PanellistId(person.id), row.id)
    if standing is None:
        standing = Ballot(round_id=row.id, panellist_id=person.id, seq=0)
        db.add(standing)
    if sent.seq > standing.seq:
        values = _columns(sent.answer) | {"seq": sent.seq, "event_id": event.id}
        for name, value in (values | {"channel": event.channel, "lang": event.lang}).items():
            setattr(standing, name, value)
    db.execute(delete(Skip).where(Skip.round_id == row.id, Skip.panellist_id == person.id))
    if not row.workshop.pilot:
        _freeze(db, row.workshop.protocol, event.at)


def _freeze(db: Session, protocol: ProtocolVersion, at: datetime) -> None:
    """The review's first ballot freezes the rules it is judged by; a rehearsal's does not."""
    if protocol.frozen_at is None:
        db.execute(update(ProtocolVersion).where(ProtocolVersion.id == protocol.id).values(frozen_at=at))


def _columns(answer: Answer) -> dict[str, Any]:
    return {
        "plausibility": answer.plausibility,
        "relevance": answer.relevance,
        "abstained": answer.abstained.value if answer.abstained else None,
        "parts": list(answer.parts),
        "if_changed": list(answer.if_changed),
    }
