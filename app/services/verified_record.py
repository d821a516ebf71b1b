"""The record of ballots, checked: what stands is what came, nothing is lost, and who withdrew left nothing."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Row, func, select, text
from sqlalchemy.orm import Session

from app.core.ballots import Abstention, Answer, SentBallot
from app.core.checks import Check, check
from app.core.disclosure import shown_counts
from app.core.protocol import DIMENSIONS, Dimension, Protocol
from app.core.workshops import ReviewId, RoundId
from app.services import tallies
from app.services.recounted import Books, Event, standing
from app.storage.ballots import Ballot, BallotEvent, Skip, Withdrawal
from app.storage.comments import Comment
from app.storage.workshops import Panellist, Round

READ = ("channel", "lang", "translation_id", "chosen")
SAME = ("seq", "plausibility", "relevance", "abstained", "parts", "if_changed", *READ)


def ballots_stand(db: Session, review: ReviewId, books: Books) -> Check:
    """The ballot that stands for a panellist in a round is the last one in time she sent."""
    kept = {(row.round_id, row.panellist_id): row for row in _ballots(db, books)}
    came = {(round, who): event for round, events in books.events.items() for who, event in standing(events).items()}

    def differences() -> Iterator[str]:
        for place in sorted(kept.keys() | came.keys()):
            row, event = kept.get(place), came.get(place)
            if row is None or event is None:
                yield f"{_place(place)}: " + ("a ballot came, none stands" if event else "a ballot stands, none came")
            elif row.event_id != event.id:
                yield f"{_place(place)}: ballot {row.event_id} stands, and {event.id} is the last"
            else:
                different = [name for name in SAME if getattr(row, name) != getattr(event, name)]
                yield from (f"{_place(place)}: {name} is not as it came" for name in different)

    return check(f"{len(kept)} ballots stand as they came", differences())


def events_as_sent(db: Session, review: ReviewId, books: Books) -> Check:
    """Each ballot on record still has the digest of what the phone sent."""
    events = [event for events in books.events.values() for event in events]
    return check(
        f"{len(events)} ballots on record are as the phones sent them",
        (f"Ballot {event.id} on record is not what the phone sent" for event in events if not _is_as_sent(event)),
    )


def _is_as_sent(event: Event) -> bool:
    try:
        abstained = Abstention(event.abstained) if event.abstained else None
    except ValueError:
        return False
    answer = Answer(event.plausibility, event.relevance, abstained, tuple(event.parts), tuple(event.if_changed))
    sent = SentBallot(event.key, event.seq, RoundId(event.round_id), event.epoch, answer, event.translation_id)
    return sent.digest == event.digest


def events_have_their_place(db: Session, review: ReviewId, books: Books) -> Check:
    """A ballot on record belongs to a round and a panellist of one workshop, and to an opening that was."""
    homes = dict(db.execute(select(Panellist.id, Panellist.workshop_id)).all())
    rounds = {round.id: round for round in books.rounds}
    events = [event for events in books.events.values() for event in events]

    def differences() -> Iterator[str]:
        known = set(db.scalars(select(Round.id)))
        for lost in db.scalars(select(BallotEvent.id).where(BallotEvent.round_id.not_in(known))):
            yield f"Ballot {lost} on record belongs to no round"
        for event in events:
            round = rounds[event.round_id]
            if homes.get(event.panellist_id) != round.workshop_id:
                yield f"Ballot {event.id} on record is of nobody in its workshop"
            elif not 1 <= event.epoch <= round.epoch:
                yield f"Ballot {event.id} on record names opening {event.epoch}, and there were {round.epoch}"

    return check("Every ballot on record has its round and its panellist", differences())


def nothing_lost(db: Session, review: ReviewId, books: Books) -> Check:
    """No number is missing from the record but those of people who withdrew. Only SQLite counts without gaps."""
    says = "No ballot is missing from the record but those withdrawn"
    if db.get_bind().dialect.name != "sqlite":
        return check(f"{says} (not asked: this database skips numbers)", ())
    given = db.scalar(text("SELECT seq FROM sqlite_sequence WHERE name = 'ballot_event'")) or 0
    kept = db.scalar(select(func.count()).select_from(BallotEvent)) or 0
    removed = db.scalar(select(func.sum(Withdrawal.ballots))) or 0
    lost = given - kept - removed
    return check(says, [f"{lost} ballots are missing from the record, beside {removed} withdrawn"] * (lost != 0))


def nothing_left_behind(db: Session, review: ReviewId, books: Books) -> Check:
    """Who withdrew left nothing."""
    mine = select(Withdrawal.panellist_id).join(Panellist).where(Panellist.workshop_id.in_(books.workshops))
    gone = set(db.scalars(mine))
    tables = (("ballot", Ballot), ("ballot on record", BallotEvent), ("comment", Comment), ("skip", Skip))
    differences = [
        f"A {name} of panellist {who} is still there, who withdrew"
        for name, table in tables
        for who in db.scalars(select(table.panellist_id).where(table.panellist_id.in_(gone)))
    ]
    return check(f"{len(gone)} people withdrew and left nothing behind", differences)


def tallies_agree(db: Session, review: ReviewId, books: Books) -> Check:
    """What the desk and the wall count by SQL is what counting the record gives."""
    closed = [round for round in books.rounds if round.closed_at]

    def differences() -> Iterator[str]:
        for round in closed:
            scale = Protocol.from_json(books.workshops[round.workshop_id].protocol.body).of_scale
            said = list(standing(books.events.get(round.id, [])).values())
            for dimension in DIMENSIONS:
                counts = Counter(getattr(event, dimension) for event in said)
                ours = shown_counts([counts[point] for point in range(1, scale.points + 1)], scale)
                if ours != _tally(dimension)(db, RoundId(round.id), scale):
                    yield f"Round {round.id}, {dimension}: the tally is not what the record gives"
            if tallies.abstained(db, RoundId(round.id)) != sum(event.abstained is not None for event in said):
                yield f"Round {round.id}: the number who abstained is not what the record gives"

    return check(f"The tallies of {len(closed)} rounds agree with the record", differences())


def _tally(dimension: Dimension):  # type: ignore[no-untyped-def]  # one of two functions of the same shape
    return tallies.plausibility if dimension == "plausibility" else tallies.relevance


def present_people(db: Session, review: ReviewId, books: Books) -> Check:
    """Whoever answered was present."""
    closed = [round for round in books.rounds if round.closed_at]
    answered = {round.id: len(standing(books.events.get(round.id, []))) for round in closed}
    return check(
        f"In {len(closed)} rounds at least as many were present as answered",
        (
            f"Round {round.id}: {round.present} were present, and {answered[round.id]} answered"
            for round in closed
            if round.present is None or round.present < answered[round.id]
        ),
    )


def _ballots(db: Session, books: Books) -> Iterator[Row[*tuple[Any, ...]]]:
    columns = [getattr(Ballot, name) for name in ("round_id", "panellist_id", "event_id", *SAME)]
    return iter(db.execute(select(*columns).join(Round).where(Round.workshop_id.in_(books.workshops))))


def _place(place: tuple[int, int]) -> str:
    return f"Round {place[0]}, panellist {place[1]}"
