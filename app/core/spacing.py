"""Spacing: in which order the statements of a block are read, so that nobody reads hard ones at a stretch.

A block begins with a calm statement where it has one, so what follows the end of another block is calm too.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

IN_A_ROW = 2  # statements that are hard to read, at most


class Marked(Protocol):
    """What is known of a statement here."""

    @property
    def harm(self) -> bool:
        """It tells of harm."""

    @property
    def hard(self) -> bool:
        """The team marked it as hard to read."""


S = TypeVar("S", bound=Marked)


def spaced(units: Iterable[Sequence[S]]) -> tuple[S, ...]:
    """The statements of these mechanisms in the order they are read.

    Mechanism after mechanism where that leaves no three hard ones in a row; else hard ones evenly through the block.
    """
    by_mechanism = [each for unit in units for each in _evenly(_evenly(unit, _harm), _hard)]
    if longest_row(by_mechanism) <= IN_A_ROW and not _begins_hard(by_mechanism):
        return tuple(by_mechanism)
    return tuple(_evenly(by_mechanism, _hard))


def longest_row(statements: Iterable[Marked]) -> int:
    """The longest row of statements that are hard to read."""
    longest = row = 0
    for each in statements:
        row = row + 1 if each.hard else 0
        longest = max(longest, row)
    return longest


def _begins_hard(statements: Sequence[Marked]) -> bool:
    return bool(statements) and statements[0].hard and not all(each.hard for each in statements)


def _evenly(statements: Sequence[S], marked: Callable[[S], bool]) -> list[S]:
    """The marked ones evenly among the others, which come first; the order within both stays.

    The place i holds a marked one where i * marked / all passes a whole number, as a slanted line is drawn in squares.
    """
    rare, others = [each for each in statements if marked(each)], [each for each in statements if not marked(each)]
    n, m = len(statements), len(rare)
    first, second = iter(rare), iter(others)
    return [next(first) if (place + 1) * m // n > place * m // n else next(second) for place in range(n)]


def _harm(statement: Marked) -> bool:
    return statement.harm


def _hard(statement: Marked) -> bool:
    return statement.hard
