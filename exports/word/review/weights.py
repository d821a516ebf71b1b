"""The weighting of a review's lists with its sensitivity, on turned pages: tiers lead, numbers are whole."""

from collections.abc import Iterator

from docx.document import Document as Paper

from app.core.review_report import ReviewList, ReviewReport, ReviewStatement
from app.core.sensitivity import DRAWS
from app.core.weight_words import method_in_words, of_hundred
from exports.word.captions import Captions
from exports.word.criteria import CRITERIA, grade
from exports.word.opening import bullets
from exports.word.paper import turn, write
from exports.word.tables import NONE, Heading, add_row, new_table, numbers
from exports.word.weighting import TIERS_LEAD, add_locks, between, drawn, rank_of

RULES = {"percent-70": "70 % yes", "percent-75": "75 % yes", "percent-80": "80 % yes"}


def add_review_weighting(paper: Paper, report: ReviewReport, captions: Captions) -> None:
    """The weighting of both lists, how firm it is, and when the weights were locked."""
    lists = ("The condensed list", report.condensed), ("The long list", report.long)
    weighed = [(name, found) for name, found in lists if found.statements]
    if weighed:
        turn(paper)
    paper.add_heading("The weighting, and how firm it is", 1)
    write(
        paper.add_paragraph(),
        f"{TIERS_LEAD}, and where none was, there is “{NONE}”. This is no GRADE-CERQual assessment.",
    )
    for name, found in weighed:
        _add_list(paper, report, name, found, captions)
    if weighed:
        turn(paper)
    add_locks(paper, report.locks)


def _add_list(paper: Paper, report: ReviewReport, name: str, found: ReviewList, captions: Captions) -> None:
    paper.add_heading(f"{name}: weights and ranks", 2)
    for line in _chosen(found):
        write(paper.add_paragraph(), line)
    bullets(paper, _firmness(found))
    invented = " (criteria 2, 3 and 5 invented for the example)" if report.invented else ""
    captions.table(f"{name}: tier, weight, rank, and how far both could move{invented}")
    columns = [Heading("Rank", 1.1, number=True), Heading("Statement", 6)]
    columns += [Heading(each, 1.6, number=True) for each in ("Tier", "Weight", "Between", "Ranks")]
    columns += [Heading(each, 1.6, number=True) for each in (f"First {found.top}", "Without 4", "Other weights")]
    columns += [Heading("Stands on one source", 2.4)]
    table = new_table(paper, columns, "Each statement with its tier, weight and rank, and how far these could move.")
    for place in found.order:
        each = found.statements[place]
        stands = ", ".join(each.stands_on) or "no"
        add_row(table, [*numbers(rank_of(each.weighed)), _name(each), *numbers(*_numbers(each)), stands])


def _name(statement: ReviewStatement) -> str:
    return f"{statement.name}  {statement.title or statement.mechanism or statement.family}"


def _numbers(statement: ReviewStatement) -> Iterator[str]:
    place = statement.weighed
    yield place.tier
    yield grade(place.weight)
    yield between(place, statement.criteria.grades)
    yield from drawn(place)
    yield "" if statement.span is None else f"{statement.span[0]} to {statement.span[1]}"


def _chosen(found: ReviewList) -> Iterator[str]:
    """Where the weights came from, and how the order was tried out, with the sources."""
    pairs = zip(CRITERIA, found.weights.values, strict=True)
    shares = ", ".join(f"{name} {of_hundred(share)}" for name, share in pairs)
    yield f"Weights: {method_in_words(found.weights)}. Of 100: {shares}."
    yield (
        f"The order was drawn {DRAWS:,} times with other weights and with what is not known taken by chance "
        "(stochastic multicriteria acceptability analysis; Lahdelma, Hokkanen and Salminen 1998). “Ranks” are those "
        f"from 5 to 95 % of the draws; “First {found.top}” says in how many of 100 draws a statement was among them; "
        "“Without 4” is its rank without the panels; “Other weights” is the best and the worst rank while one weight "
        f"is half, or half as much again. The draws began with seed {found.seed}."
    )


def _firmness(found: ReviewList) -> Iterator[str]:
    """What another threshold, and one source less, would change."""
    for each in found.tried:
        changes = "; ".join(f"{change.statement} {change.before} to {change.after}" for change in each.tiers)
        tiers = f"{len(each.tiers)} {'tier' if len(each.tiers) == 1 else 'tiers'}"
        said = f"Were {RULES[each.rule]} the rule, {tiers} and {each.ranks} ranks would be other ones"
        yield f"{said}{': ' + changes if changes else ''}."
    alone = sum(bool(each.stands_on) for each in found.statements)
    yield f"{alone} of {len(found.statements)} tiers would be lower without one single source."
