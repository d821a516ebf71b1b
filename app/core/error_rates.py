"""How often the rule would call a statement confirmed, when we know what a whole profession thinks of it."""

import math

from app.core.classes import Class, classify
from app.core.judgements import Judgement
from app.core.protocol import Protocol
from app.core.scales import Third


def chance_confirmed(n: int, shares: tuple[float, float, float], protocol: Protocol) -> float:
    """Return the chance, 0 to 1, that n people drawn at random confirm. Exact; it grows with n squared times n.

    `shares` of those who would say yes, something in between, and no, adding up to 1. Everyone finds it relevant.
    """
    return math.fsum(
        _multinomial((yes, between, n - yes - between), shares)
        for yes in range(n + 1)
        for between in range(n - yes + 1)
        if _confirms(yes, between, n - yes - between, protocol)
    )


def shares_of_random_answers(protocol: Protocol) -> tuple[float, float, float]:
    """Return the shares of yes, between and no where every point of the scale is equally likely."""
    scale = protocol.of_scale
    points = range(1, scale.points + 1)
    yes, between, no = (
        scale.count_in(third, points) / scale.points for third in (Third.TOP, Third.MIDDLE, Third.BOTTOM)
    )
    return yes, between, no


def _confirms(yes: int, between: int, no: int, protocol: Protocol) -> bool:
    scale = protocol.of_scale
    ratings = [scale.lowest_top] * yes + [scale.highest_bottom + 1] * between + [scale.highest_bottom] * no
    people = [Judgement(plausibility=rating, relevance=scale.points) for rating in ratings]
    return classify(people, protocol).suggested is Class.CONFIRMED


def _multinomial(counts: tuple[int, ...], shares: tuple[float, ...]) -> float:
    ways = math.factorial(sum(counts)) / math.prod(map(math.factorial, counts))
    return ways * math.prod(share**count for share, count in zip(shares, counts, strict=True))
