"""Counts of all panels together in words and numbers, as finely as the report gives them."""

from collections.abc import Iterator

from app.core.disclosure import Detail, ShownCounts
from app.core.review_report import ReviewStatement
from app.core.scales import Scale, Third
from exports.word.counts import TOO_FEW, Thirds

ORDER = (Third.BOTTOM, Third.MIDDLE, Third.TOP)


def thirds(shown: ShownCounts, scale: Scale) -> Thirds | None:
    """No, in between and yes; None where no count may be shown."""
    if shown.detail is Detail.TOO_FEW:
        return None
    if shown.detail is Detail.THIRDS:
        no, between, yes = shown.values
        return no, between, yes
    points = [scale.third(point) for point in range(1, scale.points + 1)]
    no, between, yes = (
        sum(count for count, third in zip(shown.values, points, strict=True) if third is wanted) for wanted in ORDER
    )
    return no, between, yes


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


def whole(value: float | None) -> str:
    """A grade from 0 to 1 as a whole number of 100. What was not assessed is no zero."""
    return "not assessed" if value is None else str(int(100 * value + 0.5))
