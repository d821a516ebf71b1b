"""What lies in the record of closed rounds, read for a whole review in a handful of queries."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Select, String, cast, func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import InstrumentedAttribute

from app.core.workshops import RoundMove, RoundState, VersionId, WorkshopId
from app.storage.ballots import Ballot, BallotEvent
from app.storage.workshops import Move, Panellist, Round, StakeholderGroup, Workshop

Rows = Select[*tuple[Any, ...]]
CLOSED = (RoundState.CLOSED.value, RoundState.REVEALED.value)


@dataclass(frozen=True, slots=True)
class Asked:
    """One closed round: where, the first or second asking, who was there, and what was out of the ordinary.

    `seen_early` says that somebody answered it after its answers had been on the wall.
    """

    id: int
    workshop: WorkshopId
    version: VersionId
    number: int
    site: str
    present: int
    reopened: int
    seen_early: bool


class Cast(NamedTuple):
    """A ballot of one person in one round; `event` is its number in the record, `late` that it came after closing."""

    event: int
    round: int
    panellist: int
    group: str
    seq: int
    channel: str
    lang: str
    plausibility: int | None
    relevance: int | None
    abstained: str | None
    parts: tuple[int, ...]
    if_changed: tuple[int, ...]
    late: bool


@dataclass(frozen=True, slots=True)
class Record:
    """The closed rounds of each workshop and version, first asking first; the ballots of each round, and late ones."""

    asked: Mapping[tuple[WorkshopId, VersionId], Sequence[Asked]]
    standing: Mapping[int, Sequence[Cast]]
    late: Mapping[int, Sequence[Cast]]

    def of(self, workshop: WorkshopId, version: VersionId) -> Sequence[Asked]:
        """The closed rounds of a version in a workshop."""
        return self.asked.get((workshop, version), ())


def read(db: Session, workshops: Collection[WorkshopId], versions: Collection[VersionId] | None = None) -> Record:
    """Read the closed rounds of these workshops, of all versions or of some."""
    asked: dict[tuple[WorkshopId, VersionId], list[Asked]] = {}
    for each in _rounds(db, workshops, versions):
        asked.setdefault((each.workshop, each.version), []).append(each)
    groups = _groups(db, workshops)
    # By round and person: the order of their index, so that nothing is sorted.
    standing = _among(_answers(Ballot.event_id, Ballot), workshops, versions)
    ordered = standing.order_by(Ballot.round_id, Ballot.panellist_id)
    late = _among(_late(), workshops, versions)
    return Record(asked, _casts(db, ordered, groups, late=False), _casts(db, late, groups, late=True))


def late_in(db: Session, round: Round) -> list[Cast]:
    """The ballots that came after a round had closed."""
    groups = _groups(db, [WorkshopId(round.workshop_id)])
    return _casts(db, _late().where(Round.id == round.id), groups, late=True).get(round.id, [])


def _rounds(db: Session, workshops: Collection[WorkshopId], versions: Collection[VersionId] | None) -> list[Asked]:
    early = set(db.scalars(_seen_early(workshops)))
    where = (Round.id, Round.workshop_id, Round.version_id, Round.number, Workshop.site)
    rows = select(*where, Round.present, Round.reopened).join(Workshop, Workshop.id == Round.workshop_id)
    ordered = _among(rows, workshops, versions).order_by(Round.number, Round.id)
    return [
        Asked(id, WorkshopId(workshop), VersionId(version), number, site, present or 0, reopened, id in early)
        for id, workshop, version, number, site, present, reopened in db.execute(ordered)
    ]


def _seen_early(workshops: Collection[WorkshopId]) -> Rows:
    """Rounds that took a ballot in an opening after the one whose answers went on the wall."""
    revealed = select(Move.round_id, func.min(Move.epoch).label("epoch")).where(
        Move.workshop_id.in_(workshops), Move.move == RoundMove.REVEAL.value
    )
    wall = revealed.group_by(Move.round_id).subquery()
    rows = select(BallotEvent.round_id).join(wall, wall.c.round_id == BallotEvent.round_id).distinct()
    return rows.where(BallotEvent.epoch > wall.c.epoch, BallotEvent.late.is_(False))


def _among(rows: Rows, workshops: Collection[WorkshopId], versions: Collection[VersionId] | None) -> Rows:
    closed = rows.where(Round.workshop_id.in_(workshops), Round.state.in_(CLOSED))
    return closed if versions is None else closed.where(Round.version_id.in_(versions))


def _groups(db: Session, workshops: Collection[WorkshopId]) -> dict[int, str]:
    """The group each panellist speaks from."""
    rows = select(Panellist.id, StakeholderGroup.name).join(StakeholderGroup)
    return dict(db.execute(rows.where(Panellist.workshop_id.in_(workshops))).all())


def _late() -> Rows:
    return _answers(BallotEvent.id, BallotEvent).where(BallotEvent.late).order_by(BallotEvent.seq, BallotEvent.id)


def _answers(event: InstrumentedAttribute[int], kind: type[Ballot | BallotEvent]) -> Rows:
    """What ballots say. Nearly all lists are empty, and reading them as texts spares reading tens of thousands."""
    came = (event, kind.round_id, kind.panellist_id, kind.seq, kind.channel, kind.lang)
    parts = (cast(kind.parts, String), cast(kind.if_changed, String))
    said = (kind.plausibility, kind.relevance, kind.abstained)
    return select(*came, *said, *parts).join(Round, Round.id == kind.round_id)


def _casts(db: Session, rows: Rows, groups: Mapping[int, str], *, late: bool) -> dict[int, list[Cast]]:
    found: dict[int, list[Cast]] = {}
    # A few hundred at a time: tens of thousands of rows at once are looked through again and again for garbage.
    for event, round, person, *said, parts, changed in db.execute(rows.execution_options(yield_per=500)):
        row = (event, round, person, groups[person], *said, _positions(parts), _positions(changed), late)
        if round not in found:
            found[round] = []
        found[round].append(Cast._make(row))
    return found


def _positions(text: str) -> tuple[int, ...]:
    return () if text == "[]" else tuple(json.loads(text))
