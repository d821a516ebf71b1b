"""How long statements took at a review's workshops so far: what the next one is planned with."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import pairwise
from statistics import median

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.core.agenda import Pace
from app.core.workshops import ReviewId
from app.storage.ballots import BallotEvent
from app.storage.workshops import Round, Workshop

ENOUGH = 10  # times, before they replace what was guessed
LONGEST = 600  # seconds: whoever took longer was away, or the room had a break
TALKED = 120  # seconds after the reveal: less was no talk


def pace_of(db: Session, review: ReviewId) -> Pace:
    """Seconds a statement takes, each the median of this review's own times where there are enough of them."""
    guess = Pace()
    rounds = [(room, opened, shown) for room, opened, shown in db.execute(_plenary(review)) if opened and shown]
    in_turn = [(first[1], second[1]) for first, second in pairwise(rounds) if first[0] == second[0]]
    return Pace(
        self_paced=_middle(_readings(db, review), guess.self_paced),
        plenary=_middle(_gaps((opened, shown) for _room, opened, shown in rounds), guess.plenary),
        with_talk=_middle((gap for gap in _gaps(in_turn) if gap > TALKED), guess.with_talk),
    )


def _readings(db: Session, review: ReviewId) -> list[float]:
    """The seconds between one person's answers to one statement of a block and to the next."""
    own: dict[tuple[int, int | None], dict[int, datetime]] = {}
    for panellist, block, round, at in db.execute(_self_paced(review)):
        own.setdefault((panellist, block), {}).setdefault(round, at)
    return [gap for times in own.values() for gap in _gaps(pairwise(sorted(times.values())))]


def _gaps(times: Iterable[tuple[datetime, datetime]]) -> list[float]:
    gaps = [(end - begin).total_seconds() for begin, end in times]
    return [gap for gap in gaps if 0 < gap <= LONGEST]


def _middle(times: Iterable[float], guess: int) -> int:
    found: Sequence[float] = list(times)
    return max(1, round(median(found))) if len(found) >= ENOUGH else guess


def _plenary(review: ReviewId) -> Select[int, datetime | None, datetime | None]:
    return (
        select(Round.workshop_id, Round.opened_at, Round.revealed_at)
        .join(Workshop, Workshop.id == Round.workshop_id)
        .where(Workshop.review_id == review, Workshop.pilot.is_(False), Round.mode == "plenary")
        .where(Round.opened_at.is_not(None), Round.revealed_at.is_not(None), Round.reopened == 0)
        .order_by(Round.workshop_id, Round.opened_at)
    )


def _self_paced(review: ReviewId) -> Select[int, int | None, int, datetime]:
    return (
        select(BallotEvent.panellist_id, Round.block_id, BallotEvent.round_id, BallotEvent.at)
        .join(Round, Round.id == BallotEvent.round_id)
        .join(Workshop, Workshop.id == Round.workshop_id)
        .where(Workshop.review_id == review, Workshop.pilot.is_(False), Round.block_id.is_not(None))
        .where(BallotEvent.channel != "paper", BallotEvent.late.is_(False))
        .order_by(BallotEvent.id)
    )
