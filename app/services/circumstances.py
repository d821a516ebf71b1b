"""Circumstances from the record: what no ballot says of the ballots that count."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.circumstances import Circumstances, OutOf
from app.core.protocol import Protocol
from app.core.translations import is_unchecked
from app.core.workshops import WorkshopId
from app.services.closed_rounds import Cast
from app.services.judgements import Pool
from app.storage.protocols import ProtocolVersion
from app.storage.workshops import StakeholderGroup, Workshop


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of workshops as a whole: the groups each was to hear, and which ran under other rules."""

    groups: tuple[tuple[WorkshopId, str], ...]
    under_other_rules: frozenset[WorkshopId]


def setting_of(db: Session, workshops: Sequence[WorkshopId]) -> Setting:
    """Read what is known of these workshops."""
    offered = select(StakeholderGroup.workshop_id, StakeholderGroup.name).where(
        StakeholderGroup.workshop_id.in_(workshops), StakeholderGroup.offered
    )
    groups = sorted((WorkshopId(workshop), name) for workshop, name in db.execute(offered))
    return Setting(tuple(groups), under_other_rules(db, workshops))


def under_other_rules(db: Session, workshops: Sequence[WorkshopId]) -> frozenset[WorkshopId]:
    """The workshops whose protocol is not the one in force for their review."""
    rows = select(Workshop.id, Workshop.review_id, ProtocolVersion.hash)
    held = db.execute(rows.join(ProtocolVersion).where(Workshop.id.in_(workshops))).all()
    versions = select(ProtocolVersion.review_id, ProtocolVersion.hash).order_by(ProtocolVersion.number)
    newest = dict(db.execute(versions.where(ProtocolVersion.review_id.in_({review for _, review, _ in held}))).all())
    return frozenset(WorkshopId(id) for id, review, own in held if own != newest[review])


def circumstances_of(pools: Sequence[Pool], setting: Setting, protocol: Protocol, lang: str) -> Circumstances:
    """Say how a statement, written in `lang`, came to the ballots that count for it."""
    casts = [cast for pool in pools for cast in pool.casts]
    rounds = {pool.asked[-1].id for pool in pools} | {cast.round for cast in casts}
    asked = [each for pool in pools for each in pool.asked if each.id in rounds]
    return Circumstances(
        expected_groups=_expected(pools, setting, protocol),
        # Pairs of a small place would be what is left of all pairs without those of the others.
        askings=tuple(pair for pool in pools if len(pool.pairs) >= protocol.smallest_cell for pair in pool.pairs),
        carried=sum(pool.carried for pool in pools),
        seen_early=any(each.seen_early for each in asked),
        reopened=any(each.reopened for each in asked),
        unchecked=_unchecked(casts, lang),
        rules_changed=any(pool.workshop in setting.under_other_rules and pool.casts for pool in pools),
    )


def _expected(pools: Sequence[Pool], setting: Setting, protocol: Protocol) -> tuple[str, ...]:
    """Every group that was to be heard, where one of them is missing; nobody where all were heard.

    Where groups are not named, the ballots cannot tell who is missing: this asks who truly was.
    """
    there = {pool.workshop for pool in pools}
    names = sorted({name for workshop, name in setting.groups if workshop in there})
    heard: Counter[str] = Counter()
    for pool in pools:
        heard.update(cast.group for cast in pool.casts if cast.plausibility is not None)
    return tuple(names) if any(heard[name] < protocol.smallest_cell for name in names) else ()


def _unchecked(casts: Sequence[Cast], lang: str) -> OutOf | None:
    """Those who read a translation nobody had checked, or the original for want of one."""
    read = sum(is_unchecked(lang, read=cast.lang, chosen=cast.chosen, status=cast.status) for cast in casts)
    return OutOf(read, len(casts)) if read else None
