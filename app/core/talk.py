"""Talk first: in which order a room talks about what it has judged, and how much of it fits into the minutes left.

The order is no class and follows only from what may be shown: of fewer than five ratings, or of fewer than five who
rated or found a sentence unclear, nothing is known here, so that its place in the order tells nothing either.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from app.core.confirmation import Judgement
from app.core.disclosure import THIRDS_FROM
from app.core.judgements import ratings
from app.core.scales import Scale, Third

T = TypeVar("T")
WITH_TALK, WITHOUT_TALK = 255, 75  # seconds for one statement, talk, second answers and their counts together
HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Need:
    """What a panel said of one statement that calls for talk, as counts of people; None where too few said it.

    `outside` of the `rated` did not say yes (the top third), `questioned` a part, found it `right_if_changed`;
    `unclear` of the `heard`, who rated or found the sentence unclear, did the latter.
    """

    rated: int | None = None
    outside: int = 0
    questioned: int = 0
    right_if_changed: int = 0
    heard: int | None = None
    unclear: int = 0

    @property
    def is_known(self) -> bool:
        """Whether anything may be told of it."""
        return self.heard is not None

    @property
    def weight(self) -> Fraction:
        """How much it calls for talk, from 0 to 3: the shares outside the top third and unclear, half of the others.

        Who questions a part has often also said that it would be right if changed: together they weigh as one.
        """
        found = Fraction(0)
        if self.rated:
            found += Fraction(self.outside, self.rated)
            found += HALF * Fraction(self.questioned, self.rated) + HALF * Fraction(self.right_if_changed, self.rated)
        if self.heard:
            found += Fraction(self.unclear, self.heard)
        return found


def need_of(judgements: Sequence[Judgement], scale: Scale) -> Need:
    """Count what calls for talk in the ballots that stand for a statement."""
    rated = [each for each in judgements if each.plausibility is not None]
    unclear = sum(each.abstained == "unclear" for each in judgements)
    if len(rated) + unclear < THIRDS_FROM:
        return Need()
    if len(rated) < THIRDS_FROM:
        return Need(heard=len(rated) + unclear, unclear=unclear)
    return Need(
        rated=len(rated),
        outside=len(rated) - scale.count_in(Third.TOP, ratings(rated, "plausibility")),
        questioned=sum(bool(each.parts) for each in rated),
        right_if_changed=sum(bool(each.if_changed) for each in rated),
        heard=len(rated) + unclear,
        unclear=unclear,
    )


def in_talk_order(needs: Iterable[tuple[T, Need]]) -> list[tuple[T, Need]]:
    """Put those of which something is known first, what calls most for talk before the rest.

    Those that call alike, and behind them all of which nothing is known, stay in the order they came in.
    """
    return sorted(needs, key=lambda pair: (not pair[1].is_known, -pair[1].weight))


def how_many_fit(minutes: int, seconds: int) -> int:
    """Count the statements of so many seconds that fit into so many minutes; none into no or negative minutes."""
    return max(0, minutes) * 60 // seconds
