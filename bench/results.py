"""How long a review takes to be judged and weighed from its tables, and how much memory: python -m bench.results

First with nothing remembered, then again with nothing changed since.
"""

import resource
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from app.core.workshops import ReviewId
from app.services import memory, weightings
from app.storage.engine import Database
from app.storage.schema import upgrade
from bench.clock import median_seconds
from bench.review import make_review

SIZES = (272, 1_000, 2_000)


def lines() -> Iterator[str]:
    """Two lines for each size: two workshops of 30 people, everything asked twice."""
    for size in SIZES:
        memory.forget()
        with TemporaryDirectory(prefix="plumbline-") as folder:
            database = Database(f"sqlite:///{Path(folder) / 'plumbline.db'}")
            upgrade(database.engine)
            with database.writing() as db:
                review = make_review(db, size).review
            first = median_seconds(lambda database=database, review=review: _anew(database, review))
            again = median_seconds(lambda database=database, review=review: _weigh(database, review))
            database.engine.dispose()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        yield f"{size:5} statements first: {first}, {1e6 * first.processor / size:4.0f} us of a processor each"
        yield f"{size:5} statements again: {again}, {1e6 * again.processor / size:4.0f} us each, peak {peak:.0f} MB"


def _anew(database: Database, review: ReviewId) -> None:
    memory.forget()
    _weigh(database, review)


def _weigh(database: Database, review: ReviewId) -> None:
    with database.reading() as db:
        weightings.weighed(db, review)


if __name__ == "__main__":
    print(*lines(), sep="\n")
