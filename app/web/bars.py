"""Bars: what may be shown of a round's answers, as rows that a page or the wall draws with their words and numbers.

The words are those of the instrument. Where a panel is small, answers come as thirds, and before and after the talk are
then both drawn in the coarser of the two.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask_babel import gettext as _

from app.core.catalogue import Say, english
from app.core.disclosure import Detail
from app.core.instrument import Instrument, Question
from app.core.scales import Scale
from app.web.languages import say_in

Shown = Mapping[str, Any]  #: {"detail", "n", "values"} as `core.disclosure` lets it out


@dataclass(frozen=True, slots=True)
class Bar:
    """One answer: how many gave it, and its bar in percent of all who answered; `before` is before the talk."""

    label: str
    n: int
    width: int
    before: int | None = None
    before_width: int | None = None


@dataclass(frozen=True, slots=True)
class Bars:
    """The answers to one question, the first answer first. Without rows there are too few to show."""

    question: str
    rows: tuple[Bar, ...]
    twice: bool  #: whether the rows hold a count from before the talk too
    older: bool = False  #: whether that count is of the text before it was changed


def bars_of(counts: Mapping[str, Any], asked: Instrument) -> list[Bars]:
    """The bars of a round's `counts`: does it happen this way, and how much does it matter.

    All their words are in the language of the instrument, whoever is looking: phones of all languages share them.
    """
    say, older = say_in(asked.language), counts.get("before_older", False)
    return [
        bars(asked.plausibility, counts["plausibility"], counts.get("before"), older=older, say=say),
        bars(asked.relevance, counts["relevance"], say=say),
    ]


def bars(
    question: Question, shown: Shown, before: Shown | None = None, *, older: bool = False, say: Say = english
) -> Bars:
    """Draw what may be shown of one question."""
    if shown["detail"] == Detail.TOO_FEW:
        return Bars(question.page, (), twice=False)
    earlier = before if before and before["detail"] != Detail.TOO_FEW else None
    coarse = Detail.THIRDS in (shown["detail"], earlier and earlier["detail"])
    scale = question.scale
    now = _values(shown, scale, coarse=coarse)
    then = _values(earlier, scale, coarse=coarse) if earlier else [None] * len(now)
    rows = zip(question.names_of_thirds(say) if coarse else points(question), now, then, strict=True)
    drawn = tuple(_bar(*row, shown, earlier) for row in rows)
    return Bars(question.page, drawn, twice=earlier is not None, older=older and earlier is not None)


def _bar(label: str, n: int, before: int | None, shown: Shown, earlier: Shown | None) -> Bar:
    if earlier is None or before is None:
        return Bar(label, n, _percent(n, shown))
    return Bar(label, n, _percent(n, shown), before, _percent(before, earlier))


def _percent(n: int, shown: Shown) -> int:
    return round(100 * n / int(shown["n"]))


def _values(shown: Shown, scale: Scale, *, coarse: bool) -> list[int]:
    values = list(shown["values"])
    if not coarse or shown["detail"] == Detail.THIRDS:
        return values
    return [sum(values[point - 1] for point in points) for points in _points_of_thirds(scale)]


def points(question: Question) -> list[str]:
    """Name each answer as it stands alone."""
    return [question.said(point) for point in range(1, question.scale.points + 1)]


def _points_of_thirds(scale: Scale) -> list[list[int]]:
    return [list(points) for _third, points in groupby(range(1, scale.points + 1), key=scale.third)]


def bar_words() -> dict[str, str]:
    """The words around the bars."""
    return {
        "answer": _("Answer"),
        "share": _("Share"),
        "people_column": _("People"),
        "before_talk": _("Before the talk"),
        "before_change": _("To the earlier text"),
        "after_talk": _("After the talk"),
        "few": _("Too few answers to show."),
    }
