"""Real servers for tests: `python -m app.server` beside this process, its own port and folder, the example review in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.rehearsal.scratch import Served, served


@contextmanager
def server(data: Path | None = None, port: int | None = None) -> Iterator[Served]:
    """A running server: its `url`, the `desk` link that signs in once, `screen`, `join`, `digits`, `data`, `pid`."""
    with served(data, port) as running:
        yield running
