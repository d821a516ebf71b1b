"""The weighting as a page shows it: by rank or by family, with the rule in four lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask_babel import gettext as _

from app.core.protocol import Protocol
from app.services.results import Result

SOURCE = "Paphitis et al., PLoS ONE 2022; 17(3): e0264845"


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of the weighting under one heading; "" where there is none."""

    name: str
    rows: tuple[Result, ...]


def arranged(results: Sequence[Result], by: str) -> list[Group]:
    """Arrange by family in the sheet's order, by rank with what has none at the end, or by tier and then by rank."""
    if by == "family":
        return [Group(name, tuple(rows)) for name, rows in _by_family(results)]
    return [Group("", tuple(sorted(results, key=_rank if by == "rank" else _tier)))]


def why_open(result: Result) -> str:
    """Say why a statement has no grade for criterion 4: the reasons are different findings."""
    confirmation = result.confirmation
    if not confirmation.was_shown:
        return str(_("not assessed: not shown"))
    if confirmation.nobody_answered:
        return str(_("not assessed: nobody answered"))
    if confirmation.could_not_judge:
        return str(_("not assessed: most could not judge it"))
    return str(_("not assessed: too few answers"))


def rule_lines(protocol: Protocol) -> tuple[str, ...]:
    """Return the rule in four lines, with its source."""
    return (
        _(
            "Tiers lead: A has four marks, B three, C two, D fewer. The marks are %(n)s or more sources, both data and "
            "theory, at least half of the evidence thick, and confirmed by the panels (%(source)s).",
            n=protocol.several_sources,
            source=SOURCE,
        ),
        _("A mark that was not assessed is open, and the tier is then a range, as A-B. Not assessed is never zero."),
        _("The weight is the mean of the criteria that were assessed, each from 0 to 1, all counting the same."),
        _("The range beside it puts everything not assessed at 0, and at 1. Equal weights share the better rank."),
    )


def _rank(result: Result) -> tuple[bool, int]:
    return result.weighed.rank is None, result.weighed.rank or 0


def _tier(result: Result) -> tuple[str, str, tuple[bool, int]]:
    # What is certain leads: B comes before A-C, because an open mark is not a mark.
    tier = result.weighed.tier
    return tier[-1], tier[0], _rank(result)


def _by_family(results: Sequence[Result]) -> Iterable[tuple[str, Iterable[Result]]]:
    order = list(dict.fromkeys((each.line.section, each.line.family) for each in results))
    ordered = sorted(results, key=lambda each: order.index((each.line.section, each.line.family)))
    return groupby(ordered, key=lambda each: each.line.family or each.line.section or _("No family"))
