"""Results: what the ballots, the evidence and the team together say of each statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.core.confirmation import Class, Confirmation, Verdict, agreed_verdict, confirm, settled
from app.core.criteria import Criteria, Depth, Driven, EvidenceLink, Judged, Stance, assess, count_sources
from app.core.protocol import Protocol
from app.core.report import Weighed
from app.core.tiers import tier_of
from app.core.weighting import ranks, weigh, weigh_range
from app.core.weights import Weights
from app.core.workshops import AccountId, ReviewId, VersionId, WorkshopId
from app.services import weights
from app.services.judgements import counted
from app.services.protocols import protocol_of
from app.services.reviews import StatementLine, statements_of
from app.storage.statements import Coherence, Evidence
from app.storage.verdicts import VerdictRow
from app.storage.workshops import Round, Workshop


@dataclass(frozen=True, slots=True)
class Result:
    """A statement with its evidence, its confirmation and verdict, its criteria and its place in the weighting."""

    line: StatementLine
    evidence: tuple[EvidenceLink, ...]
    coherence: tuple[int, ...]
    invented: bool
    confirmation: Confirmation
    verdict: Verdict | None
    criteria: Criteria
    weighed: Weighed

    @property
    def stands(self) -> Class:
        """The class that stands: the verdict, else the suggestion."""
        return settled(self.confirmation, self.verdict)


def of_review(db: Session, review: ReviewId) -> list[Result]:
    """The whole list, confirmed by all workshops of the review but pilots."""
    real = select(Workshop.id).where(Workshop.review_id == review, Workshop.pilot.is_(False)).order_by(Workshop.id)
    workshops = [WorkshopId(id) for id in db.scalars(real)]
    return _results(db, review, workshops, protocol_of(db, review))


def of_workshop(db: Session, workshop: WorkshopId) -> list[Result]:
    """The statements of one workshop, confirmed by its own ballots alone, weighed within the whole list."""
    planned = planned_in(db, workshop)
    return [result for result in whole_list(db, workshop) if result.line.version_id in planned]


def whole_list(db: Session, workshop: WorkshopId) -> list[Result]:
    """The whole list of the review, confirmed by the ballots of one workshop alone."""
    row = db.get_one(Workshop, workshop)
    return _results(db, ReviewId(row.review_id), [workshop], Protocol.from_json(row.protocol.body))


def planned_in(db: Session, workshop: WorkshopId) -> set[VersionId]:
    """The statement versions on a workshop's list."""
    return {VersionId(id) for id in db.scalars(select(Round.version_id).where(Round.workshop_id == workshop))}


def decide(
    db: Session,
    confirmation: Confirmation,
    version: VersionId,
    *,
    stands: Class,
    reason: str,
    names: tuple[str, str],
    by: AccountId,
    at: datetime,
) -> Verdict:
    """Record a verdict beside the suggestion; earlier ones stay. Raises VerdictProblem."""
    verdict = agreed_verdict(confirmation, stands, reason, names)
    db.add(
        VerdictRow(
            version_id=version,
            account_id=by,
            suggested=confirmation.suggested.value,
            stands=verdict.stands.value,
            reason=verdict.reason,
            first_name=verdict.names[0],
            second_name=verdict.names[1],
            at=at,
        )
    )
    db.flush()
    return verdict


def verdicts_of(db: Session, version: VersionId) -> list[Verdict]:
    """The verdicts on a version, the one that stands first."""
    rows = select(VerdictRow).where(VerdictRow.version_id == version).order_by(VerdictRow.id.desc())
    return [Verdict(Class(row.stands), row.reason, (row.first_name, row.second_name)) for row in db.scalars(rows)]


def _results(db: Session, review: ReviewId, workshops: Sequence[WorkshopId], protocol: Protocol) -> list[Result]:
    lines = statements_of(db, review)
    evidence, coherence = _evidence(db, lines), _coherence(db, lines)
    r_max = max((count_sources(_links(evidence[line.id])) for line in lines), default=0)
    judged = {line.id: _judged(db, line, workshops, protocol) for line in lines}
    criteria = [
        assess(
            _links(evidence[line.id]),
            [row.value for row in coherence[line.id]],
            _judged_by_people(*judged[line.id]),
            r_max=r_max,
            protocol=protocol,
        )
        for line in lines
    ]
    places = _places(criteria, weights.in_force(db, review))
    return [
        Result(
            line,
            _links(evidence[line.id]),
            tuple(row.value for row in coherence[line.id]),
            _is_invented(evidence[line.id], coherence[line.id]),
            *judged[line.id],
            graded,
            place,
        )
        for line, graded, place in zip(lines, criteria, places, strict=True)
    ]


def _judged(
    db: Session, line: StatementLine, workshops: Sequence[WorkshopId], protocol: Protocol
) -> tuple[Confirmation, Verdict | None]:
    pools = [counted(db, workshop, line.version_id, protocol) for workshop in workshops]
    judgements = [ballot.judgement for ballots, _ in pools for ballot in ballots]
    verdicts = verdicts_of(db, line.version_id)
    return confirm(judgements, sum(present for _, present in pools), protocol), verdicts[0] if verdicts else None


def _judged_by_people(confirmation: Confirmation, verdict: Verdict | None) -> Judged | None:
    """Nothing recorded is not assessed: a statement nobody was shown has no criterion 4, unless people decided."""
    if verdict is None and not confirmation.was_shown:
        return None
    return Judged(confirmation, settled(confirmation, verdict))


def _places(criteria: Sequence[Criteria], chosen: Weights) -> list[Weighed]:
    weighed = [weigh(each, chosen.values) for each in criteria]
    return [
        Weighed(tier_of(each), weight, *weigh_range(each, chosen.values), rank)
        for each, weight, rank in zip(criteria, weighed, ranks(weighed), strict=True)
    ]


def _is_invented(evidence: Sequence[Evidence], coherence: Sequence[Coherence]) -> bool:
    return any(row.invented for row in evidence) or any(row.invented for row in coherence)


def _links(rows: Sequence[Evidence]) -> tuple[EvidenceLink, ...]:
    # Named constraints keep these columns to what the core allows.
    return tuple(
        EvidenceLink(
            row.source.label,
            cast(Driven | None, row.driven),
            cast(Depth | None, row.depth),
            cast(Stance, row.stance),
        )
        for row in rows
    )


def _evidence(db: Session, lines: Sequence[StatementLine]) -> dict[int, list[Evidence]]:
    found: dict[int, list[Evidence]] = {line.id: [] for line in lines}
    rows = select(Evidence).where(Evidence.statement_id.in_(found)).options(joinedload(Evidence.source))
    for row in db.scalars(rows.order_by(Evidence.id)):
        found[row.statement_id].append(row)
    return found


def _coherence(db: Session, lines: Sequence[StatementLine]) -> dict[int, list[Coherence]]:
    found: dict[int, list[Coherence]] = {line.id: [] for line in lines}
    for row in db.scalars(select(Coherence).where(Coherence.statement_id.in_(found)).order_by(Coherence.rater)):
        found[row.statement_id].append(row)
    return found
