"""Casting ballots: checked and kept inside the writing transaction, each answered for itself."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app.core.ballots import MAX_KEY, Recorded, SentBallot, is_number, read_ballot, refused
from app.core.catalogue import N_, Phrase
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
from app.core.errors_blocks import GivenToOthers
from app.core.seats import is_given_to
from app.core.workshops import PanellistId, RoundId, RoundState, WorkshopId
from app.services.ballot_rows import Asked, Person, Rows, read, write
from app.services.given import seats_of
from app.services.tallies import is_done
from app.services.tokens import new_token
from app.services.workshops import raise_count
from app.storage.ballots import Ballot, Skip
from app.storage.workshops import Panellist, Round

Fields = Mapping[str, object]
Batch = Sequence[tuple[PanellistId, Fields]]


def cast_ballots(db: Session, batch: Batch, *, channel: str, at: datetime) -> list[Recorded]:
    """Keep a batch of ballots; what is said back to each, in order. A refused ballot never harms its neighbours.

    Each is decided on what those before it left, so a batch means the same as its ballots one by one. The same key
    with the same body gets the same answer; late ballots are kept apart and told so.
    """
    db.flush()  # what is asked here goes past the session
    return cast_on(db.connection(), batch, channel=channel, at=at)


def cast_on(on: Connection, batch: Batch, *, channel: str, at: datetime) -> list[Recorded]:
    """The same on a connection whose transaction has begun."""
    rows = read(on, _places(batch), _keys(batch), _texts(batch))
    recorded = [_answered(rows, panellist, fields, channel, at) for panellist, fields in batch]
    write(on, rows, at=at)
    return recorded


def cast_form(db: Session, panellist: PanellistId, fields: Fields, *, at: datetime) -> Recorded:
    """Keep an answer sent as a plain form, which carries no key and no order: the last to arrive stands."""
    standing = current(db, panellist, fields.get("round"))
    made = {"key": new_token(), "seq": standing.seq + 1 if standing else 1}
    return cast_ballots(db, [(panellist, {**fields, **made})], channel="form", at=at)[0]


def current(db: Session, panellist: PanellistId, round: object) -> Ballot | None:
    """The ballot that stands for a panellist in a round, if any."""
    if not is_number(round):
        return None
    row = select(Ballot).where(Ballot.round_id == round, Ballot.panellist_id == panellist)
    # Batches write past the session, so what it remembers of a ballot may be old.
    return db.scalar(row, execution_options={"populate_existing": True})


def skip(db: Session, panellist: PanellistId, round: RoundId) -> None:
    """Skip an open round: done while it is open, kept nowhere afterwards.

    Raises RoundNotOpen, RoundClosed, and GivenToOthers.
    """
    row = _own_round(db, _own_panellist(db, panellist), round)
    if row.state == RoundState.QUEUED:
        raise RoundNotOpen
    if row.state != RoundState.OPEN:
        raise RoundClosed
    if db.get(Skip, (round, panellist)) is None:
        was_done = is_done(db, round, panellist)
        db.add(Skip(round_id=round, panellist_id=panellist))
        db.flush()
        raise_count(db.connection(), WorkshopId(row.workshop_id), by=int(not was_done))


def _places(batch: Batch) -> set[tuple[int, int]]:
    """The rounds that are named and by whom; 0, which no round is, where none is."""
    named = ((fields.get("round"), who) for who, fields in batch)
    return {(round if is_number(round) else 0, who) for round, who in named}


def _keys(batch: Batch) -> set[tuple[int, str]]:
    # What can be no key is refused when it is read, and no database has to look for it.
    named = ((who, fields.get("key")) for who, fields in batch)
    return {(who, key) for who, key in named if isinstance(key, str) and len(key) <= MAX_KEY and key.isascii()}


def _texts(batch: Batch) -> set[int]:
    """The translations that ballots were read in."""
    named = (fields.get("read") for _who, fields in batch)
    return {text for text in named if is_number(text)}


def _answered(rows: Rows, panellist: PanellistId, fields: Fields, channel: str, at: datetime) -> Recorded:
    person = rows.people.get(panellist)
    version = person.version if person else None
    try:
        recorded = _cast(rows, panellist, fields, channel, at)
        return recorded if recorded.ok else replace(recorded, version=version)
    except WorkshopError as why:
        return refused(fields, why, version)


def _cast(rows: Rows, panellist: PanellistId, fields: Fields, channel: str, at: datetime) -> Recorded:
    asked = _asked(rows, rows.people.get(panellist), fields.get("round"))
    sent = read_ballot(fields, points=asked.points, positions=asked.positions)
    if not rows.has(sent):
        raise AnswerUnreadable(what=Phrase(N_("it names a translation this statement does not have")))
    earlier = rows.said.get((panellist, sent.key))
    if earlier is not None:
        return _same(sent, *earlier)
    if sent.epoch > asked.epoch or asked.state is RoundState.QUEUED:
        raise RoundNotOpen
    if sent.epoch < asked.epoch:
        raise RoundReopened
    if asked.state is not RoundState.OPEN:
        late = Recorded(False, sent.key, sent.seq, RoundClosed.code, RoundClosed.sentence())
        rows.keep(panellist, sent, late, channel=channel, at=at)
        return late
    saved = Recorded(True, sent.key, sent.seq, workshop=asked.workshop)
    rows.keep(panellist, sent, saved, channel=channel, at=at)
    rows.stand(panellist, sent, channel=channel)
    return saved


def _same(sent: SentBallot, digest: str, answer: Recorded) -> Recorded:
    if sent.digest != digest:
        raise KeyUsed
    return answer


def _asked(rows: Rows, person: Person | None, round: object) -> Asked:
    """The round somebody answers in. Raises Removed, AnswerUnreadable, NotHere and GivenToOthers."""
    if person is None or not person.is_in:
        raise Removed
    if not is_number(round):
        raise AnswerUnreadable(what=Phrase(N_("it names no round")))
    asked = rows.rounds.get(round)
    if asked is None or asked.workshop != person.workshop:
        raise NotHere
    if not is_given_to(person.seat, asked.seats):
        raise GivenToOthers
    return asked


def _own_panellist(db: Session, panellist: PanellistId) -> Panellist:
    person = db.get(Panellist, panellist)
    if person is None or person.removed_at or person.left_at:
        raise Removed
    return person


def _own_round(db: Session, person: Panellist, round: object) -> Round:
    if not is_number(round):
        raise AnswerUnreadable(what=Phrase(N_("it names no round")))
    row = db.scalar(select(Round).where(Round.id == round, Round.workshop_id == person.workshop_id).with_for_update())
    if row is None:
        raise NotHere
    if not is_given_to(person.seat, seats_of(db, [row])[row.id]):
        raise GivenToOthers
    return row
