"""The opening of a summary: what this is, who took part, what was asked, and by which rules it was judged."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from docx.document import Document as Paper
from docx.table import Table

from app.core.confirmation import Class, settled
from app.core.report import Report
from app.core.rule_words import rule_in_words
from app.core.wordings import HEADINGS, class_sentence
from exports.word.captions import Captions
from exports.word.paper import write, write_all
from exports.word.tables import Heading, add_row, new_table, numbers


def add_title(paper: Paper, report: Report) -> None:
    """The title, and a notice that says how far these results have come."""
    write(paper.add_paragraph(style="Title"), f"Workshop summary: {report.workshop.title}")
    write(paper.add_paragraph(style="Subtitle"), report.review)
    notice = paper.add_paragraph(style="Notice")
    write_all(
        notice,
        (f"{report.profile[:1].upper()}{report.profile[1:]}.", "Strong"),
        ("This was a pilot: its ballots never count." if report.workshop.pilot else "", "Strong"),
        (f"Made on {day(report.made_at)} at {clock(report.made_at)} UTC by {report.software}.", None),
        (_signed_off(report), None),
        (f"Judged by protocol version {report.protocol_version}, {report.protocol_hash[:12]}.", None),
    )
    if report.note:
        write(paper.add_paragraph(), report.note)


def _signed_off(report: Report) -> str:
    room = report.workshop
    if room.signed_off_at is None:
        return ""
    return f"The day was signed off by {room.signed_off_by} on {day(room.signed_off_at)}."


def add_result_at_a_glance(paper: Paper, report: Report, captions: Captions) -> None:
    """How many statements came to which class."""
    room = report.workshop
    paper.add_heading("In short", 1)
    place = f" in {room.site}" if room.site else ""
    people = "person" if room.attended == 1 else "people"
    write(
        paper.add_paragraph(),
        f"{_when(report)}{place}, {room.attended} {people} were shown {len(report.shown)} of "
        f"{len(report.statements)} planned statements. "
        f"{room.comments_approved} of their {room.comments_total} comments are approved to be quoted.",
    )
    classes = Counter(
        settled(each.confirmation, each.verdict)
        for each in report.shown
        if each.confirmation and each.confirmation.was_shown
    )
    captions.table("What the statements came to, after the team's verdicts")
    add_classes(paper, {each: classes[each] for each in Class}, named="In the tables")


def add_classes(paper: Paper, classes: Mapping[Class, int], *, named: str) -> Table:
    """How many statements came to each class; `named` heads the words by which the data call it."""
    columns = (
        Heading("Class", 2.6),
        Heading("What it means", 6),
        Heading(named, 2.4),
        Heading("Statements", 1.6, number=True),
    )
    table = new_table(paper, columns, "How many statements came to each class, with what the class means.")
    for each, many in classes.items():
        add_row(table, [HEADINGS[each], class_sentence(each), each.value, *numbers(many)])
    return table


def add_people(paper: Paper, report: Report, captions: Captions) -> None:
    """Who came, by group, where that may be said."""
    room = report.workshop
    paper.add_heading("Who took part", 1)
    facilitators = "1 person led it" if room.facilitators == 1 else f"{room.facilitators} people led it"
    write(paper.add_paragraph(), f"{room.attended} took part; {facilitators}. The panel was invited, not sampled.")
    fewer, hidden = f"fewer than {report.protocol.smallest_cell}", all(people is None for _, people in room.people)
    if hidden:
        write(paper.add_paragraph(), f"At least one group has {fewer} people, so none is counted here.")
    captions.table("People by the group they spoke from")
    columns = Heading("Group", 3), Heading("People", 1, number=True)
    table = new_table(paper, columns, "How many people came from each group.")
    for group, people in room.people:
        add_row(table, [group, *numbers(people if people is not None else "not shown" if hidden else fewer)])


def add_questions(paper: Paper, report: Report, captions: Captions) -> None:
    """The two questions and their answers, in full."""
    asked = report.asked
    paper.add_heading("What was asked", 1)
    labels = "; ".join(f"{kind}: “{label}”" for kind, label in asked.parts.items())
    write(paper.add_paragraph(), f"On phones and wall the parts of a statement are called: {labels}.")
    captions.table("The questions and their answers, from the lowest to the highest")
    table = new_table(paper, [Heading("Question", 2), Heading("Answers", 3)], "The two questions with their answers.")
    for name, question in (("Plausibility", asked.plausibility), ("Relevance", asked.relevance)):
        add_row(table, [f"{name}: {question.full}", "; ".join(label.full for label in question.labels) + "."])
    add_row(table, ["Instead of an answer", f"{asked.outside}; {asked.unclear}."])


def add_rules(paper: Paper, report: Report) -> None:
    """The rules in words, once."""
    paper.add_heading("How this was judged", 1)
    bullets(paper, rule_in_words(report.protocol))
    write(
        paper.add_paragraph(),
        "The class answers whether the rule was met; the score says how much yes there is, given how few people there "
        "are. A near miss can therefore have a higher score than a statement that fewer people confirmed.",
    )
    write(paper.add_paragraph(), f"Fingerprint of the rules (SHA-256): {report.protocol_hash}")


def bullets(paper: Paper, lines: Iterable[str]) -> None:
    """A list."""
    for line in lines:
        write(paper.add_paragraph(style="List Bullet"), line)


def in_utc(moment: datetime) -> datetime:
    """The same moment by UTC; one without a zone is taken to be so already."""
    return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)


def day(moment: datetime) -> str:
    """Such as 20 November 2026, by UTC."""
    here = in_utc(moment)
    return f"{here.day} {here:%B %Y}"


def clock(moment: datetime) -> str:
    """Such as 13:00, by UTC."""
    return f"{in_utc(moment):%H:%M}"


def _when(report: Report) -> str:
    room = report.workshop
    if room.started_at is None:
        return "Before it began"
    ended = f" to {clock(room.ended_at)}" if room.ended_at else ""
    return f"On {day(room.started_at)}, {clock(room.started_at)}{ended} UTC"
