"""Why weights cannot be used, each as the sentence people read. All of them are a `WeightsProblem`."""

from app.core.catalogue import N_, Phrase
from app.core.errors import WorkshopError

PLACE, POINTS = Phrase(N_("place")), Phrase(N_("number of points"))


class WeightsProblem(WorkshopError):
    """These weights cannot be used. Nothing was changed."""

    code = "weights_unusable"


class MethodUnknown(WeightsProblem):
    """Weights are equal, from a ranking or from points; we do not know {method}."""


class NotSaidYet(WeightsProblem):
    """Criterion {criterion} has no {what} yet. Each of the five needs one."""


class NumbersNotNeeded(WeightsProblem):
    """Equal weights need no numbers."""


class NoPlaces(WeightsProblem):
    """Places are whole numbers from 1, for what matters most, to 5."""


class PlaceTwice(WeightsProblem):
    """Place {place} was given more than once. Give each place from 1 to 5 once, or use points for a tie."""


class NoPoints(WeightsProblem):
    """Points are numbers from 0 to 100."""


class NothingCounts(WeightsProblem):
    """All points are 0, so nothing would count. Give at least one criterion more than 0."""


class NotFive(WeightsProblem):
    """There are five criteria, so each needs one {what}; we got {found}."""


class NoWeights(WeightsProblem):
    """These are no weights: they should hold a method and what was given, as JSON and nothing else."""


class NotFromZeroUp(WeightsProblem):
    """Weights are numbers from 0 up, and at least one of them is more than 0."""
