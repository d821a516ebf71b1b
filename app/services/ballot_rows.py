"""The rows of a batch of ballots: what deciding about them needs, read once, and what they change, written once.

A room answers at one instant, so questions to the database are counted here: as many for a thousand ballots of a round
as for one.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, String, Table, bindparam, cast, delete, func, insert, select, update

from app.core.ballots import Recorded, SentBallot
from app.core.protocol import Protocol
from app.core.workshops import PanellistId, RoundState, WorkshopId
from app.services.workshops import raise_count
from app.storage.ballots import Ballot, BallotEvent, Skip
from app.storage.base import Base
from app.storage.blocks import Block
from app.storage.many import put_many
from app.storage.protocols import ProtocolVersion
from app.storage.ready import answers
from app.storage.statements import StatementPart, StatementVersion
from app.storage.translations import StatementTranslation
from app.storage.workshops import Panellist, Round, Workshop

Where = tuple[int, int]  #: a round and a panellist
Key = tuple[int, str]  #: a panellist and the key her phone gave a ballot
Row = dict[str, Any]


class Person(NamedTuple):
    """A panellist's workshop and its version, whether she is still in it, where she sits, the language she chose."""

    workshop: WorkshopId
    version: int
    is_in: bool
    seat: int | None
    language: str


class Asked(NamedTuple):
    """A round as it stands, what its answers are read by, and the protocol its first ballot freezes, if any."""

    workshop: WorkshopId
    state: RoundState
    epoch: int
    lang: str
    points: int
    positions: frozenset[int]
    freezes: int | None
    seats: Collection[int]  #: whom it is given to; none means everyone


class Standing(NamedTuple):
    """What stands of somebody in a round: its order, and whether it leaves nothing to ask."""

    seq: int
    is_whole: bool


@dataclass(slots=True)
class Rows:
    """What was read for a batch, kept true while its ballots are decided in turn, and what is to be written."""

    people: dict[int, Person]
    rounds: dict[int, Asked]
    said: dict[Key, tuple[str, Recorded]]  #: the digest of what came, and the answer it got
    standing: dict[Where, Standing]
    skipped: set[Where]
    texts: dict[Where, str]  #: the languages of translations, by round and translation
    stood: frozenset[Where]  #: who had a ballot before this batch
    events: list[Row] = field(default_factory=list)
    ballots: dict[Where, Row] = field(default_factory=dict)
    unskipped: list[Where] = field(default_factory=list)
    counts: dict[WorkshopId, int] = field(default_factory=dict)
    frozen: set[int] = field(default_factory=set)

    def is_done(self, where: Where) -> bool:
        """Whether somebody is done with a round, in whichever way."""
        standing = self.standing.get(where)
        return where in self.skipped or (standing is not None and standing.is_whole)

    def keep(self, who: PanellistId, sent: SentBallot, recorded: Recorded, *, channel: str, at: datetime) -> None:
        """Append a ballot to the record, and remember what was said back under its key."""
        digest = sent.digest
        row = {
            "round_id": sent.round,
            "panellist_id": who,
            "key": sent.key,
            "digest": digest,
            "epoch": sent.epoch,
            "late": not recorded.ok,
            "answer": {name: getattr(recorded, name) for name in ("ok", "key", "seq", "error", "say")},
            "at": at,
        }
        self.events.append(row | self._columns(who, sent, channel))
        self.said[who, sent.key] = digest, recorded

    def stand(self, who: PanellistId, sent: SentBallot, *, channel: str) -> None:
        """Make this the answer that stands, unless a later one of the phone's came before it."""
        where, asked = (sent.round, who), self.rounds[sent.round]
        was_done, standing = self.is_done(where), self.standing.get(where)
        if standing is None or sent.seq > standing.seq:
            self.standing[where] = Standing(sent.seq, sent.answer.is_whole)
            place = {"of_round": sent.round, "of_panellist": who, "of_key": sent.key}
            self.ballots[where] = place | self._columns(who, sent, channel)
        if where in self.skipped:
            self.skipped.remove(where)
            self.unskipped.append(where)
        if self.is_done(where) is not was_done:
            # Not with every ballot: judging takes two, skipping none, and the difference would tell who skipped.
            self.counts[asked.workshop] = self.counts.get(asked.workshop, 0) + 1
        if asked.freezes is not None:
            self.frozen.add(asked.freezes)

    def has(self, sent: SentBallot) -> bool:
        """Whether what she read is the statement of this round, in whichever language."""
        return sent.read is None or (sent.round, sent.read) in self.texts

    def _columns(self, who: PanellistId, sent: SentBallot, channel: str) -> Row:
        """What a ballot says, as both tables hold it."""
        answer = sent.answer
        original = self.rounds[sent.round].lang
        return {
            "seq": sent.seq,
            "channel": channel,
            "lang": original if sent.read is None else self.texts[sent.round, sent.read],
            "translation_id": sent.read,
            "chosen": self.people[who].language,
            "plausibility": answer.plausibility,
            "relevance": answer.relevance,
            "abstained": answer.abstained.value if answer.abstained else None,
            "parts": list(answer.parts),
            "if_changed": list(answer.if_changed),
        }


