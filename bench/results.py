"""How long a review takes to be judged from its tables, and how much memory: python -m bench.results"""

import resource
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from app.services import results
from app.storage.engine import Database
from app.storage.schema import upgrade
from bench.review import make_review

SIZES = (272, 544, 2_000)


def measure(folder: str, statements: int) -> None:
    database = Database(f"sqlite:///{Path(folder) / f'{statements}.db'}")
    upgrade(database.engine)
    with database.writing() as db:
        made = make_review(db, statements)
    for _ in range(2):
        with database.reading() as db:
            wall, processor = perf_counter(), process_time()
            results.of_review(db, made.review)
            wall, processor = perf_counter() - wall, process_time() - processor
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{statements:5} statements, 2 x 30 people, 2 rounds: {wall:.2f} s ({processor:.2f} s), {peak:.0f} MB")
    database.engine.dispose()


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        for size in SIZES:
            measure(folder, size)
