"""Recounted: every confirmation of a review, from the record of ballots as they came and nothing that follows from it.

It reads the append-only record by ways of its own and shares with the pages only the method in the core.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import starmap
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.circumstances import Circumstances, OutOf
from app.core.confirmation import Confirmation, Judgement, confirm, hold_back
from app.core.disclosure import gives_away
from app.core.protocol import DIMENSIONS, Dimension, Protocol
from app.core.translations import is_unchecked
from app.core.two_askings import Pair
from app.core.workshops import ReviewId, RoundMove, RoundState
from app.storage.ballots import BallotEvent
from app.storage.protocols import ProtocolVersion
from app.storage.statements import StatementVersion
from app.storage.translations import StatementTranslation
from app.storage.workshops import Move, Panellist, Round, StakeholderGroup, Workshop


class Event(NamedTuple):
    """A ballot as it lies in the record. Plain values: they are looked at again and again."""

    id: int
    round_id: int
    panellist_id: int
    key: str
    digest: str
    seq: int
    epoch: int
    plausibility: int | None
    relevance: int | None
    abstained: str | None
    parts: list[int]
    if_changed: list[int]
    channel: str
    lang: str
    translation_id: int | None
    chosen: str | None
    late: bool


Said = dict[int, Event]
"""The answer that stands, by panellist."""


@dataclass(frozen=True, slots=True)
class Books:
    """All that is on record about a review's ballots."""

    workshops: dict[int, Workshop]
    rounds: Sequence[Round]
    asked: dict[tuple[int, int], list[Round]]
    events: dict[int, list[Event]]
    groups: dict[int, str]
    offered: dict[int, list[str]]
    walls: dict[int, int]
    rules: dict[int, str]
    newest: str
    langs: dict[int, str]
    checked: dict[int, str]


@dataclass(frozen=True, slots=True)
class Heard:
    """What one workshop says of one version. `named` says whether its groups may be named."""

    workshop: Workshop
    rounds: Sequence[Round]
    said: Said
    pairs: tuple[Pair, ...]
    named: bool


def open_books(db: Session, review: ReviewId) -> Books:
    """Read the record of a review."""
    workshops = {row.id: row for row in db.scalars(select(Workshop).where(Workshop.review_id == review))}
    rounds = select(Round).where(Round.workshop_id.in_(workshops)).order_by(Round.number, Round.id)
    asked = list(db.scalars(rounds))
    columns = [getattr(BallotEvent, name) for name in Event._fields]
    came = select(*columns).join(Round).where(Round.workshop_id.in_(workshops)).order_by(BallotEvent.id)
    events: dict[int, list[Event]] = {}
    for event in starmap(Event, db.execute(came)):
        events.setdefault(event.round_id, []).append(event)
    people = select(Panellist.id, StakeholderGroup.name).join(StakeholderGroup)
    versions = select(ProtocolVersion).where(ProtocolVersion.review_id == review).order_by(ProtocolVersion.number)
    hashes = {row.id: row.hash for row in db.scalars(versions)}
    return Books(
        workshops,
        asked,
        _by_version(asked),
        events,
        dict(db.execute(people.where(Panellist.workshop_id.in_(workshops))).all()),
        {id: [group.name for group in row.groups if group.offered] for id, row in workshops.items()},
        _walls(db, workshops),
        {id: hashes.get(row.protocol_id, "") for id, row in workshops.items()},
        list(hashes.values())[-1],
        dict(db.execute(select(StatementVersion.id, StatementVersion.lang)).all()),
        dict(db.execute(select(StatementTranslation.id, StatementTranslation.status)).all()),
    )


def _by_version(rounds: Iterable[Round]) -> dict[tuple[int, int], list[Round]]:
    found: dict[tuple[int, int], list[Round]] = {}
    for round in rounds:
        found.setdefault((round.workshop_id, round.version_id), []).append(round)
    return found


def _walls(db: Session, workshops: Iterable[int]) -> dict[int, int]:
    """In which opening each round's answers first went on the wall."""
    moves = select(Move.round_id, Move.epoch).where(
        Move.workshop_id.in_(workshops), Move.move == RoundMove.REVEAL.value
    )
    found: dict[int, int] = {}
    for round, epoch in db.execute(moves.order_by(Move.id)):
        if round is not None and epoch is not None:
            found.setdefault(round, epoch)
    return found


def standing(events: Sequence[Event], *, late: bool = False) -> Said:
    """Of each panellist the ballot with the highest number of the phone's own, the earlier of two that share it.

    With `late`, one that came after closing takes its place where it is newer by both numbers.
    """
    in_time = sorted((event for event in events if not event.late), key=lambda event: (event.seq, -event.id))
    found = {event.panellist_id: event for event in in_time}
    after = sorted((event for event in events if event.late and late), key=lambda event: (event.seq, event.id))
    return found | {event.panellist_id: event for event in after if _is_newer(event, found.get(event.panellist_id))}


