"""What the panels wrote about each statement, family by family."""

from docx.document import Document as Paper

from app.core.review_report import ReviewReport
from exports.word.captions import Captions
from exports.word.paper import write
from exports.word.quotations import IN_ENGLISH_ONLY, quote
from exports.word.review.tables import families


def add_quotations(paper: Paper, report: ReviewReport, captions: Captions) -> None:
    """The approved comments on the texts that are kept; nothing where there are none."""
    commented = [each for each in report.texts if each.comments]
    if not commented:
        return
    paper.add_heading("In the panels' words", 1)
    write(
        paper.add_paragraph(),
        "Comments that the team approved, names covered by [brackets], as they were written; below them what they say "
        "in English, where somebody checked that. They are counted nowhere.",
    )
    if not all(each.sitting.languages_told for each in report.workshops):
        write(paper.add_paragraph(), f"Of one workshop or more. {IN_ENGLISH_ONLY}")
    for name, members in families(commented):
        write(paper.add_heading(level=2), name)
        for each in members:
            for comment in each.comments:
                quote(paper.add_paragraph(style="Quote"), each, comment, report.asked)
