"""Support: how much yes there is, given how few said it."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.classes import Finding, Reason
from app.core.judgements import Judgement, rated, ratings
from app.core.protocol import Dimension, Protocol
from app.core.scores import equal_group, equal_person, n_eff, wilson, yes_share


@dataclass(frozen=True, slots=True)
class Support:
    """The yes-share and the score of one dimension with its 95 % interval, each from 0 to 1."""

    yes_share: float
    n_eff: float
    score: float
    low: float
    high: float


def support_for(finding: Finding, judgements: Sequence[Judgement], protocol: Protocol) -> Support:
    """Return the support in plausibility; where only relevance fails, that of the dimension with the lower score."""
    decides = support_in("plausibility", judgements, protocol)
    if Reason.NOT_RELEVANT not in finding.reasons:
        return decides
    return min(decides, support_in("relevance", judgements, protocol), key=lambda support: support.score)


def support_in(dimension: Dimension, judgements: Sequence[Judgement], protocol: Protocol) -> Support:
    """Return the support in one dimension that has ratings, as they were given."""
    groups = [judgement.group for judgement in rated(judgements, dimension)]
    weights = equal_group(groups, protocol.weight_cap) if protocol.groups == "equal_group" else equal_person(groups)
    share, n = yes_share(ratings(judgements, dimension), protocol.of_scale, weights), n_eff(weights)
    return Support(share, n, *wilson(n, share))
