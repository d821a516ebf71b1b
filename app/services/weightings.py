"""The weighting of a list: tiers first, then weight and rank, and how firmly each statement stands where it does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeVar
from typing import Protocol as Shape

from sqlalchemy.orm import Session

from app.core.canonical import sha256_of
from app.core.criteria import Judged
from app.core.inheritance import spread_of_condensed
from app.core.protocol import Protocol
from app.core.report import Weighed
from app.core.robustness import Heir, Nudge, Panel, Tried, nudges, rank_spans, try_rules
from app.core.sensitivity import sensitivity
from app.core.spreads import Spread, spread_of_confirmation
from app.core.stakes import Marked, SourceStake, stakes, stands_on
from app.core.tiers import in_tier_order, tier_of
from app.core.weighting import ranks, weigh, weigh_range
from app.core.weights import Weights
from app.core.workshops import ReviewId, StatementId, WorkshopId
from app.services import results, weights
from app.services.condensed import Lists, lists_of
from app.services.lineage import parents_of
from app.services.memory import remembers
from app.services.protocols import newest_protocol
from app.services.results import Result
from app.storage.workshops import Workshop

T = TypeVar("T")
Which = Literal["long", "condensed"]
SEED_DIGITS = 8
LISTS = 4
"""How many lists worked out are remembered: those looked at most lately, under weights kept or tried out."""


class Aside(Shape):
    """Runs pure work elsewhere and waits for what it returns, so that phones need not wait for the draws."""

    def __call__(self, work: Callable[..., T], *args: object) -> T:
        """What the work returns."""
        ...


def here(work: Callable[..., T], *args: object) -> T:
    """Run work where we are: for tests and the terminal."""
    return work(*args)


@dataclass(frozen=True, slots=True)
class Drawn:
    """The place of every statement of a list under some weights, in the list's order, and how it was drawn."""

    places: tuple[Weighed, ...]
    weights: Weights
    top: int
    seed: int
    draws: int
    left_out: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A statement in the weighting. `span` are the best and worst rank while one weight is half or half again."""

    result: Result
    weighed: Weighed
    stands_on: tuple[str, ...]
    span: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Weighting:
    """A review's weighting: its rows in the sheet's order, `in_tiers` the places of the rows in the order of tiers."""

    rows: tuple[Row, ...]
    in_tiers: tuple[int, ...]
    drawn: Drawn
    tried: tuple[Tried[StatementId], ...]
    nudged: tuple[Nudge, ...]
    protocol: Protocol

    @property
    def weights(self) -> Weights:
        """The weights behind it."""
        return self.drawn.weights

    @property
    def top(self) -> int:
        """How many count as the top."""
        return self.drawn.top

    @property
    def seed(self) -> int:
        """What the draws began with."""
        return self.drawn.seed


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a weighting is worked out from; `panels` hold None where no other threshold may be tried.

    `top` is how many count as the top, None for a third: of the long list as many as the condensed one has, which are
    `condensed`.
    """

    results: tuple[Result, ...]
    panels: tuple[Panel | Heir | None, ...]
    protocol: Protocol
    weights: Weights
    seed: int
    top: int | None
    condensed: int


def weighed(
    db: Session,
    review: ReviewId,
    which: Which = "long",
    *,
    chosen: Weights | None = None,
    top: int | None = None,
    aside: Aside = here,
) -> Weighting:
    """Return the weighting of one of a review's lists, by the weights it keeps unless others are given to look at."""
    return aside(worked_out, gathered(db, review, which), chosen, top)


def gathered(db: Session, review: ReviewId, which: Which = "long", known: Lists | None = None) -> Gathered:
    """Read what the weighting of a list is worked out from; `known` are the review's lists where they were read."""
    row, lists = newest_protocol(db, review), known or lists_of(db, review)
    every = lists.condensed if which == "condensed" else lists.long
    panels = tuple(_heir(each, lists) or _panel(each) for each in every)
    n = len(lists.condensed)
    top = n or None if which == "long" else None
    protocol = Protocol.from_json(row.body)
    return Gathered(every, panels, protocol, weights.in_force(db, review), seed_of(review, row.hash), top, n)


def seed_of(review: ReviewId, protocol_hash: str) -> int:
    """Return the seed of a review's draws: the first 8 hexadecimal digits of SHA-256("review:protocol hash").

    It is nobody's choice, nothing need be stored for it, and whoever has the protocol can work it out again. Another
    version of the protocol has another one.
    """
    return int(sha256_of(f"{review}:{protocol_hash}")[:SEED_DIGITS], 16)


