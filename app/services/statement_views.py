"""What else a statement's page compares: other versions of its text, and the rule as it stood in its workshops."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.confirmation import Confirmation
from app.core.protocol import Protocol
from app.core.workshops import ReviewId, VersionId
from app.services.circumstances import setting_of
from app.services.closed_rounds import read
from app.services.judgements import Pool
from app.services.results import Result, confirmed, pools_of, real_workshops
from app.storage.protocols import ProtocolVersion
from app.storage.statements import StatementVersion
from app.storage.workshops import Workshop


@dataclass(frozen=True, slots=True)
class Judged:
    """A text, or a text by another rule, as panels judged it: never by ballots on any other text."""

    number: int
    wording: str
    confirmation: Confirmation
    pools: tuple[Pool, ...]
    protocol: Protocol


def other_versions(db: Session, review: ReviewId, result: Result, protocol: Protocol) -> list[Judged]:
    """The other versions of a statement that were put to a panel, each by its own ballots, the newest first."""
    rows = select(StatementVersion).where(
        StatementVersion.statement_id == result.line.id, StatementVersion.id != result.line.version_id
    )
    others = list(db.scalars(rows.order_by(StatementVersion.number.desc())))
    workshops = real_workshops(db, review)
    record, setting = read(db, workshops, [VersionId(row.id) for row in others]), setting_of(db, workshops)
    pools = {row.id: pools_of(record, VersionId(row.id), workshops, protocol) for row in others}
    return [
        Judged(
            row.number,
            row.wording,
            confirmed(pools[row.id], setting, protocol, row.lang),
            pools[row.id],
            protocol,
        )
        for row in others
        if pools[row.id]
    ]


def by_earlier_rules(db: Session, result: Result, now: Protocol) -> list[Judged]:
    """The same ballots by the rules their workshops began under, where these are not the rules of today."""
    if not result.confirmation.circumstances.rules_changed:
        return []
    held = select(ProtocolVersion).join(Workshop, Workshop.protocol_id == ProtocolVersion.id).distinct()
    rows = db.scalars(held.where(Workshop.id.in_([pool.workshop for pool in result.pools])))
    found = [(row.number, Protocol.from_json(row.body)) for row in rows]
    return [_again(db, result, *each) for each in sorted(found, key=lambda pair: pair[0]) if each[1] != now]


def _again(db: Session, result: Result, number: int, protocol: Protocol) -> Judged:
    workshops = [pool.workshop for pool in result.pools]
    version = result.line.version_id
    pools = pools_of(read(db, workshops, [version]), version, workshops, protocol)
    lang = db.get_one(StatementVersion, version).lang
    judged = confirmed(pools, setting_of(db, workshops), protocol, lang)
    return Judged(number, result.line.wording, judged, pools, protocol)


def rows_of_raters(results: Sequence[Result]) -> list[list[int | None]]:
    """The plausibility everyone gave to every statement, a row for each person: what alpha is made of."""
    rows: dict[int, list[int | None]] = {}
    for place, result in enumerate(results):
        for cast in (cast for pool in result.pools for cast in pool.casts):
            rows.setdefault(cast.panellist, [None] * len(results))[place] = cast.plausibility
    return list(rows.values())
