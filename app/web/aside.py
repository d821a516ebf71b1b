"""Work that would stop the room if it ran in the middle of it: password hashing takes 50 ms, a slow disk any time."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeVar

from gevent.threadpool import ThreadPool

T = TypeVar("T")
AT_ONCE = 2


class Aside(Protocol):
    """Runs a function in a real thread, at most so many at once, and waits for what it returns."""

    def __call__(self, work: Callable[..., T], *args: object) -> T:
        """What the work returns."""
        ...


def in_threads() -> Aside:
    """For a server on threads, and for tests."""
    pool = ThreadPoolExecutor(AT_ONCE)

    def run(work: Callable[..., T], *args: object) -> T:
        return pool.submit(work, *args).result()

    return run


def in_hub_threads(at_once: int = AT_ONCE) -> Aside:
    """For the server on gevent, whose patched threads would be greenlets and stop the room all the same."""
    pool = ThreadPool(at_once)

    def run(work: Callable[..., T], *args: object) -> T:
        kept: T | Exception = pool.apply(_outcome, (work, args))
        if isinstance(kept, Exception):
            raise kept
        return kept

    return run


def _outcome(work: Callable[..., T], args: tuple[object, ...]) -> T | Exception:
    """What the work returned or raised: gevent prints whatever leaves its threads as an error, refusals too."""
    try:
        return work(*args)
    except Exception as raised:  # noqa: BLE001  # raised again where it was asked for
        return raised
