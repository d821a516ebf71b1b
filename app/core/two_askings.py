"""Two askings: who answered otherwise after the talk. Information beside the counts; no score uses it."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.exact_tests import SignedRank, mcnemar, wilcoxon
from app.core.scales import Scale, Third

Pair = tuple[int, int]
"""What one person said before and after."""


@dataclass(frozen=True, slots=True)
class TwoAskings:
    """The ratings of everyone who gave one both times, before and after, in one question."""

    pairs: tuple[Pair, ...]
    scale: Scale

    @property
    def n(self) -> int:
        """People who rated both times. Whoever rated once, or abstained once, is not among them."""
        return len(self.pairs)

    @property
    def shifts(self) -> tuple[int, ...]:
        """By how many points each person moved, up or down the scale; 0 for who stayed."""
        return tuple(after - before for before, after in self.pairs)

    @property
    def changed(self) -> int:
        """The people whose second rating lies in another third than the first."""
        return sum(self.scale.third(before) is not self.scale.third(after) for before, after in self.pairs)

    @property
    def share_changed(self) -> float | None:
        """Their share, 0 to 1; None where nobody rated both times."""
        return self.changed / self.n if self.pairs else None

    @property
    def left_top(self) -> int:
        """The people who said yes and no longer do."""
        return sum(self._yes(before) and not self._yes(after) for before, after in self.pairs)

    @property
    def joined_top(self) -> int:
        """The people who say yes and did not before."""
        return sum(self._yes(after) and not self._yes(before) for before, after in self.pairs)

    @property
    def mcnemar_p(self) -> float:
        """The exact p of leaving and joining the top third; 1 where nobody did either."""
        return mcnemar(self.left_top, self.joined_top)

    @property
    def signed_rank(self) -> SignedRank:
        """Wilcoxon's exact test of the shifts, in points."""
        return wilcoxon(self.shifts)

    def _yes(self, rating: int) -> bool:
        return self.scale.third(rating) is Third.TOP


def two_askings(before: Sequence[int | None], after: Sequence[int | None], scale: Scale) -> TwoAskings:
    """Pair two askings, person by person. None is no rating; lists of different length raise ValueError."""
    pairs = zip(before, after, strict=True)
    return TwoAskings(tuple((one, two) for one, two in pairs if one is not None and two is not None), scale)
