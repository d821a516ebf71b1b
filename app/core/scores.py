"""The yes-share of a panel, and a score that does not let a small panel shout."""

import math
from collections import Counter
from collections.abc import Sequence
from statistics import NormalDist
from typing import NamedTuple

from app.core.scales import Scale

Z = NormalDist().inv_cdf(0.975)
"""The .975 quantile of the normal distribution, 1.959964: 95 % intervals."""


class Score(NamedTuple):
    """The centre of the 95 % Wilson interval and its two ends, each from 0 to 1."""

    score: float
    low: float
    high: float


def equal_person(groups: Sequence[str]) -> list[float]:
    """Give every rating the weight 1, whatever group it comes from."""
    return [1.0] * len(groups)


def equal_group(groups: Sequence[str], cap: float) -> list[float]:
    """Give every group the same weight in all: w = (n / G) / n_g, at most `cap`, not rescaled after the cap.

    `groups` names the group of each rating; G counts the groups that gave one. The cap keeps one lone voice from
    deciding for a whole group.
    """
    sizes = Counter(groups)
    fair = len(groups) / len(sizes) if sizes else 0.0
    return [min(cap, fair / sizes[group]) for group in groups]


def yes_share(ratings: Sequence[int], scale: Scale, weights: Sequence[float]) -> float:
    """Return the weighted mean utility, 0 to 1: a yes counts 1, a middle rating half, a no nothing."""
    # An exact sum, so that the order in which ballots came in cannot move the last digit.
    yes = math.fsum(weight * scale.third(rating).utility for rating, weight in zip(ratings, weights, strict=True))
    return yes / math.fsum(weights)


def n_eff(weights: Sequence[float]) -> float:
    """Return the effective number of ratings, (sum w)^2 / sum w^2: n when all weigh the same, else fewer."""
    return math.fsum(weights) ** 2 / math.fsum(weight * weight for weight in weights)


def wilson(n: float, share: float) -> Score:
    """Return the Wilson interval of a share of n (effective) ratings, with its centre as the score.

    Score = (n s + z^2/2) / (n + z^2): 5 of 5 is .78 and 15 of 15 is .90. Source: Wilson, J
    Am Stat Assoc 1927;22:209; Newcombe, Stat Med 1998;17:857.
    """
    centre = (n * share + Z**2 / 2) / (n + Z**2)
    half = Z * math.sqrt(n * share * (1 - share) + Z**2 / 4) / (n + Z**2)
    return Score(centre, low=max(0.0, centre - half), high=min(1.0, centre + half))
