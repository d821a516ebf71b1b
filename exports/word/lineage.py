"""From the long list to the condensed list: the sum, what was merged into what, and what was dropped and why."""

from collections.abc import Sequence
from typing import Protocol as Shape

from docx.document import Document as Paper

from app.core.lineage import Fate
from app.core.lineage_words import sum_in_words
from app.core.report import ReportEnding, ReportLineage
from exports.word.captions import Captions
from exports.word.paper import write
from exports.word.tables import Heading, add_row, new_table


class Condensing(Shape):
    """A report of a workshop or of a whole review: both say how the long list ends."""

    @property
    def lineage(self) -> ReportLineage:
        """How every configuration ends."""
        ...


def add_lineage(paper: Paper, report: Condensing, captions: Captions) -> None:
    """How every configuration of the review ends; nothing while none was decided."""
    found = report.lineage
    if not found.has_begun:
        return
    paper.add_heading("From the long list to the condensed list", 1)
    write(
        paper.add_paragraph(),
        f"Of the configurations of the review, {sum_in_words(found.counts, found.into)}. A merged statement has the "
        "sources of all it comes from. Where no panel judged its own text, criterion 4 is inherited: two people "
        "decide, and the score is the lowest of those behind it.",
    )
    _add_merged(paper, found.endings, captions)
    _add_dropped(paper, [each for each in found.endings if each.fate == Fate.DROPPED], captions)


def _add_merged(paper: Paper, endings: Sequence[ReportEnding], captions: Captions) -> None:
    merged = [each for each in endings if each.fate == Fate.MERGED and each.ends_in]
    if not merged:
        return
    captions.table("Statements of the condensed list that others were merged into")
    columns = Heading("Code", 1.2), Heading("What it says", 5), Heading("Comes from", 3)
    table = new_table(paper, columns, "Each merged statement and the configurations it comes from.")
    for target in endings:
        behind = [each.id for each in merged if each.ends_in == target.id]
        if behind:
            add_row(table, [target.id, target.title, ", ".join([target.id] * (target.fate == Fate.KEPT) + behind)])


def _add_dropped(paper: Paper, dropped: Sequence[ReportEnding], captions: Captions) -> None:
    if not dropped:
        return
    captions.table("Configurations that were dropped")
    columns = Heading("Code", 1.2), Heading("What it says", 5), Heading("Why it was dropped", 3)
    table = new_table(paper, columns, "Each dropped configuration with the reason.")
    for each in dropped:
        add_row(table, [each.id, each.title, each.reason])
