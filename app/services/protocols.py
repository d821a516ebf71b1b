"""A review's protocol and its versions: the rules in force, what they rest on, and changing them.

Before the first ballot a change replaces the newest version, unless people could have joined a workshop under it; plans
whose doors are closed go with it. After the first ballot every change is a version of its own, a deviation that says
why; a workshop keeps the version it was planned under.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.core.brought import asked_at_first, on_scale
from app.core.canonical import sha256_of
from app.core.deviations import (
    Change,
    Deviation,
    ReasonMissing,
    ScaleStays,
    changed_fields,
    changes_between,
)
from app.core.errors import NotHere
from app.core.instrument import QUESTIONS, Instrument, instruments_from_json, instruments_to_json
from app.core.instrument_texts import changed_words, reason_key
from app.core.profiles import own_reasons
from app.core.protocol import Protocol, protocol_hash
from app.core.workshops import AccountId, ReviewId, WorkshopId, WorkshopState
from app.services.groups import declared_groups, lay_out_groups
from app.services.workshops import workshop_row
from app.storage.protocols import ProtocolBasis, ProtocolVersion
from app.storage.workshops import Workshop


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a review's protocol. `by` is "" while nobody has chosen it; `changes` are those to the one before.

    `is_deviation` says that it came after the version the first ballot was cast under; `workshops` are judged by it.
    """

    number: int
    protocol: Protocol
    hash: str
    reasons: Mapping[str, str]
    instruments: Mapping[str, Instrument]
    instrument_hash: str
    at: datetime
    by: str
    frozen_at: datetime | None
    changes: tuple[Change, ...]
    is_deviation: bool
    workshops: tuple[str, ...]


def begin(db: Session, review: ReviewId, *, at: datetime) -> None:
    """Give a new review its first version: every field as by default, chosen by nobody yet."""
    asked = instruments_to_json(asked_at_first(Protocol().scale))
    _add(db, review, 1, Protocol(), {}, asked, by=None, at=at)


def current(db: Session, review: ReviewId) -> Version:
    """The version in force. Raises NotHere."""
    found = history(db, review)
    if not found:
        raise NotHere
    return found[0]


def history(db: Session, review: ReviewId) -> list[Version]:
    """Every version of a review's protocol, the one in force first."""
    rows = _rows(db, review)
    first = _first_frozen(rows)
    found = [_version(db, row, before, first) for row, before in zip(rows, [None, *rows], strict=False)]
    return found[::-1]


def deviations(db: Session, review: ReviewId) -> tuple[Deviation, ...]:
    """What was changed after the first ballot, in the order of the changes."""
    found = (each for each in reversed(history(db, review)) if each.is_deviation)
    return tuple(Deviation(each.number, each.at, each.by, each.changes) for each in found)


def is_frozen(db: Session, review: ReviewId) -> bool:
    """Whether anybody has answered in the review, rehearsals aside."""
    return _first_frozen(_rows(db, review)) is not None


def people_expected(db: Session, review: ReviewId) -> int | None:
    """How many people the newest plan expects; None where no plan names any."""
    newest = select(Workshop).where(Workshop.review_id == review).order_by(Workshop.id.desc()).limit(1)
    row = db.scalar(newest)
    return (sum(group.expected for group in declared_groups(row)) or None) if row else None


def newest_protocol(db: Session, review: ReviewId, *, lock: bool = False) -> ProtocolVersion:
    """The row of the version in force. Raises NotHere for a review that is not there."""
    newest = select(ProtocolVersion).where(ProtocolVersion.review_id == review)
    ordered = newest.order_by(ProtocolVersion.number.desc()).limit(1)
    row = db.scalar(ordered.with_for_update(of=ProtocolVersion) if lock else ordered)
    if row is None:
        raise NotHere
    return row


def protocol_of(db: Session, review: ReviewId) -> Protocol:
    """What the protocol in force for a review says. Raises NotHere."""
    return Protocol.from_json(newest_protocol(db, review).body)


def protocol_of_workshop(db: Session, workshop: WorkshopId) -> Protocol:
    """What the protocol a workshop is judged by says. Raises NotHere."""
    return Protocol.from_json(workshop_row(db, workshop).protocol.body)


def change(
    db: Session,
    review: ReviewId,
    protocol: Protocol,
    *,
    reasons: Mapping[str, str],
    by: AccountId | None,
    at: datetime,
) -> Version:
    """Let a review be judged by this protocol from now on. `reasons` say why, by field.

    Another scale brings its own words for the answers. Raises ScaleStays, and after the first ballot ReasonMissing for
    a changed field without one.
    """
    row = newest_protocol(db, review, lock=True)
    frozen, before = is_frozen(db, review), Protocol.from_json(row.body)
    said = {name: text.strip() for name, text in reasons.items() if text.strip()}
    changed = changed_fields(before, protocol)
    _refuse(db, review, protocol, changed, said, frozen=frozen)
    if frozen and not changed:
        return current(db, review)
    own = own_reasons(protocol)
    asked = row.basis.instrument
    if "scale" in changed:
        asked = instruments_to_json(on_scale(instruments_from_json(asked), protocol.scale))
    reasons = {name: own[name] for name in changed} | said
    return _put(db, row, protocol, asked, reasons, apart=frozen or bool(changed), by=by, at=at)


