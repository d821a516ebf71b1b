"""Which ballots count for a statement version (`method.md` 2), as the method's judgements.

The final closed round per workshop; the last ballot of a person; someone who answered only before the talk is carried
forward, or dropped, by the protocol. Groups are named only where every group may be, in all rounds of the version.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.core.confirmation import Judgement
from app.core.disclosure import may_name_groups
from app.core.protocol import DIMENSIONS, Dimension, Protocol
from app.core.workshops import RoundState, VersionId, WorkshopId
from app.storage.ballots import Ballot, BallotEvent
from app.storage.workshops import Panellist, Round

CLOSED = (RoundState.CLOSED.value, RoundState.REVEALED.value)


@dataclass(frozen=True, slots=True)
class Counted:
    """A ballot that counts, or came late: whose, from which round, and what it says."""

    id: int
    panellist: int
    group: str
    round: int
    channel: str
    late: bool
    carried: bool
    judgement: Judgement


def counted(db: Session, workshop: WorkshopId, version: VersionId, protocol: Protocol) -> tuple[list[Counted], int]:
    """The ballots that count in one workshop for one version, and how many people were present."""
    rounds = closed_rounds(db, workshop, version)
    if not rounds:
        return [], 0
    ballots = by_round(db, workshop, version, protocol)[rounds[-1].id]
    return ballots, max(rounds[-1].present or 0, len(ballots))


def by_round(db: Session, workshop: WorkshopId, version: VersionId, protocol: Protocol) -> dict[int, list[Counted]]:
    """The ballots of each closed round of a version; those of the final one are the ones that count.

    Groups are named only where every group of every round may be: pseudonyms join the rounds, so that one round would
    give away what another hides.
    """
    rounds = closed_rounds(db, workshop, version)
    found = {round.id: ballots_of(db, round, protocol) for round in rounds}
    if rounds and protocol.carry_first_round:
        found[rounds[-1].id] += _carried([found[round.id] for round in rounds[:-1]], found[rounds[-1].id])
    if all(_may_name(ballots, protocol) for ballots in found.values()):
        return found
    return {round: nameless(ballots) for round, ballots in found.items()}


def closed_rounds(db: Session, workshop: WorkshopId, version: VersionId) -> list[Round]:
    """The rounds of a version in a workshop that have been closed, first asking first."""
    rows = select(Round).where(Round.workshop_id == workshop, Round.version_id == version, Round.state.in_(CLOSED))
    return list(db.scalars(rows.order_by(Round.number)))


def ballots_of(db: Session, round: Round, protocol: Protocol) -> list[Counted]:
    """The current ballots of one round; late ones replace or join them only where the protocol counts them."""
    rows = db.scalars(select(Ballot).where(Ballot.round_id == round.id).order_by(Ballot.id))
    people = _people(db, round)
    standing = {row.panellist_id: row for row in rows}
    found = {key: _counted(row, people[key], row.event_id, round) for key, row in standing.items()}
    if protocol.late == "count":
        late = [row for row in _late(db, round) if _comes_after(row, standing.get(row.panellist_id))]
        found |= {row.panellist_id: _counted(row, people[row.panellist_id], row.id, round) for row in late}
    return list(found.values())


def late_ballots(db: Session, round: Round) -> list[Counted]:
    """The ballots that came after a round had closed, kept apart."""
    people = _people(db, round)
    return [_counted(row, people[row.panellist_id], row.id, round) for row in _late(db, round)]


def _late(db: Session, round: Round) -> Iterable[BallotEvent]:
    rows = select(BallotEvent).where(BallotEvent.round_id == round.id, BallotEvent.late)
    return db.scalars(rows.order_by(BallotEvent.seq, BallotEvent.id))


def _people(db: Session, round: Round) -> dict[int, Panellist]:
    rows = select(Panellist).where(Panellist.workshop_id == round.workshop_id).options(joinedload(Panellist.group))
    return {row.id: row for row in db.scalars(rows)}


def _comes_after(late: BallotEvent, standing: Ballot | None) -> bool:
    """Whether a late ballot is newer than the one that stands, which may be of a later opening."""
    return standing is None or (late.id > standing.event_id and late.seq > standing.seq)


def _carried(earlier: list[list[Counted]], final: list[Counted]) -> list[Counted]:
    there = {ballot.panellist for ballot in final}
    found = {ballot.panellist: ballot for ballots in earlier for ballot in ballots}
    return [replace(ballot, carried=True) for panellist, ballot in found.items() if panellist not in there]


def _counted(row: Ballot | BallotEvent, person: Panellist, event: int, round: Round) -> Counted:
    judgement = Judgement(
        plausibility=row.plausibility,
        relevance=row.relevance,
        abstained=row.abstained,
        parts=tuple(row.parts),
        if_changed=tuple(row.if_changed),
        group=person.group.name,
        site=round.workshop.site,
    )
    late = isinstance(row, BallotEvent)
    return Counted(event, person.id, person.group.name, round.id, row.channel, late, False, judgement)


def _may_name(ballots: list[Counted], protocol: Protocol) -> bool:
    """Whether every group has enough people, and enough ratings wherever it gave any, to be named."""
    cells = [ballots, *([each for each in ballots if _rated(each, dimension)] for dimension in DIMENSIONS)]
    return all(may_name_groups((ballot.group for ballot in cell), protocol.smallest_cell) for cell in cells)


def _rated(ballot: Counted, dimension: Dimension) -> bool:
    return getattr(ballot.judgement, dimension) is not None


def nameless(ballots: Iterable[Counted]) -> list[Counted]:
    """The ballots without their groups."""
    return [replace(each, group="", judgement=replace(each.judgement, group="")) for each in ballots]
