"""How far a renderer has come: whoever renders says it step by step, whoever waits may listen."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

T = TypeVar("T")
Listener = Callable[[int, int], None]
"""Hears how many steps are done, and of how many."""

_LISTENER: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def heard_by(listener: Listener) -> Iterator[None]:
    """Everything rendered meanwhile tells this listener how far it is."""
    before = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(before)


def through(items: Sequence[T]) -> Iterator[T]:
    """The items, one after another, telling how many are behind."""
    listener = _LISTENER.get()
    for done, item in enumerate(items):
        if listener:
            listener(done, len(items))
        yield item
    if listener:
        listener(len(items), len(items))
