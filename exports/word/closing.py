"""The end of a summary: what was not reached, and how far its results carry."""

from collections.abc import Iterator, Sequence
from functools import partial

from docx.document import Document as Paper

from app.core.deviations import Deviation, in_print
from app.core.error_rates import chance_confirmed
from app.core.protocol import Protocol
from app.core.report import Report, ReportCandidate, ReportWorkshop
from app.core.report_rounds import ReportBallot
from exports.word.captions import Captions
from exports.word.opening import bullets, day
from exports.word.paper import write
from exports.word.parts import put_planned
from exports.word.quotations import IN_ENGLISH_ONLY
from exports.word.tables import Heading, add_row, new_table

SPLIT = (0.45, 0.15, 0.40)  # yes, between, no: a profession that does not agree
SIZES = (7, 8, 15)


def add_not_reached(paper: Paper, report: Report, captions: Captions) -> None:
    """The statements that were planned and never opened. Nobody has judged them: that says nothing against them."""
    paper.add_heading("What was not reached", 1)
    if not report.not_reached:
        write(paper.add_paragraph(), "Every planned statement was put to the panel.")
        return
    write(paper.add_paragraph(), "These were planned and not shown. That says nothing for or against them.")
    captions.table("Planned statements that were not shown")
    table = new_table(paper, [Heading("Topic", 1), Heading("Statement", 5)], "The statements that were not shown.")
    for each in report.not_reached:
        add_row(table, [each.family, partial(put_planned, statement=each)])


def add_candidates(paper: Paper, report: Report, captions: Captions) -> None:
    """What the panel proposed; nothing where it proposed nothing. It was not judged, and stands in no other table."""
    if not report.candidates:
        return
    paper.add_heading("Proposed by the panel, not judged", 1)
    write(paper.add_paragraph(), "The team noted these down. Nobody was asked about them, so they have no class.")
    captions.table("What the panel proposed")
    columns = Heading("Proposal", 5), Heading("What became of it", 2)
    table = new_table(paper, columns, "Each proposal of the panel, and what the team made of it.")
    for each in report.candidates:
        lines = [f"{part.kind.capitalize()}: {part.text}" for part in each.parts]
        add_row(table, ["\n".join([each.title] * bool(each.title) + lines), _became(each)])


def _became(candidate: ReportCandidate) -> str:
    if candidate.statement:
        return f"Adopted as {candidate.statement}"
    return "Set aside" if candidate.state == "aside" else "Not decided yet"


def add_limits(paper: Paper, report: Report) -> None:
    """What a reader must keep in mind."""
    paper.add_heading("Limits", 1)
    bullets(paper, limits_of(report))


def add_deviations(paper: Paper, report: Report, captions: Captions) -> None:
    """What was changed in the rules after the first ballot of the review, field by field; nothing where nothing was."""
    if not report.deviations:
        return
    paper.add_heading("Changes to the rules after the first ballot", 1)
    write(paper.add_paragraph(), f"This workshop is judged by version {report.protocol_version} of the rules.")
    add_changes_of_rules(paper, report.deviations, captions)


def add_changes_of_rules(paper: Paper, deviations: Sequence[Deviation], captions: Captions) -> None:
    """The table of changes to the rules, field by field, with their reasons."""
    captions.table("What was changed in the rules after people had answered, and why")
    columns = (
        Heading("Version", 2),
        Heading("Field", 2),
        Heading("Before", 1.5),
        Heading("After", 1.5),
        Heading("Why", 4),
    )
    table = new_table(paper, columns, "The changes to the rules, with their reasons.")
    for each in deviations:
        made = f"{each.version}, {day(each.at)}{', by ' + each.by if each.by else ''}"
        for change in each.changes:
            add_row(table, [made, change.field, in_print(change.before), in_print(change.after), change.reason])


