"""The chart of a topic and the same numbers as a table, as finely as each may be shown."""

from collections.abc import Sequence

from docx.document import Document as Paper
from docx.table import Table

from app.core.disclosure import Detail, shown_counts
from app.core.instrument import Question
from app.core.report import Report, ReportStatement
from app.core.scales import Scale, Third
from exports.word.captions import Captions
from exports.word.charts import Bars, add_chart, evenly, legend
from exports.word.counts import TOO_FEW, thirds_of
from exports.word.tables import Heading, add_row, new_table, numbers, spread


def add_figures(
    paper: Paper, report: Report, topic: str, statements: Sequence[ReportStatement], captions: Captions
) -> tuple[list[str], str]:
    """Charts of those statements that may be shown, then the numbers of all.

    Returns what one refers to them by: the figures, and the table or "".
    """
    judged = [each for each in statements if each.confirmation and each.confirmation.was_shown]
    question, scale = report.asked.plausibility, report.protocol.of_scale
    shown = [each for each in judged if _thirds(each, scale)]
    figures = []
    for some in evenly(shown):
        bars = _bars(topic, some, question)
        number = captions.figure(bars.title)
        add_chart(paper, paper.add_paragraph(style="Figure"), bars, number)
        figures.append(f"Figure {number}")
    return figures, _add_numbers(paper, question, topic, judged, captions) if judged else ""


def _bars(topic: str, statements: Sequence[ReportStatement], question: Question) -> Bars:
    rows = [_thirds(each, question.scale) or (0, 0, 0) for each in statements]
    named = enumerate(question.names_of_thirds())
    series = tuple((name, tuple(row[at] for row in rows)) for at, name in named)
    return Bars(
        title=f"{topic}: {question.page} Number of people per answer",
        says=f"Stacked bars: how many people answered {legend(series).lower()} to each of {len(rows)} statements of "
        f"{topic}. The table below holds the same numbers.",
        names=tuple(each.name for each in statements),
        series=series,
    )


def _thirds(statement: ReportStatement, scale: Scale) -> tuple[int, int, int] | None:
    assert statement.confirmation is not None
    return thirds_of(statement.confirmation.counts_plausibility, scale)


def _add_numbers(
    paper: Paper, question: Question, topic: str, statements: Sequence[ReportStatement], captions: Captions
) -> str:
    counted = captions.table(f"{topic}: the numbers of people behind the bars")
    scale, names = question.scale, point_names(question)
    points = [Heading(label, 8 / len(names), number=True) for label in names]
    columns = [Heading("Statement", 1.7), *points]
    columns += [Heading("Could not judge", 1.6, number=True), Heading("Present", 1.4, number=True)]
    table = new_table(paper, columns, f"Numbers of people per answer to each statement of {topic}.")
    for each in statements:
        _add_row(table, each, scale)
    return counted


def _add_row(table: Table, statement: ReportStatement, scale: Scale) -> None:
    found = statement.confirmation
    assert found is not None
    shown = shown_counts(found.counts_plausibility, scale)
    widths = _widths(shown.detail, scale)
    values = [TOO_FEW] if shown.detail is Detail.TOO_FEW else shown.values
    cells: list[object] = []
    for value, width in zip(values, widths, strict=True):
        cells += [value, *[""] * (width - 1)]
    abstained = "" if shown.detail is Detail.TOO_FEW else found.abstained
    row = add_row(table, [statement.name, *numbers(*cells, abstained, found.present)])
    first = 1
    for width in widths:
        spread(row, first, first + width - 1)
        first += width


def _widths(detail: Detail, scale: Scale) -> list[int]:
    """How many columns each number takes: one per point, one per third, or one for all."""
    if detail is Detail.COUNTS:
        return [1] * scale.points
    if detail is Detail.TOO_FEW:
        return [scale.points]
    thirds = [scale.third(point) for point in range(1, scale.points + 1)]
    return [thirds.count(third) for third in (Third.BOTTOM, Third.MIDDLE, Third.TOP)]


def point_names(question: Question) -> list[str]:
    """What the answers are called above a column; a number goes with the word of its third."""
    return [question.said(point) for point in range(1, question.scale.points + 1)]
