"""The beginning and the end of any document: its paper, its contents, its footer, its properties, and its bytes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from docx.document import Document as Paper
from docx.text.paragraph import Paragraph

from app.core.report import Report
from app.core.review_report import ReviewReport, fingerprint
from app.core.text import clean
from exports.package import repack
from exports.progress import through
from exports.word import letterhead
from exports.word.captions import Captions
from exports.word.opening import clock, day, in_utc
from exports.word.paper import (
    add_field,
    begin_field,
    end_field,
    headings,
    link_to,
    mark_place,
    new_paper,
    speak,
    write,
    write_all,
)
from exports.word.tables import keep_short_together

Chapter = Callable[[Paper, ReviewReport, Captions], None]
"""Writes one chapter of a document of a whole review."""

PROPERTY = 255
"""Characters that a document property holds."""


@dataclass(frozen=True, slots=True)
class About:
    """What a document says of itself: `kind` is what it is, `mark` the fingerprint of its report.

    `facts` stand in its footer, each cut to so many characters that they stay on one line of nearly every page, behind
    the number of the page, "Page 1 of 2", whose words are `page`.
    """

    title: str
    subject: str
    kind: str
    software: str
    remark: str
    facts: tuple[str, ...]
    made_at: datetime
    mark: str = ""
    cut: int = 48
    language: str = "en-GB"
    page: tuple[str, str] = ("Page", "of")


def about(report: ReviewReport, kind: str, language: str = "en-GB") -> About:
    """What a document made of a review says of itself."""
    mark = fingerprint(report)
    return About(
        title=f"{kind}: {report.review}",
        subject=report.review,
        kind=kind,
        software=report.software,
        mark=mark,
        remark=f"{report.profile}; report {mark}; protocol {report.protocol_hash}",
        facts=(report.review, report.profile, f"report {mark[:12]}"),
        made_at=report.made_at,
        language=language,
    )


def paper_of_review(report: ReviewReport, told: About) -> Paper:
    """An empty document about a whole review."""
    rooms = [each.sitting for each in report.workshops]
    begun = min((room.started_at for room in rooms if room.started_at), default=None)
    return paper_for(report, told, site=", ".join(dict.fromkeys(room.site for room in rooms)), begun=begun)


def paper_for(report: Report | ReviewReport, told: About, *, site: str, begun: datetime | None) -> Paper:
    """An empty document, on the letterhead in use, whose tags can say this."""
    return new_paper(
        title=told.title,
        review=report.review,
        site=site,
        date=day(begun or report.made_at),
        made=day(report.made_at),
        profile=report.profile,
        protocol=report.protocol_hash[:12],
        software=report.software,
    )


def render_review(report: ReviewReport, kind: str, chapters: Sequence[Chapter]) -> bytes:
    """A document of a whole review as .docx, chapter by chapter; each is a step that whoever waits is told of."""
    told = about(report, kind)
    paper = paper_of_review(report, told)
    captions = Captions(paper)
    contents = _add_review_title(paper, report, told)
    for add in through(chapters):
        add(paper, report, captions)
    return finish(paper, told, contents)


def _add_review_title(paper: Paper, report: ReviewReport, told: About) -> Paragraph:
    """The title, what made this, and where the contents go; that paragraph comes back."""
    write(paper.add_paragraph(style="Title"), told.kind)
    write(paper.add_paragraph(style="Subtitle"), report.review)
    write_all(
        paper.add_paragraph(style="Notice"),
        (f"{report.profile[:1].upper()}{report.profile[1:]}.", "Strong"),
        (f"Made on {day(report.made_at)} at {clock(report.made_at)} UTC by {report.software}.", None),
        (f"Judged by protocol version {report.protocol_version}, {report.protocol_hash[:12]}.", None),
        (f"Fingerprint of the report (SHA-256 of its canonical JSON): {told.mark}.", None),
    )
    if report.note:
        write(paper.add_paragraph(), report.note)
    return paper.add_paragraph(style="Contents Heading")


def finish(paper: Paper, told: About, contents: Paragraph | None = None) -> bytes:
    """Put contents, footer and properties in, and return the document. All dates come with the report."""
    if contents is not None:
        _add_contents(paper, contents)
    keep_short_together(paper)
    speak(paper, told.language)
    _add_footer(paper, told)
    _add_properties(paper, told)
    out = BytesIO()
    paper.save(out)
    return repack(out.getvalue())


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


def _add_footer(paper: Paper, told: About) -> None:
    """Page numbers, and what made this, on every page; a letterhead's own footer is left as it is."""
    if letterhead.has_footer(paper):
        return
    footer = paper.sections[0].footer.paragraphs[0]
    before, between = told.page
    footer.add_run(f"{before} ")
    add_field(footer, "PAGE", "1")
    footer.add_run(f" {between} ")
    add_field(footer, "NUMPAGES", "1")
    footer.add_run(" ")
    write_all(footer, *((clean(f"· {fact}", lines=False, limit=told.cut), None) for fact in told.facts))


def _add_properties(paper: Paper, told: About) -> None:
    """What a file manager shows. All dates come with the report."""
    kept = paper.core_properties
    remark = "; ".join(filter(None, (told.remark, letterhead.fingerprint())))
    kept.title, kept.subject, kept.comments = _short(told.title), _short(told.subject), _short(remark)
    kept.author = kept.last_modified_by = _short(told.software)
    kept.category, kept.keywords, kept.language, kept.revision = told.kind, "", told.language, 1
    kept.created = kept.modified = in_utc(told.made_at)


def _short(text: str) -> str:
    return clean(text, lines=False, limit=PROPERTY)
