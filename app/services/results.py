"""Results: what the ballots, the evidence and the team together say of each statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.confirmation import Class, Confirmation, Verdict, settled
from app.core.criteria import Criteria, Depth, Driven, EvidenceLink, Judged, Stance, assess, count_sources
from app.core.inheritance import Condensed, pooled
from app.core.protocol import Protocol
from app.core.report import Weighed
from app.core.statements import Origin
from app.core.tiers import tier_of
from app.core.weighting import ranks, weigh, weigh_range
from app.core.weights import Weights
from app.core.workshops import ReviewId, StatementId, VersionId, WorkshopId
from app.services import weights
from app.services.circumstances import setting_of
from app.services.closed_rounds import read
from app.services.disclosed import Together
from app.services.judgements import Pool
from app.services.judging import judge
from app.services.lineage import parents_of
from app.services.protocols import protocol_of
from app.services.reviews import StatementLine, statements_of
from app.services.verdicts import decide, standing, verdicts_of
from app.services.versions import kept_by_workshop, kept_in
from app.storage.statements import Coherence, Evidence, Source, Statement, StatementVersion
from app.storage.workshops import Round, Workshop

__all__ = ["Result", "decide", "of_review", "of_workshop", "of_written", "planned_in", "verdicts_of", "whole_list"]


WRITTEN = (Origin.CONDENSED, Origin.PANEL)
"""The origins of statements that no sheet brought."""

Noted = tuple[Driven | None, Depth | None, Stance]
Evidences = dict[int, tuple[tuple[EvidenceLink, ...], bool]]
"""The evidence of statements by their id, and whether any of it is invented."""


@dataclass(frozen=True, slots=True)
class Result:
    """A statement with its evidence, its confirmation and verdict, its criteria and its place in the weighting.

    `pools` are the ballots behind it, workshop by workshop, and `together` what may be shown of them all; `computed`
    are its criteria with the suggested class in place of any verdict. `condensed` is what it was graded from where
    configurations were merged into it.
    """

    line: StatementLine
    evidence: tuple[EvidenceLink, ...]
    coherence: tuple[int, ...]
    invented: bool
    confirmation: Confirmation
    verdict: Verdict | None
    criteria: Criteria
    weighed: Weighed
    pools: tuple[Pool, ...]
    together: Together
    computed: Criteria
    condensed: Condensed | None = None

    @property
    def stands(self) -> Class:
        """The class that stands: the verdict, else the suggestion."""
        return settled(self.confirmation, self.verdict)


def of_review(db: Session, review: ReviewId) -> list[Result]:
    """The whole list, confirmed by all workshops of the review but pilots."""
    return _results(db, review, real_workshops(db, review), protocol_of(db, review), statements_of(db, review))


def of_written(db: Session, review: ReviewId) -> list[Result]:
    """What is on no sheet, by the ballots on its own text: written for the condensed list, undone too, or proposed."""
    lines = statements_of(db, review, *WRITTEN)
    return _results(db, review, real_workshops(db, review), protocol_of(db, review), lines)


def of_workshop(db: Session, workshop: WorkshopId) -> list[Result]:
    """The statements of one workshop, confirmed by its own ballots alone, weighed within the whole list.

    Of several texts it was asked about, the one that stands there: see `versions.kept_by_workshop`.
    """
    planned = planned_in(db, workshop)
    return [result for result in whole_list(db, workshop) if result.line.version_id in planned]


def whole_list(db: Session, workshop: WorkshopId) -> list[Result]:
    """The long list, and the other texts the workshop was to judge, confirmed by its ballots alone."""
    row = db.get_one(Workshop, workshop)
    review, planned = ReviewId(row.review_id), planned_in(db, workshop)
    kept = {**kept_in(db, review), **kept_by_workshop(db, workshop)}
    every = statements_of(db, review, Origin.SHEET, *WRITTEN, versions=kept)
    lines = [line for line in every if line.origin is Origin.SHEET or line.version_id in planned]
    return _results(db, review, [workshop], Protocol.from_json(row.protocol.body), lines)


def planned_in(db: Session, workshop: WorkshopId) -> set[VersionId]:
    """The statement versions on a workshop's list."""
    return {VersionId(id) for id in db.scalars(select(Round.version_id).where(Round.workshop_id == workshop))}


def real_workshops(db: Session, review: ReviewId) -> list[WorkshopId]:
    """The workshops that count for a review: all but pilots."""
    real = select(Workshop.id).where(Workshop.review_id == review, Workshop.pilot.is_(False)).order_by(Workshop.id)
    return [WorkshopId(id) for id in db.scalars(real)]


