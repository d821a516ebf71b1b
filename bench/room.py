"""What a room feels, over real HTTP and real sockets on this machine: python -m bench.room"""

from collections.abc import Iterator, Sequence
from statistics import median, quantiles

from app.rehearsal.desk import Desk
from app.rehearsal.scratch import served
from bench.hall import Hall

PHONES = 200


def lines() -> Iterator[str]:
    """How long so many phones wait. They and the server share the processors."""
    with served() as server:
        hall = Hall(Desk(server.desk), PHONES)
        moves = [hall.tell(move) for move in ("show", "open")]
        first, second = hall.vote(4), hall.vote(5)
        moves += [hall.tell(move) for move in ("close", "reveal")]
    yield f"{PHONES} ballots at one instant over HTTP, until acknowledged: {spread(first)}; changed: {spread(second)}"
    for name, times in zip(("on show", "opened", "closed", "revealed"), moves, strict=True):
        yield f"{name}: the word reaches {len(times)} sockets: {spread(times)}, all after {max(times):.0f} ms"


def spread(times: Sequence[float]) -> str:
    """Median and 95th percentile, in milliseconds."""
    return f"p50 {median(times):.0f} ms, p95 {quantiles(times, n=20)[18]:.0f} ms"


if __name__ == "__main__":
    print(*lines(), sep="\n")
