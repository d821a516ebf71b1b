"""The end of any document: its contents, its footer, its properties, and the bytes it comes to."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from docx.document import Document as Paper
from docx.text.paragraph import Paragraph

from app.core.review_report import ReviewReport, fingerprint
from app.core.text import clean
from exports.package import repack
from exports.word import letterhead
from exports.word.opening import clock, day, in_utc
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

FOOTER = 48
"""Characters of each fact in the footer: it stays on one line of nearly every page."""

PROPERTY = 255
"""Characters that a document property holds."""


@dataclass(frozen=True, slots=True)
class About:
    """What a document says of itself: `kind` is what it is, `mark` the fingerprint of its report.

    `facts` stand in its footer behind the number of the page, "Page 1 of 2", whose words are `page`.
    """

    title: str
    subject: str
    kind: str
    software: str
    mark: str
    remark: str
    facts: tuple[str, ...]
    made_at: datetime
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


def paper_for(report: ReviewReport, told: About) -> Paper:
    """An empty document, on the letterhead in use, with what its tags can say."""
    rooms = [each.sitting for each in report.workshops]
    began = [each.started_at for each in rooms if each.started_at]
    return new_paper(
        title=told.title,
        review=report.review,
        site=", ".join(dict.fromkeys(each.site for each in rooms if each.site)),
        date=day(min(began, default=report.made_at)),
        made=day(report.made_at),
        profile=report.profile,
        protocol=report.protocol_hash[:12],
        software=report.software,
    )


def add_review_title(paper: Paper, report: ReviewReport, told: About) -> Paragraph:
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
    write_all(footer, *((clean(f"· {fact}", lines=False, limit=FOOTER), None) for fact in told.facts))


def _add_properties(paper: Paper, told: About) -> None:
    kept, remark = paper.core_properties, "; ".join(filter(None, (told.remark, letterhead.fingerprint())))
    kept.title, kept.subject, kept.comments = _short(told.title), _short(told.subject), _short(remark)
    kept.author = kept.last_modified_by = _short(told.software)
    kept.category, kept.keywords, kept.language, kept.revision = told.kind, "", told.language, 1
    kept.created = kept.modified = in_utc(told.made_at)


def _short(text: str) -> str:
    return clean(text, lines=False, limit=PROPERTY)
