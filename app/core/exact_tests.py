"""Two exact tests of whether a panel moved between two askings. Information beside the counts; no score uses them."""

import math
from collections.abc import Sequence
from typing import NamedTuple


def mcnemar(left: int, joined: int) -> float:
    """Return the exact two-sided p, 0 to 1, that so many left a side and so many joined it by chance alone.

    p = 2 P(X <= min(left, joined)) for X ~ Binomial(left + joined, 1/2), at most 1; 1 where nobody changed sides. Only
    those who changed sides say anything: five of five in the same direction is p = .0625. Source: McNemar,
    Psychometrika 1947;12:153, with the binomial in place of its approximation. Nothing is halved (no "mid p").
    """
    changed = left + joined
    ways = sum(math.comb(changed, fewer) for fewer in range(min(left, joined) + 1))
    return min(1.0, 2 * ways / (1 << changed))


class SignedRank(NamedTuple):
    """Wilcoxon's statistic, the smaller of the two sums of ranks, and its exact two-sided p, 0 to 1."""

    statistic: float
    p: float


def wilcoxon(differences: Sequence[float]) -> SignedRank:
    """Test by signed ranks whether differences lie to one side of zero.

    Zeros are dropped, equal sizes share their middle rank, and every way to set the signs counts once; where nothing
    differs p is 1. Tables, and scipy's method="exact", are for sizes without ties; ratings are nothing but ties, so
    this is scipy's `PermutationMethod` over all signs.
    """
    moved = [difference for difference in differences if difference]
    ranks = doubled_ranks([abs(difference) for difference in moved])
    up = sum(rank for rank, difference in zip(ranks, moved, strict=True) if difference > 0)
    fewer = min(up, sum(ranks) - up)
    return SignedRank(fewer / 2, min(1.0, 2 * sum(_ways(ranks, fewer)) / (1 << len(ranks))))


def doubled_ranks(sizes: Sequence[float]) -> list[int]:
    """Return twice the rank of each size, smallest 1; equal sizes share the middle, which doubled is whole again."""
    return [2 * sum(other < size for other in sizes) + sum(other == size for other in sizes) + 1 for size in sizes]


def _ways(ranks: Sequence[int], most: int) -> list[int]:
    """Count, for each sum up to `most`, the subsets of ranks that add up to it: the ways to set the signs."""
    ways = [1] + [0] * most
    for rank in ranks:
        for total in range(most, rank - 1, -1):
            ways[total] += ways[total - rank]
    return ways