def _is_newer(late: Event, earlier: Event | None) -> bool:
    """A late one that came before the round was opened again does not undo what was said then."""
    return earlier is None or (late.id > earlier.id and late.seq > earlier.seq)


def recount(books: Books, version: int, workshops: Iterable[int], protocol: Protocol) -> Confirmation:
    """Confirm one version by the record of these workshops."""
    heard = [found for id in workshops if (found := hear(books, id, version, protocol))]
    present = sum(max(each.rounds[-1].present or 0, len(each.said)) for each in heard)
    judgements = [judgement for each in heard for judgement in _judgements(books, each)]
    counted = confirm(judgements, present, protocol, _circumstances(books, heard, version, protocol))
    return hold_back(counted) if any(_small_among(heard, each, protocol) for each in DIMENSIONS) else counted


def _small_among(heard: Sequence[Heard], dimension: Dimension, protocol: Protocol) -> bool:
    """Whether one of these workshops is so small that figures of all would give its answers away."""
    said = [[getattr(event, dimension) for event in each.said.values()] for each in heard]
    scale = protocol.of_scale
    return gives_away([scale.counts(each for each in panel if each is not None) for panel in said], scale)


def hear(books: Books, workshop: int, version: int, protocol: Protocol) -> Heard | None:
    """Return what a workshop says of a version; None where no round of it is closed."""
    closed = (RoundState.CLOSED, RoundState.REVEALED)
    asked = (round for round in books.asked.get((workshop, version), ()) if round.taken_back_at is None)
    rounds = [round for round in asked if round.state in closed]
    if not rounds:
        return None
    said = [standing(books.events.get(round.id, []), late=protocol.late == "count") for round in rounds]
    final: Said = {}
    for each in said if protocol.carry_first_round else said[-1:]:
        final |= each
    cells = [*map(list, map(dict.values, said)), list(final.values())]
    named = all(_may_name(books, cell, protocol) for cell in cells)
    return Heard(books.workshops[workshop], rounds, final, _pairs(said[0], final), named)


def _pairs(first: Said, final: Said) -> tuple[Pair, ...]:
    """Both ratings of those who gave two; what was carried forward is no second answer."""
    twice = ((first[who], event) for who, event in final.items() if who in first and event is not first[who])
    both = ((before.plausibility, after.plausibility) for before, after in twice)
    return tuple((before, after) for before, after in both if before is not None and after is not None)


def _may_name(books: Books, events: Iterable[Event], protocol: Protocol) -> bool:
    events = list(events)
    every = [
        Counter(books.groups[event.panellist_id] for event in events),
        Counter(books.groups[event.panellist_id] for event in events if event.plausibility is not None),
        Counter(books.groups[event.panellist_id] for event in events if event.relevance is not None),
    ]
    return all(people >= protocol.smallest_cell for groups in every for people in groups.values())


def _judgements(books: Books, heard: Heard) -> Iterable[Judgement]:
    for who, event in heard.said.items():
        yield Judgement(
            plausibility=event.plausibility,
            relevance=event.relevance,
            abstained=event.abstained,
            parts=tuple(event.parts),
            if_changed=tuple(event.if_changed),
            group=books.groups[who] if heard.named else "",
            site=heard.workshop.site,
        )


def _circumstances(books: Books, heard: Sequence[Heard], version: int, protocol: Protocol) -> Circumstances:
    events = [(each, event) for each in heard for event in each.said.values()]
    behind = {event.round_id for _, event in events} | {each.rounds[-1].id for each in heard}
    unchecked = sum(_is_unchecked(books, event, books.langs[version]) for _, event in events)
    return Circumstances(
        expected_groups=_expected(books, heard, protocol),
        askings=tuple(pair for each in heard if len(each.pairs) >= protocol.smallest_cell for pair in each.pairs),
        carried=sum(event.round_id != each.rounds[-1].id for each, event in events),
        seen_early=any(_seen_early(books, round) for round in behind),
        reopened=any(round.reopened for each in heard for round in each.rounds if round.id in behind),
        unchecked=OutOf(unchecked, len(events)) if unchecked else None,
        rules_changed=any(books.rules[each.workshop.id] != books.newest for each in heard if each.said),
    )


def _is_unchecked(books: Books, event: Event, lang: str) -> bool:
    status = books.checked.get(event.translation_id or 0, "")
    return is_unchecked(lang, read=event.lang, chosen=event.chosen, status=status)


def _expected(books: Books, heard: Sequence[Heard], protocol: Protocol) -> tuple[str, ...]:
    """Every group that was to be heard, where one of them was not."""
    names = sorted({name for each in heard for name in books.offered[each.workshop.id]})
    rated = (who for each in heard for who, event in each.said.items() if event.plausibility is not None)
    came = Counter(books.groups[who] for who in rated)
    return tuple(names) if any(came[name] < protocol.smallest_cell for name in names) else ()


def _seen_early(books: Books, round: int) -> bool:
    wall = books.walls.get(round)
    return wall is not None and any(e.epoch > wall and not e.late for e in books.events.get(round, ()))
