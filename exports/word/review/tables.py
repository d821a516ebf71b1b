"""The statements of a review: one table for each mechanism, on turned pages."""

from collections.abc import Iterator, Sequence
from functools import partial

from docx.document import Document as Paper
from docx.table import _Cell

from app.core.review_report import ReviewReport, ReviewStatement
from exports.word.captions import Captions
from exports.word.criteria import CRITERIA, grade
from exports.word.paper import turn, write, write_all
from exports.word.parts import put_parts
from exports.word.quotations import remarks_on
from exports.word.remarks import add_remarks
from exports.word.review.counts import by_place
from exports.word.tables import NONE, Heading, add_row, line_in, new_table, numbers, put

NO_FAMILY, NO_MECHANISM = "Without a family", "without a mechanism"
REST = "The rest of the long list"
OF_THE_REST = "Configurations that were merged into another statement, dropped, or not decided yet."
LEGEND = "1 sources, 2 data and theory, 3 thick evidence, 4 confirmed by panels, 5 coherence"
"""What the five narrow columns are: said above the tables, and to whoever has them read aloud."""

Family = tuple[str, list[ReviewStatement]]
"""A name and its statements, in their order."""


def add_lists(paper: Paper, report: ReviewReport, captions: Captions) -> None:
    """Every statement once: the condensed list, then what of the long list is not in it, then what was adopted."""
    condensed = {each.id for each in report.condensed.statements}
    rest = [each for each in report.long.statements if each.id not in condensed]
    lists = (
        ("The condensed list" if condensed else "The statements", report.condensed.statements if condensed else rest),
        (REST, rest if condensed else ()),
        ("Proposed by panels and adopted", report.adopted),
    )
    found = [(heading, statements) for heading, statements in lists if statements]
    if not found:
        return
    turn(paper)
    for number, (heading, statements) in enumerate(found):
        _add_list(paper, report, heading, statements, captions, _legend(report) if number == 0 else "")
    turn(paper)


def _legend(report: ReviewReport) -> str:
    marked = " Criteria 2, 3 and 5 are invented for the example." if report.invented else ""
    return (
        "Parts stand in the order they were published in. Criteria are whole numbers of 100: "
        f"{LEGEND}; “{NONE}” is not assessed, which is no zero. The class "
        f"answers whether the rule was met, and stands as two people decided where they did.{marked}"
    )


def _add_list(
    paper: Paper,
    report: ReviewReport,
    heading: str,
    statements: Sequence[ReviewStatement],
    captions: Captions,
    intro: str,
) -> None:
    paper.add_heading(heading, 1)
    for line in filter(None, (OF_THE_REST if heading == REST else "", intro)):
        _write_ahead(paper, line)
    for name, family in families(statements):
        write(paper.add_heading(level=2), name)
        for mechanism, members in _mechanisms(family):
            _add_mechanism(paper, report, f"{name}, {mechanism or NO_MECHANISM}", members, captions)


def _write_ahead(paper: Paper, text: str) -> None:
    """Write a paragraph that stays on the page of what it speaks about."""
    line = paper.add_paragraph()
    line.paragraph_format.keep_with_next = True
    write(line, text)


def families(statements: Sequence[ReviewStatement]) -> Iterator[Family]:
    """The families in the order of their first statements, under their section."""
    found: dict[tuple[str, str], list[ReviewStatement]] = {}
    for each in statements:
        found.setdefault((each.section, each.family), []).append(each)
    for (section, family), members in found.items():
        yield ": ".join(filter(None, [section, family])) or NO_FAMILY, members


def _mechanisms(family: Sequence[ReviewStatement]) -> Iterator[Family]:
    """The mechanisms of a family in the order of their first statements."""
    found: dict[str, list[ReviewStatement]] = {}
    for each in family:
        found.setdefault(each.mechanism, []).append(each)
    yield from found.items()


def _add_mechanism(
    paper: Paper, report: ReviewReport, name: str, statements: Sequence[ReviewStatement], captions: Captions
) -> None:
    captions.table(name)
    table = new_table(
        paper, _columns(), f"Each statement of {name} with its sources, tier, class and criteria: {LEGEND}."
    )
    for each in statements:
        add_row(
            table,
            [
                partial(_put_text, statement=each, report=report),
                partial(_put_sources, statement=each),
                *numbers(*map(grade, each.criteria.grades), each.weighed.tier),
                partial(_put_result, statement=each, report=report),
            ],
        )


def _columns() -> list[Heading]:
    criteria = [Heading(str(number), 0.9, number=True) for number in range(1, len(CRITERIA) + 1)]
    stands = Heading("Tier", 1.2, number=True), Heading("What stands, with its counts", 8.8)
    return [Heading("Statement", 8.4), Heading("Sources", 3.1), *criteria, *stands]


def _put_text(cell: _Cell, statement: ReviewStatement, report: ReviewReport) -> None:
    """A statement, its comments on its number; then its parts in the published order, run on, each behind its label."""
    name = line_in(cell)
    write_all(name, (statement.name, "Strong"), (statement.title, None))
    add_remarks(name, remarks_on(statement, report.asked), at=report.made_at)
    put_parts(cell, statement.parts, statement.wording)


def _put_sources(cell: _Cell, statement: ReviewStatement) -> None:
    said = {stance: _labels(statement, stance) for stance in ("supports", "contradicts")}
    put(cell, ", ".join(said["supports"]) or "none noted")
    kinds = [_kinds(statement, name, values) for name, values in KINDS]
    if any(kinds):
        put(cell, "; ".join(filter(None, kinds)))
    if said["contradicts"]:
        put(cell, f"Against: {', '.join(said['contradicts'])}")
    if statement.stands_on:
        put(cell, f"The tier stands on {' or '.join(statement.stands_on)} alone")


KINDS = (("driven", ("data", "theory")), ("depth", ("thick", "thin")))


def _labels(statement: ReviewStatement, stance: str) -> list[str]:
    return list(dict.fromkeys(link.source for link in statement.evidence if link.stance == stance))


def _kinds(statement: ReviewStatement, name: str, values: Sequence[str]) -> str:
    found = [getattr(link, name) for link in statement.evidence if link.stance == "supports"]
    return ", ".join(f"{found.count(value)} {value}" for value in values if value in found)


def _put_result(cell: _Cell, statement: ReviewStatement, report: ReviewReport) -> None:
    """What stands, then who decided otherwise, then in one paragraph why, where, and what to be careful about."""
    write(line_in(cell), statement.result, "Strong")
    for line in filter(None, (_decided(statement), _why(statement, report))):
        put(cell, line)


def _decided(statement: ReviewStatement) -> str:
    verdict = statement.verdict
    if not verdict:
        return ""
    said = f"Decided by {' and '.join(verdict.names)}. {verdict.reason}"
    return f"{said}\nThe rule suggested: {statement.by_rule}" if statement.moved else said


def _why(statement: ReviewStatement, report: ReviewReport) -> str:
    places = "; ".join(by_place(statement, report.protocol.of_scale))
    # That a text was not shown its class says already, or the flag that it inherits one.
    reasons = statement.reasons if statement.shown else ()
    return " ".join((*reasons, *((f"{places}.",) if places else ()), *statement.flags))
