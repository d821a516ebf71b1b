"""What else a statement's page compares: other versions of its text, and the rule as it stood in its workshops."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.confirmation import Confirmation
from app.core.protocol import Protocol
from app.core.workshops import ReviewId, VersionId, WorkshopId
from app.services.circumstances import setting_of
from app.services.closed_rounds import read
from app.services.disclosed import Together
from app.services.judging import judge
from app.services.results import Result, real_workshops
from app.storage.protocols import ProtocolVersion
from app.storage.statements import StatementVersion
from app.storage.workshops import Workshop


@dataclass(frozen=True, slots=True)
class Judged:
    """A text, or a text by another rule, as panels judged it: never by ballots on any other text."""

    number: int
    wording: str
    confirmation: Confirmation
    together: Together


def other_versions(db: Session, review: ReviewId, result: Result, protocol: Protocol) -> list[Judged]:
    """The other versions of a statement that were put to a panel, each by its own ballots, the newest first."""
    rows = select(StatementVersion).where(
        StatementVersion.statement_id == result.line.id, StatementVersion.id != result.line.version_id
    )
    others = list(db.scalars(rows.order_by(StatementVersion.number.desc())))
    return _judged(db, [(row.number, row) for row in others], real_workshops(db, review), protocol)


def by_earlier_rules(db: Session, result: Result, now: Protocol) -> list[Judged]:
    """The same ballots by the rules their workshops began under, where these are not the rules of today."""
    if not result.confirmation.circumstances.rules_changed:
        return []
    held = select(ProtocolVersion).join(Workshop, Workshop.protocol_id == ProtocolVersion.id).distinct()
    rows = db.scalars(held.where(Workshop.id.in_([pool.workshop for pool in result.pools])))
    found = [(row.number, Protocol.from_json(row.body)) for row in rows]
    earlier = (each for each in sorted(found, key=lambda pair: pair[0]) if each[1] != now)
    return [judged for each in earlier for judged in _again(db, result, *each)]


def _again(db: Session, result: Result, number: int, protocol: Protocol) -> list[Judged]:
    text = db.get_one(StatementVersion, result.line.version_id)
    return _judged(db, [(number, text)], [pool.workshop for pool in result.pools], protocol)


def _judged(
    db: Session, texts: Sequence[tuple[int, StatementVersion]], workshops: Sequence[WorkshopId], protocol: Protocol
) -> list[Judged]:
    """Judge numbered texts by the ballots of these workshops; those that none of them was asked about are left out."""
    record, setting = read(db, workshops, [VersionId(text.id) for _, text in texts]), setting_of(db, workshops)
    found = []
    for number, text in texts:
        closed = tuple(record[place] for each in workshops if (place := (each, VersionId(text.id))) in record)
        if closed:
            _pools, together, confirmation = judge(closed, setting, protocol, text.lang)
            found.append(Judged(number, text.wording, confirmation, together))
    return found


def rows_of_raters(results: Sequence[Result]) -> list[list[int | None]]:
    """The plausibility everyone gave to every statement, a row for each person: what alpha is made of."""
    rows: dict[int, list[int | None]] = {}
    for place, result in enumerate(results):
        for cast in (cast for pool in result.pools for cast in pool.casts):
            rows.setdefault(cast.panellist, [None] * len(results))[place] = cast.plausibility
    return list(rows.values())
