"""How long planning an afternoon takes, the three plans together: python -m bench.agenda"""

import random
from collections.abc import Iterator

from app.core.agenda import Means
from app.core.agenda_blocks import Entry
from app.core.agenda_plans import Wish, propose
from app.core.workshops import VersionId
from bench.clock import median_seconds

SIZES = (10, 72, 272, 1_000, 2_000)
PANELS = ((8, 7), (40, 40, 40))


def made_up(n: int, chance: random.Random) -> list[Entry]:
    """A long list of mechanisms of one to seven statements, a third of harm, one in ten hard to read."""
    entries: list[Entry] = []
    while len(entries) < n:
        topic, mechanism = f"T{len(entries) % 9}", f"M{len(entries)}"
        for _ in range(min(n - len(entries), chance.randint(1, 7))):
            at = len(entries)
            harm, hard = chance.random() < 0.31, chance.random() < 0.1
            entries.append(Entry(VersionId(at), f"S{at}", topic, mechanism, harm, hard))
    return entries


def lines() -> Iterator[str]:
    """A line for each size of list and panel."""
    for groups in PANELS:
        for size in SIZES:
            entries, wish = made_up(size, random.Random(size)), Wish(Means(groups, 60), 180, 1, seed=1)
            found = median_seconds(lambda entries=entries, wish=wish: propose(entries, wish))
            yield f"{size:5} statements, {sum(groups):3} people, three plans: {found}"


if __name__ == "__main__":
    print(*lines(), sep="\n")
