"""The methods and reporting appendix: the methods from the record, three reporting guidelines, the wording."""

import re
from collections.abc import Iterator, Sequence
from functools import partial

from docx.document import Document as Paper
from docx.table import _Cell

from app.core.deviations import in_print
from app.core.instrument import Instrument, instrument_hash
from app.core.instrument_texts import texts_of
from app.core.protocol import explained
from app.core.review_report import ReviewReport, ReviewWorkshop
from app.core.rule_words import rule_in_words
from exports.word.captions import Captions
from exports.word.closing import add_changes_of_rules
from exports.word.day import LINES, NOTHING
from exports.word.finishing import render_review
from exports.word.opening import bullets, clock, day
from exports.word.paper import write
from exports.word.quotations import NAMES
from exports.word.review import places
from exports.word.review.checklists import ACCORD, GRIPP2, RAMESES, Answer, Item, Status
from exports.word.review.gaps import gap, put_with_gaps, write_with_gaps
from exports.word.review.methods_words import held, methods_paragraphs
from exports.word.review.summary import groups_in_words, limits
from exports.word.tables import Heading, add_row, line_in, new_table

BLANK = re.compile(r"%\((\w+)\)s")
"""What a notice leaves for each workshop to fill in; it is printed in brackets."""

KIND = "Methods and reporting appendix"
GUIDELINES = (
    ("ACCORD, 35 items", "Gattrell et al., PLoS Medicine 2024;21:e1004326", ACCORD, ""),
    (
        "GRIPP2 short form",
        "Staniszewska et al., BMJ 2017;358:j3453",
        GRIPP2,
        "It is about patients and the public; the panels here were practitioners. It gives the order.",
    ),
    (
        "RAMESES items that this touches",
        "Wong et al., BMC Medicine 2013;11:21",
        RAMESES,
        "All other items belong to the report of the review itself.",
    ),
)


def render(report: ReviewReport) -> bytes:
    """The appendix as .docx."""
    return render_review(report, KIND, CHAPTERS)


def _add_paragraph(paper: Paper, report: ReviewReport, captions: Captions) -> None:
    paper.add_heading(places.METHODS_PARAGRAPH, 1)
    said = f"Written from the record. What it does not hold stands as {gap('what is missing')}; nothing is made up."
    write_with_gaps(paper.add_paragraph(style="Notice"), said)
    for each in methods_paragraphs(report, f"“{places.INSTRUMENT_HEADING}”"):
        write_with_gaps(paper.add_paragraph(), each)


def _add_people(paper: Paper, report: ReviewReport, captions: Captions) -> None:
    paper.add_heading(places.WHO, 1)
    many = report.rehearsals
    said = "rehearsal was" if many == 1 else "rehearsals were"
    write(paper.add_paragraph(), f"{many} {said} held with a simulated panel; nothing of them is counted.")
    if not held(report):
        write_with_gaps(paper.add_paragraph(), gap("no workshop has been held yet"))
    for each in held(report):
        _add_day(paper, each, captions)


def _add_day(paper: Paper, each: ReviewWorkshop, captions: Captions) -> None:
    name = ", ".join(filter(None, [each.sitting.title, each.sitting.site]))
    write(paper.add_heading(level=2), name)
    captions.table(f"{name}: the record of the day")
    table = new_table(paper, [Heading("Field", 2), Heading("On record", 5)], f"The record of {name}, field by field.")
    for field, said in _day(each):
        text = gap(field[:1].lower() + field[1:]) if said == NOTHING else said
        add_row(table, [field, partial(put_with_gaps, text=text)])


def _day(each: ReviewWorkshop) -> Iterator[tuple[str, str]]:
    sitting, noted = each.sitting, each.sitting.day
    ended = f" to {clock(sitting.ended_at)}" if sitting.ended_at else ", not ended"
    yield (
        "Held",
        f"{day(sitting.started_at)}, {clock(sitting.started_at)}{ended} UTC" if sitting.started_at else NOTHING,
    )
    for field, many in (("Invited", noted.invited), ("Accepted", noted.accepted), ("Came", noted.came)):
        yield field, NOTHING if many is None else str(many)
    yield "Took part on a phone or on paper", str(sitting.attended)
    yield "By the group they spoke from", groups_in_words(sitting.people)
    yield "Led by", f"{sitting.facilitators} {'person' if sitting.facilitators == 1 else 'people'}"
    yield "Asked by", each.organisation or NOTHING
    yield "Ethics approval", each.ethics or NOTHING
    for field, name in LINES:
        yield field, getattr(noted, name) or NOTHING
    signed = sitting.signed_off_at
    yield "Signed off", f"by {sitting.signed_off_by} on {day(signed)}" if signed else NOTHING