@remembers(LISTS)
def worked_out(found: Gathered, chosen: Weights | None = None, top: int | None = None) -> Weighting:
    """Work out a weighting: no database, so it can run in a thread. Fewer than 1 of `top` raise ValueError."""
    used = chosen or found.weights
    drawn = draw(found.results, used, found.protocol, seed=found.seed, top=found.top if top is None else top)
    criteria = [each.criteria for each in found.results]
    nudged = nudges(criteria, used.values)
    judged = {each.line.id: (panel, each.criteria) for each, panel in zip(found.results, found.panels, strict=True)}
    return Weighting(
        tuple(
            Row(each, place, stands_on(_marked(each), found.protocol), span)
            for each, place, span in zip(found.results, drawn.places, rank_spans(nudged), strict=True)
        ),
        tuple(in_tier_order(criteria, [place.weight for place in drawn.places], found.protocol)),
        drawn,
        tuple(try_rules(judged, used.values, found.protocol)),
        tuple(nudged),
        found.protocol,
    )


def draw(every: Sequence[Result], chosen: Weights, protocol: Protocol, *, seed: int, top: int | None = None) -> Drawn:
    """Place every statement of a list, and draw how firmly it stands there. The one place where standings are made."""
    criteria = [each.criteria for each in every]
    spreads = [_spread(each, protocol) for each in every]
    found = sensitivity(criteria, spreads, chosen, seed=seed, top=top)
    weights_of = [weigh(each, chosen.values) for each in criteria]
    places = tuple(
        Weighed(
            tier_of(each),
            weight,
            *weigh_range(each, chosen.values),
            rank,
            standing.p_top,
            standing.rank_low,
            standing.rank_high,
            standing.rank_without_c4,
        )
        for each, weight, rank, standing in zip(criteria, weights_of, ranks(weights_of), found.standings, strict=True)
    )
    return Drawn(places, chosen, found.top, seed, found.draws, found.left_out)


def of_workshop(db: Session, workshop: WorkshopId, *, aside: Aside = here) -> tuple[list[Result], Drawn]:
    """Return the statements of a workshop with their standing in the whole list, by its own ballots alone."""
    room = db.get_one(Workshop, workshop)
    protocol, review = Protocol.from_json(room.protocol.body), ReviewId(room.review_id)
    every = tuple(results.whole_list(db, workshop))
    seed = seed_of(review, room.protocol.hash)
    top = len(parents_of(db, review)) or None
    drawn = aside(_draw_seeded, every, weights.in_force(db, review), protocol, seed, top)
    planned = results.planned_in(db, workshop)
    placed = [replace(each, weighed=place) for each, place in zip(every, drawn.places, strict=True)]
    return [each for each in placed if each.line.version_id in planned], drawn


def stakes_of(every: Sequence[Result], protocol: Protocol) -> list[SourceStake[StatementId]]:
    """Return what would change without each source of a list."""
    return stakes({each.line.id: _marked(each) for each in every}, protocol)


@remembers(LISTS)
def _draw_seeded(every: Sequence[Result], chosen: Weights, protocol: Protocol, seed: int, top: int | None) -> Drawn:
    return draw(every, chosen, protocol, seed=seed, top=top)


def _marked(result: Result) -> Marked:
    return Marked(result.evidence, result.criteria)


def _judged(result: Result) -> Judged | None:
    """Nothing recorded is not assessed: nobody saw it, and nobody decided."""
    if result.verdict is None and not result.confirmation.was_shown:
        return None
    return Judged(result.confirmation, result.stands)


def _spread(result: Result, protocol: Protocol) -> Spread | None:
    if result.condensed:
        return spread_of_condensed(result.condensed, protocol)
    return spread_of_confirmation(_judged(result), protocol)


def _heir(result: Result, lists: Lists) -> Heir | None:
    """The panels behind a text that inherits its criterion 4; None where figures of one of them are held back."""
    if not (result.condensed and result.condensed.is_inherited):
        return None
    parents = lists.parents[result.line.id]
    if any(each.confirmation.held_back for each in parents):
        return None
    return Heir(tuple(_panel(each) for each in parents), result.verdict)


def _panel(result: Result) -> Panel | None:
    """The ballots a statement was judged by, with the team's verdict; None where nobody judged it.

    None too where figures are held back: whether 70, 75 or 80 % say yes would be another figure.
    """
    if not _judged(result) or result.confirmation.held_back:
        return None
    judgements = tuple(judgement for pool in result.pools for judgement in pool.judgements)
    return Panel(judgements, sum(pool.present for pool in result.pools), result.verdict)
