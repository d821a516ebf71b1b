"""The weighting as a page shows it: in several orders, with the rule in four lines."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask_babel import gettext as _

from app.core.classes import Class
from app.core.protocol import Protocol
from app.core.report import Weighed
from app.core.weight_words import method_in_words, of_hundred
from app.core.weights import Weights
from app.core.wordings import HEADINGS, NOT_SHOWN, Reader, class_in_words
from app.services.weightings import Row, Weighting
from app.web import team_words
from app.web.result_page import say_here

SOURCE = "Paphitis et al., PLoS ONE 2022; 17(3): e0264845"
DRAWS_SOURCE = "Lahdelma et al., Eur J Oper Res 1998; 106: 137"


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of the weighting under one heading; "" where there is none."""

    name: str
    rows: tuple[Row, ...]


def orders() -> dict[str, str]:
    """Return the orders a weighting can be read in."""
    return {
        "tier": _("By tier"),
        "rank": _("By rank"),
        "class": _("By what stands"),
        "contested": _("Divided first"),
        "family": _("By family"),
    }


def arranged(weighting: Weighting, by: str) -> list[Group]:
    """Arrange by tier, by rank with what has none at the end, by class, the divided ones first, or by family."""
    in_tiers = [weighting.rows[place] for place in weighting.in_tiers]
    if by == "family":
        return [Group(name, tuple(rows)) for name, rows in _by_family(weighting.rows)]
    if by == "class":
        return _by(in_tiers, _class, [_(heading) for heading in HEADINGS.values()] + [_(NOT_SHOWN)])
    if by == "contested":
        divided = _(HEADINGS[Class.CONTESTED])
        rest = _("The others")
        return _by(in_tiers, lambda row: divided if row.result.stands is Class.CONTESTED else rest, [divided, rest])
    return [Group("", tuple(sorted(in_tiers, key=_rank) if by == "rank" else in_tiers))] if in_tiers else []


def what_stands(row: Row) -> str:
    """Return the class that stands, with its counts."""
    return class_in_words(row.result.confirmation, row.result.stands, Reader(say_here()))


def between(place: Weighed) -> str:
    """Write the ranks of most draws, such as "3–17"; a dash where nothing was drawn."""
    if place.rank_low is None:
        return "–"
    return f"{place.rank_low}" if place.rank_low == place.rank_high else f"{place.rank_low}–{place.rank_high}"


def weights_line(weights: Weights) -> str:
    """Say where weights came from and how much each criterion counts of 100."""
    shares = zip(team_words.criteria(), weights.values, strict=True)
    return str(
        _(
            "Weights: %(method)s. Of 100: %(shares)s.",
            method=method_in_words(weights, _),
            shares=", ".join(f"{name} {of_hundred(share)}" for name, share in shares),
        )
    )


def draws_line(weighting: Weighting) -> str:
    """Say how often was drawn, from which seed, how many count as the top, and what was left out."""
    drawn = weighting.drawn
    said = _(
        "%(draws)s draws from seed %(seed)s; the top is the first %(top)s.",
        draws=f"{drawn.draws:,}",
        seed=drawn.seed,
        top=drawn.top,
    )
    names = team_words.criteria()
    nowhere = ", ".join(names[number - 1] for number in drawn.left_out)
    left_out = _("Assessed nowhere, so left out of the draws: %(names)s.", names=nowhere) if nowhere else ""
    return f"{said} {left_out}".strip()


def rule_lines(protocol: Protocol) -> tuple[str, ...]:
    """Return the rule in four lines, with its sources."""
    return (
        _(
            "Tiers lead: A has four marks, B three, C two, D fewer; a mark not assessed is open, and the tier a range. "
            "The marks are %(n)s or more sources, both data and theory, at least %(thick)s of 100 pieces of evidence "
            "thick, and confirmed (%(source)s).",
            n=protocol.several_sources,
            thick=of_hundred(protocol.thick_share),
            source=SOURCE,
        ),
        _coherence_line(protocol),
        _(
            "The weight is the mean of the criteria that were assessed, each from 0 to 1, by the weights. Not assessed "
            "is never zero: the range beside it puts it at 0, and at 1. Equal weights share the better rank."
        ),
        _(
            "Then everything is drawn by chance, again and again: the weights, and what is not known. “Ranks” are "
            "those from 5 to 95 %% of the draws; “top” is how many of 100 draws put it among the first (%(source)s).",
            source=DRAWS_SOURCE,
        ),
    )


def inherited_line() -> str:
    """Return what is added to the rule for the condensed list."""
    return str(
        _(
            "A merged statement has the sources of all it comes from. Where no panel judged its own text, it inherits "
            "the lowest score of those that were judged, and is drawn anywhere from the lowest to the highest."
        )
    )


def _coherence_line(protocol: Protocol) -> str:
    if protocol.criterion_5 == "gates":
        return str(_("Coherence is a gate: below the middle of its scale marks do not count, and the tier is D."))
    return str(_("Coherence has no mark: within a tier the more coherent statement stands first."))


def _class(row: Row) -> str:
    confirmation = row.result.confirmation
    if not confirmation.was_shown and row.result.verdict is None:
        return str(_(NOT_SHOWN))
    return str(_(HEADINGS[row.result.stands]))


def _by(rows: Sequence[Row], name: Callable[[Row], str], names: Sequence[str]) -> list[Group]:
    """Group rows under names, in the order of the names; a name without rows has no group."""
    found: dict[str, list[Row]] = {each: [] for each in names}
    for row in rows:
        found[name(row)].append(row)
    return [Group(each, tuple(under)) for each, under in found.items() if under]


def _rank(row: Row) -> tuple[bool, int]:
    return row.weighed.rank is None, row.weighed.rank or 0


def _by_family(rows: Sequence[Row]) -> Iterable[tuple[str, Iterable[Row]]]:
    lines = [row.result.line for row in rows]
    order = {key: place for place, key in enumerate(dict.fromkeys((line.section, line.family) for line in lines))}
    ordered = sorted(rows, key=lambda row: order[row.result.line.section, row.result.line.family])
    return groupby(ordered, key=lambda row: row.result.line.family or row.result.line.section or _("No family"))
