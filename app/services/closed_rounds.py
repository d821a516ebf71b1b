"""What lies in the record of closed rounds, read for a whole review in a handful of queries.

What was said in a round comes from the database as one text, and is taken apart only where somebody has to look into
it: tens of thousands of ballots are a thousand texts, and two texts that are equal say the same.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from sys import intern
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import InstrumentedAttribute

from app.core.workshops import RoundMove, RoundState, VersionId, WorkshopId
from app.services.late import is_apart
from app.storage.ballots import Ballot, BallotEvent
from app.storage.translations import StatementTranslation
from app.storage.workshops import Move, Panellist, Round, StakeholderGroup, Workshop

Rows = Select[*tuple[Any, ...]]
CLOSED = (RoundState.CLOSED.value, RoundState.REVEALED.value)


@dataclass(frozen=True, slots=True)
class ClosedRound:
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
    """A ballot of one person in one round; `event` is its number in the record, `late` that it came after closing.

    She had chosen one language and read in `lang`, a translation of this `status`; "" for the original.
    """

    event: int
    round: int
    panellist: int
    group: str
    seq: int
    channel: str
    lang: str
    chosen: str
    status: str
    plausibility: int | None
    relevance: int | None
    abstained: str | None
    parts: tuple[int, ...]
    if_changed: tuple[int, ...]
    late: bool


class Closed(NamedTuple):
    """The closed rounds of one version in one workshop, first asking first, with what was said in each and came late.

    It holds all that the record says of them, so that equal ones are judged alike.
    """

    asked: tuple[ClosedRound, ...]
    said: tuple[str, ...]
    came_late: tuple[str, ...]

    @property
    def standing(self) -> list[list[Cast]]:
        """The current ballots of each round, by panellist."""
        return [casts(each.id, text) for each, text in zip(self.asked, self.said, strict=True)]

    @property
    def late(self) -> list[list[Cast]]:
        """The ballots that came after each round had closed, in the order of the phone's own numbers."""
        return [casts(each.id, text, late=True) for each, text in zip(self.asked, self.came_late, strict=True)]


NOTHING = "[]"
Record = Mapping[tuple[WorkshopId, VersionId], Closed]
"""What was asked and said, by workshop and version; where no round closed there is nothing."""


def read(db: Session, workshops: Collection[WorkshopId], versions: Collection[VersionId] | None = None) -> Record:
    """Read the closed rounds of these workshops, of all versions or of some."""
    closed = _among(select(Round.id), workshops, versions)
    said = _texts(db, _answers(Ballot.event_id, Ballot, closed))
    late = _texts(db, _answers(BallotEvent.id, BallotEvent, closed).where(is_apart()))
    asked: dict[tuple[WorkshopId, VersionId], list[ClosedRound]] = {}
    for each in _rounds(db, workshops, versions):
        asked.setdefault((each.workshop, each.version), []).append(each)
    return {
        place: Closed(
            tuple(rounds),
            tuple(said.get(each.id, NOTHING) for each in rounds),
            tuple(late.get(each.id, NOTHING) for each in rounds),
        )
        for place, rounds in asked.items()
    }


def casts(round: int, text: str, *, late: bool = False) -> list[Cast]:
    """Take apart what was said in a round. Words that many share are kept once."""
    found = [
        Cast(
            *(event, round, person, intern(group), seq, *_shared(read)),
            *(plausibility, relevance, abstained, _positions(parts), _positions(changed), late),
        )
        for event, person, group, seq, *read, plausibility, relevance, abstained, parts, changed in json.loads(text)
    ]
    return sorted(found, key=_by_number if late else _by_person)


def _shared(read: Sequence[str]) -> tuple[str, str, str, str]:
    channel, lang, chosen, status = map(intern, read)
    return channel, lang, chosen, status


def _by_number(cast: Cast) -> tuple[int, int]:
    return cast.seq, cast.event


def _by_person(cast: Cast) -> int:
    return cast.panellist


def _positions(text: str) -> tuple[int, ...]:
    return () if text == NOTHING else tuple(json.loads(text))


def _rounds(
    db: Session, workshops: Collection[WorkshopId], versions: Collection[VersionId] | None
) -> list[ClosedRound]:
    early = set(db.scalars(_seen_early(workshops)))
    where = (Round.id, Round.workshop_id, Round.version_id, Round.number, Workshop.site)
    rows = select(*where, Round.present, Round.reopened).join(Workshop, Workshop.id == Round.workshop_id)
    ordered = _among(rows, workshops, versions).order_by(Round.number, Round.id)
    return [
        ClosedRound(id, WorkshopId(workshop), VersionId(version), number, site, present or 0, reopened, id in early)
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
    closed = rows.where(Round.workshop_id.in_(workshops), Round.state.in_(CLOSED), Round.taken_back_at.is_(None))
    return closed if versions is None else closed.where(Round.version_id.in_(versions))


def _answers(event: InstrumentedAttribute[int], kind: type[Ballot | BallotEvent], closed: Select[int]) -> Rows:
    """What ballots say, round by round as one text of rows (SQLite's own JSON).

    The rounds are a list to look in, not a table beside it: then SQLite walks along its index, and sorts nothing.
    """
    read = kind.lang, func.coalesce(kind.chosen, ""), func.coalesce(StatementTranslation.status, "")
    who = (event, kind.panellist_id, StakeholderGroup.name, kind.seq, kind.channel, *read)
    said = (kind.plausibility, kind.relevance, kind.abstained, kind.parts, kind.if_changed)
    rows = select(kind.round_id, func.json_group_array(func.json_array(*who, *said))).group_by(kind.round_id)
    spoken = rows.join(Panellist, Panellist.id == kind.panellist_id).join(StakeholderGroup)
    spoken = spoken.outerjoin(StatementTranslation, StatementTranslation.id == kind.translation_id)
    return spoken.where(kind.round_id.in_(closed))


def _texts(db: Session, rows: Rows) -> dict[int, str]:
    return dict(db.execute(rows).all())
