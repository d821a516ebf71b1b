"""The review summary: what a whole review came to, with one table for each mechanism."""

from collections.abc import Iterator

from docx.document import Document as Paper

from app.core.review_report import ReviewReport
from exports.word.captions import Captions
from exports.word.finishing import render_review
from exports.word.lineage import add_lineage
from exports.word.opening import add_classes, bullets, day
from exports.word.paper import write
from exports.word.review.changes import add_changes, changed_in_short
from exports.word.review.charts import add_counts
from exports.word.review.quotations import add_quotations
from exports.word.review.tables import add_lists
from exports.word.review.weights import add_review_weighting
from exports.word.tables import Heading, add_row, new_table, numbers

KIND = "Review summary"


def render(report: ReviewReport) -> bytes:
    """The review summary as .docx."""
    return render_review(report, KIND, CHAPTERS)


def _add_in_short(paper: Paper, report: ReviewReport, captions: Captions) -> None:
    paper.add_heading("In short", 1)
    for line in (_lists_in_short(report), panels_in_short(report), *changed_in_short(report)):
        write(paper.add_paragraph(), line)
    captions.table("What the statements that a panel was shown came to, after the team's verdicts")
    table = add_classes(paper, report.classes, named="In the data")
    add_row(table, ["All that were shown", "", "", *numbers(len(report.judged))])


def _lists_in_short(report: ReviewReport) -> str:
    every = report.long.statements
    sources = {link.source for each in every for link in each.evidence}
    families = {(each.section, each.family) for each in every}
    said = f"The long list holds {_many(len(every), 'configuration')} in {_many(len(families), 'family', 'families')}"
    said += f", with {_many(len(sources), 'source')} behind them."
    if report.condensed.statements:
        said += f" The condensed list holds {_many(len(report.condensed.statements), 'statement')}."
    return said


def panels_in_short(report: ReviewReport) -> str:
    """How many workshops judged how much, in one sentence or two."""
    held = [each for each in report.workshops if each.put]
    if not held:
        return "No panel was shown a statement yet."
    people = sum(each.sitting.attended for each in held)
    sites = dict.fromkeys(each.sitting.site for each in held if each.sitting.site)
    where = f" in {', '.join(sites)}" if sites else ""
    return (
        f"{_many(len(held), 'workshop')}{where}, {_many(people, 'person', 'people')} in all, were shown "
        f"{len(report.long.judged)} of {len(report.long.statements)} configurations"
        + (f" and {_many(other, 'other text')}." if (other := len(report.judged) - len(report.long.judged)) else ".")
    )


def add_workshops(paper: Paper, report: ReviewReport, captions: Captions) -> None:
    """Each workshop that counts: when, where, how many came, from which groups, and what they were shown."""
    paper.add_heading("The workshops", 1)
    if not report.workshops:
        write(paper.add_paragraph(), "No workshop was planned yet.")
        return
    write(paper.add_paragraph(), "Panels were invited, not sampled. Whoever sat in two workshops counts once in each.")
    captions.table("The workshops, who came, and what they were shown")
    columns = (
        Heading("Workshop", 3),
        Heading("Day", 2),
        Heading("People", 1.2, number=True),
        Heading("By the group they spoke from", 4),
        Heading("Statements shown", 1.6, number=True),
        Heading("Asked again", 1.4, number=True),
    )
    table = new_table(paper, columns, "Each workshop with its day, place, people and the statements it was shown.")
    for each in report.workshops:
        sitting = each.sitting
        name = ", ".join(filter(None, [sitting.title, sitting.site]))
        began = day(sitting.started_at) if sitting.started_at else "not held yet"
        shown = numbers(each.put, each.asked_twice)
        add_row(table, [name, began, *numbers(sitting.attended), groups_in_words(sitting.people), *shown])


def groups_in_words(people: tuple[tuple[str, int | None], ...]) -> str:
    """People by group; where one group is too small, all are held back."""
    if any(many is None for _, many in people):
        return "not shown: at least one group is too small"
    return ", ".join(f"{name} {many}" for name, many in people) or "no groups were named"


def _add_not_shown(paper: Paper, report: ReviewReport, captions: Captions) -> None:
    paper.add_heading("Not shown to any panel", 1)
    left = [each.id for each in report.long.statements if not each.shown]
    if not left:
        write(paper.add_paragraph(), "Every configuration of the long list was shown to a panel.")
        return
    said = f"{_many(len(left), 'configuration')} of {len(report.long.statements)}. That says nothing for or against"
    write(paper.add_paragraph(), f"{said} them: {', '.join(left)}.")


def _add_limits(paper: Paper, report: ReviewReport, captions: Captions) -> None:
    paper.add_heading("Limits", 1)
    bullets(paper, limits(report))


def limits(report: ReviewReport) -> Iterator[str]:
    """What a reader must keep in mind."""
    yield "Panels were invited, not sampled. Counts describe these people only."
    yield "Workshops are pooled by ballot: a person who sat in two counts once in each."
    yield "The classes “divided” and “too few answers” and their thresholds are this project's own."
    yield "Criterion 4 rests on ratings and on the verdicts of a team that may also have written the statements."
    yield (
        "Answers are printed as yes, in between and no, and below 5 not at all. Places and groups of fewer than "
        f"{report.protocol.smallest_cell} are not shown, nor is what would give them away."
    )
    if len(report.workshops) == 1:
        yield "There was one workshop: nothing here says whether another place would see it alike."
    if any(each.sitting.with_managers for each in report.workshops):
        yield "Some people sat in one room with their own line manager, and may have answered with that in mind."
    late = sum(each.sitting.late_ballots for each in report.workshops)
    if late:
        yield f"Ballots that came after closing: {late}. They are {_kept(report)}."
    if report.deviations:
        times = _times(len(report.deviations))
        yield f"The rules were changed {times} after the first answer: see the methods appendix."
    if report.invented:
        yield "Criteria 2, 3 and 5 are invented for the example, and with them every tier, weight and rank."


def _kept(report: ReviewReport) -> str:
    return "counted" if report.protocol.late == "count" else "not counted"


def _times(many: int) -> str:
    return "once" if many == 1 else f"{many} times"


def _many(many: int, one: str, several: str = "") -> str:
    return f"{many:,} {one if many == 1 else several or one + 's'}"


CHAPTERS = (
    *(_add_in_short, add_workshops, add_lists, add_counts, add_quotations, add_changes),
    *(add_review_weighting, add_lineage, _add_not_shown, _add_limits),
)
"""The chapters in their order; each is a step that whoever waits is told of."""