def limits_of(report: Report) -> Iterator[str]:
    """The limits that hold for this report, one sentence or two each."""
    yield "The panel was invited, not sampled. Counts describe these people only."
    yield from _limits_of_the_rule(report.protocol)
    yield "The classes “divided” and “too few answers” and their thresholds are this project's own."
    yield from _who_was_there(report.workshop)
    yield "Criterion 4 rests on ratings and on the verdicts of a team that may also have written the statements."
    yield (
        "Answers per point are printed from 8 answers, as thirds from 5 to 7, below 5 not at all. "
        f"Groups of fewer than {report.protocol.smallest_cell} are not shown."
    )
    yield from _what_happened(report)
    room = report.workshop
    yield f"Comments: {room.comments_approved} of {room.comments_total} are approved; the others are not quoted."
    if not room.languages_told:
        yield IN_ENGLISH_ONLY


def _who_was_there(room: ReportWorkshop) -> Iterator[str]:
    """Who was missing, as far as that may be said, and who led."""
    # A count of nobody points to nobody; a hidden one (None) stays hidden.
    missing = [group for group, people in room.people if people == 0]
    if missing and room.attended:
        yield f"Nobody came from: {', '.join(missing)}."
    stayed = (room.day.invited or 0) - (room.attended if room.day.came is None else room.day.came)
    if room.day.invited is not None and stayed > 0:
        yield f"{stayed} of those invited did not come; why is not known, and they may see it differently."
    if room.facilitators:
        led = "1 person led" if room.facilitators == 1 else f"{room.facilitators} people led"
        yield f"{led} the workshop. Whoever also wrote statements may have swayed the answers to them."


def _limits_of_the_rule(rules: Protocol) -> Iterator[str]:
    if (rules.rule, rules.scale) != ("rand-ucla", "five"):
        yield "Panels are small: one person more or less can change a result."
        return
    in_100 = [round(100 * chance_confirmed(n, SPLIT, rules)) for n in SIZES]
    yield (
        "Panels are small. Of 100 panels drawn from people who are split 45/15/40, this rule confirms "
        f"{in_100[0]} at {SIZES[0]} answers, {in_100[1]} at {SIZES[1]} and {in_100[2]} at {SIZES[2]}."
    )
    yield (
        "The table of the rule is published for nine points and 8 to 16 answers. Its use on five points, whose thirds "
        "are unequal, and its values for fewer or more answers are defaults of this project, without a source we found."
    )


def _what_happened(report: Report) -> Iterator[str]:
    room = report.workshop
    if room.pilot:
        yield "This was a pilot. Its ballots never count towards the review."
    if room.with_managers:
        yield "Some people sat in one room with their own line manager, and may have answered with that in mind."
    if room.state != "ended":
        yield "The workshop had not ended when this was made. Rounds that are open are left out."
    yield from _texts_of_the_day(report)
    if room.reopened:
        yield f"Rounds opened again: {room.reopened}. Whoever answered then may have seen the counts."
    if room.late_ballots:
        counted = "counted" if report.protocol.late == "count" else "not counted"
        yield f"Ballots that came after closing: {room.late_ballots}. They are {counted}."
    on_paper = sum(ballot.channel == "paper" for ballot in _ballots(report))
    if on_paper:
        yield f"Answers from paper, typed in by the team: {on_paper}."
    if any(each.invented for each in report.statements):
        yield "Criteria 2, 3 and 5 are invented for the example, and with them every tier, weight and rank."


def _ballots(report: Report) -> Iterator[ReportBallot]:
    for statement in report.statements:
        for round in statement.rounds:
            yield from round.ballots


def _texts_of_the_day(report: Report) -> Iterator[str]:
    """What was taken back, and that texts were changed."""
    taken = [each.id for each in report.texts if each.was_taken_back]
    if taken:
        yield f"Taken back by the team while people answered, so counted nowhere: {', '.join(taken)}."
    if report.other_versions:
        yield (
            "Texts were changed in the room. Each was asked anew, and answers to one text never count for another; a "
            "changed text counts only once at least five people have judged it."
        )