def read(on: Connection, where: Iterable[Where], keys: Iterable[Key], texts: Iterable[int] = ()) -> Rows:
    """Read what ballots with these keys in these rounds need, and lock the rounds where the database locks rows.

    `texts` are the translations they were read in.
    """
    asked: dict[int, list[int]] = {}
    for round, who in sorted(set(where)):
        asked.setdefault(round, []).append(who)
    rounds = _rounds(on, list(asked))
    people, standing, skipped = _places(on, asked)
    return Rows(
        people=people,
        rounds=rounds,
        said=_said(on, sorted(set(keys))),
        standing=standing,
        skipped=skipped,
        texts=_texts(on, list(rounds), sorted(set(texts))),
        stood=frozenset(standing),
    )


def write(on: Connection, rows: Rows, *, at: datetime) -> None:
    """Write down what a batch came to."""
    new = [row for where, row in rows.ballots.items() if where not in rows.stood]
    changed = [row for where, row in rows.ballots.items() if where in rows.stood]
    gone = [{"of_round": round, "of_panellist": who} for round, who in rows.unskipped]
    for statement, many in ((_EVENT, rows.events), (_NEW, new), (_CHANGED, changed), (_UNSKIP, gone)):
        put_many(on, statement, many)
    for workshop, many_more in rows.counts.items():
        raise_count(on, workshop, by=many_more)
    for protocol in rows.frozen:
        # The review's first ballot freezes the rules it is judged by.
        fresh = ProtocolVersion.id == protocol, ProtocolVersion.frozen_at.is_(None)
        on.execute(update(ProtocolVersion).where(*fresh).values(frozen_at=at))


def _places(
    on: Connection, asked: Mapping[int, Sequence[int]]
) -> tuple[dict[int, Person], dict[Where, Standing], set[Where]]:
    """Who they are, what stands of them, and what they skip, round by round: nearly always there is one.

    Membership is read again for every batch: someone may have been retired since the phone connected.
    """
    people: dict[int, Person] = {}
    standing: dict[Where, Standing] = {}
    skipped = set()
    for round, among in asked.items():
        for id, room, version, is_in, seat, language, skips, seq, *answer in answers(
            on, _PLACES, {"round": round, "people": list(among)}
        ):
            people[id] = Person(WorkshopId(room), version, is_in, seat, language)
            if seq is not None:
                plausibility, relevance, abstained = answer
                standing[round, id] = Standing(seq, abstained is not None or None not in (plausibility, relevance))
            if skips:
                skipped.add((round, id))
    return people, standing, skipped


def _rounds(on: Connection, rounds: Sequence[int]) -> dict[int, Asked]:
    return {
        id: Asked(
            WorkshopId(workshop),
            RoundState(state),
            epoch,
            lang,
            _points(body),
            frozenset(int(each) for each in parts.split(",")) if parts else frozenset(),
            protocol if not pilot and frozen_at is None else None,
            seats or (),
        )
        for id, workshop, state, epoch, lang, body, protocol, pilot, frozen_at, seats, parts in answers(
            on, _ROUNDS, {"rounds": list(rounds)}
        )
    }


