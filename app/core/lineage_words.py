"""A lineage in words: the sum that always adds up."""

from collections.abc import Iterator

from app.core.catalogue import N_, Say, english
from app.core.lineage import Counts

KEPT, DROPPED, OPEN = N_("%(n)d kept"), N_("%(n)d dropped"), N_("%(n)d open")
MERGED, NONE_MERGED = N_("%(n)d merged into %(into)d"), N_("0 merged")


def sum_in_words(counts: Counts, into: int, say: Say = english) -> str:
    """Write "71 = 40 kept + 28 merged into 9 + 3 dropped". What is still open is added where there is any."""
    return f"{counts.total} = {' + '.join(_summands(counts, into, say))}"


def _summands(counts: Counts, into: int, say: Say) -> Iterator[str]:
    yield say(KEPT) % {"n": counts.kept}
    yield say(MERGED) % {"n": counts.merged, "into": into} if counts.merged else say(NONE_MERGED)
    yield say(DROPPED) % {"n": counts.dropped}
    if counts.open:
        yield say(OPEN) % {"n": counts.open}
