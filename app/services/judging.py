"""What all workshops together say of one text: the ballots that count, what may be shown of them, the confirmation.

Judging takes most of the time of a page of results, and nearly always nothing has changed since the last one. So it is
remembered, each answer beside all it was made of: the record of the closed rounds itself, the rules, the groups that
were to be heard, the language. Nothing here can be stale, for nothing is looked up by a name or a date: where one
ballot differs, the rounds differ, and they are judged anew. What else may come to matter has to come in as an argument.
"""

from functools import lru_cache
from typing import NamedTuple

from app.core.confirmation import Confirmation, confirm, hold_back
from app.core.protocol import Protocol
from app.services import memory
from app.services.circumstances import Setting, circumstances_of
from app.services.closed_rounds import Closed
from app.services.disclosed import Together, must_hold_back, together
from app.services.judgements import Pool, pool

TEXTS = 3_000
"""How many are remembered: a long list by all its workshops, and by one of them, of a thousand statements each."""


class Judging(NamedTuple):
    """The ballots that count workshop by workshop, what may be shown of all, and what they come to.

    Whoever shows results gets them from here, so that none can forget what would give a small workshop's answers away:
    it is held back already, and with it criterion 4, the weight and the ranks.
    """

    pools: tuple[Pool, ...]
    together: Together
    confirmation: Confirmation


@lru_cache(TEXTS)
def judge(closed: tuple[Closed, ...], setting: Setting, protocol: Protocol, lang: str) -> Judging:
    """Judge a text, written in `lang`, by all that was said of it in the closed rounds of these workshops."""
    pools = tuple(pool(each, protocol) for each in closed)
    judgements = [judgement for pool in pools for judgement in pool.judgements]
    present = sum(pool.present for pool in pools)
    found = confirm(judgements, present, protocol, circumstances_of(pools, setting, protocol, lang))
    shown = hold_back(found) if must_hold_back(pools, protocol) else found
    return Judging(pools, together(pools, protocol), shown)


memory.forgets(judge.cache_clear)
