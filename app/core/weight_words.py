"""Weights in words: where they came from, and how much each criterion counts of 100."""

from types import MappingProxyType

from app.core.catalogue import N_, Say, english
from app.core.weights import Method, Weights

METHODS: MappingProxyType[Method, str] = MappingProxyType(
    {
        "equal": N_("all five criteria count the same"),
        "ranking": N_("from the team's ranking of the criteria (rank-order centroid)"),
        "swing": N_("from the team's points (swing weighting)"),
    }
)


def method_in_words(weights: Weights, say: Say = english) -> str:
    """Return where weights came from, with the source of the method."""
    return say(METHODS[weights.method])


def of_hundred(share: float) -> int:
    """Return a share from 0 to 1 as a whole number of 100, halves up."""
    return int(100 * share + 0.5)


def chance_of_hundred(share: float) -> str:
    """Return a chance from 0 to 1 of 100. What was drawn never, or always, is still neither sure nor impossible."""
    if share < 0.01:
        return "<1"
    return ">99" if share > 0.99 else str(of_hundred(share))
