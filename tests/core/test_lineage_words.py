"""The sum of a lineage in words."""

import pytest

from app.core.lineage import Counts
from app.core.lineage_words import sum_in_words


@pytest.mark.parametrize(
    ("counts", "into", "said"),
    [
        (Counts(40, 28, 3, 0, 71), 9, "71 = 40 kept + 28 merged into 9 + 3 dropped"),
        (Counts(1, 0, 0, 5, 6), 0, "6 = 1 kept + 0 merged + 0 dropped + 5 open"),
        (Counts(0, 0, 0, 0, 0), 0, "0 = 0 kept + 0 merged + 0 dropped"),
    ],
)
def test_the_sum_is_written_as_a_sum(counts: Counts, into: int, said: str) -> None:
    assert sum_in_words(counts, into) == said
