"""What the panel said, topic by topic: statements with their results, a chart with its numbers, and their comments."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from docx.document import Document as Paper
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from app.core.confirmation import Confirmation, settled
from app.core.differences import Piece
from app.core.report import Report, ReportChange, ReportStatement
from app.core.wordings import flag_in_words, reason_in_words
from exports.progress import through
from exports.word.captions import Captions, lead, refer
from exports.word.changes import put_pieces
from exports.word.counts import TOO_FEW, answers_of, result_in_words, thirds_of
from exports.word.figures import add_figures
from exports.word.paper import add_run, write, write_all
from exports.word.quotations import quote, reader_of, remarks_on
from exports.word.remarks import add_remarks
from exports.word.tables import Heading, add_row, line_in, new_table, put

NO_TOPIC = "Without a topic"
COLUMNS = (
    Heading("Statement", 6.4),
    Heading("Answers", 3.8),
    Heading("What it comes to", 4),
    Heading("To know when reading", 3.2),
)


@dataclass(frozen=True, slots=True)
class Topic:
    """A family of mechanisms and its statements that were shown, in the order of the list."""

    name: str
    statements: tuple[ReportStatement, ...]


def topics_of(statements: Sequence[ReportStatement]) -> Iterator[Topic]:
    """The topics in the order of their first statements."""
    order = {name: at for at, name in reversed([*enumerate(each.family for each in statements)])}
    ordered = sorted(statements, key=lambda each: order[each.family])
    for name, found in groupby(ordered, key=lambda each: each.family):
        yield Topic(name or NO_TOPIC, tuple(found))


def add_topics(paper: Paper, report: Report, captions: Captions) -> None:
    """One heading per topic."""
    paper.add_heading("What the panel said", 1)
    shown = [each for each in report.texts if each.was_shown]
    if not shown:
        write(paper.add_paragraph(), "No statement was put to the panel.")
    for topic in through([*topics_of(shown)]):
        write(paper.add_heading(level=2), topic.name)
        leads = paper.add_paragraph()
        listed = _add_statements(paper, report, topic, captions)
        figures, counted = add_figures(paper, report, topic.name, topic.statements, captions)
        refer(leads, listed)
        add_run(leads._p, " gives each statement with its answers, and what they come to. ")
        lead(leads, figures, counted)
        _add_comments(paper, topic, report)


def _add_statements(paper: Paper, report: Report, topic: Topic, captions: Captions) -> str:
    listed = captions.table(f"{topic.name}: the statements, the answers, and what they come to")
    table = new_table(paper, COLUMNS, f"Each statement of {topic.name} with its counts, its class, and what to know.")
    for each in topic.statements:
        add_row(
            table,
            [
                partial(_put_shown, report=report, statement=each),
                partial(_put_lines, lines=answers_of(each, report.protocol.of_scale)),
                partial(_put_result, report=report, statement=each),
                partial(_put_lines, lines=_flags_of(report, each) or ["Nothing"]),
            ],
        )
    return listed


def _put_shown(cell: _Cell, report: Report, statement: ReportStatement) -> None:
    """A statement that was put to the panel, with what the panel wrote about it as comments on its name."""
    line = put_statement(cell, statement)
    add_remarks(line, remarks_on(statement, report.asked), at=report.made_at)


def put_statement(cell: _Cell, statement: ReportStatement) -> Paragraph:
    """A statement: its number and title, then its parts in the published order, each with its label run in.

    Returns the line of its name.
    """
    name = line_in(cell)
    write_all(name, (statement.name, "Strong"), (statement.title, None))
    change = statement.change
    changed = {each.position: each.pieces for each in change.differences} if change else {}
    for part in statement.parts:
        line, said = line_in(cell), f"{'(stated to be missing)' if part.absent else ''} {part.lead} {part.text}"
        pieces = changed.pop(part.position, ())
        write_all(line, (f"{part.kind.capitalize()}:", "Label"), ("" if pieces else said, None))
        _put_pieces(line, change, pieces)
    if not statement.parts and not changed:
        write(line_in(cell), statement.wording)
    # What is left is the wording of a statement without parts, or a part that went as a whole.
    for pieces in changed.values():
        _put_pieces(line_in(cell), change, pieces)
    if change:
        put(cell, f"Changed in the room from version {change.before}. {change.why}")
    if not statement.kept:
        put(cell, "Not the version that is kept: it counts for no other text.")
    return name


def _put_pieces(line: Paragraph, change: ReportChange | None, pieces: Sequence[Piece]) -> None:
    if change and pieces:
        put_pieces(line, change, pieces)


def _put_lines(cell: _Cell, lines: Sequence[str]) -> None:
    for line in lines:
        put(cell, f"{line[:1].upper()}{line[1:]}")


def _put_result(cell: _Cell, report: Report, statement: ReportStatement) -> None:
    found, scale = statement.confirmation, report.protocol.of_scale
    if found is None or not found.was_shown:
        write(line_in(cell), "Still open", "Strong")
        return
    stands = settled(found, statement.verdict)
    write(line_in(cell), result_in_words(found, stands, scale), "Strong")
    if statement.verdict:
        _put_verdict(cell, report, statement, found)
    for reason in found.reasons:
        put(cell, reason_in_words(reason, found, report.protocol, reader_of(statement, report.asked)))


def _put_verdict(cell: _Cell, report: Report, statement: ReportStatement, found: Confirmation) -> None:
    verdict = statement.verdict
    assert verdict is not None
    put(cell, f"Decided by {' and '.join(verdict.names)}. {verdict.reason}")
    put(cell, f"The rule suggested: {result_in_words(found, found.suggested, report.protocol.of_scale)}")


def _flags_of(report: Report, statement: ReportStatement) -> list[str]:
    found = statement.confirmation
    if found is None or thirds_of(found.counts_plausibility, report.protocol.of_scale) is None:
        return [TOO_FEW] if found and found.flags else []
    return [flag_in_words(flag, found, reader_of(statement, report.asked)) for flag in found.flags]


def _add_comments(paper: Paper, topic: Topic, report: Report) -> None:
    if not any(each.comments for each in topic.statements):
        return
    paper.add_heading("In the panel's words", 3)
    for each in topic.statements:
        for comment in each.comments:
            quote(paper.add_paragraph(style="Quote"), each, comment, report.asked)