def _results(
    db: Session,
    review: ReviewId,
    workshops: Sequence[WorkshopId],
    protocol: Protocol,
    lines: Sequence[StatementLine],
) -> list[Result]:
    if not lines:
        return []
    versions, origins = [line.version_id for line in lines], {line.origin for line in lines}
    # The long list is nearly all there is to read; condensed texts are a few.
    record = read(db, workshops, None if Origin.SHEET in origins else versions)
    setting, languages, verdicts = setting_of(db, workshops), _languages(db, review), standing(db, versions)
    evidence, coherence = _evidence(db, review), _coherence(db, review)
    if Origin.CONDENSED in origins:
        evidence |= _pooled(evidence, parents_of(db, review))
    r_max = max((count_sources(evidence[line.id][0]) for line in lines if line.id in evidence), default=0)
    found = []
    for line in lines:
        closed = [record[place] for each in workshops if (place := (each, line.version_id)) in record]
        pools, together, judged = judge(tuple(closed), setting, protocol, languages[line.version_id])
        links, invented = evidence.get(line.id, ((), False))
        values, made_up = coherence.get(line.id, ((), False))
        verdict = verdicts.get(line.version_id)
        computed = criteria = assess(links, values, _judged_by_people(judged, None), r_max=r_max, protocol=protocol)
        if verdict is not None:
            criteria = assess(links, values, _judged_by_people(judged, verdict), r_max=r_max, protocol=protocol)
        found.append((line, links, values, invented or made_up, judged, verdict, criteria, pools, together, computed))
    places = places_of([row[6] for row in found], weights.in_force(db, review))
    return [Result(*row[:7], place, *row[7:]) for row, place in zip(found, places, strict=True)]


def _judged_by_people(confirmation: Confirmation, verdict: Verdict | None) -> Judged | None:
    """Nothing recorded is not assessed: a statement nobody was shown has no criterion 4, unless people decided."""
    if verdict is None and not confirmation.was_shown:
        return None
    return Judged(confirmation, settled(confirmation, verdict))


def places_of(criteria: Sequence[Criteria], chosen: Weights) -> list[Weighed]:
    """Place the statements of a list among themselves, without drawing."""
    weighed = [weigh(each, chosen.values) for each in criteria]
    return [
        Weighed(tier_of(each), weight, *weigh_range(each, chosen.values), rank)
        for each, weight, rank in zip(criteria, weighed, ranks(weighed), strict=True)
    ]


def _languages(db: Session, review: ReviewId) -> dict[int, str]:
    rows = select(StatementVersion.id, StatementVersion.lang).join(Statement).where(Statement.review_id == review)
    return dict(db.execute(rows).all())


def _evidence(db: Session, review: ReviewId) -> Evidences:
    """The evidence of each statement, and whether any of it is invented."""
    columns = (Evidence.statement_id, Source.label, Evidence.driven, Evidence.depth, Evidence.stance, Evidence.invented)
    rows = select(*columns).join(Source).join(Statement, Statement.id == Evidence.statement_id)
    found: Evidences = {}
    for id, label, driven, depth, stance, invented in db.execute(
        rows.where(Statement.review_id == review).order_by(Evidence.id)
    ):
        # Named constraints keep these columns to what the core allows.
        link = EvidenceLink(label, *cast(Noted, (driven, depth, stance)))
        links, any_invented = found.get(id, ((), False))
        found[id] = (*links, link), any_invented or invented
    return found


def _pooled(evidence: Evidences, parents: Mapping[StatementId, Sequence[StatementId]]) -> Evidences:
    """What written texts have: their parents' evidence, and what was noted of their own text."""
    found: Evidences = {}
    for statement, merged in parents.items():
        if statement not in merged:
            each = [evidence.get(id, ((), False)) for id in (*merged, statement)]
            found[statement] = pooled(links for links, _ in each), any(invented for _, invented in each)
    return found


def _coherence(db: Session, review: ReviewId) -> dict[int, tuple[tuple[int, ...], bool]]:
    """The marks for coherence of each statement by rater, and whether any is invented."""
    rows = select(Coherence.statement_id, Coherence.value, Coherence.invented).join(Statement)
    found: dict[int, tuple[tuple[int, ...], bool]] = {}
    for id, value, invented in db.execute(rows.where(Statement.review_id == review).order_by(Coherence.rater)):
        values, any_invented = found.get(id, ((), False))
        found[id] = (*values, value), any_invented or invented
    return found
