"""The workshop summary: one Word document, ready minutes after the end."""

from app.core.report import Report
from exports.word.captions import Captions
from exports.word.closing import add_candidates, add_deviations, add_limits, add_not_reached
from exports.word.day import add_day
from exports.word.finishing import About, finish, paper_for
from exports.word.lineage import add_lineage
from exports.word.opening import add_people, add_questions, add_result_at_a_glance, add_rules, add_title
from exports.word.topics import add_topics
from exports.word.weighting import add_weighting

KIND = "Workshop summary"


def render(report: Report) -> bytes:
    """The summary as .docx."""
    told = _about(report)
    paper = paper_for(report, told, site=report.workshop.site, begun=report.workshop.started_at)
    captions = Captions(paper)
    add_title(paper, report)
    contents = paper.add_paragraph(style="Contents Heading")
    add_result_at_a_glance(paper, report, captions)
    add_people(paper, report, captions)
    add_day(paper, report, captions)
    add_questions(paper, report, captions)
    add_rules(paper, report)
    add_topics(paper, report, captions)
    add_weighting(paper, report, captions)
    add_lineage(paper, report, captions)
    add_not_reached(paper, report, captions)
    add_candidates(paper, report, captions)
    add_limits(paper, report)
    add_deviations(paper, report, captions)
    return finish(paper, told, contents)


def _about(report: Report) -> About:
    """What the summary says of itself."""
    return About(
        title=f"{KIND}: {report.workshop.title}",
        subject=report.review,
        kind=KIND,
        software=report.software,
        remark=f"{report.profile}; protocol {report.protocol_hash}",
        facts=(report.workshop.title, report.profile, f"protocol {report.protocol_hash[:12]}"),
        made_at=report.made_at,
        cut=70,
    )
