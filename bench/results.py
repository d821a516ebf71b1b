"""How long a review takes to be judged from its tables, and how much memory: python -m bench.results"""

import resource
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from app.core.workshops import ReviewId
from app.services import results
from app.storage.engine import Database
from app.storage.schema import upgrade
from bench.clock import median_seconds
from bench.review import make_review

SIZES = (272, 1_000, 2_000)


def lines() -> Iterator[str]:
    """A line for each size: two workshops of 30 people, everything asked twice."""
    for size in SIZES:
        with TemporaryDirectory(prefix="plumbline-") as folder:
            database = Database(f"sqlite:///{Path(folder) / 'plumbline.db'}")
            upgrade(database.engine)
            with database.writing() as db:
                review = make_review(db, size).review
            found = median_seconds(lambda database=database, review=review: _judge(database, review))
            database.engine.dispose()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        yield f"{size:5} statements: {found}, {1e6 * found.wall / size:4.0f} us each, peak {peak:.0f} MB"


def _judge(database: Database, review: ReviewId) -> None:
    with database.reading() as db:
        results.of_review(db, review)


if __name__ == "__main__":
    print(*lines(), sep="\n")
