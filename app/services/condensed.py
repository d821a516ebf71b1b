"""The condensed list: the evidence of its parents together, and criterion 4 of its own text, or theirs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from app.core.circumstances import OutOf
from app.core.classes import Class
from app.core.confirmation import Confirmation
from app.core.criteria import Judged, count_sources
from app.core.errors import NotHere
from app.core.flags import INHERITED
from app.core.inheritance import Condensed, assess_condensed, inherit, pooled
from app.core.protocol import Protocol
from app.core.statements import Origin
from app.core.weights import Weights
from app.core.workshops import ReviewId, StatementId
from app.services import weights
from app.services.lineage import parents_of
from app.services.protocols import protocol_of
from app.services.results import Result, of_review, of_written, places_of

By = Mapping[StatementId, Result]


@dataclass(frozen=True, slots=True)
class Lists:
    """The long list, the condensed list, and the parents of each statement of the latter as the long list has them.

    `written` are all texts the team ever wrote for the condensed list, those undone too.
    """

    long: tuple[Result, ...]
    written: tuple[Result, ...]
    condensed: tuple[Result, ...]
    parents: Mapping[StatementId, tuple[Result, ...]]

    @property
    def judged_texts(self) -> list[Result]:
        """The texts written for the condensed list that a panel judged as they stand."""
        return [each for each in self.condensed if _is_written(each) and not _is_of_its_parents_alone(each)]

    def shown(self, statement: StatementId) -> Result:
        """What a statement's page shows: the long list's result, unless criterion 4 is inherited. Raises NotHere."""
        merged = [each for each in self.condensed if each.line.id == statement and _is_of_its_parents(each)]
        alone = [each for each in (*self.long, *self.written) if each.line.id == statement]
        for each in (*merged, *alone):
            return each
        raise NotHere


def lists_of(db: Session, review: ReviewId) -> Lists:
    """Both lists of a review. Without a single step of the lineage, the condensed list is empty."""
    long, written = of_review(db, review), of_written(db, review)
    by_id = {each.line.id: each for each in (*long, *written)}
    parents = {id: tuple(by_id[each] for each in merged) for id, merged in parents_of(db, review).items()}
    found = condensed_from(by_id, parents, protocol_of(db, review), weights.in_force(db, review))
    return Lists(tuple(long), tuple(written), tuple(found), parents)


def condensed_from(
    by_id: By, parents: Mapping[StatementId, Sequence[Result]], protocol: Protocol, chosen: Weights
) -> list[Result]:
    """Grade and place the statements of a condensed list among themselves."""
    made = [(by_id[id], _condensed(by_id[id], merged), merged) for id, merged in parents.items()]
    r_max = max((count_sources(condensed.evidence) for _, condensed, _ in made), default=0)
    graded = [_graded(*each, r_max=r_max, protocol=protocol) for each in made]
    places = places_of([each.criteria for each in graded], chosen)
    return [replace(each, weighed=place) for each, place in zip(graded, places, strict=True)]


def _condensed(own: Result, parents: Sequence[Result]) -> Condensed:
    """What one statement is graded from. Too few answers of its own are none: then it inherits."""
    enough = own.confirmation.suggested is not Class.INSUFFICIENT_DATA
    return Condensed(
        evidence=own.evidence if _is_written(own) else pooled(each.evidence for each in parents),
        inherited=inherit([_judged(each) for each in parents]),
        coherence=own.coherence,
        own=_judged(own) if enough else None,
        verdict=own.verdict,
    )


def _graded(own: Result, condensed: Condensed, parents: Sequence[Result], *, r_max: int, protocol: Protocol) -> Result:
    by_rule = replace(
        condensed,
        verdict=None,
        own=Judged(own.confirmation, own.confirmation.suggested) if condensed.own else None,
    )
    is_alone = [each.line.id for each in parents] == [own.line.id]
    return replace(
        own,
        evidence=condensed.evidence,
        invented=own.invented or any(each.invented for each in parents),
        confirmation=own.confirmation if is_alone else _confirmation(own.confirmation, condensed),
        criteria=assess_condensed(condensed, r_max=r_max, protocol=protocol),
        computed=assess_condensed(by_rule, r_max=r_max, protocol=protocol),
        condensed=None if is_alone else condensed,
    )


def _confirmation(own: Confirmation, condensed: Condensed) -> Confirmation:
    """The confirmation of its own text, or what is suggested in its place. It has no score: that is the parents'."""
    if not condensed.is_inherited:
        return own
    found = condensed.inherited
    circumstances = replace(own.circumstances, inherited=OutOf(found.judged, found.of))
    flags = () if own.was_shown else (INHERITED,)
    return replace(own, suggested=found.suggested, flags=flags, circumstances=circumstances)


def _judged(result: Result) -> Judged | None:
    if result.verdict is None and not result.confirmation.was_shown:
        return None
    return Judged(result.confirmation, result.stands)


def _is_written(result: Result) -> bool:
    return result.line.origin is Origin.CONDENSED


def _is_of_its_parents(result: Result) -> bool:
    return _is_written(result) or _is_of_its_parents_alone(result)


def _is_of_its_parents_alone(result: Result) -> bool:
    return result.condensed is not None and result.condensed.is_inherited
