"""Building the report of a whole review: every list, workshop, change and rule, suppressed as its pages are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.classes import Class
from app.core.confirmation import movement
from app.core.disclosure import Detail
from app.core.instrument import Instrument, in_language
from app.core.protocol import Protocol
from app.core.review_report import ReviewList, ReviewReport, ReviewStatement, RuleTried
from app.core.statements import Origin
from app.core.tiers import TierChange, tier_of
from app.core.wordings import HEADINGS, Reader, class_in_words, flag_in_words, is_inherited, reason_in_words
from app.core.workshops import ReviewId, StatementId, VersionId
from app.services import disclosed, protocols, quotations, report_lineages, review_sittings, reviews, weightings
from app.services.condensed import Lists, lists_of
from app.services.protocols import Version
from app.services.quotations import Quotations
from app.services.reports import PROFILE
from app.services.results import Result, real_workshops
from app.services.weightings import Aside, Row, Weighting, Which, here
from app.storage.statements import Statement, StatementVersion
from app.storage.translations import StatementTranslation
from app.storage.workshops import Workshop

TOO_FEW = "too few answers to show"


@dataclass(frozen=True, slots=True)
class Making:
    """What every statement of a report is made with."""

    protocol: Protocol
    asked: Instrument
    translated: Mapping[VersionId, tuple[tuple[str, str], ...]]
    quoted: Quotations


def review_report(db: Session, review: ReviewId, *, at: datetime, software: str, aside: Aside = here) -> ReviewReport:
    """Everything about a review that may leave in Word. Raises NotHere.

    `aside` runs the draws of the weightings where phones need not wait for them.
    """
    head, lists, versions = reviews.review_of(db, review), lists_of(db, review), protocols.history(db, review)
    now, first, workshops = versions[0], _first_answered(versions), real_workshops(db, review)
    held = tuple(review_sittings.workshop_of(db, each) for each in workshops)
    told = (each.sitting.languages_told for each in held)
    quoted = quotations.of_told(db, dict(zip(workshops, told, strict=True)))
    made = Making(now.protocol, in_language(now.instruments, "en"), _translated(db, review), quoted)
    return ReviewReport(
        review=head.title,
        note=head.note,
        made_at=at,
        software=software,
        profile=PROFILE,
        protocol=now.protocol,
        protocol_hash=now.hash,
        protocol_version=now.number,
        reasons=dict(now.reasons),
        fixed_at=first.at,
        frozen_at=first.frozen_at,
        instruments=dict(now.instruments),
        workshops=held,
        rehearsals=_rehearsals(db, review),
        long=_list(db, review, "long", lists, made, aside),
        condensed=_list(db, review, "condensed", lists, made, aside) if lists.condensed else ReviewList(),
        adopted=tuple(
            _statement(Row(each, each.weighed, (), None), made)
            for each in lists.written
            if each.line.origin is Origin.PANEL
        ),
        changes=review_sittings.changes_of(db, review),
        candidates=review_sittings.candidates_in(db, review, workshops),
        lineage=report_lineages.lineage_of(db, review),
        locks=report_lineages.locks_of(db, review),
        deviations=protocols.deviations(db, review),
    )


def _first_answered(versions: Sequence[Version]) -> Version:
    """The version under which the first answer was given; the one in force while nobody has answered."""
    frozen = [each for each in versions if each.frozen_at is not None]
    return min(frozen, key=lambda each: (each.frozen_at, each.number)) if frozen else versions[0]


def _translated(db: Session, review: ReviewId) -> dict[VersionId, tuple[tuple[str, str], ...]]:
    """The newest wording of each version in each language it was translated to."""
    told = StatementTranslation
    rows = select(told.version_id, told.lang, told.wording).join(StatementVersion).join(Statement)
    found: dict[VersionId, dict[str, str]] = {}
    for version, lang, wording in db.execute(rows.where(Statement.review_id == review).order_by(told.number)):
        found.setdefault(VersionId(version), {})[lang] = wording
    return {version: tuple(sorted(said.items())) for version, said in found.items()}


def _rehearsals(db: Session, review: ReviewId) -> int:
    pilots = select(Workshop.id).where(Workshop.review_id == review, Workshop.pilot.is_(True))
    return len(db.scalars(pilots).all())


def _list(db: Session, review: ReviewId, which: Which, lists: Lists, made: Making, aside: Aside) -> ReviewList:
    found: Weighting = aside(weightings.worked_out, weightings.gathered(db, review, which, lists))
    return ReviewList(
        statements=tuple(_statement(row, made) for row in found.rows),
        order=found.in_tiers,
        weights=found.weights,
        top=found.top,
        seed=found.seed,
        tried=tuple(_tried(found)),
    )


def _tried(found: Weighting) -> list[RuleTried]:
    codes: dict[StatementId, str] = {row.result.line.id: row.result.line.code for row in found.rows}
    ranks = {row.result.line.id: row.weighed.rank for row in found.rows}
    return [
        RuleTried(
            each.rule,
            tuple(TierChange(codes[change.statement], change.before, change.after) for change in each.tiers),
            sum(each.ranks[id] != rank for id, rank in ranks.items()),
        )
        for each in found.tried
    ]


def _statement(row: Row, made: Making) -> ReviewStatement:
    protocol, asked = made.protocol, made.asked
    result, line, found = row.result, row.result.line, row.result.confirmation
    reader = Reader(parts={part.position: asked.parts[part.kind].lower() for part in line.parts})
    places = disclosed.by_place(result.pools, protocol)
    return ReviewStatement(
        id=line.code,
        version=line.version,
        section=line.section,
        family=line.family,
        mechanism=line.mechanism,
        title=line.title,
        wording=line.wording,
        parts=line.parts,
        evidence=result.evidence,
        origin=line.origin.value,
        shown=found.was_shown,
        suggested=found.suggested,
        stands=result.stands,
        result=_in_words(result, result.stands, reader),
        by_rule=_in_words(result, found.suggested, reader),
        reasons=tuple(reason_in_words(code, found, protocol, reader) for code in found.reasons),
        flags=_flags(result, reader),
        counts=result.together.plausibility,
        matters=result.together.relevance,
        abstained=result.together.abstained,
        places=tuple(places.items()),
        sites=len({pool.site for pool in result.pools}),
        verdict=result.verdict,
        moved=movement(found, result.verdict),
        criteria=result.criteria,
        weighed=row.weighed,
        stands_on=row.stands_on,
        span=row.span,
        by_rule_tier=tier_of(result.computed),
        invented=result.invented,
        inherited=is_inherited(found),
        wordings=made.translated.get(line.version_id, ()),
        comments=tuple(made.quoted.get(line.version_id, ())),
    )


def _in_words(result: Result, stands: Class, reader: Reader) -> str:
    """A class with its counts; where those may not be shown, with that said in their place."""
    found = result.confirmation
    lacking = stands is Class.INSUFFICIENT_DATA or is_inherited(found) or found.held_back
    if lacking or result.together.plausibility.detail is not Detail.TOO_FEW:
        return class_in_words(found, stands, reader)
    return f"{HEADINGS[stands]} ({TOO_FEW})"


def _flags(result: Result, reader: Reader) -> tuple[str, ...]:
    """The flags in words. With too few answers to show any count, only that it inherits may be said."""
    found = result.confirmation
    hidden = result.together.plausibility.detail is Detail.TOO_FEW and not (found.held_back or is_inherited(found))
    return () if hidden else tuple(flag_in_words(code, found, reader) for code in found.flags)
