"""How long confirming takes, for two workshops of 30 panellists, asked twice: python -m bench.confirmations

Core only: the ballots are in memory. `bench.pages` has the same from a database, as people wait for it.
"""

import random
from collections.abc import Iterator, Sequence

from app.core.circumstances import Circumstances
from app.core.confirmation import confirm
from app.core.judgements import Judgement
from app.core.protocol import Protocol
from bench.clock import median_seconds

SIZES = (272, 1_000, 2_000)
PANELLISTS, SITES, GROUPS = 30, ("Mumbai", "Goa"), ("counsellors", "managers", "nurses", "volunteers")
Panel = tuple[Sequence[Judgement], Circumstances]


def person(chance: random.Random, site: str) -> Judgement:
    changes = (chance.randint(1, 4),) if chance.random() < 0.1 else ()
    plausibility, relevance = chance.choice((1, 2, 3, 4, 4, 5, 5)), chance.choice((2, 3, 4, 4, 5, 5))
    return Judgement(
        plausibility=plausibility, relevance=relevance, if_changed=changes, group=chance.choice(GROUPS), site=site
    )


def panel(chance: random.Random) -> Panel:
    """Everybody of both workshops, who answered before the talk and after it."""
    people = [person(chance, site) for site in SITES for _ in range(PANELLISTS)]
    pairs = tuple((chance.choice((1, 2, 3, 4, 5)), each.plausibility or 3) for each in people)
    return people, Circumstances(expected_groups=GROUPS, askings=pairs)


def lines() -> Iterator[str]:
    """A line for each size."""
    for size in SIZES:
        chance = random.Random(1)
        panels = [panel(chance) for _ in range(size)]
        found = median_seconds(lambda panels=panels: [confirm(each, len(each), RULES, known) for each, known in panels])
        yield f"{size:5} statements of 60 ballots, 60 earlier ones: {found}, {1e6 * found.wall / size:4.0f} us each"


RULES = Protocol()

if __name__ == "__main__":
    print(*lines(), sep="\n")
