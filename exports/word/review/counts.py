"""Counts of all panels together in words and numbers, as finely as the report gives them."""

from collections.abc import Iterator

from app.core.disclosure import ShownCounts
from app.core.review_report import ReviewStatement
from app.core.scales import Scale
from exports.word.counts import TOO_FEW, thirds


def in_words(shown: ShownCounts, scale: Scale) -> str:
    """Such as "9 of 11 yes, 1 no"."""
    found = thirds(shown, scale)
    return f"{found[2]} of {sum(found)} yes, {found[0]} no" if found else TOO_FEW


def by_place(statement: ReviewStatement, scale: Scale) -> Iterator[str]:
    """A line for each place; where there are several and one is too small, that alone."""
    for site, shown in statement.places:
        yield f"{site or 'No place given'}: {in_words(shown, scale)}"
    if statement.sites > 1 and not statement.places:
        yield "By place: not shown, at least one place is too small"
