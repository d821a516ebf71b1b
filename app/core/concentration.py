"""Concentration: van der Eijk's agreement A, one figure for the shape of a panel's bars."""

import math
from collections.abc import Sequence
from itertools import combinations, pairwise


def concentration(counts: Sequence[int | float]) -> float | None:
    """Return A of counts per point: 1 where all give one answer, 0 where all answers are alike, -1 at the two ends.

    Every point of the scale is a category, empty or not; a scale has three or more. None where nobody answered. Counts
    are cut into layers that are each flat, and A is the mean of the layers by the people in them. Source: van der Eijk,
    Quality & Quantity 2001;35:325. It is not the RAND/UCLA *agreement* and decides nothing.
    """
    people = math.fsum(counts)
    if people == 0:
        return None
    steps = sorted({0, *counts})
    layers = ((high - low, [count >= high for count in counts]) for low, high in pairwise(steps))
    return math.fsum(height * sum(layer) * _of_layer(layer) for height, layer in layers) / people


def _of_layer(filled: Sequence[bool]) -> float:
    """A = U (1 - (S - 1) / (K - 1)) of S filled points among K, U = 1 for one peak and less for gaps."""
    points, peaks = len(filled), sum(filled)
    gaps, steps = _triples(filled, (True, False, True)), _triples(filled, (True, True, False), (False, True, True))
    # With one point filled, or all, there is neither a gap nor a step.
    unimodal = ((points - 2) * steps - (points - 1) * gaps) / ((points - 2) * (steps + gaps)) if steps + gaps else 1.0
    return unimodal * (1 - (peaks - 1) / (points - 1))


def _triples(filled: Sequence[bool], *patterns: tuple[bool, bool, bool]) -> int:
    return sum(triple in patterns for triple in combinations(filled, 3))
