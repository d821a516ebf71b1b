"""The counts behind the classes of a review: per family a chart, and the same numbers as a table."""

from collections.abc import Sequence

from docx.document import Document as Paper

from app.core.review_report import ReviewReport, ReviewStatement
from exports.word.captions import Captions, lead
from exports.word.charts import Bars, add_chart, evenly, legend
from exports.word.counts import TOO_FEW, thirds
from exports.word.paper import write
from exports.word.review.tables import families
from exports.word.tables import Heading, add_row, new_table, numbers, spread


def add_counts(paper: Paper, report: ReviewReport, captions: Captions) -> None:
    """All statements that a panel was shown, all workshops together."""
    if not report.judged:
        return
    paper.add_heading("The counts behind the classes", 1)
    write(
        paper.add_paragraph(),
        "All workshops together, as yes, in between and no. Where too few people answered, no count is shown. Counts "
        "for each point of the scale stand in the summary of each workshop.",
    )
    for name, family in families(report.judged):
        write(paper.add_heading(level=2), name)
        leads = paper.add_paragraph()
        figures = _add_charts(paper, report, name, family, captions)
        lead(leads, figures, _add_numbers(paper, report, name, family, captions))


def _add_charts(
    paper: Paper, report: ReviewReport, name: str, family: Sequence[ReviewStatement], captions: Captions
) -> list[str]:
    """Charts of the statements that may be shown; what one refers to them by comes back."""
    figures = []
    scale = report.protocol.of_scale
    rows = [(each.name, found) for each in family if (found := thirds(each.counts, scale))]
    question = report.asked.plausibility
    for some in evenly(rows):
        series = tuple(
            (label, tuple(row[at] for _, row in some)) for at, label in enumerate(question.names_of_thirds())
        )
        bars = Bars(
            title=f"{name}: {question.page} Number of people per answer, all workshops together",
            says=f"Stacked bars: how many people answered {legend(series).lower()} to each of {len(some)} statements "
            f"of {name}. The table below holds the same numbers.",
            names=tuple(each for each, _ in some),
            series=series,
        )
        number = captions.figure(bars.title)
        add_chart(paper, paper.add_paragraph(style="Figure"), bars, number)
        figures.append(f"Figure {number}")
    return figures


def _add_numbers(
    paper: Paper, report: ReviewReport, name: str, judged: Sequence[ReviewStatement], captions: Captions
) -> str:
    counted = captions.table(f"{name}: the numbers of people behind the bars, all workshops together")
    asked, scale = report.asked, report.protocol.of_scale
    said = [*asked.plausibility.names_of_thirds(), *(f"Matters: {each}" for each in asked.relevance.names_of_thirds())]
    columns = [Heading(label, 2, number=True) for label in said]
    columns.insert(3, Heading("Could not judge", 1.6, number=True))
    table = new_table(paper, [Heading("Statement", 2.4), *columns], f"Numbers of people per answer, {name}.")
    for each in judged:
        happens, matters = thirds(each.counts, scale), thirds(each.matters, scale)
        abstained = "not shown" if each.abstained is None else each.abstained
        row = add_row(table, [each.name, *numbers(*(happens or _hidden()), abstained, *(matters or _hidden()))])
        for first, found in ((5, matters), (1, happens)):
            if found is None:
                spread(row, first, first + 2)
    return counted


def _hidden() -> tuple[object, ...]:
    return TOO_FEW, "", ""
