"""The day, as the team wrote it down after the end: what no ballot says of a workshop."""

from collections.abc import Iterator

from docx.document import Document as Paper

from app.core.days import Day
from app.core.report import Report
from exports.word.captions import Captions
from exports.word.tables import Heading, add_row, new_table

LINES = (
    ("How people were chosen", "selection"),
    ("Whether any of them works with the review team", "relation_to_team"),
    ("Who spoke which language", "languages"),
    ("Read aloud", "read_aloud"),
    ("Interruptions", "interruptions"),
    ("Distress, and what was done", "adverse_events"),
    ("Departures from the plan", "departures"),
    ("What we would do differently", "differently"),
)


def add_day(paper: Paper, report: Report, captions: Captions) -> None:
    """The six fields; nothing where nobody has written them."""
    day = report.workshop.day
    if not day.is_written:
        return
    paper.add_heading("The day", 1)
    captions.table("How the day went, as the team wrote it down after the end")
    table = new_table(paper, [Heading("Field", 2), Heading("What was written", 5)], "How the day went, field by field.")
    for row in _rows(day):
        add_row(table, list(row))


def _rows(day: Day) -> Iterator[tuple[str, str]]:
    figures = ("invited", day.invited), ("accepted", day.accepted), ("came", day.came)
    known = [f"{many} {what}" for what, many in figures if many is not None]
    yield "Invited, accepted, came", ", ".join(known) or NOTHING
    for label, name in LINES:
        yield label, getattr(day, name) or NOTHING


NOTHING = "not written down"
