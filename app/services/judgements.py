"""Which ballots count for a statement version (`method.md` 2), as the method's judgements.

The final closed round per workshop; the last ballot of a person; someone who answered only before the talk is carried
forward, or dropped, by the protocol. Groups are named only where every group may be, in all rounds of the version.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from sqlalchemy.orm import Session

from app.core.confirmation import Judgement
from app.core.disclosure import may_name_groups
from app.core.protocol import Protocol
from app.core.two_askings import Pair
from app.core.workshops import VersionId, WorkshopId
from app.services.closed_rounds import CLOSED, Cast, Closed, ClosedRound, read

__all__ = ["CLOSED", "Counted", "Pool", "by_round", "counted", "late_ballots", "nameless", "pool", "read"]


ORIGINAL = "original"


@dataclass(frozen=True, slots=True)
class Counted:
    """A ballot that counts, or came late: whose, from which round, and what it says.

    `lang` and `status` say how it was read, "" where that could tell who gave it.
    """

    id: int
    panellist: int
    group: str
    round: int
    channel: str
    late: bool
    carried: bool
    judgement: Judgement
    lang: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Pool:
    """What one workshop says of one version: its closed rounds, the ballots that count, and how many were present.

    `casts` are those ballots as they lie in the record, with the groups that `named` says may not be named, and
    `judgements` the same as the method sees them. `pairs` are the ratings of plausibility before and after the talk, of
    those who gave both.
    """

    workshop: WorkshopId
    site: str
    asked: tuple[ClosedRound, ...]
    casts: tuple[Cast, ...]
    judgements: tuple[Judgement, ...]
    named: bool
    present: int
    pairs: tuple[Pair, ...]

    @property
    def carried(self) -> int:
        """How many of the ballots are from before the talk."""
        return sum(cast.round != self.asked[-1].id for cast in self.casts)


def pool(closed: Closed, protocol: Protocol) -> Pool:
    """Return what a workshop says of a version by its closed rounds."""
    lists, last = _lists(closed, protocol), closed.asked[-1]
    final = lists[-1]
    named = all(_may_name(casts, protocol) for casts in lists)
    return Pool(
        last.workshop,
        last.site,
        closed.asked,
        tuple(final),
        tuple(_judgement(*cast[-6:-1], cast.group if named else "", last.site) for cast in final),
        named,
        max(last.present, len(final)),
        tuple(_pairs(lists[0], final)) if len(lists) > 1 else (),
    )


def counted(db: Session, workshop: WorkshopId, version: VersionId, protocol: Protocol) -> tuple[list[Counted], int]:
    """The ballots that count in one workshop for one version, and how many people were present."""
    closed = read(db, [workshop], [version]).get((workshop, version))
    if closed is None:
        return [], 0
    found = pool(closed, protocol)
    return [_counted(cast, found.asked[-1], named=found.named) for cast in found.casts], found.present


def by_round(closed: Closed, protocol: Protocol) -> dict[int, list[Counted]]:
    """The ballots of each closed round of a version; those of the final one are the ones that count.

    Groups are named only where every group of every round may be: pseudonyms join the rounds, so that one round would
    give away what another hides.
    """
    lists = _lists(closed, protocol)
    named = all(_may_name(casts, protocol) for casts in lists)
    pairs = zip(closed.asked, lists, strict=True)
    read = may_say_language(lists, protocol, named=named)
    return {each.id: [_counted(cast, each, named=named, read=read) for cast in casts] for each, casts in pairs}


def late_ballots(closed: Closed) -> dict[int, list[Counted]]:
    """The ballots that came after each round had closed, kept apart."""
    pairs = zip(closed.asked, closed.late, strict=True)
    return {each.id: [_made(cast, cast.group, each.site, carried=False) for cast in casts] for each, casts in pairs}


def _lists(closed: Closed, protocol: Protocol) -> list[list[Cast]]:
    """The ballots of each round, the carried ones behind those of the final round."""
    pairs = zip(closed.standing, closed.late, strict=True)
    found = [_standing(standing, late, protocol) for standing, late in pairs]
    if protocol.carry_first_round:
        found[-1] += _carried(found[:-1], found[-1])
    return found


def _standing(standing: Sequence[Cast], came_late: Sequence[Cast], protocol: Protocol) -> list[Cast]:
    """The current ballots of one round; late ones replace or join them only where the protocol counts them."""
    found = {cast.panellist: cast for cast in standing}
    if protocol.late == "count":
        late = [cast for cast in came_late if _comes_after(cast, found.get(cast.panellist))]
        found |= {cast.panellist: cast for cast in late}
    return list(found.values())


def _comes_after(late: Cast, standing: Cast | None) -> bool:
    """Whether a late ballot is newer than the one that stands, which may be of a later opening."""
    return standing is None or (late.event > standing.event and late.seq > standing.seq)


def _carried(earlier: list[list[Cast]], final: list[Cast]) -> list[Cast]:
    there = {cast.panellist for cast in final}
    found = {cast.panellist: cast for casts in earlier for cast in casts}
    return [cast for panellist, cast in found.items() if panellist not in there]


def _pairs(first: Sequence[Cast], final: Sequence[Cast]) -> Iterator[Pair]:
    before = {cast.panellist: cast for cast in first}
    for cast in final:
        earlier = before.get(cast.panellist)
        # A ballot that was carried forward is no second answer.
        if earlier is None or earlier.round == cast.round:
            continue
        if earlier.plausibility is not None and cast.plausibility is not None:
            yield earlier.plausibility, cast.plausibility


def _counted(cast: Cast, asked: ClosedRound, *, named: bool, read: bool = False) -> Counted:
    found = _made(cast, cast.group if named else "", asked.site, carried=cast.round != asked.id)
    return replace(found, lang=cast.lang, status=cast.status or ORIGINAL) if read else found


def _made(cast: Cast, group: str, site: str, *, carried: bool) -> Counted:
    judgement = _judgement(*cast[-6:-1], group, site)
    return Counted(cast.event, cast.panellist, group, cast.round, cast.channel, cast.late, carried, judgement)


@lru_cache(maxsize=10_000)
def _judgement(
    plausibility: int | None,
    relevance: int | None,
    abstained: str | None,
    parts: tuple[int, ...],
    if_changed: tuple[int, ...],
    group: str,
    site: str,
) -> Judgement:
    """Many answer alike: a value that says the same is the same."""
    return Judgement(
        plausibility=plausibility,
        relevance=relevance,
        abstained=abstained,
        parts=parts,
        if_changed=if_changed,
        group=group,
        site=site,
    )


def _may_name(casts: Sequence[Cast], protocol: Protocol) -> bool:
    """Whether every group has enough people, and enough ratings wherever it gave any, to be named."""
    cells = (
        [cast.group for cast in casts],
        [cast.group for cast in casts if cast.plausibility is not None],
        [cast.group for cast in casts if cast.relevance is not None],
    )
    return all(may_name_groups(cell, protocol.smallest_cell) for cell in cells)


def may_say_language(lists: Sequence[Sequence[Cast]], protocol: Protocol, *, named: bool) -> bool:
    """Whether each way to have read, crossed with the group where that is named, has enough people in every round.

    Pseudonyms join the rounds of a version, so that how somebody read all of them is one way.
    """
    ways: dict[int, str] = {}
    for cast in (cast for casts in lists for cast in casts):
        group = cast.group if named else ""
        ways[cast.panellist] = f"{ways.get(cast.panellist, group)}|{cast.lang} {cast.status}"
    cells = (
        [ways[cast.panellist] for cast in casts if asked is None or getattr(cast, asked) is not None]
        for casts in lists
        for asked in (None, "plausibility", "relevance")
    )
    return all(may_name_groups(cell, protocol.smallest_cell) for cell in cells)


def nameless(ballots: Iterable[Counted]) -> list[Counted]:
    """The ballots without their groups."""
    return [replace(each, group="", judgement=replace(each.judgement, group="")) for each in ballots]
