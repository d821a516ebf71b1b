"""The workshop summary: one Word document, ready minutes after the end."""

from io import BytesIO

from docx.document import Document as Paper
from docx.text.paragraph import Paragraph

from app.core.report import Report
from app.core.text import clean
from exports.package import repack
from exports.word import letterhead
from exports.word.captions import Captions
from exports.word.closing import add_candidates, add_deviations, add_limits, add_not_reached
from exports.word.day import add_day
from exports.word.lineage import add_lineage
from exports.word.opening import add_people, add_questions, add_result_at_a_glance, add_rules, add_title, day, in_utc
from exports.word.paper import (
    add_field,
    begin_field,
    end_field,
    headings,
    link_to,
    mark_place,
    new_paper,
    write,
    write_all,
)
from exports.word.topics import add_topics
from exports.word.weighting import add_weighting

FOOTER = 70
"""Characters of each fact in the footer: it stays on one line of nearly every page."""


def render(report: Report) -> bytes:
    """The summary as .docx."""
    paper = new_paper(**_facts(report))
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
    _add_contents(paper, contents)
    _add_footer(paper, report)
    _add_properties(paper, report)
    out = BytesIO()
    paper.save(out)
    return repack(out.getvalue())


def _facts(report: Report) -> dict[str, str]:
    """What tags of a letterhead can say of a summary."""
    return {
        "title": f"Workshop summary: {report.workshop.title}",
        "review": report.review,
        "site": report.workshop.site,
        "date": day(report.workshop.started_at or report.made_at),
        "made": day(report.made_at),
        "profile": report.profile,
        "protocol": report.protocol_hash[:12],
        "software": report.software,
    }


def _add_contents(paper: Paper, title: Paragraph) -> None:
    """The contents as a field that is right from the start: without page numbers, which only a printer knows."""
    write(title, "Contents")
    after, entry = title._p, title
    for number, (level, heading) in enumerate(list(headings(paper)), start=1):
        mark_place(heading, f"_Toc{number:06}")
        entry = paper.add_paragraph(style=f"toc {level}")
        if number == 1:
            begin_field(entry, 'TOC \\o "1-2" \\h \\n')
        link_to(entry, f"_Toc{number:06}", heading.text)
        after.addnext(entry._p)
        after = entry._p
    end_field(entry)


def _add_footer(paper: Paper, report: Report) -> None:
    """Page numbers, and what made this, on every page; a letterhead's own footer is left as it is."""
    if letterhead.has_footer(paper):
        return
    footer = paper.sections[0].footer.paragraphs[0]
    footer.add_run("Page ")
    add_field(footer, "PAGE", "1")
    footer.add_run(" of ")
    add_field(footer, "NUMPAGES", "1")
    footer.add_run(" ")
    facts = report.workshop.title, report.profile, f"protocol {report.protocol_hash[:12]}"
    write_all(footer, *((clean(f"· {fact}", lines=False, limit=FOOTER), None) for fact in facts))


def _add_properties(paper: Paper, report: Report) -> None:
    """What a file manager shows. All dates come with the report."""
    about = paper.core_properties
    about.title = _short(f"Workshop summary: {report.workshop.title}")
    about.subject = _short(report.review)
    about.author = about.last_modified_by = _short(report.software)
    made_by = report.profile, f"protocol {report.protocol_hash}", letterhead.fingerprint()
    about.comments = _short("; ".join(filter(None, made_by)))
    about.category, about.keywords, about.language, about.revision = "Workshop summary", "", "en-GB", 1
    about.created = about.modified = in_utc(report.made_at)


def _short(text: str) -> str:
    """Document properties hold at most 255 characters."""
    return clean(text, lines=False, limit=255)
