"""Information beside a class, which decides nothing: the shape of the answers, places and groups, before and after."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace

from flask_babel import gettext as _

from app.core.agreement import disagreement_index
from app.core.concentration import concentration
from app.core.disclosure import COUNTS_FROM, Detail, ShownCounts
from app.core.flags import PLACES_DIFFER
from app.core.frequencies import median_of_counts
from app.core.instrument import Question
from app.core.median_interval import median_interval
from app.core.protocol import Protocol
from app.core.reliability import alpha_ordinal
from app.core.scales import NINE, THREE, Scale, Third
from app.core.two_askings import TwoAskings
from app.services.disclosed import Together
from app.services.results import Result
from app.services.statement_views import rows_of_raters
from app.web.bars import Bars, bars

PERCENT_FROM = 20
SMALLEST_P = 0.01


def shape(counts: Together, question: Question) -> list[str]:
    """Say where the middle lies and how close together the answers are, where single points may be told.

    On nine points also the disagreement index: its constants hold for no other scale.
    """
    if not counts.by_point:
        return []
    found = counts.plausibility.values
    ratings = [point for point, people in enumerate(found, start=1) for _person in range(people)]
    index = _index(ratings) if question.scale == NINE else ()
    return [*_middle(ratings, question), *index, *_closeness(found)]


def shift(result: Result, protocol: Protocol) -> list[str]:
    """Say who answered otherwise after the talk. Tests look at single points only of panels that show them."""
    askings = TwoAskings(result.confirmation.circumstances.askings, protocol.of_scale)
    if not askings.n:
        return [_("Too few people answered both times to compare.")] if any(p.pairs for p in result.pools) else []
    return [*_changed(askings), *(_by_points(askings) if _many_pairs(result, protocol) else ())]


def places_agree(result: Result, places: Mapping[str, ShownCounts]) -> str:
    """Say whether places see it alike, where that may be said."""
    if len(places) < 2 or PLACES_DIFFER in result.confirmation.flags:
        return ""
    return str(_("The places agree: their middle answers lie in the same third."))


def cells(shown: Mapping[str, ShownCounts], question: Question) -> list[Bars]:
    """Draw each place or group with its name, its size and its middle answer."""
    return [
        replace(bars(question, asdict(counts)), question=_cell(name, counts, question.scale))
        for name, counts in shown.items()
    ]


def late_words(many: int, *, counted: bool) -> str:
    """How many answers came after a statement was closed, and what the rules make of them all; "" where none did."""
    if not many:
        return ""
    kept = _("The rules count them.") if counted else _("The rules leave them out; they are in the tables, kept apart.")
    return _("Answers that came after closing: %(many)d.", many=many) + " " + kept


def alpha(results: Sequence[Result]) -> tuple[str, ...]:
    """Say how far people can stand in for each other over all statements of a workshop, and what the figure means."""
    rows = rows_of_raters(results)
    statements = sum(sum(rating is not None for rating in column) > 1 for column in zip(*rows, strict=True))
    if len(rows) < COUNTS_FROM or statements < 2:
        return (_("Krippendorff's alpha is not shown: it takes two statements and eight people."),)
    found = alpha_ordinal(rows)
    if found is None:
        return (_("Krippendorff's alpha is undefined here: every answer is the same, so nothing varies."),)
    return (
        _("Krippendorff's alpha over %(n)s statements is %(alpha)s.", n=statements, alpha=two_digits(found)),
        _(
            "1 means that everybody answers alike and statements differ; 0 that answers differ as much within a "
            "statement as between any. Where nearly everyone says yes to everything it is near 0, however united they "
            "are. It is undefined where all answers are the same. Information; it decides nothing."
        ),
    )


def two_digits(number: float) -> str:
    """Write a figure without its leading zero, and a minus as people write it."""
    text = f"{abs(number):.2f}".removeprefix("0")
    return f"−{text}" if number <= -0.005 else text


def _middle(ratings: Sequence[int], question: Question) -> Iterator[str]:
    found = median_interval(ratings)
    if found is not None:
        facts = {name: _point(getattr(found, name), question) for name in ("median", "low", "high")}
        yield _(
            "The middle answer is “%(median)s”; its exact 95 %% interval goes from “%(low)s” to “%(high)s”.", **facts
        )


def _closeness(counts: Sequence[int]) -> Iterator[str]:
    found = concentration(counts)
    if found is not None:
        yield _(
            "How close together the answers are (van der Eijk's A): %(a)s. 1 is one answer, 0 all answers alike often, "
            "−1 two opposite ends.",
            a=two_digits(found),
        )


def _index(ratings: Sequence[int]) -> Iterator[str]:
    found = disagreement_index(ratings)
    facts = {"index": found.index, "ipr": found.ipr, "ipras": found.ipras}
    written = {name: f"{value:.2f}" for name, value in facts.items()}
    yield _(
        "Disagreement index: %(index)s. The answers from the 30th to the 70th percentile span %(ipr)s points, and "
        "%(ipras)s are allowed for; above 1 a panel disagrees.",
        **written,
    )


def _point(rating: float, question: Question) -> str:
    if rating == int(rating):
        return question.said(int(rating))
    first, last = question.said(int(rating)), question.said(int(rating) + 1)
    return str(_("%(first)s or %(last)s", first=first, last=last))


def _changed(askings: TwoAskings) -> Iterator[str]:
    facts = {"n": askings.n, "changed": askings.changed, "percent": round(100 * askings.changed / askings.n)}
    if askings.n < PERCENT_FROM:
        yield _("%(changed)s of %(n)s who rated both times changed third.", **facts)
    else:
        yield _("%(changed)s of %(n)s who rated both times changed third (%(percent)s %%).", **facts)
    yield _(
        "%(joined)s came to yes and %(left)s left it; exact McNemar p %(p)s.",
        joined=askings.joined_top,
        left=askings.left_top,
        p=_p(askings.mcnemar_p),
    )


def _by_points(askings: TwoAskings) -> Iterator[str]:
    yield _("Up or down the scale, by points: exact Wilcoxon p %(p)s.", p=_p(askings.signed_rank.p))


def _many_pairs(result: Result, protocol: Protocol) -> bool:
    sizes = [len(pool.pairs) for pool in result.pools if len(pool.pairs) >= protocol.smallest_cell]
    return min(sizes) >= COUNTS_FROM


def _p(value: float) -> str:
    return f"= {two_digits(value)}" if value >= SMALLEST_P else "< .01"


def _cell(name: str, counts: ShownCounts, scale: Scale) -> str:
    third = (THREE if counts.detail is Detail.THIRDS else scale).third(median_of_counts(counts.values))
    middle = {
        Third.TOP: _("the middle answer says yes"),
        Third.MIDDLE: _("the middle answer lies between yes and no"),
        Third.BOTTOM: _("the middle answer says no"),
    }[third]
    return str(_("%(name)s: %(n)s ratings, %(middle)s", name=name, n=counts.n, middle=middle))