def change_words(
    db: Session, review: ReviewId, instrument: Instrument, *, reason: str, by: AccountId | None, at: datetime
) -> Version:
    """Let panels be asked in these words from now on, in the language of the instrument.

    Raises ReasonMissing after the first ballot. The scale is not touched: an instrument for another raises ScaleStays.
    """
    row = newest_protocol(db, review, lock=True)
    before, protocol = instruments_from_json(row.basis.instrument), Protocol.from_json(row.body)
    if any(getattr(instrument, name).scale != protocol.of_scale for name in QUESTIONS):
        raise ScaleStays
    after = {**before, instrument.language: instrument}
    if not changed_words(before, after, {}):
        return current(db, review)
    if is_frozen(db, review) and not reason.strip():
        raise ReasonMissing(fields=reason_key(instrument.language))
    reasons = {reason_key(instrument.language): reason.strip()}
    return _put(db, row, protocol, instruments_to_json(after), reasons, apart=True, by=by, at=at)


def _put(
    db: Session,
    row: ProtocolVersion,
    protocol: Protocol,
    asked: str,
    reasons: Mapping[str, str],
    *,
    apart: bool,
    by: AccountId | None,
    at: datetime,
) -> Version:
    """Put rules and words in the place of the version in force, or beside it as the next one.

    Where `apart` asks for it, that is once somebody has answered, or could have joined a workshop under it.
    """
    review, frozen = ReviewId(row.review_id), is_frozen(db, ReviewId(row.review_id))
    kept = {**row.basis.reasons, **reasons}
    if apart and (frozen or _doors_opened_under(db, row)):
        row = _add(db, review, row.number + 1, protocol, kept, asked, by=by, at=at)
    else:
        _replace(row, protocol, kept, asked, by=by, at=at)
    if not frozen:
        _let_drafts_follow(db, row)
    db.flush()
    return current(db, review)


def _refuse(
    db: Session, review: ReviewId, protocol: Protocol, changed: Iterable[str], said: Mapping[str, str], *, frozen: bool
) -> None:
    if "scale" in changed and (frozen or _somebody_may_answer(db, review)):
        raise ScaleStays
    missing = [name for name in changed if name not in said]
    if frozen and missing:
        raise ReasonMissing(fields=", ".join(missing))


def _add(
    db: Session,
    review: ReviewId,
    number: int,
    protocol: Protocol,
    reasons: Mapping[str, str],
    asked: str,
    *,
    by: AccountId | None,
    at: datetime,
) -> ProtocolVersion:
    basis = ProtocolBasis(reasons=dict(reasons), instrument=asked, instrument_hash=sha256_of(asked), account_id=by)
    row = ProtocolVersion(
        review_id=review,
        number=number,
        body=protocol.to_json(),
        hash=protocol_hash(protocol),
        created_at=at,
        frozen_at=None,
        basis=basis,
    )
    db.add(row)
    db.flush()
    return row


def _replace(
    row: ProtocolVersion,
    protocol: Protocol,
    reasons: Mapping[str, str],
    asked: str,
    *,
    by: AccountId | None,
    at: datetime,
) -> None:
    row.body, row.hash, row.created_at = protocol.to_json(), protocol_hash(protocol), at
    basis = row.basis
    basis.reasons, basis.account_id = dict(reasons), by
    basis.instrument, basis.instrument_hash = asked, sha256_of(asked)


def _let_drafts_follow(db: Session, row: ProtocolVersion) -> None:
    drafts = select(Workshop).where(Workshop.review_id == row.review_id, Workshop.state == WorkshopState.DRAFT.value)
    for draft in db.scalars(drafts).all():
        draft.protocol = row
        # The smallest cell may be another one now, and with it the groups that people are offered.
        lay_out_groups(db, draft, declared_groups(draft))


def _doors_opened_under(db: Session, row: ProtocolVersion) -> bool:
    opened = Workshop.state != WorkshopState.DRAFT.value
    return bool(db.scalar(select(exists().where(Workshop.protocol_id == row.id, opened))))


def _somebody_may_answer(db: Session, review: ReviewId) -> bool:
    opened = Workshop.state != WorkshopState.DRAFT.value
    return bool(db.scalar(select(exists().where(Workshop.review_id == review, Workshop.pilot.is_(False), opened))))


def _rows(db: Session, review: ReviewId) -> list[ProtocolVersion]:
    rows = select(ProtocolVersion).where(ProtocolVersion.review_id == review)
    return list(db.scalars(rows.order_by(ProtocolVersion.number)))


def _first_frozen(rows: Iterable[ProtocolVersion]) -> int | None:
    """The number of the version under which the first ballot was cast."""
    frozen = [(row.frozen_at, row.number) for row in rows if row.frozen_at is not None]
    return min(frozen)[1] if frozen else None


def _version(db: Session, row: ProtocolVersion, before: ProtocolVersion | None, first: int | None) -> Version:
    protocol, basis = Protocol.from_json(row.body), row.basis
    judged = select(Workshop.title).where(Workshop.protocol_id == row.id).order_by(Workshop.id)
    return Version(
        number=row.number,
        protocol=protocol,
        hash=row.hash,
        reasons=basis.reasons,
        instruments=instruments_from_json(basis.instrument),
        instrument_hash=basis.instrument_hash,
        at=row.created_at,
        by=basis.account.name if basis.account else "",
        frozen_at=row.frozen_at,
        changes=_changes(before, row) if before else (),
        is_deviation=first is not None and row.number > first,
        workshops=tuple(db.scalars(judged)),
    )


def _changes(before: ProtocolVersion, after: ProtocolVersion) -> tuple[Change, ...]:
    """What differs between two versions: the rules field by field, then the words text by text."""
    reasons = after.basis.reasons
    rules = changes_between(Protocol.from_json(before.body), Protocol.from_json(after.body), reasons)
    asked = instruments_from_json(before.basis.instrument), instruments_from_json(after.basis.instrument)
    return rules + changed_words(*asked, reasons)
