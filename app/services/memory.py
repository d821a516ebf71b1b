"""Memory: the last answers of functions that only compute, each beside all it was made of.

An answer is found again by what it was made of being equal, never by a name, a number or a time, so that it cannot be
stale. It lasts as long as the process; nothing of it is written anywhere.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_all: list[Callable[[], None]] = []


def forgets(clear: Callable[[], None]) -> None:
    """Let `forget` clear this too."""
    _all.append(clear)


def forget() -> None:
    """Forget everything: who withdraws leaves nothing here either, and counting again must not rest on it."""
    for clear in _all:
        clear()


def remembers(most: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Let a function answer from memory where all its arguments equal those of one of its last answers.

    For few and large arguments: they are compared, which ends at the first difference, and never hashed.
    """

    def of(work: Callable[P, T]) -> Callable[P, T]:
        kept: list[tuple[object, object, T]] = []

        @wraps(work)
        def answer(*args: P.args, **kwargs: P.kwargs) -> T:
            for known_args, known_kwargs, known in tuple(kept):
                if known_args == args and known_kwargs == kwargs:
                    return known
            found = work(*args, **kwargs)
            kept[:] = [(args, kwargs, found), *kept][:most]
            return found

        forgets(kept.clear)
        return answer

    return of
