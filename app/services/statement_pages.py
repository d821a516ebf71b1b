"""What a statement's page shows beside its result: its askings with counts, evidence, notes."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.core.criteria import coherence_differs
from app.core.disclosure import ShownCounts, shown_abstained
from app.core.protocol import Protocol
from app.core.workshops import RoundId, StatementId, VersionId, WorkshopId
from app.services import tallies
from app.services.judgements import CLOSED
from app.storage.statements import Coherence, Evidence, StatementNote
from app.storage.workshops import Round


@dataclass(frozen=True, slots=True)
class Asking:
    """One closed round of a statement: where, the first or second time, and its counts as they may be shown."""

    workshop: WorkshopId
    title: str
    site: str
    pilot: bool
    number: int
    present: int | None
    reopened: int
    plausibility: ShownCounts
    relevance: ShownCounts
    abstained: int | None


@dataclass(frozen=True, slots=True)
class Support:
    """A source behind a statement. Driven and depth are None while not assessed; `invented` when made up."""

    source: str
    driven: str | None
    depth: str | None
    stance: str
    invented: bool


@dataclass(frozen=True, slots=True)
class AlsoKnown:
    """What else is known of a statement: evidence, marks for coherence by rater, notes from the sheet."""

    evidence: tuple[Support, ...]
    coherence: tuple[tuple[str, int, bool], ...]
    notes: tuple[tuple[str, str], ...]
    raters_differ: bool  #: whether those who marked the coherence should talk first


def askings_of(db: Session, version: VersionId) -> list[Asking]:
    """Return every closed round of a version, by workshop and asking. An open one says nothing yet."""
    rows = select(Round).where(Round.version_id == version, Round.state.in_(CLOSED), Round.taken_back_at.is_(None))
    ordered = rows.options(joinedload(Round.workshop)).order_by(Round.workshop_id, Round.number)
    return [_asking(db, row) for row in db.scalars(ordered)]


def also_known(
    db: Session, statement: StatementId, protocol: Protocol, parents: Sequence[StatementId] = ()
) -> AlsoKnown:
    """Return what else is known of a statement; its evidence is that of its parents, where it has any."""
    behind = Evidence.statement_id.in_(parents or [statement])
    evidence = select(Evidence).where(behind).options(joinedload(Evidence.source))
    coherence = select(Coherence).where(Coherence.statement_id == statement).order_by(Coherence.rater)
    notes = select(StatementNote).where(StatementNote.statement_id == statement).order_by(StatementNote.id)
    marks = tuple((row.rater, row.value, row.invented) for row in db.scalars(coherence))
    return AlsoKnown(
        tuple(
            Support(row.source.label, row.driven, row.depth, row.stance, row.invented)
            for row in db.scalars(evidence.order_by(Evidence.id))
        ),
        marks,
        tuple((row.heading, row.text) for row in db.scalars(notes)),
        coherence_differs([value for _, value, _ in marks], protocol),
    )


def _asking(db: Session, row: Round) -> Asking:
    round, scale = RoundId(row.id), Protocol.from_json(row.workshop.protocol.body).of_scale
    judged, relevance, abstained = tallies.answered(db, round, scale)
    return Asking(
        WorkshopId(row.workshop_id),
        row.workshop.title,
        row.workshop.site,
        row.workshop.pilot,
        row.number,
        row.present,
        row.reopened,
        judged,
        relevance,
        shown_abstained(judged.n, abstained),
    )
