"""People of a panel, and what they said."""

from collections.abc import Sequence

from app.core.confirmation import Confirmation, confirm
from app.core.judgements import Judgement
from app.core.protocol import Protocol

PLAUSIBLE_ONLY = Protocol(required=("plausibility",))
MATTERS = 4


def said(*ratings: int | None, group: str = "", site: str = "", matters: int = MATTERS) -> list[Judgement]:
    """People who gave these ratings of plausibility, and found it relevant; None lies outside their experience."""
    return [
        Judgement(abstained="outside", group=group, site=site)
        if rating is None
        else Judgement(plausibility=rating, relevance=matters, group=group, site=site)
        for rating in ratings
    ]


def would_if_changed(rating: int, *positions: int) -> Judgement:
    """Somebody who would say yes if these parts were changed."""
    return Judgement(plausibility=rating, relevance=MATTERS, parts=positions, if_changed=positions)


def judged(
    people: Sequence[Judgement], *, present: int | None = None, protocol: Protocol | None = None
) -> Confirmation:
    """What the rule makes of these people, all who were present having answered unless told otherwise."""
    return confirm(people, len(people) if present is None else present, protocol or Protocol())
