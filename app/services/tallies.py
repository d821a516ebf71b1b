"""Tallies: counted by SQL over the current ballots, each time anew; no counter of answers is stored anywhere."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, func, or_, select, union
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import InstrumentedAttribute

from app.core.disclosure import ShownCounts, shown_counts
from app.core.scales import Scale
from app.core.workshops import PanellistId, RoundId, WorkshopId
from app.storage.ballots import Ballot, Skip
from app.storage.workshops import Panellist

HERE_FOR = timedelta(seconds=60)


def people_here(db: Session, workshop: WorkshopId, *, at: datetime) -> int:
    """Panellists seen in the last minute who have not left."""
    return db.scalar(select(here(workshop, at))) or 0


def here(workshop: WorkshopId, at: datetime) -> ScalarSelect[int]:
    """How many panellists are here, to be asked among other things."""
    return select(func.count()).where(_is_here(workshop, at)).scalar_subquery()


def done(db: Session, round: RoundId) -> int:
    """Panellists who are done with an open round: whole answers, abstentions and skips together."""
    return db.scalar(select(_many(_done(round)))) or 0


def is_done(db: Session, round: RoundId, panellist: PanellistId) -> bool:
    """Whether one panellist is done with an open round, in whichever way."""
    everyone = union(*_done(round)).subquery()
    return bool(db.scalar(select(func.count()).where(everyone.c.panellist_id == panellist)))


def around(db: Session, workshop: WorkshopId, round: RoundId, *, at: datetime) -> int:
    """Those here now or done with the round: what "14 of 18" counts to."""
    return done_and_around(db, workshop, round, at=at)[1]


def done_and_around(db: Session, workshop: WorkshopId, round: RoundId, *, at: datetime) -> tuple[int, int]:
    """How many are done with a round, and of how many, in one question."""
    here = select(Panellist.id.label("panellist_id")).where(_is_here(workshop, at))
    done, around = db.execute(select(_many(_done(round)), _many([here, *_done(round)]))).one()
    return done, around


def plausibility(db: Session, round: RoundId, scale: Scale) -> ShownCounts:
    """Ratings of plausibility, as they may be shown."""
    return _shown(db, round, Ballot.plausibility, scale)


def relevance(db: Session, round: RoundId, scale: Scale) -> ShownCounts:
    """Ratings of relevance, as they may be shown."""
    return _shown(db, round, Ballot.relevance, scale)


def abstained(db: Session, round: RoundId) -> int:
    """How many abstained."""
    return db.scalar(select(func.count()).where(Ballot.round_id == round, Ballot.abstained.is_not(None))) or 0


def is_whole() -> ColumnElement[bool]:
    """Whether a ballot leaves nothing to ask."""
    both = and_(Ballot.plausibility.is_not(None), Ballot.relevance.is_not(None))
    return or_(Ballot.abstained.is_not(None), both)


def _shown(db: Session, round: RoundId, column: InstrumentedAttribute[int | None], scale: Scale) -> ShownCounts:
    rows = db.execute(select(column, func.count()).where(Ballot.round_id == round).group_by(column))
    found = dict(rows.all())
    return shown_counts([found.get(point, 0) for point in range(1, scale.points + 1)], scale)


def _is_here(workshop: WorkshopId, at: datetime) -> ColumnElement[bool]:
    return and_(
        Panellist.workshop_id == workshop,
        Panellist.left_at.is_(None),
        Panellist.removed_at.is_(None),
        Panellist.seen_at > at - HERE_FOR,
    )


def _done(round: RoundId) -> list[Select[int]]:
    """Those who gave a whole answer, and those who skip."""
    whole = select(Ballot.panellist_id).where(Ballot.round_id == round, is_whole())
    return [whole, select(Skip.panellist_id).where(Skip.round_id == round)]


def _many(people: Sequence[Select[int]]) -> ScalarSelect[int]:
    """How many people these are, each once."""
    return select(func.count()).select_from(union(*people).subquery()).scalar_subquery()