@lru_cache(maxsize=64)
def _points(protocol: str) -> int:
    """The points of a protocol's scale. Reading one takes longer than keeping a ballot."""
    return Protocol.from_json(protocol).of_scale.points


def _said(on: Connection, keys: Sequence[Key]) -> dict[Key, tuple[str, Recorded]]:
    found = answers(on, _SAID, {"keys": sorted({key for _, key in keys})}) if keys else ()
    asked = set(keys)
    return {(who, key): (digest, Recorded(**answer)) for who, key, digest, answer in found if (who, key) in asked}


def _texts(on: Connection, rounds: Sequence[int], texts: Sequence[int]) -> dict[Where, str]:
    """The languages of these translations, by the rounds of their statement. Most rooms read the original."""
    found = on.execute(_TEXTS, {"rounds": rounds, "texts": texts}) if texts else ()
    return {(round, text): lang for round, text, lang in found}


def _among(name: str) -> Any:
    return bindparam(name, expanding=True)


def _table(kind: type[Base]) -> Table:
    """The table itself: many rows at once are no business of the session's, which would look at each."""
    return kind.metadata.tables[kind.__tablename__]


_HERE = Panellist.left_at.is_(None) & Panellist.removed_at.is_(None)
_PLACES = (
    select(Panellist.id, Panellist.workshop_id, Workshop.version, _HERE, Panellist.seat, Panellist.language)
    .add_columns(Skip.round_id.is_not(None), Ballot.seq, Ballot.plausibility, Ballot.relevance, Ballot.abstained)
    .join(Workshop, Workshop.id == Panellist.workshop_id)
    .outerjoin(Ballot, (Ballot.round_id == bindparam("round")) & (Ballot.panellist_id == Panellist.id))
    .outerjoin(Skip, (Skip.round_id == bindparam("round")) & (Skip.panellist_id == Panellist.id))
    .where(Panellist.id.in_(_among("people")))
)
_POSITIONS = (
    select(func.aggregate_strings(cast(StatementPart.position, String), ","))
    .where(StatementPart.version_id == Round.version_id)
    .scalar_subquery()
)
_ROUNDS = (
    select(Round.id, Round.workshop_id, Round.state, Round.epoch, StatementVersion.lang)
    .add_columns(ProtocolVersion.body, ProtocolVersion.id, Workshop.pilot, ProtocolVersion.frozen_at, Block.seats)
    .add_columns(_POSITIONS)
    .join(StatementVersion, StatementVersion.id == Round.version_id)
    .join(Workshop, Workshop.id == Round.workshop_id)
    .join(ProtocolVersion, ProtocolVersion.id == Workshop.protocol_id)
    .outerjoin(Block, Block.id == Round.block_id)
    .where(Round.id.in_(_among("rounds")))
    .order_by(Round.id)
    .with_for_update(of=Round)
)
_TEXTS = (
    select(Round.id, StatementTranslation.id, StatementTranslation.lang)
    .join(StatementTranslation, StatementTranslation.version_id == Round.version_id)
    .where(Round.id.in_(_among("rounds")), StatementTranslation.id.in_(_among("texts")))
)
# Never by pairs of columns: for those SQLite reads the whole table, and every ballot of the afternoon makes it longer.
_SAID = select(BallotEvent.panellist_id, BallotEvent.key, BallotEvent.digest, BallotEvent.answer).where(
    BallotEvent.key.in_(_among("keys"))
)

# A ballot names the event it came with by its key: ids of rows just inserted cannot be had for many at once.
_ROUND: Any = bindparam("of_round")
_WHO: Any = bindparam("of_panellist")
_OWN_EVENT = (
    select(BallotEvent.id)
    .where(BallotEvent.panellist_id == _WHO, BallotEvent.key == bindparam("of_key"))
    .scalar_subquery()
)
_EVENT = insert(_table(BallotEvent))
_NEW = insert(_table(Ballot)).values(round_id=_ROUND, panellist_id=_WHO, event_id=_OWN_EVENT)
_CHANGED = (
    update(_table(Ballot)).where(Ballot.round_id == _ROUND, Ballot.panellist_id == _WHO).values(event_id=_OWN_EVENT)
)
_UNSKIP = delete(_table(Skip)).where(Skip.round_id == _ROUND, Skip.panellist_id == _WHO)