def _add_rules(paper: Paper, report: ReviewReport, captions: Captions) -> None:
    paper.add_heading(places.RULES_HEADING, 1)
    bullets(paper, rule_in_words(report.protocol))
    write(
        paper.add_paragraph(),
        "The last asking of a text counts, the last answer of a person; workshops are pooled by ballot. Answers were "
        "shown to the room after closing only, when the facilitator chose to. Panels read statements without the "
        "evidence behind them, and could write beside each what is missing or propose another.",
    )
    write(paper.add_paragraph(), f"Fingerprint of the rules (SHA-256): {report.protocol_hash}")
    captions.table("Every threshold of the rules, with the reason and the source")
    columns = Heading("Field", 2.9), Heading("Value", 1.6), Heading("Why", 4.8), Heading("Source", 2.9)
    table = new_table(paper, columns, "Every threshold with its value, its reason and its source.")
    for each in explained(report.protocol):
        why = report.reasons.get(each.name) or (each.reason if each.value == each.default else gap("the reason"))
        source = each.source or "project default"
        add_row(table, [each.name, in_print(each.value), partial(put_with_gaps, text=why), source])


def _add_deviations(paper: Paper, report: ReviewReport, captions: Captions) -> None:
    paper.add_heading(places.DEVIATIONS_HEADING, 1)
    if not report.deviations:
        write(paper.add_paragraph(), "None: the rules in force are those the first answer was given under.")
        return
    add_changes_of_rules(paper, report.deviations, captions)


def _add_limits(paper: Paper, report: ReviewReport, captions: Captions) -> None:
    paper.add_heading(places.LIMITS_HEADING, 1)
    bullets(paper, limits(report))


def _add_guidelines(paper: Paper, report: ReviewReport, captions: Captions) -> None:
    for name, source, items, remark in GUIDELINES:
        _add_guideline(paper, report, (name, source, remark), items, captions)


def _add_guideline(
    paper: Paper, report: ReviewReport, told: tuple[str, str, str], items: Sequence[Item], captions: Captions
) -> None:
    name, source, remark = told
    paper.add_heading(name, 1)
    answers = [(item, item.answer(report)) for item in items]
    counts = ", ".join(f"{sum(found.status is each for _, found in answers)} {each}" for each in Status)
    said = f"Of {len(items)} items: {counts}. Items are in our own words: read them beside the source, {source}."
    write(paper.add_paragraph(), f"{said} {remark}")
    captions.table(f"{name}: how far the record answers each item, and where")
    columns = (
        Heading("Item", 0.8),
        Heading("What to report", 3.6),
        Heading("Status", 1.6),
        Heading("Where it stands", 5),
    )
    table = new_table(paper, columns, f"Each item of {name} with its status and its place.")
    for item, found in answers:
        add_row(table, [item.number, item.asks, found.status.value, partial(_put_answer, found=found)])


def _put_answer(cell: _Cell, found: Answer) -> None:
    """Where an item is answered, and what is missing."""
    missing = gap(found.missing.rstrip(".")) if found.status is Status.TO_DO else found.missing
    for line in filter(None, (found.where, found.missing and missing)):
        put_with_gaps(cell, line)


def _add_wording(paper: Paper, report: ReviewReport, captions: Captions) -> None:
    paper.add_heading(places.INSTRUMENT_HEADING, 1)
    write(paper.add_paragraph(), "A draft was not checked by a second person who reads the language.")
    for language, asked in sorted(report.instruments.items()):
        _add_instrument(paper, language, asked, captions)


def _add_instrument(paper: Paper, language: str, asked: Instrument, captions: Captions) -> None:
    name = NAMES.get(language, language)
    write(paper.add_heading(level=2), f"{name} ({asked.status.value})")
    write(paper.add_paragraph(), f"Fingerprint (SHA-256): {instrument_hash(asked)}")
    captions.table(f"What panels read in {name}")
    table = new_table(paper, [Heading("Text", 2), Heading("Wording", 6)], f"Every text of the instrument in {name}.")
    for key, text in texts_of(asked).items():
        if text:
            said = BLANK.sub(r"[\1]", text)
            add_row(table, [key, partial(_put_wording, text=said, language=language)])


def _put_wording(cell: _Cell, text: str, language: str) -> None:
    write(line_in(cell), text, lang="" if language == "en" else language)


CHAPTERS = (_add_paragraph, _add_people, _add_rules, _add_deviations, _add_limits, _add_guidelines, _add_wording)
"""The chapters in their order; each is a step that whoever waits is told of."""
