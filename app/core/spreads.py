"""Spreads: where a grade may lie when it is not known exactly, for the draws of the sensitivity."""

from dataclasses import dataclass

from app.core.criteria import Judged, grade_confirmation
from app.core.protocol import Protocol
from app.core.scores import Z
from app.core.support import Support


@dataclass(frozen=True, slots=True)
class Beta:
    """A Beta distribution: what a panel's answers leave open. Both parameters are larger than 0, or ValueError."""

    yes: float
    no: float

    def __post_init__(self) -> None:
        """Refuse parameters that no distribution has."""
        if not (self.yes > 0 and self.no > 0):
            raise ValueError("Both parameters of a Beta distribution are larger than 0.")

    @property
    def mean(self) -> float:
        """The mean, 0 to 1."""
        return self.yes / (self.yes + self.no)


@dataclass(frozen=True, slots=True)
class Between:
    """A uniform distribution from low to high, within 0 and 1 or else ValueError: nothing more is known."""

    low: float = 0.0
    high: float = 1.0

    def __post_init__(self) -> None:
        """Refuse what no grade can be."""
        if not 0 <= self.low <= self.high <= 1:
            raise ValueError("A grade lies between 0 and 1, and low is not above high.")


Spread = float | Beta | Between
"""A grade that is known, or where it may lie."""


def spread_of_score(support: Support) -> Beta:
    """Return Beta(n_eff s + z^2/2, n_eff (1 - s) + z^2/2), with z the .975 quantile: its mean is the score itself.

    It is what is believed of the yes-share s after a prior worth z^2 answers, half of them yes: wide for a small panel.
    """
    yes, n = support.yes_share, support.n_eff
    return Beta(n * yes + Z**2 / 2, n * (1 - yes) + Z**2 / 2)


def spread_of_confirmation(judged: Judged | None, protocol: Protocol) -> Spread | None:
    """Return where criterion 4 may lie. None where it was not assessed: then nothing is known of it.

    Where the protocol grades by class, the grade is a fixed value: a class has no sampling error of its own.
    """
    if judged is None:
        return None
    if protocol.criterion_4 == "class":
        return grade_confirmation(judged, protocol)
    support = judged.confirmation.support
    return spread_of_score(support) if support else None
