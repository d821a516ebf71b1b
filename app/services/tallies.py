"""Tallies: counted by SQL over the current ballots, each time anew; no counter of answers is stored anywhere."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    and_,
    bindparam,
    exists,
    func,
    literal,
    not_,
    or_,
    select,
)
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import InstrumentedAttribute

from app.core.disclosure import ShownCounts, shown_counts
from app.core.scales import Scale
from app.core.workshops import PanellistId, RoundId, WorkshopId
from app.storage.ballots import Ballot, Skip
from app.storage.engine import LONG
from app.storage.ready import answers_in, first_answer_in
from app.storage.workshops import Panellist

HERE_FOR = timedelta(seconds=60)


def people_here(db: Session, workshop: WorkshopId, *, at: datetime) -> int:
    """Panellists seen in the last minute who have not left."""
    people: int = first_answer_in(db, _PEOPLE_HERE, **here_at(workshop, at))
    return people


def here_at(workshop: WorkshopId, at: datetime) -> dict[str, object]:
    """What a question of who is here is asked with."""
    return {"in_workshop": workshop, "seen_after": at - HERE_FOR}


def done(db: Session, round: RoundId) -> int:
    """Panellists who are done with an open round: whole answers, abstentions and skips together."""
    return db.scalar(select(_DONE), {"of_round": round}) or 0


def is_done(db: Session, round: RoundId, panellist: PanellistId) -> bool:
    """Whether one panellist is done with an open round, in whichever way."""
    return bool(db.scalar(select(or_(*_ways(literal(panellist)))), {"of_round": round}))


def around(db: Session, workshop: WorkshopId, round: RoundId, *, at: datetime) -> int:
    """Those here now or done with the round: what "14 of 18" counts to."""
    _, here, away = done_here_and_away(db, workshop, round, at=at)
    return here + away


def done_here_and_away(db: Session, workshop: WorkshopId, round: RoundId, *, at: datetime) -> tuple[int, int, int]:
    """How many are done with a round, how many are here, and how many are done but away, in one question."""
    done, here, away = db.execute(_DONE_HERE_AND_AWAY, {"of_round": round} | here_at(workshop, at)).one()
    return done, here, away


def answered(db: Session, round: RoundId, scale: Scale) -> tuple[ShownCounts, ShownCounts, int]:
    """Ratings of plausibility and of relevance, as they may be shown, and how many abstained, in one question."""
    rows = answers_in(db, _ANSWERED, of_round=round)
    plausible, relevant = ([(row[place], row[-1]) for row in rows] for place in range(2))
    return _shown(plausible, scale), _shown(relevant, scale), sum(many for *_, abstains, many in rows if abstains)


def plausibility(db: Session, round: RoundId, scale: Scale) -> ShownCounts:
    """Ratings of plausibility, as they may be shown."""
    return answered(db, round, scale)[0]


def relevance(db: Session, round: RoundId, scale: Scale) -> ShownCounts:
    """Ratings of relevance, as they may be shown."""
    return answered(db, round, scale)[1]


def abstained(db: Session, round: RoundId) -> int:
    """How many abstained."""
    return sum(many for *_, abstains, many in answers_in(db, _ANSWERED, of_round=round) if abstains)


def is_whole() -> ColumnElement[bool]:
    """Whether a ballot leaves nothing to ask."""
    both = and_(Ballot.plausibility.is_not(None), Ballot.relevance.is_not(None))
    return or_(Ballot.abstained.is_not(None), both)


def _shown(said: Collection[tuple[int | None, int]], scale: Scale) -> ShownCounts:
    """From so many times each rating, which may stand there more than once."""
    points = range(1, scale.points + 1)
    return shown_counts([sum(many for rating, many in said if rating == point) for point in points], scale)


def _ways(panellist: ColumnElement[int] | InstrumentedAttribute[int]) -> list[ColumnElement[bool]]:
    """How somebody can be done with `of_round`: a whole answer, or a skip."""
    hers = Ballot.round_id == _ROUND, Ballot.panellist_id == panellist, is_whole()
    return [exists().where(*hers), exists().where(Skip.round_id == _ROUND, Skip.panellist_id == panellist)]


def _many_done() -> ColumnElement[int]:
    """How many people are done, each once: whoever skips may have answered before."""
    answers = select(func.count()).select_from(Ballot).where(Ballot.round_id == _ROUND, is_whole())
    answered, _ = _ways(Skip.panellist_id)
    skips = select(func.count()).select_from(Skip).where(Skip.round_id == _ROUND, not_(answered))
    return answers.scalar_subquery() + skips.scalar_subquery()


# Made once: a room that votes asks eight times a second, and putting these together takes longer than their answer.
_ROUND: BindParameter[int] = bindparam("of_round")
_ABSTAINS = Ballot.abstained.is_not(None)
_ANSWERED = (
    select(Ballot.plausibility, Ballot.relevance, _ABSTAINS, func.count())
    .where(Ballot.round_id == _ROUND)
    .group_by(Ballot.plausibility, Ballot.relevance, _ABSTAINS)
)
_IN_WORKSHOP = Panellist.workshop_id == bindparam("in_workshop")
_IS_HERE = and_(
    Panellist.left_at.is_(None),
    Panellist.removed_at.is_(None),
    Panellist.seen_at > bindparam("seen_after", type_=Panellist.seen_at.type),
)
_PEOPLE_HERE = select(func.count()).select_from(Panellist).where(_IN_WORKSHOP, _IS_HERE)
_DONE = _many_done()
# In one walk through the people of a room, and marked as long: a millisecond for 1,000 people, eight times a second.
_AWAY = not_(_IS_HERE) & or_(*_ways(Panellist.id))
_DONE_HERE_AND_AWAY = (
    select(_DONE, func.count().filter(_IS_HERE), func.count().filter(_AWAY))
    .select_from(Panellist)
    .where(_IN_WORKSHOP)
    .execution_options(**LONG)
)
