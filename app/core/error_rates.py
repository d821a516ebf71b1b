"""How often the rule would call a statement confirmed, when we know what a whole profession thinks of it."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.core.classes import Class, classify
from app.core.judgements import Judgement
from app.core.profiles import PROFILES
from app.core.protocol import Protocol
from app.core.scales import Third

Shares = tuple[float, float, float]
"""Of a profession: who would say yes, something in between, and no. They add up to 1."""

TYPICAL: tuple[Shares, ...] = ((0.85, 0.12, 0.03), (0.70, 0.22, 0.08), (0.45, 0.15, 0.40), (0.30, 0.45, 0.25))
"""Professions of one mind, mostly of one mind, split, and unsure: what a rule should and should not confirm."""


@dataclass(frozen=True, slots=True)
class ErrorRates:
    """One row of the protocol's page: a profession, and the chance, 0 to 1, that each rule confirms."""

    shares: Shares
    chances: Mapping[str, float]


def error_rates(
    n: int, protocols: Mapping[str, Protocol] = PROFILES, professions: tuple[Shares, ...] = TYPICAL
) -> tuple[ErrorRates, ...]:
    """Return what each protocol, by name, would confirm of each profession with n people, drawn at random."""
    confirming = {name: confirming_panels(n, protocol) for name, protocol in protocols.items()}
    return tuple(
        ErrorRates(shares, {name: _chance(panels, shares) for name, panels in confirming.items()})
        for shares in professions
    )


def chance_confirmed(n: int, shares: Shares, protocol: Protocol) -> float:
    """Return the chance, 0 to 1, that n people drawn at random confirm; 0 below the ratings the protocol asks for.

    Exact, up to some 600 people; its cost grows with n squared. Everyone finds it relevant, nobody abstains.
    """
    return _chance(confirming_panels(n, protocol), shares)


def confirming_panels(n: int, protocol: Protocol) -> tuple[tuple[int, int, int], ...]:
    """Return every panel of n, as (yes, in between, no), that confirms.

    Which point of its third a rating is makes no difference: where so many say yes, so does the middle of the panel.
    """
    if n < protocol.min_ratings:
        return ()
    # No rule confirms where yes is not the answer of more than half.
    return tuple(panel for panel in _panels(n) if 2 * panel[0] > n and _confirms(panel, protocol))


def shares_of_random_answers(protocol: Protocol) -> Shares:
    """Return the shares of yes, between and no where every point of the scale is equally likely."""
    scale = protocol.of_scale
    points = range(1, scale.points + 1)
    yes, between, no = (
        scale.count_in(third, points) / scale.points for third in (Third.TOP, Third.MIDDLE, Third.BOTTOM)
    )
    return yes, between, no


def _panels(n: int) -> Iterator[tuple[int, int, int]]:
    return ((yes, between, n - yes - between) for yes in range(n + 1) for between in range(n - yes + 1))


def _confirms(panel: tuple[int, int, int], protocol: Protocol) -> bool:
    scale = protocol.of_scale
    points = scale.lowest_top, scale.highest_bottom + 1, scale.highest_bottom
    answers = (Judgement(plausibility=point, relevance=scale.points) for point in points)
    people = [answer for answer, count in zip(answers, panel, strict=True) for _ in range(count)]
    return classify(people, protocol).suggested is Class.CONFIRMED


def _chance(panels: tuple[tuple[int, int, int], ...], shares: Shares) -> float:
    return math.fsum(_multinomial(panel, shares) for panel in panels)


def _multinomial(counts: tuple[int, int, int], shares: Shares) -> float:
    yes, between, no = counts
    ways = math.comb(yes + between + no, yes) * math.comb(between + no, between)
    return ways * math.prod(share**count for share, count in zip(shares, counts, strict=True))
