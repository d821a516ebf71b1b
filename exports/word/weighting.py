"""The five criteria and the weighting of every statement of this workshop, on a turned page."""

from docx.document import Document as Paper

from app.core.report import Report, ReportStatement
from exports.word.captions import Captions
from exports.word.paper import turn, write
from exports.word.tables import Heading, add_row, new_table, numbers

CRITERIA = ("1 Sources", "2 Data and theory", "3 Thick evidence", "4 Confirmed", "5 Coherence")
INVENTED = (1, 2, 4)
MARK = "invented for the example"


def add_weighting(paper: Paper, report: Report, captions: Captions) -> None:
    """Tiers lead; the numbers are whole, of 100."""
    turn(paper)
    paper.add_heading("The weighting", 1)
    write(
        paper.add_paragraph(),
        "Tiers lead: A has all four marks (several sources, both data and theory, thick, confirmed), B three, C two, "
        "D fewer; a range such as A-B stands while a mark is open. The weight is the mean of the criteria that were "
        "assessed, of 100, each weighing the same; where some were not, the last column says how far it could go. "
        "Ranks are those in the whole list of the review. This is no GRADE-CERQual assessment.",
    )
    invented = any(each.invented for each in report.statements)
    if invented:
        write(paper.add_paragraph(style="Notice"), f"Criteria 2, 3 and 5 are {MARK}. Use the numbers for nothing else.")
    captions.table(
        "Five criteria, tier, weight and rank of each statement" + f" (criteria 2, 3 and 5 {MARK})" * invented
    )
    columns = _columns(invented=invented)
    table = new_table(paper, columns, "Each statement with five criteria from 0 to 100, its tier, weight and rank.")
    for each in sorted(report.statements, key=_place):
        add_row(table, [*numbers(_whole(each.weighed.rank, 1)), _name(each), *numbers(*_numbers(each))])
    turn(paper)


def _columns(*, invented: bool) -> list[Heading]:
    criteria = [f"{name} ({MARK})" if invented and at in INVENTED else name for at, name in enumerate(CRITERIA)]
    shares = ("Tier", 1.1), *((name, 2.0) for name in criteria), ("Weight", 1.4), ("Between", 1.8)
    numbered = [Heading(name, share, number=True) for name, share in shares]
    return [Heading("Rank", 1, number=True), Heading("Statement", 5), *numbered]


def _place(statement: ReportStatement) -> tuple[str, str, float]:
    """By the tier that is certain, then by the tier that is possible, then by rank."""
    place = statement.weighed
    return place.tier[-1:], place.tier[:1], float("inf") if place.rank is None else place.rank


def _name(statement: ReportStatement) -> str:
    return f"{statement.id}  {statement.title or statement.mechanism or statement.family}"


def _numbers(statement: ReportStatement) -> list[str]:
    place, open_marks = statement.weighed, None in statement.criteria.grades
    between = f"{_whole(place.low)} to {_whole(place.high)}" if open_marks else ""
    return [place.tier, *map(_whole, statement.criteria.grades), _whole(place.weight), between]


def _whole(value: float | None, times: int = 100) -> str:
    """A grade from 0 to 1 as a whole number of 100. What was not assessed is no zero."""
    return "not assessed" if value is None else str(int(times * value + 0.5))
