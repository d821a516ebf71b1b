"""How long it takes to confirm 272 statements of two workshops with 30 panellists each. Run it as a module."""

import random
from time import process_time

from app.core.confirmation import confirm
from app.core.judgements import Judgement
from app.core.protocol import Protocol

STATEMENTS, PANELLISTS, SITES, GROUPS = 272, 30, ("Mumbai", "Goa"), ("counsellors", "managers", "nurses", "volunteers")


def person(chance: random.Random, site: str) -> Judgement:
    changes = (chance.randint(1, 4),) if chance.random() < 0.1 else ()
    plausibility, relevance = chance.choice((1, 2, 3, 4, 4, 5, 5)), chance.choice((2, 3, 4, 4, 5, 5))
    return Judgement(
        plausibility=plausibility, relevance=relevance, if_changed=changes, group=chance.choice(GROUPS), site=site
    )


def main() -> None:
    chance = random.Random(1)
    panels = [[person(chance, site) for site in SITES for _ in range(PANELLISTS)] for _ in range(STATEMENTS)]
    for _ in range(3):
        began = process_time()
        for people in panels:
            confirm(people, len(people), Protocol())
        seconds = process_time() - began
        print(f"{STATEMENTS} statements, {len(panels[0])} ballots each: {seconds:.2f} s of one processor")


if __name__ == "__main__":
    main()
