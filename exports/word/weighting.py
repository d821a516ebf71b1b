"""The five criteria and the weighting of every statement of this workshop, on a turned page."""

from collections.abc import Iterator, Sequence

from docx.document import Document as Paper

from app.core.report import Report, ReportLock, ReportStatement, Weighed
from app.core.sensitivity import DRAWS
from app.core.tiers import in_tier_order
from app.core.weight_words import chance_of_hundred, method_in_words, of_hundred
from exports.word.captions import Captions
from exports.word.criteria import CRITERIA, grade
from exports.word.opening import bullets, day
from exports.word.paper import turn, write
from exports.word.tables import NONE, Heading, add_row, new_table, numbers

TIERS_LEAD = (
    "Tiers lead: A has all four marks (several sources, both data and theory, thick, confirmed), B three, C two, "
    "D fewer; a range such as A-B stands while a mark is open. The weight is the mean of the criteria that were "
    "assessed, of 100; where some were not, “between” says how far it could go"
)
INVENTED = (1, 2, 4)
MARK = "invented for the example"
SAYS = f"Each statement with its tier, weight and rank, and five criteria from 0 to 100: {', '.join(CRITERIA)}."


def add_weighting(paper: Paper, report: Report, captions: Captions) -> None:
    """Tiers lead; the numbers are whole, of 100."""
    turn(paper)
    paper.add_heading("The weighting", 1)
    write(
        paper.add_paragraph(),
        f"{TIERS_LEAD}. Ranks are those in the whole list "
        f"of the review; “{NONE}” is not assessed, which is no zero. This is no GRADE-CERQual assessment.",
    )
    for line in _chosen(report):
        write(paper.add_paragraph(), line)
    invented = any(each.invented for each in report.statements)
    if invented:
        write(paper.add_paragraph(style="Notice"), f"Criteria 2, 3 and 5 are {MARK}. Use the numbers for nothing else.")
    captions.table(
        "Five criteria, tier, weight and rank of each statement" + f" (criteria 2, 3 and 5 {MARK})" * invented
    )
    columns = _columns(report.top, invented=invented)
    table = new_table(paper, columns, SAYS)
    for each in _in_order(report):
        add_row(table, [*numbers(rank_of(each.weighed)), _name(each), *numbers(*_numbers(each))])
    turn(paper)
    add_locks(paper, report.locks)


def rank_of(place: Weighed) -> str:
    """Its rank, where it has one."""
    return NONE if place.rank is None else str(place.rank)


def add_locks(paper: Paper, locks: Sequence[ReportLock]) -> None:
    """When the weights were locked, and every time somebody unlocked them, with the reason; nothing where never."""
    if locks:
        paper.add_heading("When the weights were locked", 2)
        bullets(paper, map(_lock, locks))


def _lock(lock: ReportLock) -> str:
    if lock.locked:
        return f"{day(lock.at)}: locked by {lock.by or 'the first answer'}."
    return f"{day(lock.at)}: unlocked by {lock.by}. Reason: {lock.reason}"


def _chosen(report: Report) -> Iterator[str]:
    """Where the weights came from, and how the order was tried out: in words, with the sources."""
    shares = ", ".join(
        f"{name} {of_hundred(share)}" for name, share in zip(CRITERIA, report.weights.values, strict=True)
    )
    yield f"Weights: {method_in_words(report.weights)}. Of 100: {shares}."
    if report.top is not None:
        yield (
            f"The order was drawn {DRAWS:,} times with other weights and with what is not known taken by chance "
            "(stochastic multicriteria acceptability analysis; Lahdelma, Hokkanen and Salminen 1998). “Ranks” are "
            f"those from 5 to 95 % of the draws; “First {report.top}” says in how many of 100 draws a statement was "
            f"among them; “Without 4” is its rank without the panels. The draws began with seed {report.seed}."
        )


def _columns(top: int | None, *, invented: bool) -> list[Heading]:
    """Criteria by their numbers, which the text above names; a header that comes again says what was invented."""
    criteria = [f"{at + 1} invented" if invented and at in INVENTED else str(at + 1) for at in range(len(CRITERIA))]
    drawn = ("Ranks", 1.9), (f"First {top}" if top else "First", 1.4), ("Without 4", 1.6)
    shares = ("Tier", 1.1), *((name, 1.8) for name in criteria), ("Weight", 1.4), ("Between", 1.7), *drawn
    numbered = [Heading(name, share, number=True) for name, share in shares]
    return [Heading("Rank", 1.1, number=True), Heading("Statement", 6.2), *numbered]


def _in_order(report: Report) -> list[ReportStatement]:
    """In the order tiers give them, as the page shows them."""
    every = report.statements
    order = in_tier_order([each.criteria for each in every], [each.weighed.weight for each in every], report.protocol)
    return [every[place] for place in order]


def _name(statement: ReportStatement) -> str:
    return f"{statement.id}  {statement.title or statement.mechanism or statement.family}"


def _numbers(statement: ReportStatement) -> list[str]:
    place, grades = statement.weighed, statement.criteria.grades
    return [place.tier, *map(grade, grades), grade(place.weight), between(place, grades), *drawn(place)]


def between(place: Weighed, grades: Sequence[float | None]) -> str:
    """How far the weight could go; nothing where all was assessed."""
    return f"{grade(place.low)} to {grade(place.high)}" if None in grades else ""


def drawn(place: Weighed) -> list[str]:
    """Where it stood in the draws; nothing where nothing was drawn of it."""
    ranks = "" if place.rank_low is None else f"{place.rank_low} to {place.rank_high}"
    chance = "" if place.p_top is None else chance_of_hundred(place.p_top)
    return [ranks, chance, "" if place.rank_without_c4 is None else str(place.rank_without_c4)]
